"""What a button or a select asks for, as the text of its custom id, and read from that again."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from functools import cache
from typing import ClassVar, Literal, Protocol, Self, TypeVar, get_args, get_origin, get_type_hints

import discord
from discord import ui

from bot.ui.card import Card

_BETWEEN = ":"
_LONGEST = 100
"""Characters, Discord's limit."""
_MOST = 2**63 - 1
"""No id of Discord or of the database is higher, so a forged one that is means none, too."""

_Codec = tuple[str, Callable[[str], object]]
"""The pattern of what is written for a field, and how it is read."""
_CODECS: dict[object, _Codec] = {
    bool: ("[01]", lambda written: written == "1"),
    int: ("[0-9]+", lambda written: min(int(written), _MOST)),
    float: (r"[0-9]+(?:\.[0-9]+)?", float),
    str: (f"[^{_BETWEEN}]+", str),
}


@dataclass(frozen=True, slots=True)
class CustomId:
    """What a press asks for. The text of it is ``prefix`` and the fields in their order, joined by ``:``.

    Fields are of type bool, int, float, str or ``Literal``; one with a single choice tells apart ids that begin alike.
    A dataclass of such fields is written as these. The texts stand in messages that were sent long ago, so they never
    change. The last ``added`` fields came later, and have defaults; where all are as by default, none is written.
    """

    prefix: ClassVar[str]
    added: ClassVar[int] = 0

    def __str__(self) -> str:
        """The text of it. Raises ``ValueError`` for what could not be read again, and beyond Discord's limit."""
        written = [self.prefix, *_written(self)]
        for end in (len(written) - self.added, len(written)):
            text = _BETWEEN.join(written[:end])
            if len(text) <= _LONGEST and self.read(text) == self:
                return text
        raise ValueError(f"{text!r} is no custom id of {self!r}")

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What a custom id asks for; None for one of another kind."""
        patterns = [f"{_BETWEEN}({each})" for each in _patterns(cls)]
        first = len(patterns) - cls.added
        later = f"(?:{''.join(patterns[first:])})?" if cls.added else ""
        found = re.fullmatch(re.escape(cls.prefix) + "".join(patterns[:first]) + later, text)
        return None if found is None else _made(cls, iter([each for each in found.groups() if each is not None]))

    @staticmethod
    def prefix_of(text: str) -> str:
        """The prefix of a custom id of any kind: what it asks for, without its fields.

        >>> CustomId.prefix_of("reverse:berry")
        'reverse'
        """
        return text.partition(_BETWEEN)[0]

    def button(
        self,
        label: str,
        *,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        emoji: str | None = None,
    ) -> ui.Button[Card]:
        """A button that asks for it."""
        return ui.Button(label=label, style=style, emoji=emoji, custom_id=str(self))

    def select(self, options: Sequence[discord.SelectOption], placeholder: str | None = None) -> ui.Select[Card]:
        """A select that asks for it with one of ``options``."""
        return ui.Select(custom_id=str(self), options=[*options], placeholder=placeholder)


class _Fields(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]


_FieldsT = TypeVar("_FieldsT", bound=_Fields)


@cache
def _hints(kind: type[_Fields]) -> Mapping[str, object]:
    """The types of its fields by name, in their order."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _patterns(kind: type[_Fields]) -> Iterator[str]:
    for hint in _hints(kind).values():
        if isinstance(hint, type) and is_dataclass(hint):
            yield from _patterns(hint)
        else:
            yield _codec(hint)[0]


def _made(kind: type[_FieldsT], written: Iterator[str]) -> _FieldsT:
    """One of its kind, of as many of ``written`` as it has fields; where these end, the rest is as by default."""
    make: Callable[..., _FieldsT] = kind
    given: dict[str, object] = {}
    for name, hint in _hints(kind).items():
        if isinstance(hint, type) and is_dataclass(hint):
            given[name] = _made(hint, written)
        elif (value := next(written, None)) is not None:
            given[name] = _codec(hint)[1](value)
    return make(**given)


def _written(asked: _Fields) -> Iterator[str]:
    for name in _hints(type(asked)):
        value = getattr(asked, name)
        if is_dataclass(value) and not isinstance(value, type):
            yield from _written(value)
        else:
            yield _write(value)


def _codec(hint: object) -> _Codec:
    if get_origin(hint) is Literal:
        return "|".join(re.escape(choice) for choice in get_args(hint)), str
    return _CODECS[hint]


def _write(value: object) -> str:
    match value:
        case bool():
            return str(int(value))
        case float():
            return f"{value:g}"
        case _:
            return str(value)
