"""A member's way through a lesson: its cards with their experiments, answers, own words, and how far they are."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from async_lru import alru_cache

from bot.errors import InputError, ModelError
from bot.language import language, later, tr
from bot.lessons import (
    EXPERIMENTS,
    Given,
    Lesson,
    LessonCard,
    Lessons,
    Progress,
    load_lessons,
    mark_of,
    right_option,
)
from bot.services.learning import inside, laboratory, letters, tokens
from bot.services.learning.bench import Bench, Outcome, Tried
from bot.storage import Database, LessonProgress

log = logging.getLogger(__name__)

_REMEMBERED = 64
"""Outcomes, with their pictures: the words of lessons are the same for all."""

MAKERS: Mapping[str, Callable[[Bench, Tried], Awaitable[Outcome]]] = {
    "tokens": tokens.tokens,
    "contexts": tokens.in_contexts,
    "encodings": tokens.by_encodings,
    "languages": tokens.by_languages,
    "learn": tokens.learn,
    "merges": tokens.merges,
    "standing": tokens.two_standings,
    "ids": tokens.ids,
    "next": inside.next_token,
    "write": inside.write,
    "vector": inside.vector,
    "near": inside.near,
    "map": inside.word_map,
    "related": inside.related,
    "probe": inside.probe,
    "dots": inside.dots,
    "first": inside.first_token,
    "reads": inside.reads,
    "layers": inside.layers,
    "patch": inside.patch,
    "step": laboratory.step,
    "train": laboratory.train,
    "bigger": laboratory.bigger,
    "twins": laboratory.twins,
    "asked": letters.asked,
    "frontier": letters.by_frontier,
    "forms": letters.in_forms,
    "tool": letters.with_tool,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Why an experiment cannot be done now; the lesson goes on without it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """A card of a lesson as somebody sees it: what it is tried on, what came of that, and the answer to its question.

    ``right`` is the place of the right option; None where there is none, as the experiment is missing.
    """

    lesson: Lesson
    place: int
    words: str
    outcome: Outcome | Missing
    given: Given | None = None

    @property
    def card(self) -> LessonCard:
        """What is written on it."""
        return self.lesson.cards[self.place]

    @property
    def right(self) -> int | None:
        """The place of the right option."""
        return None if isinstance(self.outcome, Missing) else right_option(self.card.question, self.outcome.found)


class Learning:
    """Takes members through lessons. Methods raise ``DatabaseError``, and ``InputError`` for what there is not."""

    def __init__(self, bench: Bench, lessons: Lessons, progress: LessonProgress) -> None:
        self.lessons = lessons
        self.progress = progress
        self._bench = bench
        self._remembered = alru_cache(maxsize=_REMEMBERED)(self._tried)

    async def step(self, progress: Progress, *, model: bool = True) -> Step | None:
        """The card where a member is; None behind the last one. Without ``model`` none is asked."""
        lesson = self.lessons.lesson(progress.lesson)
        if progress.place >= len(lesson.cards):
            return None
        words = progress.words_of(lesson, progress.place)
        given = progress.answers.get(progress.place)
        outcome = await self.outcome(lesson.cards[progress.place], words, model=model)
        return Step(lesson, progress.place, words, outcome, given)

    async def outcome(self, card: LessonCard, words: str, *, model: bool = True) -> Outcome | Missing:
        """What the experiment of ``card`` finds of ``words``; or why it cannot be done."""
        if not model and EXPERIMENTS[card.experiment].model:
            return Missing(tr("Those who manage this server have switched the model off here (/settings)."))
        try:
            return await self.tried(card, words)
        except (ModelError, InputError) as error:
            log.info("An experiment of a lesson is left out: %s", type(error).__name__)
            return Missing(str(error))

    async def tried(self, card: LessonCard, words: str) -> Outcome:
        """The same. Raises ``UserError`` where it cannot be done."""
        return await self._remembered(language(), card.experiment, words, tuple(sorted(card.settings.items())))

    async def answer(
        self, user_id: int, lesson_id: str, place: int, words_mark: int, choice: int | None, when: datetime
    ) -> Progress:
        """Keep an answer, the first one to each question; None looks at the result without one.

        An answer to a question about other words is none, as they were changed on another card of the same lesson.
        """
        lesson = self.lessons.lesson(lesson_id)
        card = _card(lesson, place)
        kept = await self.progress.get(user_id, lesson_id)
        words = kept.words_of(lesson, place)
        if mark_of(words) != words_mark:
            return kept
        outcome = await self.outcome(card, words)
        if isinstance(outcome, Missing):
            return kept
        given = Given(choice, choice == right_option(card.question, outcome.found))
        if choice is not None and choice >= (len(card.question.options) or len(outcome.found.offered)):
            raise InputError(later("This question has no such answer. Choose one of the buttons."))

        def answered(now: Progress) -> Progress:
            return now.answered(place, given) if now.words_of(lesson, place) == words else now

        return await self.progress.change(user_id, lesson_id, answered, when)

    async def move(self, user_id: int, lesson_id: str, place: int, when: datetime) -> Progress:
        """Go to another card."""
        number = len(self.lessons.lesson(lesson_id).cards)
        return await self.progress.change(user_id, lesson_id, lambda now: now.at(place, number), when)

    async def restart(self, user_id: int, lesson_id: str, when: datetime) -> Progress:
        """Go to the start, with all questions asked anew."""
        self.lessons.lesson(lesson_id)
        return await self.progress.change(user_id, lesson_id, Progress.anew, when)

    async def use_lesson_words(self, user_id: int, lesson_id: str, place: int, when: datetime) -> Progress:
        """Try a card on the lesson's words again."""
        lesson = self.lessons.lesson(lesson_id)
        _card(lesson, place)
        return await self.progress.change(user_id, lesson_id, lambda now: now.with_words(lesson, place, None), when)

    async def use_words(self, user_id: int, lesson_id: str, place: int, words: str, when: datetime) -> Progress:
        """Try a card on a member's own words. Raises ``UserError`` for those that it cannot be tried on."""
        lesson = self.lessons.lesson(lesson_id)
        card = _card(lesson, place)
        most = EXPERIMENTS[card.experiment].most
        if not card.own or not words.strip():
            raise InputError(later("Give me some words, letters or digits."))
        if len(words) > most:
            raise InputError(
                later(
                    "That has {words} characters, and {most} is the most here. Try a shorter one.",
                    words=len(words),
                    most=most,
                )
            )
        outcome = await self.tried(card, words.strip())
        if not card.question.options and len({*outcome.found.offered}) < 2:
            raise InputError(later("There is nothing to choose from with these words. Try others."))
        return await self.progress.change(
            user_id, lesson_id, lambda now: now.with_words(lesson, place, words.strip()), when
        )

    async def _tried(self, _: str, experiment: str, words: str, settings: tuple[tuple[str, str], ...]) -> Outcome:
        return await MAKERS[experiment](self._bench, Tried(words, dict(settings)))


def open_learning(folder: Path | None, bench: Bench, database: Database) -> Learning:
    """With the lessons that come with the bot and those of a teacher's ``folder``; what is wrong there is logged."""
    lessons = load_lessons(folder)
    for problem in lessons.problems:
        log.warning("A lesson is left out: %s", problem)
    return Learning(bench, lessons, LessonProgress(database))


def _card(lesson: Lesson, place: int) -> LessonCard:
    if not 0 <= place < len(lesson.cards):
        raise InputError(later("This lesson has no such card. Use /learn again."))
    return lesson.cards[place]
