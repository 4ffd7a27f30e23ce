"""The quizzes that go on, found by where they are."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.errors import InputError, TooLate
from bot.language import later
from bot.quiz import Question, Session

GOING_ON = later("A quiz is already running here. /quiz start shows how it stands, with a button that stops it.")
HAS_BEGUN = later("This quiz has begun already, or is over. Answer its questions, or use /quiz start.")


@dataclass(eq=False, slots=True)
class Game:
    """A session with what is under way for it: answers being written, and the question after the current one."""

    session: Session
    writing: int = 0
    written: asyncio.Event = field(default_factory=asyncio.Event)
    next: "asyncio.Task[Question | None] | None" = None
    stepping: asyncio.Lock = field(default_factory=asyncio.Lock)


class Games:
    """All quizzes that go on, in whatever channel; those too whose end has not been shown."""

    def __init__(self) -> None:
        self.games: dict[int, Game] = {}

    @property
    def sessions(self) -> Sequence[Session]:
        """Those that have not ended, or whose end has not been shown."""
        return [game.session for game in self.games.values()]

    def in_channel(self, channel_id: int) -> Session | None:
        """The quiz that goes on in a channel; a daily question is none."""
        return self._first(lambda each: each.plan.channel_id == channel_id and each.plan.kind == "quiz")

    def with_id(self, quiz_id: int, guild_id: int | None, channel_id: int | None) -> Session:
        """The quiz of a channel that has this id. Raises ``TooLate`` where it is over."""
        place = (guild_id, channel_id)
        session = self._first(
            lambda each: each.id == quiz_id and (each.plan.guild_id, each.plan.channel_id) == place and not each.ending
        )
        if session is None:
            raise TooLate(later("This quiz is over. /quiz start begins another one."))
        return session

    def with_round(self, round_id: int, guild_id: int | None, channel_id: int | None) -> Session:
        """The quiz in a channel whose current question this is. Raises ``TooLate`` where there is none."""
        session = self._first(
            lambda each: (
                each.current is not None
                and each.current.id == round_id
                and (each.plan.guild_id, each.plan.channel_id) == (guild_id, channel_id)
            )
        )
        if session is None:
            raise TooLate(later("Too late: this question is over. /quiz start begins another quiz."))
        return session

    def _first(self, wanted: Callable[[Session], bool]) -> Session | None:
        return next((each for each in self.sessions if wanted(each)), None)

    def check_free(self, channel_id: int) -> None:
        """Raises ``InputError`` where a quiz goes on in a channel."""
        if self.in_channel(channel_id):
            raise InputError(GOING_ON)

    def game(self, session: Session) -> Game:
        """Raises ``TooLate`` where it is over."""
        if session.id not in self.games:
            raise TooLate(HAS_BEGUN)
        return self.games[session.id]
