"""How people ask in plain words, and what is read of it: never wrongly, nor out of ordinary chat."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.resources import files

import pytest

from bot.intents import (
    Compare,
    Define,
    Explain,
    Intent,
    Next,
    StartQuiz,
    Tokenize,
    Understood,
    WhatCanYouDo,
    WhyWrong,
    glossary,
    read,
    understand,
)
from bot.intents.glossary import evened, keys
from bot.quiz import TOPICS
from tests.letters.ordinary import CHAT

REPLIED_TO = "I love blueberry pie"
KNOWN_IN_CHAT = {"what can you do?", "what is a token?"}
"""No letter questions, but asked in plain words all the same."""


def phrasings(name: str) -> Sequence[tuple[str, str, str]]:
    lines = files("tests.intents").joinpath(name).read_text("utf-8").splitlines()[1:]
    return [(kind, about, message) for kind, about, message in (line.split("\t") for line in lines)]


def meant(kind: str, about: str) -> Intent | None:
    text = REPLIED_TO if about == "^" else about
    match kind:
        case "explain":
            return Explain(text)
        case "tokenize":
            return Tokenize(text)
        case "compare":
            return Compare(text)
        case "next":
            return Next(text)
        case "quiz":
            return StartQuiz(next((topic for topic in TOPICS if topic == about), None))
        case "define":
            return Define(keys(ordinary=True).get(evened(about), about))
        case "wrong":
            return WhyWrong()
        case "can":
            return WhatCanYouDo()
        case _:
            return None


def understood(message: str, replied_to: str | None = None) -> Intent | None:
    """What is read, also where slips are mended for it."""
    found = understand(message, replied_to)
    return found.intent if found else None


def readings(name: str) -> Iterator[tuple[str, Intent | None, Intent | None]]:
    """Each message with what it asks for and what is read; what is no request is read as a reply, too."""
    for kind, about, message in phrasings(name):
        replies = (REPLIED_TO,) if about == "^" else (None, REPLIED_TO) if kind == "-" else (None,)
        for replied_to in replies:
            yield message, meant(kind, about), understood(message, replied_to)


@pytest.mark.parametrize(("name", "least"), [("phrasings.tsv", 0.95), ("held.tsv", 0.9), ("held_slips.tsv", 0.8)])
def test_what_is_asked_is_read_and_never_wrongly(name: str, least: float) -> None:
    every = [*readings(name)]
    assert [each for each in every if each[2] not in (None, each[1])] == []
    asked = [(wanted, got) for _, wanted, got in every if wanted]
    assert sum(wanted == got for wanted, got in asked) / len(asked) >= least


def test_there_are_enough_of_all() -> None:
    kinds = [kind for name in ("phrasings.tsv", "held.tsv") for kind, _, _ in phrasings(name)]
    assert len(kinds) >= 150
    assert kinds.count("-") >= 60
    assert len(phrasings("held.tsv")) >= 40


def asking(messages: Iterable[str]) -> list[str]:
    """Those that ask for something, by themselves or as a reply."""
    return [each for each in messages if understood(each) or understood(each, REPLIED_TO)]


def test_ordinary_chat_asks_for_nothing() -> None:
    assert not asking({*CHAT} - KNOWN_IN_CHAT)


AMBIGUOUS = [
    "explain coffee", "explain Bitcoin", "explain the rules", "explain: the sky is blue", "explain like im 5",
    'explain "to be or not to be"', "explain trees", "explain how you work", "explain vim",
    "how do you cut hair?", "how do you split wood?", "how do you read a room", "how do you read Japanese?",
    "why is Korea split?", "why can't you sleep?", "why are you so bad at this?", "why is it wrong?",
    "what is loss?", "what is temperature", "what is a prompt engineer?", "what is training data?",
    "what does love mean", "define success", "can you help", "help me understand",
    "what comes after that", "what follows this?", "what comes next: dinner or a movie?", "predict the weather",
    "let's do a quiz about space", "quiz tomorrow?", "compare these two", "compare prices across all stores",
    "tokenize everything", "how many tokens are in circulation?", "show this as a table", "split the difference",
    "tokenize :smile:", "", " ", "?", '"', "this", '"strawberry"', "a" * 4_001,
]  # fmt: skip


def test_what_may_mean_something_else_is_left_alone() -> None:
    assert not asking(AMBIGUOUS)


def test_a_text_is_taken_as_it_was_typed() -> None:
    assert read("tokenize this:\n  Two\n lines, 'quoted' \"twice\"!  ") == Tokenize("Two\n lines, 'quoted' \"twice\"!")
    assert read("tokenise “Ünïcode  <@1> @everyone”") == Tokenize("Ünïcode  <@1> @everyone")


def test_what_was_mended_is_told_and_the_text_never_is() -> None:
    assert understand("explian strawbery") == Understood(Explain("strawbery"), "explain strawbery")
    assert understand("Waht is a token?") == Understood(Define("token"), "what is a token?")
    assert understand("explain tokne") == Understood(Explain("tokne"))
    assert understand("expalin 'toekn toekn'") == Understood(Explain("toekn toekn"), "explain 'toekn toekn'")
    assert understand("tokneize: waht is a toekn") == Understood(
        Tokenize("waht is a toekn"), "tokenize: waht is a toekn"
    )
    assert read("explian strawberry") is None


def test_what_is_replied_to_may_be_hidden() -> None:
    assert read("which tokens is that?", "") == Tokenize("")
    assert read("compare that in all tokenizers", "") == Compare("")
    assert read("which tokens is that?") is None
    assert read("explain its tokens", "x" * 101) == Tokenize("x" * 101)


def test_every_name_of_the_glossary_is_read() -> None:
    for key, term in glossary().items():
        for name in term.called:
            assert read(f"What is {name}?") in (Define(key), None), name
            assert read(f"define {name}") == Define(key), name
        for name in term.ordinary:
            assert read(f"what does {name} mean?") == Define(key), name


def test_what_takes_too_long_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("bot.intents.reading"), "MAX_SECONDS", 0.0)
    assert read("explain strawberry") is None
