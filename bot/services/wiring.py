"""What the commands of the bot and the command line work with, opened and closed together. Knows no Discord."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from bot import drawing, intents
from bot.config import DatabaseSettings, Settings
from bot.errors import DatabaseError
from bot.letters import parse
from bot.model import LanguageModel, ModelInfo
from bot.model.install import HOW, is_small
from bot.quiz import Clock, withdrawn
from bot.services.asking import Asking
from bot.services.budget import Budget
from bot.services.conversations import Conversations
from bot.services.inspecting import Inspecting
from bot.services.keeping import Texts
from bot.services.laboratory import Laboratory
from bot.services.learning import Bench, Learning, Rooms, open_learning
from bot.services.models import model_of, no_such_model
from bot.services.questions import Questions
from bot.services.quiz_log import QuizLog
from bot.services.quizzing import Quizzing
from bot.services.series import AskingInSeries
from bot.services.studio import Studio
from bot.services.tools import Tools
from bot.services.trainings import Trainings
from bot.services.twins import AskingTwins
from bot.services.workshop import Workshop
from bot.share import WHOLE, Share
from bot.storage import (
    Boards,
    Budgets,
    Chats,
    Comparisons,
    Dailies,
    Database,
    Explainers,
    Exports,
    LessonRooms,
    Members,
    OpenTrainings,
    Proposals,
    Quizzes,
    Quota,
    Servers,
    ServerSettings,
    Statistics,
    Takeouts,
    Tokenizations,
)
from bot.tokens import Encodings, Tokenized, Vocabularies
from bot.tokens.training import Trainer

log = logging.getLogger(__name__)

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _OneModel:
    """A model and what asks it letter questions, with the settings in which it is the first one."""

    settings: Settings
    model: LanguageModel
    asking: Asking
    series: AskingInSeries
    inspecting: Inspecting
    tools: Tools

    @classmethod
    def of(cls, settings: Settings, encodings: Encodings, comparisons: Comparisons) -> "_OneModel":
        model = model_of(settings, encodings)
        asking = Asking(model, comparisons, encodings, settings)
        series, tools = AskingInSeries(asking, settings.model.deadline), Tools(model, asking, settings)
        return cls(settings, model, asking, series, Inspecting(model, filtered=settings.tokens.filter), tools)


@dataclass(frozen=True, slots=True)
class Services:
    """The open services. Those that ask a model ask the first one; see ``with_model``."""

    settings: Settings
    database: Database
    encodings: Encodings
    vocabularies: Vocabularies
    trainer: Trainer
    model: LanguageModel
    comparisons: Comparisons
    statistics: Statistics
    texts: Texts
    chats: Chats
    servers: Servers
    members: Members
    exports: Exports
    takeouts: Takeouts
    asking: Asking
    series: AskingInSeries
    inspecting: Inspecting
    tools: Tools
    explainers: Explainers
    conversations: Conversations
    boards: Boards
    dailies: Dailies
    proposals: Proposals
    quizzing: Quizzing
    quiz_log: QuizLog
    laboratory: Laboratory
    trainings: Trainings
    open_trainings: OpenTrainings
    twins: AskingTwins
    learning: Learning
    rooms: Rooms
    studio: Studio
    budget: Budget
    workshop: Workshop
    _others: Mapping[str, _OneModel]

    def with_model(self, name: str | None) -> "Services":
        """The same services with the model of that name in the first one's place; None is the first one.

        Raises ``InputError``. Chats and quizzes stay with the first.
        """
        if name is None or name == self.settings.model_name:
            return self
        if other := self._others.get(name):
            return replace(
                self,
                settings=other.settings,
                model=other.model,
                asking=other.asking,
                series=other.series,
                inspecting=other.inspecting,
                tools=other.tools,
            )
        raise no_such_model(self.settings, name)

    @property
    def model_encoding(self) -> str | None:
        """The model's own vocabulary, where it is one of the encodings; None of a server, and while it is loading."""
        match self.model.state:
            case ModelInfo(tokenizer=own) if own.name in self.encodings.names:
                return own.name
            case _:
                return None

    async def tokenize(self, text: str, encoding: str | None = None) -> Tokenized:
        """``text`` cut with ``encoding`` (a name, a model's name, or None for the default), off the event loop.

        Raises ``InputError`` and ``EncodingUnavailable``.
        """
        loaded = await self.encodings.load(encoding or self.encodings.default)
        return await self.workshop.cut(loaded, text)

    async def server_settings(self, guild_id: int | None) -> ServerSettings:
        """What is set for a server; the default outside servers.

        Where it cannot be read, replies are private: the server may have wished so.
        """
        try:
            return await self.servers.get(guild_id)
        except DatabaseError as error:
            log.error("The settings of a server cannot be read, so replies are private: %s", error)
            return replace(self.servers.default, private=True)

    async def purge(self, now: datetime) -> None:
        """Delete the chats, texts behind buttons and uses that were kept long enough. Raises ``DatabaseError``."""
        await self.chats.purge(now)
        await self.texts.purge(now)
        await self.budget.purge()

    async def stop(self) -> None:
        """End answers, quizzes, the model and drawing: who waits gets an error, or what there is so far."""
        self.studio.stop()
        models = (model.close() for model in self.models.values())
        ending = (self.conversations.close(), self.quizzing.close(), self.trainings.close(), self.laboratory.close())
        await asyncio.gather(*ending, *models)

    @property
    def models(self) -> Mapping[str, LanguageModel]:
        """All that there are by name, the first one first."""
        return {self.settings.model_name: self.model} | {name: other.model for name, other in self._others.items()}

    def warm_up(self) -> None:
        """Begin, on threads, what the first members would otherwise wait for, and return at once."""
        self.encodings.begin(self.encodings.default)
        self.studio.begin(_warm_up)


@cache
def _warm_up() -> None:
    """Make what all bots of a process share."""
    parse("None, none")  # no question: each rule is tried, and made for that
    intents.read("None, none")
    drawing.warm_up()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def open_services(settings: Settings, clock: Clock = _utc_now, share: Share = WHOLE) -> AsyncIterator[Services]:
    """Open everything; the model goes on loading meanwhile. Raises ``DatabaseError`` and ``ConfigError``.

    ``clock`` tells what time it is to quizzes. Of what others left, and what falls due, this takes up its ``share``.
    """
    if is_small():
        log.info(HOW)
    encodings = Encodings.of(settings)
    database = await Database.open(settings.database.where, share)
    with closing(Studio(settings.cache_folder)) as studio, closing(Trainer()) as trainer:
        services = _wired(settings, encodings, database, clock, trainer, studio)
        try:
            for model in services.models.values():
                model.start()
            yield services
        finally:
            try:
                await services.stop()
            finally:
                await database.close()


def _wired(
    settings: Settings, encodings: Encodings, database: Database, clock: Clock, trainer: Trainer, studio: Studio
) -> Services:
    comparisons, proposals, quizzes = Comparisons(database), Proposals(database), Quizzes(database)
    chats, explainers = Chats(database, settings.chat.keep_days), Explainers(database)
    servers = Servers(database, encodings.default, settings.chat.keep_days)
    laboratory = Laboratory(settings)
    budget = Budget(settings.cooldown, clock, Budgets(database) if settings.discord.several else None)
    first = _OneModel.of(settings, encodings, comparisons)
    workshop = Workshop(budget)
    bench = Bench(
        encodings, workshop, trainer, studio, first.model, first.inspecting, first.asking, first.tools, laboratory
    )
    learning = open_learning(settings.lessons.folder, bench, database)
    others = {name: _OneModel.of(settings.with_model(name), encodings, comparisons) for name in settings.models}
    return Services(
        settings=settings,
        database=database,
        encodings=encodings,
        vocabularies=Vocabularies(encodings),
        trainer=trainer,
        model=first.model,
        comparisons=comparisons,
        statistics=Statistics(database),
        texts=_texts(database, settings.database),
        chats=chats,
        servers=servers,
        members=Members(database, withdrawn),
        exports=Exports(database),
        takeouts=Takeouts(database),
        asking=first.asking,
        series=first.series,
        inspecting=first.inspecting,
        tools=first.tools,
        explainers=explainers,
        conversations=Conversations(first.model, chats, explainers, comparisons, first.asking, settings.chat),
        boards=Boards(database),
        dailies=Dailies(database),
        proposals=proposals,
        quizzing=Quizzing(quizzes, Questions(quizzes, proposals, servers, encodings, first.model, laboratory), clock),
        quiz_log=QuizLog(quizzes, clock),
        laboratory=laboratory,
        trainings=Trainings(laboratory, clock),
        open_trainings=OpenTrainings(database),
        twins=AskingTwins(laboratory, first.asking),
        learning=learning,
        rooms=Rooms(learning, LessonRooms(database)),
        studio=studio,
        budget=budget,
        workshop=workshop,
        _others=others,
    )


def _texts(database: Database, limits: DatabaseSettings) -> Texts:
    quota = Quota(limits.member_texts_mib * _MIB, limits.server_texts_mib * _MIB)
    return Texts(Tokenizations(database, limits.keep_texts_days, quota), limits.keep_texts_days)
