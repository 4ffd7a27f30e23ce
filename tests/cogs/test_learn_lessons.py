"""All eight lessons with the real model, taken by pressing their buttons, and what their texts say of it."""

import pytest

from bot.lab.bigger import shipped
from bot.language import speaking, tr
from bot.lessons import EXPERIMENTS, LESSONS, Lesson, load_lessons, right_option
from bot.services.learning import Outcome, Step
from bot.tokens import tokenize
from bot.ui.learn import filled, option_labels
from tests.learning import open_lesson, press, progress_of, step_of, take
from tests.translated import speaks
from tests.world import World, alts, card, labels, text

pytestmark = pytest.mark.asyncio(loop_scope="session")

EVERY = [(lesson, place) for lesson in LESSONS for place in range(len(load_lessons().lesson(lesson).cards))]


def lesson_of(id_: str) -> Lesson:
    return load_lessons().lesson(id_)


async def outcome_of(patch: World, id_: str, place: int) -> Outcome:
    lesson = lesson_of(id_)
    return await patch.bot.services.learning.tried(lesson.cards[place], lesson.cards[place].words)


@pytest.mark.parametrize("locale", ["en-US", "de", "es-ES"])
@pytest.mark.parametrize("lesson", LESSONS)
async def test_a_lesson_from_its_start_to_its_end(
    patch: World, monkeypatch: pytest.MonkeyPatch, lesson: str, locale: str
) -> None:
    member = {"en-US": patch.alice, "de": patch.bob, "es-ES": patch.manager}[locale]
    cards = len(lesson_of(lesson).cards)
    speaks(monkeypatch, member, locale)
    with speaking(locale):
        end = await take(patch, member, lesson, wrong_at=1)
        assert tr("You guessed **{score} of {cards}** right.", score=cards - 1, cards=cards) in text(end)
        assert tr("Next lesson") in labels(end) or lesson == LESSONS[-1]
        anew = await press(patch, member, end, tr("Once more"))
        assert tr("{card} of {cards}", card=1, cards=cards) in text(anew)


@pytest.mark.parametrize(("lesson", "place"), EVERY)
async def test_a_card_says_what_its_experiment_finds(patch: World, lesson: str, place: int) -> None:
    shown = lesson_of(lesson).cards[place]
    outcome = await outcome_of(patch, lesson, place)
    known, found = EXPERIMENTS[shown.experiment], outcome.found
    assert {*found.values} == known.values
    assert {*found.measures} == known.measures
    offered = option_labels(Step(lesson_of(lesson), place, shown.words, outcome))
    assert 2 <= len({*offered}) == len(offered) <= 4
    assert 0 <= right_option(shown.question, found) < len(offered)
    for written in (shown.text, shown.question.text, shown.after, *shown.outcomes, shown.not_shown):
        assert "…" not in filled(written, found.values)
    assert outcome.after is None or (outcome.after.width <= 560 and outcome.after.alt)


async def test_what_texts_say_of_their_words_is_so(patch: World) -> None:
    """What is written out in a text, as it holds for the words of the lesson alone."""
    encodings = patch.bot.services.encodings
    family = tokenize(await encodings.load(encodings.default), "👩‍👩‍👧")
    assert family.graphemes == 1
    assert sum(token.text is None or token.text == "\u200d" for token in family.tokens) > len(family.tokens) / 2
    dots = (await outcome_of(patch, "dots", 0)).found
    assert [*dots.offered] == ["Dot A", "Dot B", "Dot C", "A new colour"]
    learnt = (await outcome_of(patch, "pairs", 1)).found
    assert learnt.values["longest"].text.strip() in ("shells", "sells")  # type: ignore[union-attr]  # it is quoted
    beside = (await outcome_of(patch, "ids", 1)).found.values
    assert not any(part in str(beside[at]).casefold() for at in ("before", "after") for part in ("berry", "straw"))
    step = (await outcome_of(patch, "training", 2)).found
    assert step.values["moved"] == step.values["numbers"]
    assert step.measures["chance"] < step.measures["after_chance"] < step.measures["end_chance"]
    means = [each.mean for each in shipped()]
    assert means == sorted(means, reverse=True)
    used_alike = (await outcome_of(patch, "training", 4)).found
    assert used_alike.measures["now"] > 0.9
    assert used_alike.measures["nearer"] == 0
    near = (await outcome_of(patch, "vectors", 2)).found.measures
    assert near["trained"] > near["random"]


async def test_own_words_are_tried_and_asked_anew(patch: World) -> None:
    shown = await open_lesson(patch, patch.bob, "letters")
    shown = await press(patch, patch.bob, shown, "One")
    form = await patch.bob.click(shown, label="Use my own words")
    shown = card(await patch.bob.submit_modal(form, {"words": "banana"}))
    assert "How many times does the letter `a` occur in `banana`?" in text(shown)
    assert "There is no r in it, so we count a." in text(shown)
    assert "Just show me" in labels(shown)
    assert alts(shown) == []
    shown = await press(patch, patch.bob, shown, "Just show me")
    assert "Right is **3**" in text(shown)
    assert "Other words" in labels(shown)
    step = await step_of(patch, patch.bob, "letters")
    assert step.words == "banana"
    assert (await progress_of(patch, patch.bob, "letters")).score == 0
