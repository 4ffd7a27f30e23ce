"""Questions about what a card of ``/inside`` shows, each made of the view itself, on the real model."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
import pytest_asyncio
from numpy.typing import NDArray

from bot.errors import OutOfQuestions
from bot.inside.presets import PRESETS
from bot.inside.views import PatchView, ProbeResult, ProbeScore, Relation, WordMap
from bot.model import LocalModel, ModelInfo
from bot.model.looks import LookAtMap, LookAtRelation, LookByPatch, LookByProbe
from bot.quiz import (
    About,
    Likeliest,
    Patched,
    Played,
    Probed,
    Question,
    SatOut,
    Sources,
    TwoCosines,
    guess,
    guess_of,
)
from bot.tokens import PromptToken
from tests.quiz.checking import check_form, quoted
from tests.quiz.quizzes import Watched
from tests.weights import embeddings

pytestmark = pytest.mark.asyncio(loop_scope="session")

STATES = PRESETS["states"]
FRANCE, ITALY = "The capital of France is", "The capital of Italy is"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sources(model: LocalModel) -> Sources:
    """With the real model, which does not play, about its own tokens."""
    assert isinstance(model.state, ModelInfo)
    return Sources(model.state.tokenizer, model.state.tokenizer, Watched(model))


@pytest.fixture(scope="module")
def centred() -> NDArray[np.float32]:
    """The model's vectors as they lie in its file, without their mean, each of length 1."""
    rows = embeddings()
    rows = rows - rows.mean(axis=0)
    found: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found


async def related(model: LocalModel) -> Relation:
    return await model.look(LookAtRelation("d", tuple(word for words in STATES.groups.values() for word in words)))


async def mapped(model: LocalModel) -> WordMap:
    words = tuple((word, group) for group, words in STATES.groups.items() for word in words)
    return await model.look(LookAtMap(words))


async def patched(sources: Sources, model: LocalModel, text: str = FRANCE, other: str = ITALY) -> PatchView:
    ids, others = (tuple(sources.tokenizer.encode_ordinary(each)) for each in (text, other))
    return await model.look(LookByPatch(ids, others, 3, 3))


def check(question: Question) -> None:
    """What holds of every question, and that it keeps no channel from being asked about the same."""
    assert question.subject == ""
    check_form(replace(question, subject="any"))


def check_nearest(question: Question, centred: NDArray[np.float32], sources: Sources) -> None:
    """That the right word is the nearest of the four by the weights themselves, clearly, and all numbers are told."""
    check(question)
    seen = question.illustration
    assert isinstance(seen, TwoCosines)
    ids = [sources.tokenizer.encode_single_token(f" {option}") for option in question.options]
    found = centred[ids] @ centred[seen.target.id]
    assert int(found.argmax()) == question.right
    assert np.sort(found)[-1] - np.sort(found)[-2] > 0.04
    told = {token.id: cosine for token, _, cosine in seen.others}
    assert [told[id_] for id_ in ids] == pytest.approx(found.tolist(), abs=5e-3)
    assert all(f"{option} {told[id_]:.2f} (" in question.why for option, id_ in zip(question.options, ids, strict=True))
    assert f"Two random tokens have {seen.random_pair[1]:.2f} ({seen.random_pair[0]:.2f} before)" in question.why
    assert seen.random_pair == pytest.approx((0.44, 0), abs=0.01)


async def test_of_a_map_the_nearest_of_four_is_where_its_line_leads(
    sources: Sources, model: LocalModel, centred: NDArray[np.float32]
) -> None:
    seen = await mapped(model)
    lines = dict(seen.lines)
    for seed in range(3):
        question = await guess_of(Random(seed), sources, seen)
        check_nearest(question, centred, sources)
        [asked] = quoted(question)
        assert seen.words[lines[seen.words.index(asked)]] == question.options[question.right]


async def test_of_a_letter_the_nearest_of_four_words(
    sources: Sources, model: LocalModel, centred: NDArray[np.float32]
) -> None:
    seen = await related(model)
    asked = [await guess_of(Random(seed), sources, seen) for seed in range(3)]
    for question in asked:
        check_nearest(question, centred, sources)
        assert quoted(question) == ["d"]
    assert len({question.options[question.right] for question in asked}) > 1
    played = await guess_of(Random(0), replace(sources, model=model), seen)
    assert isinstance(played.model, Played)
    assert replace(played, model=asked[0].model) == asked[0]


async def test_of_a_probe_the_range_in_which_it_is(sources: Sources, model: LocalModel) -> None:
    seen = await model.look(LookByProbe("d"))
    assert seen.contains
    question = await guess_of(Random(1), sources, seen)
    check(question)
    low, high = (int(part) / 100 for part in question.options[question.right].removesuffix("%").split("–"))
    assert low < seen.contains.balanced_accuracy < high
    assert "has the letter “d”" in question.text
    assert f"random labels it gets {seen.contains.control:.0%}" in question.why
    assert question.illustration == Probed(seen)


def scored(accuracy: float | None) -> ProbeResult:
    score = None if accuracy is None else ProbeScore(accuracy, 0.5, 0.6, 0.5, 700, 300)
    return ProbeResult("q", 0, score, None, None)


@pytest.mark.parametrize(("accuracy", "ranges"), [(0.46, {40}), (0.55, {40, 50}), (0.98, {60})])
async def test_the_ranges_are_any_four_in_a_row_that_can_be(
    sources: Sources, accuracy: float, ranges: set[int]
) -> None:
    lowest = set()
    for seed in range(3 * len(ranges)):
        question = await guess_of(Random(seed), sources, scored(accuracy))
        starts = sorted(int(option.split("–")[0]) for option in question.options)
        assert starts == [*range(starts[0], starts[0] + 40, 10)]
        assert question.options[question.right] not in question.hint
        lowest.add(starts[0])
    assert lowest == ranges


@pytest.mark.parametrize("accuracy", [None, 0.3, 0.6, 0.797, 0.804, 1.0])
async def test_at_the_end_of_a_range_nothing_is_asked(sources: Sources, accuracy: float | None) -> None:
    with pytest.raises(OutOfQuestions, match="Try another letter, or another layer"):
        await guess_of(Random(1), sources, scored(accuracy))


async def test_of_a_patch_the_last_layer_whose_swap_halves_the_answer(sources: Sources, model: LocalModel) -> None:
    seen = await patched(sources, model)
    lowest = set()
    for seed in range(4):
        question = await guess_of(Random(seed), sources, seen)
        check(question)
        layers = [int(option.removeprefix("Layer ")) for option in question.options]
        right = layers[question.right]
        assert seen.after[right][0] < 0.45 * seen.before[0]
        assert all(own > seen.before[0] / 2 for own, *_ in seen.after[right + 1 :])
        assert [*np.diff(sorted(layers))] == [4, 4, 4]
        assert f"“Paris” has {seen.before[0]:.1%} as it is" in question.why
        assert question.illustration == Patched(seen)
        lowest.add(min(layers))
    assert len(lowest) > 1


async def test_where_a_swap_does_little_or_comes_and_goes_nothing_is_asked(sources: Sources, model: LocalModel) -> None:
    seen = await patched(sources, model)
    rest = seen.after[2:]
    unclear = (
        await patched(sources, model, FRANCE, "The capital of French is"),
        replace(seen, after=(seen.after[0], (0.7, 0.1), *rest)),
        replace(seen, before=(0.01, 0.0)),
        replace(seen, after=seen.after[:3]),
    )
    for each in unclear:
        with pytest.raises(OutOfQuestions, match="patch in another text"):
            await guess_of(Random(1), sources, each)


async def test_of_dots_the_likeliest_next_token(sources: Sources, model: LocalModel) -> None:
    ids = tuple(sources.tokenizer.encode_ordinary("The capital of France is the city of"))
    question = await guess(Random(1), sources, About("dots", ids, 0))
    check(question)
    assert question.options[question.right] == "Paris"
    assert "“The capital of France is the city of …”" in question.text
    seen = question.illustration
    assert isinstance(seen, Likeliest)
    right, *others = [each.probability for each in seen.tokens if each.token.text.strip() in question.options]
    assert right > 1.6 * max(others)
    assert isinstance(question.model, SatOut)


async def test_words_that_stand_too_near_each_other_are_not_asked_about(sources: Sources, model: LocalModel) -> None:
    alike = await model.look(LookAtMap((("cat", ""), ("dog", ""), ("cow", ""))))
    with pytest.raises(OutOfQuestions, match="Try another list of words"):
        await guess_of(Random(1), sources, alike)
    few = await related(model)
    same = replace(few.centred, with_letter=(("Florida", 0.3), ("Nevada", 0.3)), without_letter=(("Texas", 0.3),) * 3)
    with pytest.raises(OutOfQuestions, match="Try another letter"):
        await guess_of(Random(1), sources, Relation(PromptToken(277, " d"), same, same, ()))
