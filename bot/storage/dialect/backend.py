"""A database where it is, and the few things that each kind of database does in its own way."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from functools import partial
from json import dumps
from typing import ClassVar, Literal

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.errors import DatabaseError
from bot.storage.migrations import HEAD
from bot.surrogates import well_formed

Fault = Literal[
    "access",
    "locked",
    "full",
    "damaged",
    "disk",
    "unreachable",
    "refused",
    "missing",
    "crowded",
    "standby",
    "restarting",
]
"""What is wrong with a database: it may not be opened, another program has it, it cannot grow, …"""

Ask = Callable[[str], Awaitable[Sequence[Sequence[object]]]]
"""Gives the rows of a statement."""


class Backend(ABC):
    """A database. As a text it is where it lies, without a password."""

    said: ClassVar[Mapping[Fault, str]]
    """What the host is told to do, behind “The database … ”."""
    by_errno: ClassVar[Mapping[int, Fault]] = {}
    """What an error of the system's means."""
    driver_errors: ClassVar[tuple[type[Exception], ...]]
    writers: ClassVar[int]
    """How many writes may go on beside each other."""
    another: ClassVar[str]
    """What the host can set to use another database."""
    none_there: ClassVar[str]
    """What the host is told where it is empty; ``{}`` is where it lies."""
    tables: ClassVar[str]
    """The statement that lists the names of the tables."""
    for_reading: ClassVar[Mapping[str, object]] = {}
    for_writing: ClassVar[Mapping[str, object]] = {}
    """Execution options."""

    @abstractmethod
    def __str__(self) -> str: ...

    @property
    @abstractmethod
    def engine(self) -> AsyncEngine:
        """What reads and writes go through, always the same one."""

    @abstractmethod
    def bring_up_to_date(self) -> None:
        """Bring it to the newest revision, creating what is not there. Blocks.

        Raises ``DatabaseError``, with the database as it was, where it belongs to a newer version or another program.
        """

    @abstractmethod
    def revision_if_any(self) -> str | None:
        """The revision that it has, None where it is new and empty; nothing in it is changed. Blocks.

        Raises ``DatabaseError`` where it is no database, or another program's.
        """

    def revision(self) -> str:
        """The same, and ``DatabaseError`` is raised also where there is none."""
        revision = self.revision_if_any()
        if revision is None:
            raise DatabaseError(self.none_there.format(self))
        return revision

    @abstractmethod
    async def lock(self, session: AsyncSession, subjects: Collection[str], *, alone: bool) -> None:
        """Have what ``session`` writes wait for others' writes about the same subjects; ``alone`` for all of them."""

    @abstractmethod
    async def truncate_log(self) -> bool:
        """Empty what is written ahead of the database itself: whether nobody was in the way."""

    @abstractmethod
    def asking(self) -> AbstractAsyncContextManager[Ask]:
        """What reads one state of the database throughout, of whatever revision it is."""

    @abstractmethod
    async def size(self) -> int:
        """How many bytes it takes."""

    @abstractmethod
    def fault(self, error: Exception) -> Fault | None:
        """What the driver complains of; None for anything else."""

    @abstractmethod
    def complaint(self, error: Exception) -> str:
        """What the driver, or the system, says of anything else."""

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the database raises inside the block into ``DatabaseError``.

        Nothing but work on the database belongs inside: a ``ValueError`` there is a value that cannot be stored or a
        row that cannot be read back.
        """
        errors: tuple[type[Exception], ...] = (*self.driver_errors, *_ERRORS)
        try:
            yield
        except errors as error:
            raise DatabaseError(f"The database {self} {self._explain(error)}") from error

    def _explain(self, error: Exception) -> str:
        # Never SQLAlchemy's own text: it quotes what members wrote.
        cause = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error
        if isinstance(error, DBAPIError) or isinstance(cause, self.driver_errors):
            known = self.fault(cause)
            return self.said[known] if known else self.complaint(cause)
        match cause:
            case TimeoutError() | PoolTimeout():  # of what waited for its turn
                return self.said["locked"]
            case OSError():
                known = self.by_errno.get(cause.errno or 0)
                return self.said[known] if known else self.complaint(cause)
            case ValueError():
                return UNFIT
            case OverflowError():
                return TOO_LARGE
            case _:
                return f"failed ({type(cause).__name__})."

    def revision_among(self, tables: Collection[str], versions: Sequence[str]) -> str | None:
        """The revision of a database with these tables, of ``versions`` in Alembic's; None of an empty one.

        Raises ``DatabaseError`` where it is another program's.
        """
        if not tables:
            return None
        if not versions:
            raise DatabaseError(f"{self} is another program's database. {self.another}")
        return versions[0]

    def refuse_newer(self, revision: str | None) -> None:
        """Raise ``DatabaseError`` where ``revision`` is not one of this version's."""
        from bot.storage.migrate import knows

        if revision is not None and not knows(revision):
            raise DatabaseError(
                f"The database {self} was written by a newer version of Strawberry (its revision is {revision}, "
                f"the newest known here {HEAD}). Install the newest Strawberry, or: {self.another}"
            )


_ERRORS = (OSError, SQLAlchemyError, OverflowError, ValueError)
UNFIT = "holds a row that cannot be read back, or was given a value it cannot keep."
TOO_LARGE = "cannot keep a number of more than 64 bits."

_to_json = partial(dumps, ensure_ascii=False)  # so that people who query the log can read it


def as_json(value: object) -> str:
    """``value`` as it is stored."""
    return well_formed(_to_json(value))
