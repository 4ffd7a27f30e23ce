"""A real database for every test: a file of SQLite's, and one on a real PostgreSQL server.

A test that asks for ``path`` is about SQLite's file alone, and one that asks for ``server`` about PostgreSQL alone; all
others that ask for a database run with both.
"""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.places import DatabaseServer, Where
from bot.storage import Database
from bot.storage.dialect import Backend, backend_of
from tests.postgresql import Server
from tests.world import lay_out

NOBODY = 65534
_PATIENCE = {"sqlite": 0.05, "postgresql": 60.0}
"""Seconds for which others' locks are waited for: in PostgreSQL writes often wait for each other, in SQLite for another
program alone."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have the tests that ask for no kind of database run with each."""
    if "kind" in metafunc.fixturenames and not {"path", "server", "postgresql"} & {*metafunc.fixturenames}:
        metafunc.parametrize("kind", ["sqlite", "postgresql"])


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """Which kind of database the test has."""
    return "postgresql" if "server" in request.fixturenames else "sqlite"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database lies, or will lie."""
    return tmp_path / "strawberry.sqlite3"


@pytest.fixture
def server(postgresql: Server) -> DatabaseServer:
    """The test's database on a server, up to date and empty."""
    return postgresql.empty()


@pytest.fixture
def place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Where:
    """The test's database, up to date and empty."""
    if kind == "postgresql":
        postgresql: Server = request.getfixturevalue("postgresql")
        return postgresql.empty()
    path = tmp_path / "strawberry.sqlite3"
    lay_out(path)
    return path


@pytest.fixture
def backend(place: Where, kind: str) -> Backend:
    """It, not opened yet."""
    backend = backend_of(place, _PATIENCE[kind])
    if isinstance(place, Path):
        backend.bring_up_to_date()
    return backend


@pytest.fixture
def engine(backend: Backend) -> AsyncEngine:
    """What ``database`` is read and written through: tests see and change what passes through it."""
    return backend.engine


@pytest.fixture
async def database(backend: Backend) -> AsyncIterator[Database]:
    """It, opened."""
    database = Database(backend)
    yield database
    await database.close()


@pytest.fixture
def ordinary_user(shared_folder: Path) -> Iterator[None]:
    """Permission bits do not stop root: where the tests run as root, they go on as nobody, in root's folder."""
    assert shared_folder.exists()
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield
    if root:
        os.seteuid(0)
