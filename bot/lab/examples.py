"""A plan's text as its network reads it: a line is an example, cut into tokens, and some lines are kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.errors import InputError
from bot.lab.plan import Plan, Unit
from bot.language import later

END = "⏎"
"""The token before and after each line; its id is 0."""

_ONE_IN = 10
"""Of the different lines, so many-th is kept apart."""
_TOO_ALIKE = later(
    "A network is judged by lines that it has not learnt, so that text needs two different ones at least. Put line "
    "breaks into it, or give me a longer one."
)

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """``tokens`` in the order of their ids; each line, with ``END`` on both sides, is in ``learnt`` or ``held_out``."""

    tokens: tuple[str, ...]
    learnt: tuple[Ids, ...]
    held_out: tuple[Ids, ...]


def read(plan: Plan) -> Examples:
    """Read the text of ``plan``. Raises ``InputError`` where all of its lines are alike.

    Which lines are held out depends on nothing but themselves, so seeds can be compared; equal lines stay together.

    >>> examples = read(Plan("Nouns", "a cat\\na dog\\na cow\\nan owl\\na cat", ("a",), "words"))
    >>> examples.tokens, examples.held_out
    (('⏎', 'a', 'an', 'cat', 'cow', 'dog', 'owl'), ((0, 2, 6, 0),))
    """
    lines = [line for line in (cut(line, plan.unit) for line in plan.text.splitlines()) if line]
    tokens = (END, *sorted({token for line in lines for token in line}))
    ids = {token: id_ for id_, token in enumerate(tokens) if id_}
    kept_apart = _kept_apart({*lines})
    learnt, held_out = (
        tuple((0, *(ids[token] for token in line), 0) for line in lines if (line in kept_apart) is apart)
        for apart in (False, True)
    )
    return Examples(tokens, learnt, held_out)


def cut(line: str, unit: Unit) -> tuple[str, ...]:
    """The tokens of ``line``.

    >>> cut("a cat", "letters"), cut("a cat", "words")
    (('a', ' ', 'c', 'a', 't'), ('a', 'cat'))
    """
    return tuple(line) if unit == "letters" else tuple(line.split())


def joined(tokens: Sequence[str], unit: Unit) -> str:
    """The inverse of ``cut``.

    >>> joined(("a", "cat"), "words")
    'a cat'
    """
    return ("" if unit == "letters" else " ").join(tokens)


def _kept_apart(lines: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    if len(lines) < 2:
        raise InputError(_TOO_ALIKE)
    by_chance = sorted(lines, key=lambda line: (crc32("\n".join(line).encode()), line))
    return {*by_chance[: max(1, len(lines) // _ONE_IN)]}
