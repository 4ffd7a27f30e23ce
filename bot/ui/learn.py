"""The cards of ``/learn``: what lessons there are, one card after the other, and how it ended."""

from collections.abc import Mapping, Sequence

import discord
import regex

from bot.lessons import Lesson, Lessons, Progress, Quoted, Value, mark_of
from bot.services.learning import Missing, Step
from bot.tokens import visible
from bot.ui.buttons.learn import (
    AnswerLesson,
    ChooseLesson,
    LessonAnew,
    LookAtResult,
    OpenLesson,
    ReadOn,
    ShareLesson,
    TurnLesson,
    UseOwnWords,
)
from bot.ui.card import Card, Pressable
from bot.ui.text import clip, code, plain

MORE = "more"
"""Stands where a lesson has its id, for where to read on."""
MORE_TITLE = "Where to read on"
_PRIMARY = discord.ButtonStyle.primary
_PLACEHOLDER = regex.compile(r"\{(\w+)\}")
_LABEL = 40
"""Characters of an option on a button."""
_WORDS = 120
"""Characters of quoted text inside a sentence."""


def lessons_card(lessons: Lessons, language: str, progress: Mapping[str, Progress]) -> Card:
    """What there is, how far the asker is with each, and a menu."""
    known = [lessons.lesson(id_, language) for id_ in lessons.ids]
    lines = [f"**{number}. {plain(each.title)}** {_standing(each, progress)}" for number, each in enumerate(known, 1)]
    return (
        Card()
        .text("### Learn how a language model reads\nEach lesson is a few experiments. Guess first, then look.")
        .text("\n".join(lines))
        .row([lesson_menu(known)])
        .text("-# A lesson is for you alone. `/learn lesson:tokens together:True` takes it with this channel.")
    )


def lesson_menu(lessons: Sequence[Lesson]) -> Pressable:
    """All lessons to choose from, and where to read on."""
    options = [
        discord.SelectOption(label=clip(each.title, 100), value=each.id, description=clip(each.about, 100))
        for each in lessons[:24]
    ]
    options.append(discord.SelectOption(label=MORE_TITLE, value=MORE, description="Films, pages and papers"))
    return ChooseLesson().select(options, "Choose a lesson")


def _standing(lesson: Lesson, progress: Mapping[str, Progress]) -> str:
    mine, cards = progress.get(lesson.id), len(lesson.cards)
    if mine is None:
        return f"· {lesson.minutes} min"
    if mine.best is not None:
        return f"· ✅ {mine.best} of {cards}"
    return f"· at card {min(mine.place + 1, cards)} of {cards}"


def step_card(step: Step, progress: Progress) -> Card:
    """One card of a lesson that somebody takes alone."""
    card = heading(step)
    if isinstance(step.outcome, Missing):
        card.text(f"{missing_words(step.outcome)}\nThe lesson goes on without it.")
    elif step.given is None:
        question(card, step)
        card.row([*_options(step), LookAtResult(*_at(step)).button("Just show me")])
    else:
        result(card, step, f"{_verdict(step)}{filled(step.card.after, values_of(step))}")
    return card.row(_turns(step, progress))


def heading(step: Step) -> Card:
    """A card with what stands at its top: the lesson, how far it is, and its text."""
    number = f"{step.place + 1} of {len(step.lesson.cards)}"
    return Card().text(
        f"-# {plain(step.lesson.title)} · {number}\n### {plain(step.card.title)}\n"
        f"{filled(step.card.text, values_of(step))}"
    )


def question(card: Card, step: Step) -> None:
    """Add what is guessed, with the picture that it is about."""
    if not isinstance(step.outcome, Missing) and step.outcome.before:
        card.picture(step.outcome.before, "before.png")
    card.text(f"**{filled(step.card.question.text, values_of(step))}**")


def result(card: Card, step: Step, said: str) -> None:
    """Add what came of it, the question with what is ``said`` of that, and what it does not show."""
    if not isinstance(step.outcome, Missing) and step.outcome.after:
        card.picture(step.outcome.after, "result.png")
    card.text(f"-# {filled(step.card.question.text, values_of(step))}\n{said}")
    card.text(f"-# **What this does not show** {filled(step.card.not_shown, values_of(step))}")


def missing_words(missing: Missing) -> str:
    """That an experiment cannot be done."""
    return f"**This experiment cannot be done now.** {plain(missing.reason, 600)}"


def option_labels(step: Step) -> Sequence[str]:
    """The options as they stand on buttons: plain text, nothing of which takes effect there."""
    if isinstance(step.outcome, Missing):
        return ()
    written = step.card.question.options
    if written:
        values = {name: _bare(value) for name, value in values_of(step).items()}
        labels = [_PLACEHOLDER.sub(lambda found: values[found[1]], each) for each in written]
    else:
        labels = [_bare(each) for each in step.outcome.found.offered]
    return [clip(each, _LABEL) for each in labels]


def values_of(step: Step) -> Mapping[str, Value]:
    """What placeholders stand for; where the experiment is missing, only what it would have been tried on."""
    if isinstance(step.outcome, Missing):
        return {"words": Quoted(step.words)}
    return step.outcome.found.values


def filled(text: str, values: Mapping[str, Value]) -> str:
    """``text`` with its placeholders filled; one that is not known becomes ``…``.

    >>> filled("{words} is {tokens} tokens of {all}", {"words": Quoted("a`b"), "tokens": 1234})
    '``​a`​b`` is 1,234 tokens of …'
    """
    return _PLACEHOLDER.sub(lambda found: _said(values.get(found[1], "…")), text)


def _said(value: Value) -> str:
    match value:
        case Quoted(text, token):
            return code(visible(text) if token else text, _WORDS)
        case int(number):
            return f"{number:,}"
        case figure:
            return figure


def _bare(value: Value) -> str:
    return (visible(value.text) if value.token else value.text) if isinstance(value, Quoted) else _said(value)


def _verdict(step: Step) -> str:
    labels, right, given = option_labels(step), step.right, step.given
    if right is None or given is None:
        return ""
    answer = plain(labels[right])
    if given.choice is None:
        return f"The answer is **{answer}**.\n"
    if given.choice == right:
        return f"✅ **{answer}** is right.\n"
    guess = plain(labels[given.choice]) if given.choice < len(labels) else "…"
    return f"❌ You said **{guess}**. The answer is **{answer}**.\n"


def _options(step: Step) -> Sequence[Pressable]:
    lesson, place, words = _at(step)
    return [
        AnswerLesson(lesson, place, words, number).button(label, style=_PRIMARY)
        for number, label in enumerate(option_labels(step))
    ]


def _at(step: Step) -> tuple[str, int, int]:
    return step.lesson.id, step.place, mark_of(step.words)


def _turns(step: Step, progress: Progress) -> Sequence[Pressable]:
    id_, place, last = step.lesson.id, step.place, len(step.lesson.cards) - 1
    turns: list[Pressable] = []
    if place > 0:
        turns.append(TurnLesson(id_, place - 1, "Back").button("Back"))
    if step.given is not None or isinstance(step.outcome, Missing):
        label = "Next" if place < last else "Result"
        turns.append(TurnLesson(id_, place + 1, label).button(label, style=_PRIMARY))
    if step.card.own:
        label = "Other words" if place in progress.words else "Use my own words"
        turns.append(UseOwnWords(id_, place).button(label))
    return turns


def end_card(lesson: Lesson, progress: Progress, following: Lesson | None) -> Card:
    """How a member did, and what leads on."""
    card = Card().text(
        f"### {plain(lesson.title)}: done\nYou guessed **{progress.score} of {len(lesson.cards)}** right. "
        "The surprises are what you keep."
    )
    buttons: list[Pressable] = []
    if following:
        card.text(f"Next: **{plain(following.title)}**. {plain(following.about)}")
        buttons.append(OpenLesson(following.id).button("Next lesson", style=_PRIMARY))
    buttons += [
        ReadOn(lesson.id).button(MORE_TITLE),
        ShareLesson(lesson.id).button("Share"),
        LessonAnew(lesson.id).button("Once more"),
    ]
    return card.row(buttons)


def shared_card(lesson: Lesson, best: int, who: int) -> Card:
    """What a member shows a channel."""
    return (
        Card()
        .text(f"### {plain(lesson.title)}\n<@{who}> took this lesson: **{best} of {len(lesson.cards)}** guessed right.")
        .text(f"-# {plain(lesson.about)}")
        .row([OpenLesson(lesson.id).button("Take it too", style=_PRIMARY)])
    )
