"""Column types that turn the rooms' own types into what SQLite and PostgreSQL store, and back; whose a server is."""

from datetime import UTC, datetime
from typing import TypeVar

from pydantic import TypeAdapter
from sqlalchemy import JSON, ColumnElement, DateTime, Dialect, Text, TypeDecorator, func, true
from sqlalchemy.orm import InstrumentedAttribute

from bot.share import STEP, Share
from bot.storage.dialect.sql import storable, stored
from bot.surrogates import well_formed

T = TypeVar("T")


class Words(TypeDecorator[str]):
    """Text of any length and content; lone surrogates become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What is stored for ``value``."""
        return None if value is None else storable(well_formed(value), dialect.name)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text that was stored."""
        return None if value is None else stored(value, dialect.name)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept and given back in UTC."""

    impl = DateTime
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What is stored for ``value``."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The datetime that was stored: SQLite keeps no time zone and gives it back without."""
        return None if value is None else value.replace(tzinfo=UTC)


class AsJson(TypeDecorator[T]):
    """A value of the adapter's type, as JSON (not JSONB: the order of keys is kept). None is NULL.

    What comes back is checked against the type; a row that does not fit raises pydantic's ``ValidationError``.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[T]) -> None:
        super().__init__(none_as_null=True)
        self.adapter = adapter  # under the parameter's name: SQLAlchemy's cache tells types apart by it

    def process_bind_param(self, value: T | None, dialect: Dialect) -> object:
        """``value`` made of lists, dicts, texts and numbers."""
        return None if value is None else self.adapter.dump_python(value, mode="json")

    def process_result_value(self, value: object, dialect: Dialect) -> T | None:
        """The value that was stored."""
        return None if value is None else self.adapter.validate_python(value)


def in_share(
    guild_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], share: Share
) -> ColumnElement[bool]:
    """Whether the server of a row is in ``share``, as ``Share.has`` says of its id."""
    if share.whole:
        return true()
    return (func.coalesce(guild_id, 0) // STEP % share.count).in_(share.ids)
