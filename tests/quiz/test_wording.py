"""Questions in the language that is spoken when they are made: the same question, whoever reads it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.language import speaking
from bot.model import Capabilities, EncodedPrompt, ForcedChoice, NoModel, Prompt, ServerInfo
from bot.quiz import (
    Illustration,
    Likeliest,
    Played,
    Question,
    SatOut,
    Sources,
    Survey,
    behind,
    make,
    packed,
    unpacked,
    withdrawn,
)
from bot.tokens import Encodings
from tests.quiz.checking import RIGHT
from tests.quiz.quizzes import DIFFICULTIES, PROPOSALS, QUESTION
from tests.translated import mark_german

_OURS = {"dots"}
"""Topics whose options are words of ours."""


class _Reader(NoModel):
    """Scores, and remembers what it read."""

    state = ServerInfo("m", "nowhere")
    capabilities = Capabilities(scores=True)

    def __init__(self) -> None:
        self.read: list[str] = []

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        self.read += [str(prompt), *choices]
        return ForcedChoice({choice: 1 / len(choices) for choice in choices}, 1.0, EncodedPrompt((), ()))


async def made(sources: Sources, topic: str, locale: str) -> tuple[list[Question], list[str]]:
    """A few questions, and what a model read that played them."""
    reader = _Reader()
    playing = Sources(sources.encoding, sources.tokenizer, reader, sources.proposals)
    with speaking(locale):
        return [await make(playing, topic, seed, DIFFICULTIES[seed % 3], ()) for seed in range(6)], reader.read


def shown(question: Question) -> Illustration:
    """What is drawn of it, without what the drawing gives as its source, which is a text."""
    drawn = question.illustration
    return replace(drawn, credit="") if isinstance(drawn, Survey) else drawn


@pytest.mark.parametrize("topic", RIGHT)
async def test_the_same_seed_makes_the_same_question_in_german_and_the_model_reads_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, topic: str
) -> None:
    mark_german(monkeypatch)
    encodings = Encodings(tmp_path)
    sources = Sources(await encodings.load("o200k_base"), await encodings.load("smollm2"), NoModel(), PROPOSALS)
    english, read = await made(sources, topic, "en-US")
    german, read_in_german = await made(sources, topic, "de")
    assert read_in_german == read
    assert "‹" not in "".join(read)
    for one, other in zip(english, german, strict=True):
        assert (other.topic, other.subject, other.right) == (one.topic, one.subject, one.right)
        assert shown(other) == shown(one)
        assert other.twins == one.twins
        said = [*(() if topic == "community" else (other.text,)), other.hint, other.why]
        assert all("‹" in each for each in said), said
        assert all("‹" not in each for each in (one.text, one.hint, one.why))
        options = [f"‹{each}›" for each in one.options] if topic in _OURS else [*one.options]
        assert [*other.options] == options
        assert isinstance(other.model, SatOut if topic == "dots" else Played)


def test_the_text_behind_a_question_is_found_however_a_language_quotes_it() -> None:
    asked = replace(QUESTION, topic="next", text="„The dog …“ Was kommt?", illustration=Likeliest(()), quoted="The dog")
    kept_before = replace(asked, text="“The dog …” What comes?", quoted="")
    assert [found and found.text for found in map(behind, (asked, kept_before))] == ["The dog", "The dog"]


def test_what_is_withdrawn_is_said_in_the_language_of_who_withdraws_it(monkeypatch: pytest.MonkeyPatch) -> None:
    mark_german(monkeypatch)
    with speaking("de"):
        left = unpacked(withdrawn(packed(QUESTION)))
    assert left.options == ("‹Answer 1›", "‹Answer 2›", "‹Answer 3›", "‹Answer 4›")
    assert left.right == QUESTION.right
