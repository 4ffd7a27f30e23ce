"""What those who manage a server have set for it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.storage.database import Database
from bot.storage.dialect import insert, put
from bot.storage.tables import IntroductionRow, ServerRow


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the bot behaves in a server.

    ``encoding`` is used where a member names none; ``private`` replies are shown to the asker alone; ``channels`` are
    the ids of those where the bot may answer, none of them meaning all; ``model`` and ``log`` say whether letter
    questions are put to the model, and whether they are kept; ``chat_days`` is for how long chats are remembered;
    ``language`` is what Discord calls the one that is spoken to all at once, None where Discord's own setting counts.
    """

    encoding: str
    private: bool = False
    channels: tuple[int, ...] = ()
    model: bool = True
    log: bool = True
    chat_days: int = 30
    language: str | None = None


class Servers:
    """Keeps the settings of servers. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database, encoding: str, chat_days: int) -> None:
        """Both are the bot's own defaults: a server that has them follows the bot when they change."""
        self._database = database
        self.default = ServerSettings(encoding, chat_days=chat_days)

    async def get(self, guild_id: int | None) -> ServerSettings:
        """The settings of a server; the default where nothing was set, and outside servers."""
        if guild_id is None:
            return self.default
        async with self._database.read() as session:
            return self._settings(await session.get(ServerRow, guild_id))

    async def change(self, guild_id: int, change: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        """Keep what ``change`` makes of a server's settings, and return it. Nobody else's change comes in between."""
        async with self._database.write(f"server {guild_id}") as session:
            settings = change(self._settings(await session.get(ServerRow, guild_id)))
            row = ServerRow(
                guild_id=guild_id,
                encoding=None if settings.encoding == self.default.encoding else settings.encoding,
                private=settings.private,
                channels=settings.channels,
                model=settings.model,
                log=settings.log,
                chat_days=None if settings.chat_days == self.default.chat_days else settings.chat_days,
                language=settings.language,
            )
            await put(session, row)
        return settings

    async def introduce(self, guild_id: int) -> bool:
        """Note that the bot introduces itself to a server: whether it had not done so before."""
        async with self._database.read() as session:  # at each mention but the first, that is all
            if await session.get(IntroductionRow, guild_id):
                return False
        async with self._database.write() as session:
            noting = insert(session, IntroductionRow).values(guild_id=guild_id).on_conflict_do_nothing()
            return await session.scalar(noting.returning(IntroductionRow.guild_id)) is not None

    def _settings(self, row: ServerRow | None) -> ServerSettings:
        if row is None:
            return self.default
        return ServerSettings(
            row.encoding or self.default.encoding,
            row.private,
            row.channels,
            row.model,
            row.log,
            row.chat_days or self.default.chat_days,
            row.language,
        )
