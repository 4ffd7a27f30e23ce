"""Questions that look inside the real model, checked against its weights and a plain forward pass of its own.

``--questions`` says how many of each topic are made.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import pytest_asyncio
from discord.ui import TextDisplay
from numpy.typing import NDArray

from bot.drawing import illustrate
from bot.letters import Count, trial, unseen
from bot.model import LocalModel, Message, Prompt
from bot.quiz import (
    Dots,
    Likeliest,
    Played,
    Question,
    Quiz,
    SatOut,
    Session,
    Similarities,
    Sources,
    Spelling,
    make,
)
from bot.quiz.playing import play_count, play_options
from bot.quiz.sentences import whole_sentences
from bot.quiz.words import single_tokens, words
from bot.tokens import Encodings
from bot.ui.quiz import reveal_card
from tests.conftest import PREPARED
from tests.quiz.checking import RIGHT, check_form, quoted, several
from tests.quiz.quizzes import DIFFICULTIES, NOW, Watched, plan, round_
from tests.weights import unit_vectors

if TYPE_CHECKING:
    from tests.plain import PlainModel  # which takes seconds to import

pytestmark = pytest.mark.asyncio(loop_scope="session")

LEAST = {"easy": 0.15, "normal": 0.08, "hard": 0.05}
"""How likely the right word of ``next`` is at least."""
LEAD = {"easy": 3, "normal": 1.6, "hard": 1.3}
"""How many times as likely it is as each other."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sources(model: LocalModel) -> Sources:
    """With the real model."""
    encodings = Encodings(PREPARED.parent)
    return Sources(await encodings.load("o200k_base"), await encodings.load("smollm2"), model)


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    """The model's input embeddings as they lie in its file, each of length 1."""
    return unit_vectors()


async def test_neighbours(
    sources: Sources, model: LocalModel, vectors: NDArray[np.float32], pytestconfig: pytest.Config
) -> None:
    watched = replace(sources, model=Watched(model))
    made, apart = 0, []
    total = vectors.sum(axis=0, dtype=np.float64)
    random_pair = (float(total @ total) - len(vectors)) / (len(vectors) * (len(vectors) - 1))
    async for question in several(watched, "neighbours", max(6, pytestconfig.getoption("questions"))):
        check_form(question)
        difficulty = DIFFICULTIES[made % 3]
        made += 1
        ids = [sources.tokenizer.encode_single_token(f" {option}") for option in question.options]
        if target := quoted(question):
            cosines = vectors[ids] @ vectors[sources.tokenizer.encode_single_token(f" {target[0]}")]
            right = np.flatnonzero(cosines > cosines.max() - 0.03)
        else:
            among = vectors[ids] @ vectors[ids].T
            together = np.delete(np.arange(4), question.right)
            assert among[np.ix_(together, together)].min() > among[question.right, together].max()
            cosines = (among.sum(axis=1) - 1) / (len(ids) - 1)
            right = np.flatnonzero(cosines < cosines.min() + 0.03)
            if difficulty != "easy":
                assert abs(words()[question.options[question.right]] - words()[question.subject]) <= 0.6, "as common"
            if difficulty == "hard":
                subject = vectors[sources.tokenizer.encode_single_token(f" {question.subject}")]
                apart.append(int((vectors @ subject > vectors[ids[question.right]] @ subject).sum()))
        assert right.tolist() == [question.right]
        assert isinstance(question.illustration, Similarities)
        shown = [cosine for _, cosine in question.illustration.others]
        assert shown == pytest.approx(cosines.tolist(), abs=1e-3)
        assert question.illustration.random_pair == pytest.approx(random_pair, abs=1e-3)
        assert f"Two random tokens have {random_pair:.2f} on average." in question.why
    assert apart
    assert max(apart) <= 300, "when hard, the odd one is of the same field"
    assert isinstance((await make(sources, "neighbours", 0, "easy", [])).model, Played)


async def test_next(sources: Sources, plain: "PlainModel", pytestconfig: pytest.Config) -> None:
    answers: list[str] = []
    sentences: list[str] = []
    async for question in several(sources, "next", pytestconfig.getoption("questions")):
        check_form(question)
        difficulty = DIFFICULTIES[len(answers) % 3]
        answers.append(question.options[question.right])
        read = question.text.split("“", 1)[1].split(" …”")[0]
        assert question.subject == read.casefold()
        whole = question.why.rpartition(" I wrote: ")[2].strip("“”")
        assert whole in whole_sentences()
        assert whole.startswith(f"{read} ")
        sentences.append(whole)
        expected = plain.following(sources.tokenizer.encode_ordinary(read))
        ids = [sources.tokenizer.encode_single_token(f" {option}") for option in question.options]
        found = expected[ids].tolist()
        # The bot's model computes in bfloat16; what it finds clearly likeliest must be so in float32 too.
        assert all(found[question.right] > each for place, each in enumerate(found) if place != question.right)
        assert set(question.options) <= single_tokens(sources.tokenizer).keys()
        assert isinstance(question.illustration, Likeliest)
        told = {each.token.text: each.probability for each in question.illustration.tokens}
        assert next(iter(told)) == f" {question.options[question.right]}"
        right, *wrong = sorted((told[f" {option}"] for option in question.options), reverse=True)
        assert right >= LEAST[difficulty]
        assert all(right >= LEAD[difficulty] * each for each in wrong)
        assert isinstance(question.model, SatOut)
    assert len({*sentences}) > min(len(sentences), 100) - 1, "another sentence each time, as long as there are any"
    assert Counter(answers).most_common(1)[0][1] <= max(2, len(answers) / 20), "no answer comes again and again"
    assert len({*answers}) > min(len(answers), 60) / 2, "it depends on the text"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def dots(sources: Sources) -> Sequence[Question]:
    """Questions of that topic."""
    return [question async for question in several(sources, "dots", 24)]


async def test_dots_are_guessed_by_the_model(dots: Sequence[Question], sources: Sources, plain: "PlainModel") -> None:
    for question in dots[:6]:
        check_form(question)
        assert RIGHT["dots"](question, sources.tokenizer)[question.right]
        assert isinstance(question.illustration, Dots)
        assert isinstance(question.model, Played)
        found = plain.following([token.id for token in question.illustration.tokens])
        seen = [*dict.fromkeys(token.id for token in question.illustration.tokens)]
        shares = {f"Dot {chr(ord('A') + number)}": float(found[id_]) for number, id_ in enumerate(seen)}
        shares["a new colour"] = 1 - sum(shares.values())
        said = shares[question.options[question.model.choice]]
        assert said > max(shares[option] for option in question.options) - 0.05
    right = [isinstance(each.model, Played) and each.model.choice == each.right for each in dots]
    assert right.count(True) > 5, "a model is good at repetitions"


def line_of_the_model(question: Question) -> str:
    """What its reveal says of the model's answer."""
    session = Session(Quiz(1, plan(), (round_(1, 1, NOW, NOW, question),)), lambda: NOW)
    texts = [item.content for item in reveal_card(session, None, []).walk_children() if isinstance(item, TextDisplay)]
    [shown] = [each.replace("\\", "") for each in texts if "🤖" in each]
    return shown


async def test_text_and_picture_of_a_reveal_say_the_same(dots: Sequence[Question]) -> None:
    """Of the dots: that the model was right, or what it said instead. Among the questions are both, and new colours."""
    said = set()
    for question in dots:
        shown = line_of_the_model(question)
        alt = illustrate(question).alt
        assert isinstance(question.model, Played)
        option, right = question.options[question.model.choice], question.model.choice == question.right
        assert f"said **{option}**: {'right' if right else 'wrong'} (" in shown
        assert (", as the model said." in alt) == right
        assert (f"; the model said {option}." in alt) == (not right)
        said.add((option == "a new colour", right))
    assert {new for new, _ in said} == {right for _, right in said} == {True, False}


@pytest.mark.parametrize("topic", ["tokens", "cut", "ids", "letters", "frontier"])
async def test_the_model_plays_every_topic(sources: Sources, topic: str) -> None:
    question = await make(sources, topic, 3, "normal", [])
    assert isinstance(question.model, Played)
    assert question.model.name == sources.model_name == "SmolLM2-135M-Instruct"
    assert 0 <= question.model.choice < len(question.options)
    assert 1 / len(question.options) <= question.model.share <= 1
    one_letter = topic == "frontier" or (isinstance(seen := question.illustration, Spelling) and not seen.also)
    moved = question.model.moved
    assert (moved is not None) == one_letter, "where a word can be hidden"
    without = "among these options)." if moved is None else f". {unseen(moved)}"
    assert line_of_the_model(question).endswith(without)


async def test_what_the_word_is_worth_is_told_from_both_distributions(sources: Sources) -> None:
    question, numbers = Count("strawberry", "r"), ("1", "2", "3", "4")
    played, put = await play_count(sources.model, question, numbers), trial(question)
    assert isinstance(played, Played)
    assert put
    shown, hidden = [
        (await sources.model.score(Prompt((Message("user", text),), put.cue), numbers)).probabilities
        for text in (put.asked, put.hidden)
    ]
    assert played.moved == pytest.approx(sum(abs(shown[each] - hidden[each]) for each in numbers) / 2, abs=1e-4)


async def test_the_model_prefers_no_place_and_no_short_word(sources: Sources) -> None:
    options = ("strawberry", "cat", "sea", "tree")
    assert len(sources.tokenizer.encode_ordinary("strawberry")) > 1
    chosen, shares = set(), []
    for first in range(len(options)):
        order = (*options[first:], *options[:first])
        played = await play_options(sources.model, "Which fruit is red and sweet?", order)
        assert isinstance(played, Played)
        chosen.add(order[played.choice])
        shares.append(played.share)
    assert chosen == {"strawberry"}
    assert shares == pytest.approx([shares[0]] * len(options), abs=1e-4)
