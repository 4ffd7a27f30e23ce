"""Where files go: paths of the config, and what stands for those that it does not name."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import platformdirs
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from bot.errors import ConfigError

_APP = "strawberry-bot"


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        owner = path.parts[0]
        raise PydanticCustomError(
            "no_home", "no home folder is known for {owner}; write the whole path", {"owner": owner}
        ) from None


Place = Annotated[Path, AfterValidator(_expanded)]
"""A path that may begin with ``~`` or ``~user``."""


def _lasting(path: Path) -> Path:
    if str(path) == ":memory:":
        raise PydanticCustomError("no_file", "the database is kept in a file; name one")
    return path


DatabaseFile = Annotated[Place, AfterValidator(_lasting)]
"""A path of a file, not SQLite's name for what is kept in memory alone."""


@cache
def default_cache() -> Path:
    """The user's cache folder, or one for this run alone where the user has no home folder."""
    try:
        return platformdirs.user_cache_path(_APP)
    except RuntimeError:
        folder = Path(mkdtemp(prefix=f"{_APP}-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder


def default_database() -> Path:
    """The database in the user's data folder. Raises ``ConfigError`` where the user has no home folder."""
    try:
        return platformdirs.user_data_path(_APP) / "strawberry.sqlite3"
    except RuntimeError:
        raise ConfigError(
            "This user has no home folder for the database. Set database.path, or STRAWBERRY_DATABASE__PATH in the "
            "environment, to a file in a folder that I may write to."
        ) from None
