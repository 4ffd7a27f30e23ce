"""What the commands of the bot and the command line work with, opened and closed together. Knows no Discord."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Event
from typing import ParamSpec, TypeVar

from bot.app.asking import Asking
from bot.app.chatting import Chatting
from bot.app.quizzing import Quizzing
from bot.app.series import AskingInSeries
from bot.config import Settings
from bot.errors import DatabaseError, Restarting
from bot.model import LanguageModel, LocalModel, NoModel
from bot.quiz import Clock, withdrawn
from bot.storage import (
    Boards,
    Chats,
    Comparisons,
    Dailies,
    Database,
    Explainers,
    Exports,
    Members,
    Proposals,
    Quizzes,
    Servers,
    ServerSettings,
    Statistics,
    Tokenizations,
)
from bot.tokens import Encodings, Tokenized, Vocabularies, tokenize
from bot.tokens.training import Trainer

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """The open services."""

    settings: Settings
    encodings: Encodings
    vocabularies: Vocabularies
    trainer: Trainer
    model: LanguageModel
    comparisons: Comparisons
    statistics: Statistics
    tokenizations: Tokenizations
    chats: Chats
    servers: Servers
    members: Members
    exports: Exports
    asking: Asking
    series: AskingInSeries
    explainers: Explainers
    chatting: Chatting
    boards: Boards
    dailies: Dailies
    proposals: Proposals
    quizzing: Quizzing
    _studio: ThreadPoolExecutor
    _stopping: Event

    async def tokenize(self, text: str, encoding: str | None = None) -> Tokenized:
        """``text`` cut with ``encoding`` (a name, a model's name, or None for the default), off the event loop.

        Raises ``InputError`` and ``EncodingUnavailable``.
        """
        loaded = await self.encodings.load(encoding or self.settings.tokens.encoding)
        return await asyncio.to_thread(tokenize, loaded, text)

    async def server_settings(self, guild_id: int | None) -> ServerSettings:
        """What is set for a server; the default outside servers.

        Where it cannot be read, replies are private: the server may have wished so.
        """
        try:
            return await self.servers.get(guild_id)
        except DatabaseError as error:
            log.error("The settings of a server cannot be read, so replies are private: %s", error)
            return replace(self.servers.default, private=True)

    async def stop(self) -> None:
        """End answers, quizzes, the model and drawing: who waits gets an error, or what there is so far."""
        self._stopping.set()
        await asyncio.gather(self.chatting.close(), self.quizzing.close(), self.model.close())

    async def draw(self, draw: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``draw(…)`` on the one thread that draws, so that pictures neither block the event loop nor each other.

        Raises ``Restarting`` where the bot ends meanwhile.
        """

        def drawn() -> T:
            if self._stopping.is_set():
                raise Restarting("I am being restarted. Ask again in a moment.")
            return draw(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._studio, drawn)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def open_services(settings: Settings, clock: Clock = _utc_now) -> AsyncIterator[Services]:
    """Open everything; the model goes on loading meanwhile. Raises ``DatabaseError`` and ``ConfigError``.

    ``clock`` tells what time it is to quizzes.
    """
    encodings = Encodings.of(settings)
    database = await Database.open(settings.database.path)
    with ThreadPoolExecutor(1, "drawing") as studio, closing(Trainer()) as trainer:
        services = _wired(settings, encodings, database, clock, trainer, studio)
        try:
            services.model.start()
            # The first member should not wait for the ranks to be read.
            encodings.begin(settings.tokens.encoding)
            yield services
        finally:
            try:
                await services.stop()
            finally:
                await database.close()


def _wired(
    settings: Settings,
    encodings: Encodings,
    database: Database,
    clock: Clock,
    trainer: Trainer,
    studio: ThreadPoolExecutor,
) -> Services:
    model, comparisons = _model(settings, encodings), Comparisons(database)
    asking = Asking(model, comparisons, encodings, settings)
    chats, explainers = Chats(database, settings.chat.keep_days), Explainers(database)
    servers = Servers(database, encodings.resolve(settings.tokens.encoding), settings.chat.keep_days)
    proposals = Proposals(database)
    return Services(
        settings,
        encodings,
        Vocabularies(encodings),
        trainer,
        model,
        comparisons,
        Statistics(database),
        Tokenizations(database, settings.database.keep_texts_days),
        chats,
        servers,
        Members(database, withdrawn),
        Exports(database),
        asking,
        AskingInSeries(asking, settings.model.deadline),
        explainers,
        Chatting(model, chats, explainers, comparisons, asking, settings.chat),
        Boards(database),
        Dailies(database),
        proposals,
        Quizzing(Quizzes(database), proposals, servers, encodings, model, settings, clock),
        studio,
        Event(),
    )


def _model(settings: Settings, encodings: Encodings) -> LanguageModel:
    match settings.model.backend:
        case "off":
            return NoModel()
        case "local":
            return LocalModel(settings.model, settings.cache, settings.chat.answer_tokens)
        case "openai":
            from bot.model.server import ServerModel  # not above: the package openai takes half a second to import

            return ServerModel(settings, encodings)
