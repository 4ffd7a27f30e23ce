"""A real PostgreSQL server: started by the first test that needs it, for all workers, and ended with the last one."""

import asyncio
import os
import pwd
import shutil
import subprocess
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import asyncpg  # type: ignore[import-untyped]  # it says nothing of its types
import pytest
from filelock import FileLock

from bot.places import DatabaseServer
from bot.storage.all_tables import METADATA
from bot.storage.dialect import backend_of
from tests.ports import free_port

T = TypeVar("T")

PASSWORD = "p@ss:wörd/#"  # noqa: S105 - of a server that lives as long as the tests
_FOLDER = pytest.StashKey[Path]()
_WATCH = 'while kill -0 "$0"; do sleep 2; done; kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"; rm -rf "$1"'
"""Ends the server of a run that was killed."""
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c shared_buffers=32MB"
_TABLES = METADATA.sorted_tables
_EMPTYING = "".join(
    [
        *(f'DELETE FROM "{table.name}";' for table in reversed(_TABLES)),  # noqa: S608 - ours
        *(f"SELECT setval('{table.name}_id_seq', 1, false);" for table in _TABLES if "id" in table.columns),
    ]
)


def pytest_configure(config: pytest.Config) -> None:
    """Say where the server of this run will be."""
    if not hasattr(config, "workerinput"):
        config.stash[_FOLDER] = Path(mkdtemp(prefix="strawberry-"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: "pytest.Item") -> None:
    """Tell a worker."""
    node.workerinput["postgresql"] = str(node.config.stash[_FOLDER])  # type: ignore[attr-defined]  # xdist's own kind
    node.workerinput["run"] = os.getpid()  # type: ignore[attr-defined]  # see above


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let ``-k postgresql`` stand for all that need it."""
    for item in items:
        if "postgresql" in getattr(item, "fixturenames", ()):
            item.extra_keyword_matches.add("postgresql")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End it, after the last worker."""
    if folder := config.stash.get(_FOLDER, None):
        if (folder / "port").exists():
            _run("pg_ctl", "stop", "-D", str(folder / "data"), "-m", "immediate")
        shutil.rmtree(folder)


@dataclass(frozen=True)
class Server:
    """A running server, its administrator's connection to it, and a database for the tests of one worker."""

    folder: Path
    port: int
    loop: asyncio.AbstractEventLoop
    database: str

    def at(self, database: str) -> DatabaseServer:
        """The address of one of its databases, by its socket."""
        return DatabaseServer(f"postgresql://strawberry@/{database}?host={self.folder}&port={self.port}")

    def empty(self) -> DatabaseServer:
        """The worker's database, with empty tables."""
        self.run(_EMPTYING, self.database)
        return self.at(self.database)

    def new(self, name: str, template: str = "template0") -> DatabaseServer:
        """Another database: one without tables, or a copy of another one."""
        self.run(f'DROP DATABASE IF EXISTS "{name}"')
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.at(name)

    def run(self, statements: str, database: str = "postgres") -> None:
        """Run ``statements`` as its administrator."""
        self.wait_for(_run_on(self.at(database), statements))

    def wait_for(self, work: Coroutine[object, object, T]) -> T:
        """The result of ``work``, which is done on a thread: the test's own loop may be running."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)


@pytest.fixture(scope="session")
def postgresql(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A running server."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield _server(request.config, loop)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _server(config: pytest.Config, loop: asyncio.AbstractEventLoop) -> Server:
    given: dict[str, str] = getattr(config, "workerinput", {})
    run = given.get("run", os.getpid())
    folder = Path(given["postgresql"]) if given else config.stash[_FOLDER]
    with FileLock(folder / "lock"):
        if not (folder / "port").exists():
            (folder / "port").write_text(str(_start(folder)))
            watch = ["sh", "-c", f"({_WATCH}) >/dev/null 2>&1 &", str(run), str(folder)]
            subprocess.run(watch, check=True, start_new_session=True)  # so that what ends the run's group spares it
        server = Server(folder, int((folder / "port").read_text()), loop, given.get("workerid", "gw0"))
        if not (folder / "migrated").exists():
            backend_of(server.new("migrated")).bring_up_to_date()
            (folder / "migrated").touch()
        server.new(server.database, "migrated")
    return server


def _start(folder: Path) -> int:
    """Start a server in ``folder``: the port that it listens at."""
    port = free_port()
    (folder / "password").write_text(PASSWORD)
    if user := _user():
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    who = ("-U", "strawberry", f"--pwfile={folder / 'password'}", "--auth-local=trust", "--auth-host=scram-sha-256")
    _run("initdb", "-D", str(folder / "data"), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", *who)
    where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    log = str(folder / "data" / "log")
    _run("pg_ctl", "start", "-w", "-D", str(folder / "data"), "-l", log, "-o", f"{_FAST} {where}")
    return port


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, which refuse root, as somebody else where root runs the tests."""
    done = subprocess.run(
        [_programs() / program, *arguments],
        user=_user(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would stay open in the server
        stderr=subprocess.DEVNULL,
        cwd="/",
        check=False,
    )
    assert done.returncode == 0, f"{program} failed: {done.returncode}"


def _user() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _programs() -> Path:
    """Debian keeps them off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not installed:
        pytest.fail("PostgreSQL is not installed: install the package postgresql, or leave out -k postgresql")
    return max(installed, key=lambda initdb: int(initdb.parts[-3])).parent


async def _run_on(server: DatabaseServer, statements: str) -> None:
    connection = await asyncpg.connect(server.url)
    try:
        await connection.execute(statements)
    finally:
        await connection.close()
