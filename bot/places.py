"""Where files go: paths of the config, and what stands for those that it does not name."""

import atexit
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, PlainSerializer, PlainValidator
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


@dataclass(frozen=True, slots=True)
class DatabaseServer:
    """A database on a PostgreSQL server, by its address. As a text it is that without the password.

    >>> str(DatabaseServer("postgresql://me:secret@db.example:5432/strawberry?sslmode=require"))
    'postgresql://me@db.example:5432/strawberry'
    """

    url: str = field(repr=False)

    def __str__(self) -> str:
        address = urlsplit(self.url)
        who, at, host = address.netloc.rpartition("@")
        return f"{address.scheme}://{who.partition(':')[0]}{at}{host}{address.path}"


def database_server(address: object) -> DatabaseServer:
    """The server at an address. Raises ``PydanticCustomError``, which does not quote it."""
    if isinstance(address, DatabaseServer):
        return address
    if str(address).startswith("postgres://"):
        meant = database_server(str(address).replace("postgres", "postgresql", 1))
        said = "it should begin with postgresql:// in place of postgres://; without its password that is {meant}"
        raise PydanticCustomError("scheme", said, {"meant": str(meant)})
    try:
        parts = urlsplit(str(address))
        known = parts.scheme in ("postgresql", "postgresql+asyncpg") and bool(parts.netloc or parts.path)
        known = known and (parts.port or 1) > 0 and "@" not in parts.path + parts.query + parts.fragment
        known = known and parts.netloc.count("@") < 2  # all that is a password with signs that end it
    except ValueError:  # the port is no number
        known = False
    if not known:
        raise PydanticCustomError(
            "no_address",
            "it should be an address such as postgresql://strawberry:PASSWORD@127.0.0.1:5432/strawberry; in a password "
            "write @ as %40, / as %2F, : as %3A, # as %23, ? as %3F and % as %25",
        )
    return DatabaseServer(str(address).replace("+asyncpg", "", 1))


DatabaseAddress = Annotated[DatabaseServer, PlainValidator(database_server), PlainSerializer(str)]
"""The address of a database on a PostgreSQL server."""

Where = Path | DatabaseServer
"""Where a database is: a file of SQLite's, or a server."""


def user_cache() -> Path | None:
    """The user's cache folder; None where the user has no home folder."""
    try:
        return platformdirs.user_cache_path(_APP)
    except RuntimeError:
        return None


@cache
def default_cache() -> Path:
    """The user's cache folder, or one for this run alone where the user has no home folder."""
    if folder := user_cache():
        return folder
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
