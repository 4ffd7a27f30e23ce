"""A real database file for every test."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import Database
from bot.storage.opening import async_engine, bring_up_to_date
from tests.world import lay_out

NOBODY = 65534
_BUSY_TIMEOUT = 0.05


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database lies, or will lie."""
    return tmp_path / "strawberry.sqlite3"


@pytest.fixture
def engine(path: Path) -> AsyncEngine:
    """What ``database`` is read and written through: tests see and change what passes through it."""
    lay_out(path)
    bring_up_to_date(path, _BUSY_TIMEOUT)
    return async_engine(path, _BUSY_TIMEOUT)


@pytest.fixture
async def database(path: Path, engine: AsyncEngine) -> AsyncIterator[Database]:
    """An open database, which does not wait long for locks."""
    database = Database(path, engine)
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
