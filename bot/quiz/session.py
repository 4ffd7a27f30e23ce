"""One quiz as a state machine: what may happen in it, and when. It knows neither Discord nor the database.

::

    gathering ──time is up, or begin──► ready
    ready ──ask──► asking ──time is up, hurry or stop──► counting ──reveal──► ready, or over after the last round

A quiz without a lobby begins as ready. Restored from what was kept, a session goes on where it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.errors import InputError, TooLate
from bot.language import later
from bot.quiz.packing import unpacked
from bot.quiz.question import GUESS, Question
from bot.quiz.quiz import MODEL, Answer, Lobby, Quiz, QuizEnding, Round

Clock = Callable[[], datetime]
"""Tells what time it is, in UTC."""
Phase = Literal["gathering", "ready", "asking", "counting", "over"]

GATHERING = timedelta(seconds=60)
"""From the opening of a lobby to the first question, unless somebody begins it earlier."""
PAUSE = timedelta(seconds=8)
"""Between an answer that is revealed and the next question."""
RIGHT, FASTEST, HINT = 100, 50, 25
"""Points for the right answer, and at most for a fast one; what a hint costs."""
STREAK, LONGEST_STREAK = 10, 5
"""Points for each right answer in a row before this one, and how many of them count."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody, or the model as ``MODEL``, has so far: ``right`` of ``answered`` questions."""

    user_id: int
    points: int
    right: int
    answered: int


class Session:
    """A quiz that goes on. Every change is checked against the phase and the clock, and raises where it may not be."""

    def __init__(self, quiz: Quiz, clock: Clock) -> None:
        self.id = quiz.id
        self.plan = quiz.plan
        self.ending: QuizEnding | None = quiz.ending
        self.lobby: Lobby | None = quiz.lobby
        self._rounds = [*quiz.rounds]
        self._clock = clock
        self._question = unpacked(quiz.rounds[-1].question) if quiz.rounds else None
        self._next_at = quiz.lobby.until if quiz.lobby else quiz.plan.begun_at
        if quiz.rounds and (revealed_at := quiz.rounds[-1].revealed_at):
            self._next_at = revealed_at + PAUSE
            self._end_after_the_last()

    @property
    def quiz(self) -> Quiz:
        """All that is to be kept of it."""
        return Quiz(self.id, self.plan, tuple(self._rounds), self.ending, self.lobby)

    @property
    def current(self) -> Round | None:
        """The round that was asked last."""
        return self._rounds[-1] if self._rounds else None

    @property
    def question(self) -> Question:
        """The question of the current round."""
        if self._question is None:
            raise RuntimeError("nothing has been asked yet")
        return self._question

    def phase(self) -> Phase:
        """Where the quiz is at this moment."""
        if self.current and self.current.revealed_at is None:
            return "counting" if self.ending or self._clock() >= self.current.closes_at else "asking"
        if self.ending:
            return "over"
        gathers = self.lobby and not self._rounds and self._clock() < self.lobby.until
        return "gathering" if gathers else "ready"

    def due(self) -> bool:
        """Whether something has to be done now: ask, reveal, or show what has not been shown."""
        match self.phase():
            case "gathering":
                return self.lobby is not None and self.lobby.message_id is None
            case "ready":
                return self.unshown or self._clock() >= self._next_at
            case "asking":
                return self.unsent
            case _:
                return True

    @property
    def unclosed(self) -> bool:
        """Whether the message of a lobby that is closed does not show that yet."""
        return self.lobby is not None and self.lobby.message_id is not None and self.phase() != "gathering"

    @property
    def unsent(self) -> bool:
        """Whether the current question still has no message."""
        return self.current is not None and self.current.message_id is None and self.current.revealed_at is None

    @property
    def unshown(self) -> bool:
        """Whether the channel has not seen yet how the current round ended."""
        return self.current is not None and self.current.revealed_at is not None and not self.current.shown

    @property
    def next_at(self) -> datetime:
        """When the next question is due, after one that was revealed."""
        return self._next_at

    def gather(self, **changes: object) -> Lobby:
        """Note what has become of the lobby: its message, who has joined, or that it closes now."""
        if self.lobby is None:
            raise RuntimeError("there is no lobby")
        self.lobby = replace(self.lobby, **changes)  # type: ignore[arg-type]  # each caller names fields of it
        self._next_at = self.lobby.until
        return self.lobby

    def choose(self, topic: str) -> None:
        """Ask about another topic, before the first question."""
        self._need("gathering")
        self.plan = replace(self.plan, topic=topic)

    def ask(self, asked: Round) -> None:
        """Begin the next round."""
        self._need("ready")
        self._rounds.append(asked)
        self._question = unpacked(asked.question)

    def sent(self, message_id: int) -> Round:
        """Note the current round's message; its time runs from now on."""
        now = self._clock()
        closes_at = now + timedelta(seconds=self.plan.seconds) if self.plan.kind == "quiz" else self._round.closes_at
        return self._change(message_id=message_id, asked_at=now, closes_at=closes_at)

    def accept(self, round_id: int, user_id: int, choice: int | None) -> Answer:
        """An answer to be kept, or a hint to be sold (``choice`` None). It counts once it is ``note``d.

        Raises ``TooLate`` where the round no longer takes any, and ``InputError`` for a choice that there is not.
        """
        if self.phase() != "asking" or self._round.id != round_id:
            raise TooLate(later("Too late: this question is over. The next one is yours!"))
        if self.plan.topic == GUESS and user_id == self.plan.user_id:
            raise InputError(later("You have looked into it already, so this one is for the others."))
        if choice is not None and not 0 <= choice < len(self.question.options):
            raise InputError(later("This question has no such answer. Choose one of its buttons."))
        return Answer(user_id, choice, self._clock(), hinted=choice is None)

    def note(self, round_id: int, answer: Answer) -> None:
        """Count an answer that was accepted and has been kept: one a member, the latest."""
        if self._round.id != round_id or self._round.revealed_at:
            raise TooLate(later("Too late: this question is over."))
        answers = {each.user_id: each for each in self._round.answers}
        if before := answers.pop(answer.user_id, None):
            chosen = before if answer.choice is None else answer
            answer = replace(chosen, hinted=before.hinted or answer.hinted)
        self._change(answers=(*answers.values(), answer))

    def hurry(self) -> None:
        """Take no further answers to the current question."""
        self._need("asking")
        self._change(closes_at=self._clock())

    def stop(self, ending: QuizEnding) -> None:
        """Ask nothing more; what has been answered so far still counts."""
        self.ending = self.ending or ending

    def scored(self) -> Round:
        """The current round with the points of every answer, as it is to be kept before it is ``reveal``ed."""
        self._need("counting")
        answers = tuple(self._score(answer) for answer in self._round.answers)
        return replace(self._round, answers=answers, revealed_at=self._clock())

    def reveal(self, scored: Round) -> None:
        """Go on after the current round has been ``scored`` and kept."""
        self._need("counting")
        self._rounds[-1] = scored
        self._next_at = self._clock() + PAUSE
        self._end_after_the_last()

    def mark_shown(self) -> None:
        """Note that the channel has seen how the current round ended."""
        self._change(shown=True)

    @property
    def revealed(self) -> int:
        """How many questions count so far."""
        return sum(each.revealed_at is not None for each in self._rounds)

    def standings(self) -> Sequence[Standing]:
        """Everybody's points, the most first; those who only took hints are among them, too."""
        given: dict[int, list[Answer]] = {}
        for each in self._rounds:
            for answer in each.answers:
                if answer.points is not None:
                    given.setdefault(answer.user_id, []).append(answer)
        standings = (
            Standing(
                user_id,
                sum(answer.points or 0 for answer in answers),
                sum(answer.right or False for answer in answers),
                sum(answer.choice is not None for answer in answers),
            )
            for user_id, answers in given.items()
        )
        return sorted(standings, key=lambda each: (-each.points, each.user_id))

    @property
    def _round(self) -> Round:
        if self.current is None:
            raise RuntimeError("nothing has been asked yet")
        return self.current

    def _change(self, **changes: object) -> Round:
        self._rounds[-1] = replace(self._round, **changes)  # type: ignore[arg-type]  # each caller names fields of it
        return self._rounds[-1]

    def _need(self, phase: Phase) -> None:
        if self.phase() != phase:
            raise RuntimeError(f"the quiz is {self.phase()}, not {phase}")

    def _end_after_the_last(self) -> None:
        if len(self._rounds) >= self.plan.rounds:
            self.ending = self.ending or "complete"

    def _score(self, answer: Answer) -> Answer:
        right = answer.choice == self.question.right
        points = -HINT if answer.hinted else 0
        if right:
            points += RIGHT + self._speed(answer) + STREAK * min(self._streak(answer.user_id), LONGEST_STREAK)
        return replace(answer, right=right, points=points)

    def _speed(self, answer: Answer) -> int:
        """None for the model, whose answer was there before, and none for a daily question: people sleep."""
        if answer.user_id == MODEL or self.plan.kind == "daily":
            return 0
        left = (self._round.asked_at - answer.at) / timedelta(seconds=self.plan.seconds) + 1
        return round(FASTEST * min(max(left, 0), 1))

    def _streak(self, user_id: int) -> int:
        """How many of the rounds before this one they answered rightly without a wrong one or a gap in between."""
        streak = 0
        for each in reversed(self._rounds[:-1]):
            if not any(answer.user_id == user_id and answer.right for answer in each.answers):
                break
            streak += 1
        return streak
