"""What a check has found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_SMALL = 10_000_000
State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what it is ``about``, what was ``found`` there, and what to ``do``, which an ``ok`` may lack.

    ``note`` is something to know or to better; with ``wrong`` a part of the bot does not work, or not safely.
    """

    about: str
    state: State
    found: str
    do: str = ""


Findings = Iterator[Finding]


def megabytes(number: int) -> str:
    """``number`` bytes for people.

    >>> megabytes(1_234_567_890), megabytes(300_000)
    ('1,235 MB', '0.3 MB')
    """
    return f"{number / 1e6:,.{1 if 0 < number < _SMALL else 0}f} MB"


def printable(text: str) -> str:
    """A text of others, such as a server's name, without what could steer a terminal.

    >>> printable("Pat\\x1b[2Jch")
    'Pat�[2Jch'
    """
    return "".join(each if each.isprintable() else "�" for each in text)
