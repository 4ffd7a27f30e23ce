"""A message made even for the grammar.

Whatever is quoted becomes one character, white space becomes one space, or one line break, and quotation marks and
apostrophes become straight. So a rule never looks inside a quoted text, and never has to count spaces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

QUOTED = "\ufdd0"
"""Stands in an even text for a text in quotes."""
GIVEN = "\ufdd1"
"""Stands for a text that follows a colon."""

# One for one, so that the places of what is found are those in the text as it was typed.
_STRAIGHT = str.maketrans("“”„‟«»＂‘’‚‛`´＇" + QUOTED + GIVEN, "\"\"\"\"\"\"\"'''''''\ufffd\ufffd")
# The full-width marks, letters and digits of East Asian keyboards are ordinary ones there.
_STRAIGHT_UNSPACED = {
    **{each: each - 0xFEE0 for each in range(0xFF01, 0xFF5F)},
    **_STRAIGHT,
    **str.maketrans("「」『』《》。、", '""""""' + ".,"),
}


def _pieces(letter: str) -> regex.Pattern[str]:
    """What a text is made of; next to a ``letter`` an apostrophe is no quotation mark."""
    return regex.compile(
        r'"(?P<quoted>[^"]*+)"'
        # An apostrophe inside single quotes stands between letters, as in 'don't'; otherwise it ends them.
        rf"|(?<![{letter}\p{{N}}])'(?P<quoted>(?:[^'\"]|(?<=\p{{L}})'(?=\p{{L}}))*+)'(?![{letter}\p{{N}}])"
        # 'r's
        rf"|(?<![{letter}\p{{N}}])'(?P<quoted>[^'\"\s]{{1,40}}+)'(?=s\b)"
        r"|(?P<space>\s++)"
        r"|[^\"'\s]++|."
    )


_PIECE, _PIECE_UNSPACED = _pieces(r"\p{L}"), _pieces(r"\p{Latin}")
_LATIN = regex.compile(r"[\p{Latin}\p{N}\p{M}'-]")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A message, and ``plain``, the same made even.

    ``places`` tells for each character of ``plain`` where in ``typed`` it begins, and last, where the text ends;
    ``held`` what was typed for a character that stands for a text, by its place.
    """

    typed: str
    plain: str
    places: Sequence[int]
    held: Mapping[int, str]

    def text(self, start: int, end: int) -> str:
        """What was typed for the part of ``plain`` from ``start`` to ``end``; a held text without its quotes."""
        if end == start + 1 and self.places[start] in self.held:
            return self.held[self.places[start]]
        return self.typed[self.places[start] : self.places[end]]

    def spaced(self, start: int, end: int) -> "Scanned":
        """The same with a space in the place of that part of ``plain``."""
        plain = f"{self.plain[:start]} {self.plain[end:]}"
        return Scanned(self.typed, plain, [*self.places[: start + 1], *self.places[end:]], self.held)

    def with_given(self, start: int, end: int) -> "Scanned":
        """The same, ending in a given text: that part of ``plain``, as it was typed."""
        held = {**self.held, self.places[start]: self.typed[self.places[start] : self.places[end]]}
        places = [*self.places[: start + 1], self.places[end]]
        return Scanned(self.typed, self.plain[:start] + GIVEN, places, held)


def scan(text: str, *, spaced: bool = True) -> Scanned:
    """``text``, made even. The time that it takes grows with its length and no faster.

    Where no spaces stand between words (``spaced``), those left are inside Latin ones: New York.

    >>> scan(" How many  'r's in “straw berry”? ").plain == f"How many {QUOTED}s in {QUOTED}?"
    True
    >>> scan("「berry」に r は？", spaced=False).plain == f"{QUOTED}にrは?"
    True
    """
    typed = text.rstrip()
    straight = typed.translate(_STRAIGHT if spaced else _STRAIGHT_UNSPACED)
    plain: list[str] = []
    places: list[int] = []
    held: dict[int, str] = {}
    for found in (_PIECE if spaced else _PIECE_UNSPACED).finditer(straight, len(straight) - len(straight.lstrip())):
        start, end = found.span()
        if found["quoted"] is not None:
            plain.append(QUOTED)
            places.append(start)
            held[start] = typed[slice(*found.span("quoted"))]
        elif found["space"]:
            if not spaced and not (_LATIN.match(straight, start - 1) and _LATIN.match(straight, end)):
                continue
            plain.append("\n" if "\n" in found["space"] else " ")
            places.append(start)
        else:
            plain.append(found[0])
            places.extend(range(start, end))
    return Scanned(typed, "".join(plain), [*places, len(typed)], held)
