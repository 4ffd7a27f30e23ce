"""Bringing a database to the newest revision. The one module that imports Alembic, which takes its time."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_FOLDER = Path(__file__).parent / "migrations"

# Alembic keeps the environment it works in as module globals.
_one_at_a_time = threading.Lock()


def knows(revision: str) -> bool:
    """Whether ``revision`` is one of this version's."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def newest() -> str | None:
    """The revision at the end of the migrations."""
    return _scripts().get_current_head()


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that ``connection``'s database lacks up to ``revision``, in the transaction open on it."""
    config = _config()
    config.attributes["connection"] = connection
    with _one_at_a_time:
        command.upgrade(config, revision)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
