"""What holds on a PostgreSQL server alone: who may open it, what it says, and who waits for whom."""

import asyncio
import socket
import sys

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DatabaseError, InputError
from bot.places import DatabaseServer
from bot.storage import (
    Comparisons,
    Database,
)
from bot.storage.all_tables import METADATA
from bot.storage.dialect import backend_of
from bot.storage.maintenance import back_up, vacuum
from bot.storage.migrations import HEAD
from tests.postgresql import PASSWORD, Server
from tests.storage.comparing import BASE
from tests.storage.files import differences

QUOTED = "p%40ss%3Aw%C3%B6rd%2F%23"
"""``PASSWORD`` in an address."""


async def refused(server: DatabaseServer) -> str:
    """What is said when it cannot be opened."""
    with pytest.raises(DatabaseError) as caught:
        await Database.open(server)
    assert PASSWORD not in str(caught.value)
    assert QUOTED not in str(caught.value)
    return str(caught.value)


def by_password(postgresql: Server, database: str, user: str = "strawberry", password: str = QUOTED) -> DatabaseServer:
    """The address of a database by its port, where a password is asked for."""
    return DatabaseServer(f"postgresql://{user}:{password}@127.0.0.1:{postgresql.port}/{database}")


async def test_a_password_with_signs_lets_the_bot_in(postgresql: Server, server: DatabaseServer) -> None:
    database = await Database.open(by_password(postgresql, postgresql.database))
    assert await Comparisons(database).add(BASE) == 1
    await database.close()


async def test_what_is_wrong_with_the_address(postgresql: Server) -> None:
    said = await refused(by_password(postgresql, "postgres", password="wrong"))  # noqa: S106 - it is wrong
    assert said.startswith(f"The database postgresql://strawberry@127.0.0.1:{postgresql.port}/postgres does not let")
    assert "user and password in database.url" in said
    assert "is not there. Create it on its server" in await refused(postgresql.at("nowhere"))
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"postgresql://me:{QUOTED}@127.0.0.1:{nobody.getsockname()[1]}/strawberry"
        assert "cannot be reached" in await refused(DatabaseServer(address))
    assert "cannot be reached" in await refused(DatabaseServer("postgresql:///strawberry?host=/nowhere"))
    said = await refused(DatabaseServer(f"postgresql://me:{QUOTED}@127.0.0.1/x?sslmode=sometimes"))
    assert "Look at database.url" in said


async def test_who_may_not_open_or_write_it(postgresql: Server) -> None:
    postgresql.new("denied")
    postgresql.run("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
    guest = DatabaseServer(postgresql.at("denied").url.replace("strawberry@", "guest@"))
    assert "owner of what is in it" in await refused(guest)
    postgresql.run("ALTER ROLE guest CONNECTION LIMIT 0")
    assert "takes no more connections" in await refused(guest)
    only_read = postgresql.new("denied", "migrated")
    postgresql.run("ALTER DATABASE denied SET default_transaction_read_only = on")
    assert "can only be read" in await refused(only_read)


async def test_what_is_not_ours_or_too_new_is_left_alone(postgresql: Server) -> None:
    theirs = postgresql.new("theirs")
    postgresql.run("CREATE TABLE bookmarks (url TEXT)", "theirs")
    assert "another program's database. Set database.url to another database" in await refused(theirs)
    newer = postgresql.new("theirs", "migrated")
    postgresql.run("UPDATE alembic_version SET version_num = '9999'", "theirs")
    said = await refused(newer)
    assert "newer version" in said
    assert "9999" in said
    postgresql.run("DROP DATABASE theirs")
    postgresql.run("CREATE DATABASE theirs ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "as LATIN1" in await refused(postgresql.at("theirs"))


async def test_nothing_is_created_by_looking_for_it(postgresql: Server) -> None:
    empty = postgresql.new("bare")
    with pytest.raises(DatabaseError, match="is empty"):
        await Database.open_existing(empty)
    await (await Database.open(empty)).close()
    postgresql.run("UPDATE alembic_version SET version_num = '0004'", "bare")
    with pytest.raises(DatabaseError, match="its revision is 0004"):
        await Database.open_existing(empty)
    for work in (back_up(empty, empty, replace=True), vacuum(empty)):  # type: ignore[arg-type]  # no file is needed
        with pytest.raises(InputError, match="is on a PostgreSQL server"):
            await work


async def test_of_several_processes_that_start_at_once_one_migrates(postgresql: Server) -> None:
    program = (
        "import asyncio, sys; from bot.places import DatabaseServer; from bot.storage import Database\n"
        "asyncio.run(Database.open(DatabaseServer(sys.argv[1])))"
    )
    url = postgresql.new("fresh").url
    started = [await asyncio.create_subprocess_exec(sys.executable, "-c", program, url) for _ in range(2)]
    assert [await each.wait() for each in started] == [0, 0]
    database = await Database.open_existing(postgresql.at("fresh"))
    async with database.read() as session:
        assert (await session.scalars(text("SELECT version_num FROM alembic_version"))).all() == [HEAD]
    await database.close()


async def test_the_tables_that_migrations_make(postgresql: Server, server: DatabaseServer) -> None:
    direct = postgresql.new("direct")
    async with backend_of(direct).engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
        made = await schema(connection)
    await connection.engine.dispose()
    async with backend_of(server).engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await schema(connection) == made
    await connection.engine.dispose()


async def schema(connection: AsyncConnection) -> set[str]:
    """The columns and keys of every table, in whatever order they were added, and the statements of the indexes."""

    def look(connection: Connection) -> set[str]:
        seen = inspect(connection)
        names = [name for name in seen.get_table_names() if name != "alembic_version"]
        columns = {f"{name}: {column}" for name in names for column in seen.get_columns(name)}
        keys = {f"{name}: {seen.get_pk_constraint(name)} {seen.get_foreign_keys(name)}" for name in names}
        return columns | keys

    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    return {*await connection.run_sync(look), *await connection.scalars(text(indexes))}


async def test_the_settings_of_a_session(database: Database, server: DatabaseServer) -> None:
    async with database.read() as session:
        assert await session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert await session.scalar(text("SHOW transaction_read_only")) == "on"
        assert await session.scalar(text("SHOW application_name")) == "strawberry"
    async with database.write() as session:
        assert await session.scalar(text("SHOW transaction_isolation")) == "read committed"
        assert await session.scalar(text("SHOW transaction_read_only")) == "off"
        assert await session.scalar(text("SHOW lock_timeout")) == "1min"


async def test_connections_that_the_server_has_ended_are_replaced(
    database: Database, server: DatabaseServer, postgresql: Server
) -> None:
    await asyncio.gather(*(Comparisons(database).add(BASE) for _ in range(5)))
    postgresql.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{postgresql.database}'")  # noqa: S608 - ours
    assert await Comparisons(database).count(channel_id=BASE.asker.channel_id) == 5
    assert await Comparisons(database).add(BASE) == 6


async def test_one_that_is_ended_while_it_is_used_is_told(database: Database, server: DatabaseServer) -> None:
    with pytest.raises(DatabaseError, match=r"starting or ending|broken the connection off"):
        async with database.write() as session:
            await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    await database.probe()


async def test_what_members_wrote_is_in_no_error(database: Database, server: DatabaseServer) -> None:
    for statement in ("SELECT CAST('a secret' AS integer)", "SELECT 1 / CAST(length('a secret') - 8 AS integer)"):
        with pytest.raises(DatabaseError) as caught:
            async with database.read() as session:
                await session.execute(text(statement))
        assert "secret" not in str(caught.value)
