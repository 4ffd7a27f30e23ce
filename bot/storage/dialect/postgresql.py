"""PostgreSQL: a server that several bots, on several machines, share."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from types import MappingProxyType

import asyncpg  # type: ignore[import-untyped]  # it says nothing of its types
from sqlalchemy import NullPool, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from bot.errors import DatabaseError
from bot.places import DatabaseServer
from bot.storage.dialect.backend import TOO_LARGE, UNFIT, Ask, Backend, Fault, as_json
from bot.storage.migrations import HEAD

PATIENCE = 3.0
"""Seconds that a write waits for another one's lock."""
_CONNECTING = 10.0
"""Seconds that the server may take to let the bot in."""
_ANSWERING = 60.0
"""Seconds that it may take for one statement of the bot's."""
_CONNECTIONS, _FOR_SHARDS = 10, 2
"""How many are opened at most for reads and writes, and beside them by ``claims``."""
OLDEST = 13
"""The version of PostgreSQL from which on this runs."""

_VERSIONS = text("SELECT version_num FROM alembic_version")
_SERVER = text(
    "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding'), current_schema()"
)

_FAULTS: dict[str, Fault] = {
    "28": "refused",
    "3D000": "missing",
    "42501": "access",
    "25006": "standby",
    "53300": "crowded",
    "53100": "full",
    "55P03": "locked",
    "40": "locked",  # deadlocks and the like
    "57P": "restarting",
    "08": "unreachable",
    "58": "disk",
    "XX": "damaged",
}
"""By the beginnings of SQLSTATE."""


_LOOK = "Check that its server runs, and the host and port in database.url."
_SAID: Mapping[Fault, str] = {
    "access": "does not let the bot's user write. Make that user the owner of what is in it.",
    "locked": "is busy, or does not answer in time: try again. What is already stored is safe.",
    "full": "cannot grow: the disk of its server is full. Free some space; what is already stored is safe.",
    "damaged": "is damaged, as its server says. Look at the server's log, and restore it from a backup.",
    "disk": "cannot be read or written: the disk of its server reported an error. Check that disk and its log.",
    "unreachable": f"has broken the connection off, or was not reached. {_LOOK}",
    "refused": "does not let the bot in. Check user and password in database.url, and pg_hba.conf on its server.",
    "missing": "is not there. Create it on its server (CREATE DATABASE), or name another one in database.url.",
    "crowded": (
        "takes no more connections. Raise max_connections on its server, or run fewer programs that use it; "
        f"each process of the bot opens up to {_CONNECTIONS + _FOR_SHARDS}."
    ),
    "standby": "can only be read: it is a standby, or was set so. Name one in database.url that can be written.",
    "restarting": "is starting or ending. The bot goes on once its server is back.",
}


class PostgreSQL(Backend):
    """The database on a server. Writes go on beside each other, and wait where ``lock`` says so."""

    said = _SAID
    driver_errors = (asyncpg.PostgresError, asyncpg.InterfaceError)
    writers = _CONNECTIONS // 2  # others are left to those who read
    another = "Set database.url to another database."
    none_there = "The database {} is empty. Name the one that the bot uses in database.url."
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    for_reading = MappingProxyType({"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})

    def __init__(self, server: DatabaseServer, patience: float = PATIENCE) -> None:
        """``patience`` is for how many seconds a write waits for another one's lock."""
        self._server = server
        self._patience = f"{patience * 1000:.0f}ms"

    def __str__(self) -> str:
        return str(self._server)

    @cached_property
    def engine(self) -> AsyncEngine:
        """What reads and writes go through. A connection that has died meanwhile is replaced without a word."""
        return create_async_engine(
            "postgresql+asyncpg://",
            connect_args=self._connect_args | {"command_timeout": _ANSWERING},
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=_CONNECTING,
            pool_pre_ping=True,
            hide_parameters=True,  # what members wrote stays out of tracebacks
            json_serializer=as_json,
        )

    def bring_up_to_date(self) -> None:
        """Of several processes that start at once, one migrates, and the others wait for it."""
        with self.explained():
            asyncio.run(self._bring_up_to_date())

    def revision_if_any(self) -> str | None:
        """See ``Backend``."""
        with self.explained():
            return asyncio.run(self._revision())

    async def lock(self, session: AsyncSession, subjects: Collection[str], *, alone: bool) -> None:
        """Take locks until the transaction ends: each write shares one, which a write ``alone`` has to itself.

        That one comes first and the others in their order, so that no two writes wait for each other.
        """
        everything = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        keys = sorted(_key(subject) for subject in subjects)
        locks = (everything(_key("")), *map(func.pg_advisory_xact_lock, keys))
        await session.execute(select(func.set_config("lock_timeout", self._patience, True), *locks))

    async def truncate_log(self) -> bool:
        """Nothing: the server takes what was deleted out of its files in its own time."""
        return True

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[Ask]:
        """Over a connection of its own."""
        async with self._connected() as connection:
            await connection.execution_options(**self.for_reading)

            async def ask(statement: str) -> list[tuple[object, ...]]:
                return [tuple(row) for row in await connection.execute(text(statement))]

            yield ask

    async def size(self) -> int:
        """That of its indexes is included."""
        async with self.asking() as ask:
            [(number,)] = await ask("SELECT pg_database_size(current_database())")
            return int(str(number))

    def fault(self, error: Exception) -> Fault | None:
        """By SQLSTATE."""
        state = _state(error)
        return next((_FAULTS[state[:length]] for length in (5, 3, 2) if state[:length] in _FAULTS), None)

    def complaint(self, error: Exception) -> str:
        """What the server says, unless it might quote a value that it was given."""
        state, said = _state(error), str(error.args[0] if error.args else error).partition("\n")[0]
        match error if error.__cause__ is None else error.__cause__:
            case OSError() as unreached:
                return f"cannot be reached ({unreached.strerror or said}). {_LOOK}"
            case asyncpg.exceptions.ClientConfigurationError():
                return f"cannot be used: {said}. Look at database.url."
        if state and not state.startswith("22"):
            return f"failed: {said} ({state})."
        if "closed" in said:
            return f"has broken the connection off. {_LOOK}"
        return TOO_LARGE if "out of int" in said else UNFIT

    @property
    def _connect_args(self) -> dict[str, object]:
        # The driver reads the address itself, as other programs do: sslmode, a folder with a socket, ~/.pgpass.
        names = {"application_name": "strawberry"}
        return {"dsn": self._server.url, "timeout": _CONNECTING, "server_settings": names}

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        engine = create_async_engine("postgresql+asyncpg://", connect_args=self._connect_args, poolclass=NullPool)
        async with engine.connect() as connection:
            yield connection

    async def _revision(self) -> str | None:
        async with self._connected() as connection:
            return await self._revision_on(connection)

    async def _bring_up_to_date(self) -> None:
        async with self._connected() as connection:
            if await self._revision_on(connection) == HEAD:
                return
            await connection.rollback()
            async with connection.begin():
                await connection.execute(select(func.pg_advisory_xact_lock(_key("migrations"))))
                revision = await self._revision_on(connection)  # others may have migrated it meanwhile
                if revision == HEAD:
                    return
                from bot.storage.migrate import migrate

                self.refuse_newer(revision)
                await connection.run_sync(migrate)

    async def _revision_on(self, connection: AsyncConnection) -> str | None:
        version, encoding, schema = (await connection.execute(_SERVER)).one()
        if version < OLDEST:
            raise DatabaseError(
                f"The server of {self} is PostgreSQL {version}; {OLDEST} is needed. Update it, or use another one."
            )
        if encoding != "UTF8":
            raise DatabaseError(
                f"The database {self} keeps its texts as {encoding}, which lacks most letters. Create one with "
                "ENCODING 'UTF8' TEMPLATE template0, and name that one in database.url."
            )
        if schema is None:
            raise DatabaseError(
                f"The database {self} has no schema that its user may use. Give the user one: CREATE SCHEMA, or GRANT."
            )
        tables = {*await connection.scalars(text(self.tables))}
        versions = (await connection.scalars(_VERSIONS)).all() if "alembic_version" in tables else []
        return self.revision_among(tables, versions)


async def append(session: AsyncSession, table: Table, rows: Sequence[Sequence[object]]) -> None:
    """Add many rows as they are stored, each with all columns: twenty times as fast as by statements."""
    connection = await (await session.connection()).get_raw_connection()
    driver: asyncpg.Connection = connection.driver_connection
    await driver.copy_records_to_table(table.name, records=rows, columns=table.columns.keys())


def _state(error: Exception) -> str:
    return str(getattr(error, "sqlstate", None) or "")


def _key(subject: str) -> int:
    """What a lock is known by, the same in every process: 64 bits."""
    return int.from_bytes(hashlib.blake2b(subject.encode(), digest_size=8).digest(), signed=True)
