"""The cards of ``/learn``: what lessons there are, one card after the other, and how it ended."""

from collections.abc import Mapping, Sequence

import discord
import regex

from bot.language import joined, later, number, plural, tr
from bot.lessons import EXPERIMENTS, Lesson, Lessons, Progress, Quoted, Value, mark_of
from bot.model.install import OFF
from bot.sentences import sentences
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
    TogetherLesson,
    TurnLesson,
    UseLessonWords,
    UseOwnWords,
)
from bot.ui.card import Card, Pressable
from bot.ui.text import clip, code, plain

MORE = "more"
"""Stands where a lesson has its id, for where to read on."""
MORE_TITLE = later("Where to read on")
_PRIMARY = discord.ButtonStyle.primary
_PLACEHOLDER = regex.compile(r"\{(\w+)\}")
_MENU = 24
"""Lessons, as many as a menu holds beside where to read on."""
_LABEL = 40
"""Characters of an option on a button."""
_WORDS = 120
"""Characters of quoted text inside a sentence."""


def lessons_card(lessons: Lessons, progress: Mapping[str, Progress], *, small: bool = False) -> Card:
    """What there is, how far the asker is with each, and a menu; a ``small`` install cannot do all of it."""
    known = [lessons.lesson(id_) for id_ in lessons.ids]
    lines = [
        f"**{number}. {plain(each.title)}** · {_standing(each, progress)}{_off(each) if small else ''}"
        for number, each in enumerate(known, 1)
    ]
    return (
        Card()
        .text(
            f"### {tr('Learn how a language model reads')}\n{tr('Guess first, then look: each lesson is experiments.')}"
        )
        .text("\n".join(lines))
        .text(f"-# {OFF}" if small else "")
        .row([lesson_menu(known)])
        .text("-# " + tr("A lesson is for you alone. `/learn lesson:tokens together:True` takes it with this channel."))
    )


def lesson_menu(lessons: Sequence[Lesson]) -> Pressable:
    """All lessons to choose from, and where to read on."""
    options = [
        discord.SelectOption(label=clip(each.title, 100), value=each.id, description=clip(each.about, 100))
        for each in lessons[:_MENU]
    ]
    about = tr("Films, pages and papers")
    options.append(discord.SelectOption(label=str(MORE_TITLE), value=MORE, description=about))
    return ChooseLesson().select(options, tr("Choose a lesson"))


def _standing(lesson: Lesson, progress: Mapping[str, Progress]) -> str:
    mine, cards = progress.get(lesson.id), len(lesson.cards)
    if mine is None:
        return tr("{minutes} min", minutes=lesson.minutes)
    if mine.best is not None:
        return f"✅ {tr('{score} of {cards}', score=mine.best, cards=cards)}"
    return tr("at card {card} of {cards}", card=min(mine.place + 1, cards), cards=cards)


def _off(lesson: Lesson) -> str:
    """How many of its experiments a small install cannot do."""
    off = sum(EXPERIMENTS[card.experiment].full for card in lesson.cards)
    said = plural(
        "{n} of {cards} experiments is off", "{n} of {cards} experiments are off", off, cards=len(lesson.cards)
    )
    return f" · 🚫 {said}" if off else ""


def step_card(step: Step, progress: Progress, *, together: bool = False) -> Card:
    """One card of a lesson that somebody takes alone; who may take it ``together`` with the channel is offered to."""
    if step.given is not None and not isinstance(step.outcome, Missing):
        return result(step, _verdict(step)).row(_turns(step, progress))
    card = heading(step)
    if isinstance(step.outcome, Missing):
        card.text(f"{missing_words(step.outcome)}\n{tr('The lesson goes on without it.')}")
    else:
        question(card, step)
        card.row([*_options(step), LookAtResult(*_at(step)).button(tr("Just show me"))])
    turns = _turns(step, progress)
    if together and step.place == 0:
        turns.append(TogetherLesson(step.lesson.id).button(tr("Together")))
    return card.row(turns)


def refused_card(said: str, asked: UseOwnWords) -> Card:
    """Why a member's words cannot be taken, and the form again."""
    return Card().text(plain(said, 600)).row([asked.button(tr("Other words"))])


def waiting_card(lesson: Lesson, place: int) -> Card:
    """A card whose experiment takes a while."""
    title = plain(lesson.cards[place].title) if place < len(lesson.cards) else plain(lesson.title)
    return Card().text(f"### {title}\n{tr('The experiment is being done. That takes some seconds.')}")


def heading(step: Step) -> Card:
    """A card with what stands at its top: the lesson, how far it is, and its text."""
    return Card().text(f"{_title(step)}\n{filled(step.card.text, values_of(step))}{_note(step)}")


def _title(step: Step) -> str:
    number = tr("{card} of {cards}", card=step.place + 1, cards=len(step.lesson.cards))
    return f"-# {plain(step.lesson.title)} · {number}\n### {plain(step.card.title)}"


def _note(step: Step) -> str:
    """What is done otherwise than the card asks."""
    note = "" if isinstance(step.outcome, Missing) else step.outcome.note
    return note and f"\n{plain(note)}"


def question(card: Card, step: Step) -> None:
    """Add what is guessed, with the picture that it is about."""
    if not isinstance(step.outcome, Missing) and step.outcome.before:
        card.picture(step.outcome.before, "before.png")
    card.text(f"**{filled(step.card.question.text, values_of(step))}**")


def result(step: Step, verdict: str) -> Card:
    """A card with what came of it, once its question is answered: the ``verdict``, what was found, and what not."""
    values, right = values_of(step), step.right
    found = [step.card.after, *([step.card.outcomes[right]] if step.card.outcomes and right is not None else [])]
    asked = f"-# {filled(step.card.question.text, values)}"
    card = Card().text(f"{_title(step)}\n{asked}\n{verdict}\n{filled(sentences(found), values)}{_note(step)}")
    if not isinstance(step.outcome, Missing) and step.outcome.after:
        card.picture(step.outcome.after, "result.png")
    return card.text("-# " + tr("**This does not show:** {what}", what=filled(step.card.not_shown, values)))


def missing_words(missing: Missing) -> str:
    """That an experiment cannot be done."""
    return tr("**This experiment cannot be done now.** {reason}", reason=plain(missing.reason, 600))


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
        case Quoted():
            return code(_bare(value), _WORDS)
        case int():
            return number(value)
        case figure:
            return figure


def _bare(value: Value) -> str:
    if not isinstance(value, Quoted):
        return _said(value)
    return visible(value.text) if value.token else visible(value.text).replace("␣", " ")


def _verdict(step: Step) -> str:
    labels, right, given = option_labels(step), step.right, step.given
    if right is None or given is None:
        return ""
    answer = plain(labels[right])
    if given.choice is None:
        return tr("The answer is **{answer}**.", answer=answer)
    if given.choice == right:
        return f"✅ {tr('**{answer}** is right.', answer=answer)}"
    guess = plain(labels[given.choice]) if given.choice < len(labels) else "…"
    return f"❌ {tr('You said **{guess}**. The answer is **{answer}**.', guess=guess, answer=answer)}"


def _options(step: Step) -> Sequence[Pressable]:
    lesson, place, words = _at(step)
    return [
        AnswerLesson(lesson, place, words, number).button(label, style=_PRIMARY)
        for number, label in enumerate(option_labels(step))
    ]


def _at(step: Step) -> tuple[str, int, int]:
    return step.lesson.id, step.place, mark_of(step.words)


def _turns(step: Step, progress: Progress) -> list[Pressable]:
    id_, place, last = step.lesson.id, step.place, len(step.lesson.cards) - 1
    turns: list[Pressable] = []
    if place > 0:
        turns.append(TurnLesson(id_, place - 1, "Back").button(tr("Back")))
    if step.given is not None or isinstance(step.outcome, Missing):
        label = tr("Next") if place < last else tr("Result")
        turns.append(TurnLesson(id_, place + 1, "Next").button(label, style=_PRIMARY))
    if step.card.own:
        mine = place in progress.words
        turns.append(UseOwnWords(id_, place).button(tr("Other words") if mine else tr("Use my own words")))
        if mine:
            turns.append(UseLessonWords(id_, place).button(tr("The lesson’s words")))
    return turns


def end_card(lesson: Lesson, progress: Progress, following: Lesson | None, left: Sequence[Lesson]) -> Card:
    """How a member did, and what leads on: the lesson ``following``, else one of those that are ``left``."""
    guessed = tr("You guessed **{score} of {cards}** right.", score=progress.score, cards=len(lesson.cards))
    card = Card().text(f"### {done_words(lesson)}\n{guessed}")
    buttons: list[Pressable] = []
    if following:
        card.text(tr("Next: **{title}**. {about}", title=plain(following.title), about=plain(following.about)))
    elif left:
        card.text(
            tr("This was the last one. Left: {titles}.", titles=joined([f"**{plain(each.title)}**" for each in left]))
        )
    else:
        card.text(
            tr("You have done all lessons. Look into the model yourself by `/inside`, or train a network by `/lab`.")
        )
    if then := following or next(iter(left), None):
        buttons.append(OpenLesson(then.id).button(tr("Next lesson"), style=_PRIMARY))
    buttons += [
        ReadOn(lesson.id).button(str(MORE_TITLE)),
        ShareLesson(lesson.id).button(tr("Share")),
        LessonAnew(lesson.id).button(tr("Once more")),
    ]
    return card.row(buttons)


def done_words(lesson: Lesson) -> str:
    """That a lesson is over."""
    return tr("{title}: done", title=plain(lesson.title))


def shared_card(lesson: Lesson, best: int, who: int) -> Card:
    """What a member shows a channel."""
    guessed = tr(
        "{member} took this lesson: **{score} of {cards}** guessed right.",
        member=f"<@{who}>",
        score=best,
        cards=len(lesson.cards),
    )
    return (
        Card()
        .text(f"### {plain(lesson.title)}\n{guessed}")
        .text(f"-# {plain(lesson.about)}")
        .row([OpenLesson(lesson.id).button(tr("Take it too"), style=_PRIMARY)])
    )
