"""A real database file for every test."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage import Database
from tests.world import lay_out

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database lies, or will lie."""
    return tmp_path / "strawberry.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    """An open database, which does not wait long for locks."""
    lay_out(path)
    database = await Database.open(path, busy_timeout=0.05)
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
