"""Quizzes shown in their channels: scene after scene, again where Discord fails, given up where it refuses for good."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable

import discord
from discord.ext import tasks

from bot.app.bot import StrawberryBot
from bot.app.replies import REFUSED, tell_privately
from bot.errors import DatabaseError
from bot.language import later
from bot.quiz import MODEL, Asked, Gathered, Gathering, Revealed, Scene, Session
from bot.services.quizzing import Quizzing
from bot.tracing import belongs_to
from bot.ui import Card
from bot.ui.sending import edit, send

log = logging.getLogger(__name__)

MakeCard = Callable[[Scene], Awaitable[Card]]

_PATIENCE = 10
"""So many times in a row something may go wrong in a quiz before it is given up; discord.py itself tries five times."""
_UNKNOWN_MESSAGE = 10008
_THREAD_ARCHIVED = 50083
"""Nothing in it can be edited; a new message opens it again, unless it is locked."""
_OUT_OF_REACH = later(
    "The quiz that you started has ended: I can no longer write in its channel. What was answered counts. Ask those "
    "who manage the server to let me write there, to unlock the thread if it is locked, or to mention me in it if it "
    "is private; or start another one elsewhere."
)


class Presenter:
    """Shows what is due in every quiz, once a second; dailies alone once a minute, as nothing is hurried there."""

    def __init__(self, bot: StrawberryBot, quizzing: Quizzing, make_card: MakeCard) -> None:
        self._bot = bot
        self._quizzing = quizzing
        self._make_card = make_card
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)  # of each quiz: who shows it now
        self._counted: dict[int, _Shown] = {}  # of each quiz: what its card says of those who play
        self._troubles: Counter[int] = Counter()

    def wake(self) -> None:
        """Look after quizzes from now on, until none is left."""
        if self._beat.is_running():
            self._beat.change_interval(seconds=1)
        else:
            self._beat.start()

    def close(self) -> None:
        """Show nothing more. What is under way is taken up by the next run."""
        self._beat.cancel()
        for task in self._tasks:
            task.cancel()

    @tasks.loop(seconds=1)
    async def _beat(self) -> None:
        belongs_to("")  # not to the request of whoever woke it: that would go on for days
        for session in self._quizzing.sessions:
            if (session.due() or self._stale(session)) and not self._turns[session.id].locked():
                task = asyncio.create_task(self.play(session))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        kinds = {session.plan.kind for session in self._quizzing.sessions}
        if not kinds:
            self._beat.stop()
        else:
            self._beat.change_interval(seconds=1 if "quiz" in kinds else 60)

    async def play(self, session: Session) -> None:
        """Show all that is due in a quiz now, in the language of its server."""
        async with self._bot.speaking_in(session.plan.guild_id, session.plan.user_id):
            await self._in_turn(session)

    async def _in_turn(self, session: Session) -> None:
        async with self._turns[session.id]:
            try:
                await self._play(session)
            except (discord.Forbidden, discord.NotFound) as error:
                log.warning("The channel of quiz %d is out of reach: %s", session.id, error)
                await self._give_up(session)
            except Exception as error:  # whatever it is, the channel must not be stuck
                self._troubles[session.id] += 1
                if isinstance(error, REFUSED):
                    log.warning("Discord refuses what is due in quiz %d: %s", session.id, error)
                else:
                    log.exception("Something went wrong in quiz %d", session.id)
                if self._troubles[session.id] >= _PATIENCE:
                    await self._give_up(session)

    async def _play(self, session: Session) -> None:
        while scene := await self._quizzing.step(session):
            counted = _count(session)
            await self._quizzing.confirm(scene, await self._show(scene))
            self._counted[session.id] = counted
            self._troubles.pop(session.id, None)
        if session in self._quizzing.sessions:
            await self._refresh(session)
        else:
            self._forget(session)

    async def _give_up(self, session: Session) -> None:
        try:
            await self._quizzing.lose(session)
        except DatabaseError as error:
            log.error("Quiz %d could not be closed, and goes on: %s", session.id, error)
            return
        self._forget(session)
        if session.plan.user_id:
            try:
                await tell_privately(await self._bot.fetch_user(session.plan.user_id), str(_OUT_OF_REACH))
            except REFUSED as error:
                log.info("Who started quiz %d cannot be told of its end: %s", session.id, error)

    def _forget(self, session: Session) -> None:
        for kept in (self._troubles, self._counted, self._turns):
            kept.pop(session.id, None)

    async def _show(self, scene: Scene) -> int:
        """Show a scene: the id of its message. What may not be sent with files is sent without."""
        card = await self._make_card(scene)
        try:
            return await self._put(scene, card)
        except discord.Forbidden:
            if not card.files:
                raise
            card.leave_out_files()
            return await self._put(scene, card)

    async def _put(self, scene: Scene, card: Card) -> int:
        session, shown_by = scene.session, _message(scene)
        channel = self._bot.get_partial_messageable(session.plan.channel_id, guild_id=session.plan.guild_id)
        if shown_by:
            try:
                await edit(channel.get_partial_message(shown_by), card)
            except discord.HTTPException as error:
                if error.code not in (_UNKNOWN_MESSAGE, _THREAD_ARCHIVED):
                    raise
                if isinstance(scene, Gathered):  # what follows tells as much
                    return shown_by
            else:
                return shown_by
        return (await send(channel, card)).id

    def _stale(self, session: Session) -> bool:
        """Whether more have answered than the card of the question says, or more have joined than that of the lobby."""
        return session.phase() in ("asking", "gathering") and self._counted.get(session.id) != _count(session)

    async def _refresh(self, session: Session) -> None:
        """Show how many play, if Discord lets us. A question whose message was deleted is over."""
        gathers = session.phase() == "gathering"
        shown_by, counted = _standing(session), _count(session)
        if not shown_by or not self._stale(session):
            return
        card = await self._make_card(Gathering(session) if gathers else Asked(session))
        if gathers and session.phase() != "gathering":
            return
        channel = self._bot.get_partial_messageable(session.plan.channel_id, guild_id=session.plan.guild_id)
        try:
            await edit(channel.get_partial_message(shown_by), card)
        except REFUSED as error:
            if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_MESSAGE:
                await self.deleted(shown_by)
            log.info("Who plays in quiz %d cannot be shown: %s", session.id, error)
        else:
            self._counted[session.id] = counted

    async def deleted(self, message_id: int) -> None:
        """End the round whose question stood in a message that was deleted, or call off the quiz of such a lobby."""
        for session in self._quizzing.sessions:
            if _standing(session) != message_id:
                continue
            if session.phase() == "asking":
                session.hurry()
            elif session.phase() == "gathering":
                await self._quizzing.stop(session)


_Shown = tuple[int, int, str]
"""A round, or 0 for the lobby, how many have answered or joined, and the topic."""


def _standing(session: Session) -> int | None:
    """The message that takes presses now."""
    if session.current:
        return session.current.message_id
    return session.lobby.message_id if session.lobby else None


def _message(scene: Scene) -> int | None:
    """The message that shows a scene in place of an earlier one; None where it gets one of its own."""
    session = scene.session
    match scene:
        case Gathered():
            return session.lobby.message_id if session.lobby else None
        case Revealed():
            return _standing(session)
        case _:
            return None


def _count(session: Session) -> _Shown:
    current, topic = session.current, session.plan.topic
    if current is None:
        return 0, len(session.lobby.players) if session.lobby else 0, topic
    return current.id, sum(each.user_id != MODEL and each.choice is not None for each in current.answers), topic
