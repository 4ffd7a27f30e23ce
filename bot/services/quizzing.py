"""Quizzes that go on: questions made ahead, answers kept before they count, and what is to be shown next.

Knows no Discord: whoever shows a scene confirms it, and is given the same scene again until then.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.errors import InputError, ModelError, OutOfQuestions, TooLate
from bot.quiz import (
    GATHERING,
    GUESS,
    MODEL,
    Answer,
    Asked,
    Clock,
    Ended,
    Gathered,
    Gathering,
    Lobby,
    Plan,
    Played,
    Question,
    Quiz,
    QuizEnding,
    Revealed,
    Round,
    Scene,
    Session,
    Withdrawn,
    packed,
    unpacked,
)
from bot.services.questions import Questions
from bot.storage import Quizzes

log = logging.getLogger(__name__)

Acknowledge = Callable[[], Awaitable[object]]
"""Tells a member that their press has arrived."""

_GOING_ON = "A quiz is already running here. /quiz start shows how it stands, with a button that stops it."
_HAS_BEGUN = "This quiz has begun already, or is over. Answer its questions, or use /quiz start."


@dataclass(eq=False, slots=True)
class _Game:
    """A session with what is under way for it: answers being written, and the question after the current one."""

    session: Session
    writing: int = 0
    written: asyncio.Event = field(default_factory=asyncio.Event)
    next: "asyncio.Task[Question | None] | None" = None
    stepping: asyncio.Lock = field(default_factory=asyncio.Lock)


class Quizzing:
    """All quizzes that go on, in whatever channel. Its methods raise ``DatabaseError``."""

    def __init__(self, quizzes: Quizzes, questions: Questions, clock: Clock) -> None:
        self.clock = clock
        self.questions = questions
        self._quizzes = quizzes
        self._games: dict[int, _Game] = {}

    @property
    def sessions(self) -> Sequence[Session]:
        """Those that have not ended, or whose end has not been shown."""
        return [game.session for game in self._games.values()]

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
            raise TooLate("This quiz is over. /quiz start begins another one.")
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
            raise TooLate("Too late: this question is over. /quiz start begins another quiz.")
        return session

    def _first(self, wanted: Callable[[Session], bool]) -> Session | None:
        return next((each for each in self.sessions if wanted(each)), None)

    def check_free(self, channel_id: int) -> None:
        """Raises ``InputError`` where a quiz goes on in a channel."""
        if self.in_channel(channel_id):
            raise InputError(_GOING_ON)

    async def plan(self, quiz_id: int, guild_id: int | None, channel_id: int) -> Plan:
        """What was played in a quiz of a channel. Raises ``InputError`` where it is gone."""
        quiz = await self._quizzes.get(quiz_id)
        if (
            quiz is None
            or quiz.plan.topic == GUESS
            or (quiz.plan.guild_id, quiz.plan.channel_id) != (guild_id, channel_id)
        ):
            raise InputError("That quiz is gone. /quiz start begins another one.")
        return quiz.plan

    async def played(self, quiz_id: int, guild_id: int, channel_id: int | None) -> Quiz:
        """A quiz of a channel with what was answered so far. Raises ``InputError`` where it is gone."""
        quiz = await self._quizzes.get(quiz_id)
        if quiz is None or (quiz.plan.guild_id, quiz.plan.channel_id) != (guild_id, channel_id):
            raise InputError("That quiz is gone. /quiz start begins another one.")
        return quiz

    async def revealed(self, round_id: int, guild_id: int | None, channel_id: int | None) -> tuple[Plan, Question]:
        """A question of a channel that is over. Raises ``InputError`` where there is no such one."""
        quiz = await self._quizzes.with_round(round_id)
        if quiz and (quiz.plan.guild_id, quiz.plan.channel_id) == (guild_id, channel_id):
            asked = next(each for each in quiz.rounds if each.id == round_id)
            if asked.revealed_at:
                return quiz.plan, unpacked(asked.question)
        raise InputError("That question is not over yet, or it is gone. /quiz start begins another quiz.")

    async def last_daily(self, guild_id: int) -> Session | None:
        """The latest question of the day of a server, as it is kept, whether it is over or not."""
        return self._kept(await self._quizzes.last_daily(guild_id))

    async def day_before(self, session: Session) -> Session | None:
        """The question of the day before this one in the same server, as it is kept; None for other quizzes."""
        if session.plan.kind != "daily" or session.plan.guild_id is None:
            return None
        return self._kept(await self._quizzes.last_daily(session.plan.guild_id, before=session.id))

    def _kept(self, quiz: Quiz | None) -> Session | None:
        return None if quiz is None else Session(quiz, self.clock)

    async def resume(self) -> None:
        """Go on with what an earlier run of the bot has left."""
        for quiz in await self._quizzes.unfinished():
            self._games[quiz.id] = _Game(Session(quiz, self.clock))

    async def close(self) -> None:
        """Make no further questions. What goes on is taken up by the next run."""
        making = [game.next for game in self._games.values() if game.next]
        for task in making:
            task.cancel()
        await asyncio.gather(*making, return_exceptions=True)

    async def open(self, plan: Plan) -> Session:
        """Open the lobby of a quiz, in which its starter waits; it is then due to be shown.

        Raises ``InputError`` where another one goes on in the channel, and where there can be no question.
        """
        self.check_free(plan.channel_id)
        await self.questions.check(plan)
        starter = () if plan.user_id is None else (plan.user_id,)
        game = await self._new(plan, Lobby(plan.begun_at + GATHERING, players=starter))
        self._make_ahead(game)
        return game.session

    async def start(self, plan: Plan, first: Question | None = None) -> Session:
        """Begin a quiz without a lobby by its ``first`` question, made now unless given; it is then due to be shown.

        Raises ``InputError`` where another one goes on in the channel, ``OutOfQuestions`` and ``ModelError`` where
        there is no first question.
        """
        if plan.kind == "quiz":
            self.check_free(plan.channel_id)
        first = first or await self.questions.next(plan)
        game = await self._new(plan)
        await self._ask(game, first)
        return game.session

    async def _new(self, plan: Plan, lobby: Lobby | None = None) -> _Game:
        quiz_id = await self._quizzes.begin(plan, lobby)
        if quiz_id is None:
            raise InputError(_GOING_ON)
        game = self._games[quiz_id] = _Game(Session(Quiz(quiz_id, plan, lobby=lobby), self.clock))
        return game

    async def join(self, session: Session, user_id: int, acknowledge: Acknowledge) -> None:
        """Keep that a member waits in the lobby, once ``acknowledge`` has told them so. Raises ``TooLate``."""
        if session.phase() != "gathering":
            raise TooLate(_HAS_BEGUN)
        await acknowledge()
        if not await self._quizzes.join(session.id, user_id, self.clock()):
            raise TooLate(_HAS_BEGUN)
        if session.lobby and user_id not in session.lobby.players:
            session.gather(players=(*session.lobby.players, user_id))

    async def choose(self, session: Session, topic: str) -> None:
        """Ask about another topic. Raises ``InputError`` where there can be no question of it, and ``TooLate``."""
        await self.questions.check(replace(session.plan, topic=topic))
        game = self._game(session)
        async with game.stepping:
            if session.phase() != "gathering":
                raise TooLate(_HAS_BEGUN)
            await self._quizzes.choose(session.id, topic)
            session.choose(topic)
            if game.next:
                game.next.cancel()
            self._make_ahead(game)

    async def begin(self, session: Session) -> None:
        """Close the lobby and ask the first question.

        Raises ``OutOfQuestions`` and ``ModelError`` where there is none: the lobby then stays open. And ``TooLate``.
        """
        game = self._game(session)
        async with game.stepping:
            question = await self._made(game) if session.phase() == "gathering" else None
            if question is None or session.phase() == "over":
                raise TooLate(_HAS_BEGUN)
            if session.phase() == "gathering":
                await self._quizzes.gather(session.id, session.gather(until=self.clock()))
            await self._ask(game, question)

    def _game(self, session: Session) -> _Game:
        """Raises ``TooLate`` where it is over."""
        if session.id not in self._games:
            raise TooLate(_HAS_BEGUN)
        return self._games[session.id]

    async def answer(
        self, session: Session, round_id: int, user_id: int, choice: int | None, acknowledge: Acknowledge
    ) -> Answer:
        """Keep and count a member's answer, or the hint that they take (``choice`` None). Raises ``TooLate``.

        It is accepted now, and kept once ``acknowledge`` has told the member that they have been heard: keeping it may
        take longer than they can wait for that. Where this fails nothing is kept.
        """
        game = self._games[session.id]
        answer = session.accept(round_id, user_id, choice)
        game.writing += 1
        try:
            await acknowledge()
            if not await self._quizzes.answer(round_id, answer):
                raise TooLate("Too late: this question is over.")
            session.note(round_id, answer)
        finally:
            game.writing -= 1
            game.written.set()
        return answer

    async def stop(self, session: Session, ending: QuizEnding = "stopped") -> None:
        """Ask nothing more. The current question is revealed first, with the answers that there are."""
        await self._quizzes.stop(session.id, ending)
        session.stop(ending)

    async def lose(self, session: Session) -> None:
        """Close a quiz whose channel is out of reach: what was answered counts, and nothing is shown any more."""
        game = self._games.get(session.id)
        if game is None:
            return
        async with game.stepping:
            session.stop("lost")
            await self._count(game)
            await self._close(game)

    async def step(self, session: Session) -> Scene | None:
        """Do what is due, and say what is to be shown then; None where there is nothing to do now."""
        game = self._games.get(session.id)
        if game is None:
            return None
        async with game.stepping:
            await self._count(game)
            if session.unclosed:
                return Gathered(session)
            if session.unshown:
                return Revealed(session)
            if session.phase() == "gathering":
                return Gathering(session) if session.due() else None
            if session.phase() == "over":
                return await self._ended(game)
            if session.phase() == "ready" and session.due():
                await self._ask_next(game)
            if session.phase() == "asking" and session.unsent:
                return Asked(session)
            return await self._ended(game) if session.phase() == "over" else None

    async def confirm(self, scene: Scene, message_id: int) -> None:
        """Go on from a scene, which the message of this id shows."""
        session = scene.session
        match scene:
            case Gathering():
                await self._quizzes.gather(session.id, session.gather(message_id=message_id))
            case Gathered():
                await self._quizzes.close_lobby(session.id)
                session.gather(message_id=None, players=())
            case Asked():
                await self._quizzes.sent(session.sent(message_id))
                self._make_ahead(self._games[session.id])
            case Revealed():
                if session.current:
                    await self._quizzes.mark_shown(session.current.id)
                session.mark_shown()
            case Ended():
                await self._close(self._games[session.id])

    async def _count(self, game: _Game) -> None:
        """Reveal the current round once its time is up and all answers that were accepted have been kept."""
        while game.session.phase() == "counting" and game.writing:
            game.written.clear()
            await game.written.wait()
        if game.session.phase() == "counting":
            scored = game.session.scored()
            await self._quizzes.reveal(scored)
            game.session.reveal(scored)

    async def _ended(self, game: _Game) -> Scene | None:
        """A daily question ends without a word, as its answer says it all, and so does a lobby that was called off."""
        called_off = game.session.ending == "stopped" and not game.session.current
        if game.session.plan.kind == "quiz" and not called_off:
            return Ended(game.session)
        await self._close(game)
        return None

    async def _close(self, game: _Game) -> None:
        session = game.session
        await self._quizzes.end(session.id, session.ending or "complete", self.clock())
        if game.next:
            game.next.cancel()
        self._games.pop(session.id, None)

    async def _ask_next(self, game: _Game) -> None:
        try:
            await self._ask(game, await self._made(game))
        except (OutOfQuestions, ModelError) as error:
            log.warning("A quiz ends early: %s", error)
            await self.stop(game.session, "short")

    async def _made(self, game: _Game) -> Question:
        """The question that was made ahead, or one that is made now."""
        ahead, game.next = game.next, None
        return (await ahead if ahead else None) or await self.questions.next(game.session.plan)

    async def _ask(self, game: _Game, question: Question) -> None:
        session, now, plays = game.session, self.clock(), question.model
        closes_at = now + timedelta(seconds=session.plan.seconds)
        asked = Round(
            id=0,
            number=len(session.quiz.rounds) + 1,
            topic=question.topic,
            subject=question.subject,
            question=packed(question),
            model=plays.name if isinstance(plays, Played) else None,
            asked_at=now,
            closes_at=closes_at,
            answers=(Answer(MODEL, plays.choice, closes_at),) if isinstance(plays, Played) else (),
        )
        try:
            session.ask(await self._quizzes.ask(session.quiz, asked))
        except Withdrawn:
            await self._ask(game, await self.questions.next(session.plan))

    def _make_ahead(self, game: _Game) -> None:
        session = game.session
        if len(session.quiz.rounds) < session.plan.rounds:
            game.next = asyncio.create_task(self.questions.ahead(session.plan))
