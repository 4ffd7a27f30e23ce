"""One turn of a chat from what was said to what is kept: remembered, put to the model, written down and shown."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from time import perf_counter

from bot.chat import Ending, Said, Turn, Writing, messages, remembered
from bot.config import ChatSettings
from bot.errors import DatabaseError, InputError, ModelError
from bot.language import later
from bot.letters import notice
from bot.model import LanguageModel, Loading, Prompt, asked_by
from bot.services.allowed import check_model
from bot.services.answering import write
from bot.services.asking import Asked, Asking
from bot.services.display import Announce, Display, Draft, Surroundings
from bot.storage import Chats, Comparisons, Explainers, ServerSettings

log = logging.getLogger(__name__)

_FIRST, _PACE = 0.5, 1.2
"""Seconds until the first words are shown, and between one state of an answer and the next: Discord takes about five
edits in five seconds from a channel."""
_LOADING = 120.0
"""Seconds that a model which is being loaded is waited for; after that, what is asked says that it still is."""
_GOODBYE = 5.0
"""Seconds that answers get to say that they were broken off when the bot ends."""
_NO_MEMORY = "What was said before cannot be read at the moment. The host finds the reason in the log."
_BEING_WRITTEN = later("This answer is being written already. Wait for its end, or press Stop.")
_ODD = "Something went wrong on my side, sorry. The host finds the reason in the log."


@dataclass(frozen=True, slots=True)
class _Underway:
    """An answer that is being written, and the letter question that may be in what was said."""

    user_id: int
    writing: Writing
    task: asyncio.Task[None]
    noticing: asyncio.Task[Asked | None]


class Conversations:
    """Answers what members say. Whatever goes wrong with the model or the database is part of an answer."""

    def __init__(
        self,
        model: LanguageModel,
        chats: Chats,
        explainers: Explainers,
        comparisons: Comparisons,
        asking: Asking,
        settings: ChatSettings,
    ) -> None:
        self._model = model
        self._chats = chats
        self._explainers = explainers
        self._comparisons = comparisons
        self._asking = asking
        self._settings = settings
        self._underway: dict[int, _Underway] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._reading_ahead: set[asyncio.Task[None]] = set()
        self._closed = False
        self.surroundings = Surroundings()

    def stop(self, turn_id: int, ending: Ending = "stopped") -> bool:
        """Stop writing a turn's answer: whether it was being written. What there is of it stays.

        A letter question that was noticed in it, and not yet answered, is not waited for either.
        """
        under = self._underway.get(turn_id)
        if under is None:
            return False
        under.noticing.cancel()
        if under.task.done():
            return False
        under.writing.ending = ending
        return under.task.cancel()

    def stop_all_of(self, user_id: int) -> None:
        """Stop writing answers to a member, who wants to be forgotten."""
        for turn_id in [turn_id for turn_id, under in self._underway.items() if under.user_id == user_id]:
            self.stop(turn_id)

    async def close(self) -> None:
        """Break off what is being written, and wait until it has been shown so. What is asked later is broken off."""
        self._closed = True
        for task in self._reading_ahead:
            task.cancel()
        for turn_id in [*self._underway]:
            self.stop(turn_id, "interrupted")
        try:
            async with asyncio.timeout(_GOODBYE):
                await self._idle.wait()
        except TimeoutError:
            log.warning("%d answers are shown as broken off only after the next start", len(self._underway))

    async def run(self, said: Said, server: ServerSettings, announce: Announce, display: Display) -> None:
        """Answer what was ``said``: it is kept first, and its answer is shown to the end in every case."""
        await self._run(Turn(await self._chats.add(said), said), server, announce, display)

    async def run_again(
        self, turn: Turn, interaction_token: str, server: ServerSettings, announce: Announce, display: Display
    ) -> None:
        """Answer the same once more, in place of an earlier answer. Raises ``InputError`` while that is written."""
        if not await self._chats.begin_again(turn.id, interaction_token):
            raise InputError(_BEING_WRITTEN)
        await self._run(
            replace(turn, answer="", ending=None, trouble="", insight=None, explained=False), server, announce, display
        )

    async def end_left(self, turn: Turn, display: Display) -> None:
        """End a turn that an earlier run of the bot left open."""
        ended = turn if turn.ending else replace(turn, ending="interrupted")
        await self._finish(Draft(ended, await self._asked(turn), await self._chats.end(ended)), display)

    async def forget(self, message_ids: Collection[int]) -> None:
        """Forget the turns whose question or answer was one of these messages, which were deleted."""
        for turn_id in await self._chats.delete_with(message_ids):
            self.stop(turn_id)

    async def _run(self, turn: Turn, server: ServerSettings, announce: Announce, display: Display) -> None:
        try:
            message_id = await announce(turn)
        except BaseException:
            await self._settle(turn.id)
            raise
        if message_id:
            turn = replace(turn, answer_message_id=message_id)
            await self._note_message(turn.id, message_id)
        async with aclosing(self.answer(turn, server)) as drafts:
            async for draft in drafts:
                if draft.turn.ending:
                    await self._finish(draft, display)
                elif not await display.show(draft):
                    self.stop(turn.id)  # somebody has deleted the message
                self.surroundings.shown()

    async def _finish(self, draft: Draft, display: Display) -> None:
        if await display.finish(draft):
            await self._settle(draft.turn.id)

    async def answer(self, turn: Turn, server: ServerSettings) -> AsyncGenerator[Draft]:
        """Answer ``turn``: its state from time to time, and last, with an ending, the whole.

        A turn that the caller leaves before that stays open in the database.
        """
        writing = Writing(self._settings.answer_tokens)
        with asked_by(turn.said.guild_id, turn.said.user_id):
            task = asyncio.create_task(self._write(writing, turn, server))
            noticing = asyncio.create_task(self._notice(turn, server))
        self._underway[turn.id] = _Underway(turn.said.user_id, writing, task, noticing)
        self._idle.clear()
        if self._closed:
            self.stop(turn.id, "interrupted")
        task.add_done_callback(lambda _: writing.grown.set())
        due = perf_counter() + _FIRST
        try:
            while not task.done():
                await self.surroundings.wait(writing.grown.wait())
                writing.grown.clear()
                if writing.text and not task.done() and perf_counter() >= due:
                    await self._keep(turn, writing.text)
                    yield Draft(replace(turn, answer=writing.text))
                    due = perf_counter() + _PACE
            await self.surroundings.wait(asyncio.wait([noticing]))
            yield await self._ended(turn, writing, None if noticing.cancelled() else noticing.result())
        finally:
            task.cancel()
            noticing.cancel()
            del self._underway[turn.id]
            if not self._underway:
                self._idle.set()

    async def _note_message(self, turn_id: int, message_id: int) -> None:
        """Note which message shows a turn's answer."""
        try:
            await self._chats.note_message(turn_id, message_id)
        except DatabaseError as error:  # it is answered there all the same
            log.error("Where an answer is shown could not be kept: %s", error)

    async def _settle(self, turn_id: int) -> None:
        """Note that a turn's message shows how its answer ended, or never will."""
        try:
            await self._chats.close(turn_id)
        except DatabaseError as error:  # the next start shows the same once more
            log.error("That an answer is settled could not be kept: %s", error)

    async def _ended(self, turn: Turn, writing: Writing, asked: Asked | None) -> Draft:
        ended = replace(
            turn,
            answer=writing.text.strip(),
            ending=writing.ending or "interrupted",
            trouble=writing.trouble,
            comparison_id=asked.logged if asked and isinstance(asked.logged, int) else None,
        )
        try:
            explained = await self._explainers.on(turn.said.user_id, turn.said.channel_id)
            trace = writing.insight
            ended = replace(ended, insight=trace if explained or trace is None else trace.bare(), explained=explained)
            kept = await self._chats.end(ended)
        except Exception:  # whatever it is: the answer is to be shown to its end
            log.exception("An answer could not be kept")
            kept = False
        return Draft(ended, asked, kept, writing.anew)

    async def _write(self, writing: Writing, turn: Turn, server: ServerSettings) -> None:
        try:
            check_model(server)
            await self.surroundings.wait(self._generate(writing, turn, server))
        except ModelError as error:
            writing.fail(str(error))
        except DatabaseError as error:
            log.error("%s", error)
            writing.fail(_NO_MEMORY)
        except Exception:
            log.exception("An answer failed")
            writing.fail(_ODD)

    async def _generate(self, writing: Writing, turn: Turn, server: ServerSettings) -> None:
        await self._loaded()
        turns = self._settings.turns
        whole = await self._chats.before(turn, turn.said.at - timedelta(days=server.chat_days))
        before = remembered(whole, turns)
        await write(self._model, self._settings, writing, turn, before, self._chats.forget_up_to)
        answered = replace(turn, answer=writing.text.strip(), ending=writing.ending)
        self._read_ahead(remembered([*whole, answered], turns))

    async def _loaded(self) -> None:
        """Wait while the model is being loaded: whoever shows the answer says so meanwhile."""
        if isinstance(self._model.state, Loading):
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOADING):
                    await self._model.settled()

    def _read_ahead(self, turns: Sequence[Turn]) -> None:
        """Have the model read a chat up to its newest answer while nobody waits, without what is too much of it."""

        async def read() -> None:
            try:
                prompt = Prompt(messages(self._settings.system_prompt, turns))
                dropped = await self._model.read_ahead(prompt, self._settings.answer_tokens)
                if dropped:
                    await self._chats.forget_up_to(turns[dropped // 2 - 1])
            except (ModelError, DatabaseError) as error:  # the next turn has to wait for it, and that is all
                log.info("A chat could not be read ahead: %s", error)

        task = asyncio.create_task(read())
        self._reading_ahead.add(task)
        task.add_done_callback(self._reading_ahead.discard)

    async def _notice(self, turn: Turn, server: ServerSettings) -> Asked | None:
        """The letter question in what was said, answered and logged; the same one where the answer is a second one."""
        said = turn.said
        try:
            if asked := await self._asked(turn):
                return asked
            noticed = await asyncio.to_thread(notice, said.text)
            if noticed is None:
                return None
            await self._loaded()
            question, put = noticed.question, noticed.read_as
            return await self._asking.ask(
                question, noticed.text, said.asker, said.at, server, say=False, read_as=put, translated=put is not None
            )
        except InputError:  # it has no exact answer
            return None
        except Exception:  # the answer itself goes on without
            log.exception("A letter question in a chat could not be answered")
            return None

    async def _asked(self, turn: Turn) -> Asked | None:
        """The letter question that was noticed in a turn before."""
        stored = await self._comparisons.get(turn.comparison_id) if turn.comparison_id else None
        return Asked(stored.id, stored.comparison) if stored else None

    async def _keep(self, turn: Turn, text: str) -> None:
        try:
            if not await self._chats.write(turn.id, text):
                self.stop(turn.id)  # another process of the bot, where the member is forgotten, cannot
        except DatabaseError as error:  # at the end it is tried again
            log.error("An answer could not be kept while it was written: %s", error)
