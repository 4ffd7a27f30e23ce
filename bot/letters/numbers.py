"""How a number is read out of what a model says: “There are **3** r's”, “none”, “it appears twice”."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import regex

NUMBERS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        )
    )
} | {"once": 1, "twice": 2, "thrice": 3}  # fmt: skip
_CONCLUDES = regex.compile(
    r"\b(?:so|therefore|thus|hence|total|altogether|actually|wait|correct|corrected|sorry|final|overall|in all)\b",
    regex.I,
)
_NUMBERING = regex.compile(r"^\s*\d+[.):]\s+", regex.M)
_POSITIONS = regex.compile(
    r"\b(?:positions?|places?|index|indices|letters?)\s+#?\d+(?:(?:\s*,|\s+and|\s*&)+\s*\d+)*", regex.I
)
"""“at positions 3, 8 and 9”"""

_PARTS: Mapping[str, str] = {
    "NUMBER": rf"(?<![\p{{L}}\p{{N}}.,'-])(?P<number>\d{{1,4}}|{'|'.join([*NUMBERS][:21])})"
    r"(?![\p{L}\p{N}]|[.,]\d|'s|-(?!letter|char))",
    "ONLY": r"(?:(?:exactly|only|just|actually|indeed|also|a total of|in total) )?",
    "OCCURS": r"(?:appears?|occurs?|shows? up|comes? up|is (?:found|used|present|repeated)|present|found|used|there)",
    "TOTAL": r"\b(?:answer|total|number|result|count)\b"
    r"(?:(?!letters\b|\d|\bis\b)[^.\n:=]){0,60}+(?:is:?|:|=|are|would be)",
    "END": r"(?= *(?:[.!,;:)]|\Z)| (?:in|of them|of those|such)\b)",
}


@cache
def compiled(source: str) -> regex.Pattern[str]:
    """``source``, in which a space stands for any white space, and words in capitals and braces for ``_PARTS``.

    >>> compiled("{OCCURS} {NUMBER} times").search("it occurs  three times")["number"]
    'three'
    """
    for name, part in _PARTS.items():
        source = source.replace(f"{{{name}}}", part)
    return regex.compile(source.replace(" *", r"\s*+").replace(" ", r"\s+"), regex.I)


def number_in(said: str, what: str, zero: Sequence[str], impossible: int | None = None) -> int | None:
    """The number of ``what`` (a pattern) that is given in ``said``; None where it is not clear.

    ``zero`` are patterns that mean none, ``impossible`` is a number that is something else than the answer. The
    plainest way of giving a number counts; where it gives several, a vaguer one does not decide between them.

    >>> number_in("There are **3** r's in it.", "r's", ["no r's"]), number_in("It has no r's.", "r's", ["no r's"])
    (3, 0)
    """
    bold = _agreed(said, rf"\*\* *{{ONLY}}{{NUMBER}}(?: {what})? *[.!]?\*\*", r"\\boxed\{ *{NUMBER} *\}")
    if isinstance(bold, int):
        return bold
    plain = _plain(said)
    for patterns in _ways(what, zero):
        number = _agreed(plain, *patterns, impossible=impossible)
        if number is not None:
            return number if isinstance(number, int) else None
    return None


def _plain(said: str) -> str:
    """``said`` without markup, asides in brackets, places in the word, and numbers before lines."""
    unmarked = regex.sub(r"\\[()\[\]]|[*`$]|__", "", said)
    plain = _POSITIONS.sub("", regex.sub(r"\([^()]*\)", "", unmarked))
    return _NUMBERING.sub("", plain) if len(_NUMBERING.findall(plain)) > 1 else plain


def _ways(what: str, zero: Sequence[str]) -> Sequence[Sequence[str]]:
    """Patterns of giving the number of ``what``, the plainest first."""
    return (
        (
            r"{TOTAL} *{ONLY}{NUMBER}{END}",
            rf"{{NUMBER}} (?:{what} )?(?:in total|altogether|in all|total)\b",
            rf"\btotal of {{NUMBER}}(?: {what}|{{END}})",
            r"\+[^=\n]{1,60}= *{NUMBER}",
        ),
        (
            rf"\bthere(?: are|'re| is|'s| were) {{ONLY}}{{NUMBER}}(?: {what}|{{END}})",
            rf"(?:{{OCCURS}}|{what}) {{ONLY}}(?P<number>once|twice|thrice)\b",
            r"{OCCURS} {ONLY}{NUMBER} times?\b",
            *zero,
        ),
        (rf"{{NUMBER}}[ -]{what}", r"\b(?:has|contains|includes) {ONLY}{NUMBER}{END}"),
        (
            r"\b(?:is|are|it's) {ONLY}{NUMBER} *[.!]? *(?:\n|\Z)",
            r"\A\W*{NUMBER}\W*(?:\n|\Z)",
            r"\A\W*(?P<number>once|twice|thrice)\W*\Z",
        ),
    )


def _agreed(said: str, *patterns: str, impossible: int | None = None) -> "int | Literal['unclear'] | None":
    """The number that is given by all that ``patterns`` find, or by the last where it concludes; None for no number."""
    found = sorted(
        (
            (match.start(), match.groupdict().get("number"))
            for pattern in patterns
            for match in compiled(pattern).finditer(said)
        ),
        key=lambda each: each[0],
    )
    numbers = [(at, number) for at, word in found if (number := _value(word)) != impossible]
    if not numbers:
        return None
    at, last = numbers[-1]
    sentence = regex.split(r"[.!?\n]", said[:at])[-1] + regex.split(r"[.!?\n]", said[at:])[0]
    return last if len({number for _, number in numbers}) == 1 or _CONCLUDES.search(sentence) else "unclear"


def _value(word: str | None) -> int:
    """The number that ``word`` is; a pattern that has none means zero."""
    if word is None:
        return 0
    return int(word) if word.isdecimal() else NUMBERS[word.casefold()]
