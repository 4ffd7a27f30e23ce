"""Quizzes that go on: questions made ahead, answers kept before they count, and what is to be shown next.

Knows no Discord: whoever shows a scene confirms it, and is given the same scene again until then.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.errors import InputError, ModelError, OutOfQuestions, TooLate
from bot.language import later
from bot.quiz import (
    GATHERING,
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
)
from bot.services.games import GOING_ON, HAS_BEGUN, Game, Games
from bot.services.questions import Questions
from bot.storage import Quizzes

log = logging.getLogger(__name__)

Acknowledge = Callable[[], Awaitable[object]]
"""Tells a member that their press has arrived."""


class Quizzing(Games):
    """All quizzes that go on, in whatever channel. Its methods raise ``DatabaseError``."""

    def __init__(self, quizzes: Quizzes, questions: Questions, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.questions = questions
        self._quizzes = quizzes

    async def resume(self) -> None:
        """Go on with what an earlier run of the bot has left."""
        for quiz in await self._quizzes.unfinished():
            self.games[quiz.id] = Game(Session(quiz, self.clock))

    async def close(self) -> None:
        """Make no further questions. What goes on is taken up by the next run."""
        making = [game.next for game in self.games.values() if game.next]
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

    async def _new(self, plan: Plan, lobby: Lobby | None = None) -> Game:
        quiz_id = await self._quizzes.begin(plan, lobby)
        if quiz_id is None:
            raise InputError(GOING_ON)
        game = self.games[quiz_id] = Game(Session(Quiz(quiz_id, plan, lobby=lobby), self.clock))
        return game

    async def join(self, session: Session, user_id: int, acknowledge: Acknowledge) -> None:
        """Keep that a member waits in the lobby, once ``acknowledge`` has told them so. Raises ``TooLate``."""
        if session.phase() != "gathering":
            raise TooLate(HAS_BEGUN)
        await acknowledge()
        if not await self._quizzes.join(session.id, user_id, self.clock()):
            raise TooLate(HAS_BEGUN)
        if session.lobby and user_id not in session.lobby.players:
            session.gather(players=(*session.lobby.players, user_id))

    async def choose(self, session: Session, topic: str) -> None:
        """Ask about another topic. Raises ``InputError`` where there can be no question of it, and ``TooLate``."""
        await self.questions.check(replace(session.plan, topic=topic))
        game = self.game(session)
        async with game.stepping:
            if session.phase() != "gathering":
                raise TooLate(HAS_BEGUN)
            await self._quizzes.choose(session.id, topic)
            session.choose(topic)
            if game.next:
                game.next.cancel()
            self._make_ahead(game)

    async def begin(self, session: Session) -> None:
        """Close the lobby and ask the first question.

        Raises ``OutOfQuestions`` and ``ModelError`` where there is none: the lobby then stays open. And ``TooLate``.
        """
        game = self.game(session)
        async with game.stepping:
            question = await self._made(game) if session.phase() == "gathering" else None
            if question is None or session.phase() == "over":
                raise TooLate(HAS_BEGUN)
            if session.phase() == "gathering":
                await self._quizzes.gather(session.id, session.gather(until=self.clock()))
            await self._ask(game, question)

    async def answer(
        self, session: Session, round_id: int, user_id: int, choice: int | None, acknowledge: Acknowledge
    ) -> Answer:
        """Keep and count a member's answer, or the hint that they take (``choice`` None). Raises ``TooLate``.

        It is accepted now, and kept once ``acknowledge`` has told the member that they have been heard: keeping it may
        take longer than they can wait for that. Where this fails nothing is kept.
        """
        game = self.games[session.id]
        answer = session.accept(round_id, user_id, choice)
        game.writing += 1
        try:
            await acknowledge()
            if not await self._quizzes.answer(round_id, answer):
                raise TooLate(later("Too late: this question is over."))
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
        game = self.games.get(session.id)
        if game is None:
            return
        async with game.stepping:
            session.stop("lost")
            await self._count(game)
            await self._close(game)

    async def step(self, session: Session) -> Scene | None:
        """Do what is due, and say what is to be shown then; None where there is nothing to do now."""
        game = self.games.get(session.id)
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
                self._make_ahead(self.games[session.id])
            case Revealed():
                if session.current:
                    await self._quizzes.mark_shown(session.current.id)
                session.mark_shown()
            case Ended():
                await self._close(self.games[session.id])

    async def _count(self, game: Game) -> None:
        """Reveal the current round once its time is up and all answers that were accepted have been kept."""
        while game.session.phase() == "counting" and game.writing:
            game.written.clear()
            await game.written.wait()
        if game.session.phase() == "counting":
            scored = game.session.scored()
            await self._quizzes.reveal(scored)
            game.session.reveal(scored)

    async def _ended(self, game: Game) -> Scene | None:
        """A daily question ends without a word, as its answer says it all, and so does a lobby that was called off."""
        called_off = game.session.ending == "stopped" and not game.session.current
        if game.session.plan.kind == "quiz" and not called_off:
            return Ended(game.session)
        await self._close(game)
        return None

    async def _close(self, game: Game) -> None:
        session = game.session
        await self._quizzes.end(session.id, session.ending or "complete", self.clock())
        if game.next:
            game.next.cancel()
        self.games.pop(session.id, None)

    async def _ask_next(self, game: Game) -> None:
        try:
            await self._ask(game, await self._made(game))
        except (OutOfQuestions, ModelError) as error:
            log.warning("A quiz ends early: %s", error)
            await self.stop(game.session, "short")

    async def _made(self, game: Game) -> Question:
        """The question that was made ahead, or one that is made now."""
        ahead, game.next = game.next, None
        return (await ahead if ahead else None) or await self.questions.next(game.session.plan)

    async def _ask(self, game: Game, question: Question) -> None:
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

    def _make_ahead(self, game: Game) -> None:
        session = game.session
        if len(session.quiz.rounds) < session.plan.rounds:
            game.next = asyncio.create_task(self.questions.ahead(session.plan))
