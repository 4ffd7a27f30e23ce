"""A simulated Discord with the real bot in it, and what the tests read off its messages."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import discord
import simcord
from discord import ComponentType
from simcord.actors import MemberActor
from simcord.backend import Backend
from simcord.builders import ChannelHandle
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

from bot.app import StrawberryBot, create_bot
from bot.config import Settings
from bot.model import LocalModel, ModelState
from bot.storage import Database
from bot.storage.dialect import SQLite

SETTLE_SECONDS = 240.0
"""How long an answer may take, the model's included."""

_settle = simcord.Env._settle_internal  # noqa: SLF001 # it has no other place for either number


async def _settle_patiently(
    env: simcord.Env,
    *,
    timeout: float | None = None,  # noqa: ASYNC109 # its name is simcord's
    idle: float = 0.01,
    dispatch: str | None = None,
    _deadline: float | None = None,
) -> None:
    """Simcord's own looks each 50 ms whether all has come to rest, and gives a bot five seconds to start.

    The first was a third of the time of a test, and the second is not enough on a busy machine.
    """
    patience = None if timeout is None else max(timeout, SETTLE_SECONDS)
    await _settle(env, timeout=patience, idle=idle, dispatch=dispatch, _deadline=_deadline)


simcord.Env._settle_internal = _settle_patiently  # type: ignore[assignment] # noqa: SLF001 # see above


class _Discord(Backend):
    """A simulated Discord that has been told the commands by an earlier bot: to tell them took a third of a start."""

    told: ClassVar[dict[int | None, dict[tuple[str, int], dict[str, object]]]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.commands = self.told
        for commands in self.told.values():
            for command in commands.values():
                self.reserve_id(int(str(command["id"])))


setattr(simcord.env, "Backend", _Discord)  # noqa: B010 # it has no other place for this one either
REMEMBERED = f"commands-{_Discord().application_id}.sha256"
"""The file in a bot's cache that says what Discord has been told."""


def forget_commands() -> None:
    """Have Discord know no commands, as where no bot has been."""
    _Discord.told.clear()


@dataclass(frozen=True)
class World:
    """The simulated Discord; ``env`` can restart the bot and inject failures."""

    env: simcord.Env
    channel: ChannelHandle
    alice: MemberActor
    bob: MemberActor
    manager: MemberActor

    @property
    def bot(self) -> StrawberryBot:
        """The running bot."""
        assert isinstance(self.env.bot, StrawberryBot)
        return self.env.bot

    @property
    def local_model(self) -> LocalModel:
        """The bot's model, which runs in a process of its own."""
        model = self.bot.services.model
        assert isinstance(model, LocalModel)
        return model

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """The bot's database, opened a second time."""
        database = await Database.open(self.bot.settings.database.where)
        try:
            yield database
        finally:
            await database.close()

    @contextmanager
    def broken_database(self) -> Iterator[None]:
        """Meanwhile everything that is read or written fails: the file has lost its tables."""
        self._rename_tables("", "lost_")
        try:
            yield
        finally:
            self._rename_tables("lost_", "")

    def _rename_tables(self, was: str, now: str) -> None:
        with closing(sqlite3.connect(self.bot.settings.database.file)) as connection, connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in tables:
                if name.startswith(was) and not name.startswith("sqlite_"):
                    connection.execute(f"ALTER TABLE {name} RENAME TO {now}{name.removeprefix(was)}")

    async def restart(self, settings: Settings) -> None:
        """Stop the bot, and start another one in the same Discord."""
        await self.bot.close()
        await self.env.restart_bot(create_bot(settings))

    def sent(self) -> list[dict[str, object]]:
        """The bodies of all messages that the bot has sent or edited."""
        bodies = [entry.json for entry in self.env.http_requests if isinstance(entry.json, dict)]
        messages = [body.get("data", body) for body in bodies]
        return [message for message in messages if isinstance(message, dict) and "components" in message]

    async def model_settled(self) -> ModelState:
        """Wait until the bot's model is loaded, or cannot be."""
        return await self.bot.services.model.settled()

    def refusal(self, result: InteractionResult) -> str:
        """What the member alone reads when a command failed; the error is thereby expected."""
        assert self.env.errors, "nothing failed"
        assert card(result).ephemeral, "all see it"
        return card(result).content.replace("\\", "")


@asynccontextmanager
async def enter(settings: Settings) -> AsyncIterator[World]:
    """Start a bot with settings of the test's own in a fresh simulated Discord, and close it at the end."""
    if isinstance(settings.database.where, Path):
        lay_out(settings.database.where)
    async with simcord.run(create_bot(settings), settle_timeout=SETTLE_SECONDS, shard_count=1) as env:
        try:
            yield furnish(env)
        finally:
            await env.bot.close()


def lay_out(path: Path) -> None:
    """Put an empty database at ``path``, where nothing is yet: migrating one would take half of a start."""
    if not path.exists():
        path.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    """What the migrations make of no file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite3"
        SQLite(path).bring_up_to_date()
        return path.read_bytes()


def furnish(env: simcord.Env, locale: str = "en-US") -> World:
    """Give a simulated Discord a server, a channel, two members, and a third who manages the server."""
    guild = env.create_guild("Patch", preferred_locale=locale)
    channel = guild.create_text_channel("tokens")
    alice, bob = (guild.add_member(env.create_user(name)) for name in ("alice", "bob"))
    role = guild.create_role("Gardener", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(env.create_user("manager"), roles=[role])
    return World(env, channel, alice, bob, manager)


def card(result: InteractionResult) -> ResponseMessage:
    """The message that a command or button answered with."""
    answer = result.followups[-1] if result.followups else result.response
    assert answer is not None, "no answer"
    return answer


def text(message: ResponseMessage) -> str:
    """All texts of a card, one a line."""
    return "\n".join(
        part["content"]
        for part in walk_components(message.components)
        if part["type"] == ComponentType.text_display.value
    )


def alts(message: ResponseMessage) -> list[str]:
    """The alt texts of a card's pictures."""
    return [
        item["description"]
        for part in walk_components(message.components)
        if part["type"] == ComponentType.media_gallery.value
        for item in part["items"]
    ]


def options(message: ResponseMessage) -> list[tuple[str, bool]]:
    """What a card's select offers, and whether it is chosen."""
    return [
        (option["value"], option.get("default", False))
        for part in walk_components(message.components)
        if part["type"] == ComponentType.select.value
        for option in part["options"]
    ]


def labels(message: ResponseMessage) -> list[str]:
    """The labels of a card's buttons."""
    return [part["label"] for part in walk_components(message.components) if part["type"] == ComponentType.button.value]
