"""What those who manage a server have set for it."""

from dataclasses import dataclass

from bot.storage.database import Database
from bot.storage.tables import ServerRow


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the bot behaves in a server.

    ``encoding`` is used where a member names none; ``private`` replies are shown to the asker alone; ``channels`` are
    the ids of those where the bot may answer, none of them meaning all; ``model`` and ``log`` say whether letter
    questions are put to the model, and whether they are kept.
    """

    encoding: str
    private: bool = False
    channels: tuple[int, ...] = ()
    model: bool = True
    log: bool = True


class Servers:
    """Keeps the settings of servers. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database, encoding: str) -> None:
        """``encoding`` is the bot's own default: a server that has it follows the bot when it changes."""
        self._database = database
        self.default = ServerSettings(encoding)

    async def get(self, guild_id: int | None) -> ServerSettings:
        """The settings of a server; the default where nothing was set, and outside servers."""
        async with self._database.read() as session:
            row = None if guild_id is None else await session.get(ServerRow, guild_id)
        if row is None:
            return self.default
        return ServerSettings(row.encoding or self.default.encoding, row.private, row.channels, row.model, row.log)

    async def set(self, guild_id: int, settings: ServerSettings) -> None:
        """Keep the settings of a server."""
        row = ServerRow(
            guild_id=guild_id,
            encoding=None if settings.encoding == self.default.encoding else settings.encoding,
            private=settings.private,
            channels=settings.channels,
            model=settings.model,
            log=settings.log,
        )
        async with self._database.write() as session:
            await session.merge(row)
