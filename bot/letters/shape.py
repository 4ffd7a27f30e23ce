"""What statistics tell questions apart by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

TRUE_COUNTS: Mapping[int, str] = {0: "0", 1: "1", 2: "2", 3: "3", 4: "4", 5: "5+"}
WORD_LENGTHS: Mapping[int, str] = {1: "1–4", 5: "5–8", 9: "9–12", 13: "13–20", 21: "21+"}
WORD_TOKENS: Mapping[int, str] = {1: "1", 2: "2", 3: "3", 4: "4", 5: "5+"}
"""Groups: the smallest number in each → what it is called. The log is kept by them: a change needs a migration."""


@dataclass(frozen=True, slots=True)
class Shape:
    """All that statistics look at in a question. Its numbers are the smallest of their groups.

    ``series`` is None where it was asked alone, ``true_count`` and ``word_length`` where it has none, ``word_tokens``
    where they are not known.
    """

    kind: str
    form: str
    series: str | None
    true_count: int | None
    word_length: int | None
    word_tokens: int | None

    @classmethod
    def of(
        cls,
        kind: str,
        form: str,
        series: str | None,
        true_count: int | None,
        word_length: int | None,
        word_tokens: int,
    ) -> Self:
        """The shape of a question with these numbers; no tokens at all mean that they are not known."""
        return cls(
            kind,
            form,
            series,
            _group(TRUE_COUNTS, true_count),
            _group(WORD_LENGTHS, word_length),
            _group(WORD_TOKENS, word_tokens),
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """The shape that was written as ``text``. Raises ``ValueError`` where it is none."""
        kind, form, series, *numbers = text.split(" ")
        true_count, word_length, word_tokens = (None if number == "-" else int(number) for number in numbers)
        return cls(kind, form, None if series == "-" else series, true_count, word_length, word_tokens)

    def __str__(self) -> str:
        """As it is kept in the log.

        >>> str(Shape.of("count", "plain", None, 3, 10, 1))
        'count plain - 3 9 1'
        """
        parts = (self.kind, self.form, self.series, self.true_count, self.word_length, self.word_tokens)
        return " ".join("-" if part is None else str(part) for part in parts)


def _group(groups: Iterable[int], number: int | None) -> int | None:
    return None if number is None else max((least for least in groups if least <= number), default=None)
