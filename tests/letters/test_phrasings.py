"""How people ask, and how it is read: never wrongly, and where it cannot be read, with advice that fits."""

from collections import Counter
from importlib.resources import files

from bot.letters import (
    Contains,
    Count,
    HowManyOf,
    Length,
    NoLetterQuestion,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    parse,
)

PHRASINGS = [
    line.split("\t")
    for line in files("tests.letters").joinpath("phrasings.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def _question(kind: str, subject: str, *rest: str) -> Question:
    match kind, rest:
        case "count", [letter]:
            return Count(subject, letter)
        case "contains", [letter]:
            return Contains(subject, letter)
        case "which", [letter, *without]:
            return Which(subject, letter, without == ["without"])
        case "how_many_of", [letter, *without]:
            return HowManyOf(subject, letter, without == ["without"])
        case "length", []:
            return Length(subject)
        case "position", [index]:
            return Position(subject, int(index))
        case "spell", []:
            return Spell(subject)
        case "reverse", []:
            return Reverse(subject)
    raise AssertionError(f"no such reading: {kind} {rest}")


def _fault(typed: str, kind: str, *rest: str) -> str | None:
    """What is wrong with how ``typed`` is read; None where nothing is."""
    read = parse(typed.replace("\\n", "\n"))
    match read:
        case NoLetterQuestion(reason) if kind != "refused":
            return f"missed: {typed!r}: {reason}"
        case NoLetterQuestion(reason):
            return None if rest[0] in reason else f"unfit advice: {typed!r}: not {rest[0]!r}, but {reason!r}"
        case _ if kind != "refused" and read == _question(kind, *rest):
            return None
        case _:
            return f"WRONG: {typed!r}: not {kind} {rest}, but {read}"


def test_the_phrasings_are_read_or_refused_as_they_must_be() -> None:
    faults = [fault for phrasing in PHRASINGS if (fault := _fault(*phrasing))]
    assert not faults, "\n" + "\n".join(faults)


def test_there_are_enough_of_them() -> None:
    kinds = Counter(kind for _, kind, *_ in PHRASINGS)
    assert len({typed for typed, *_ in PHRASINGS}) == len(PHRASINGS) >= 400
    assert kinds["refused"] >= 100
    assert min(kinds.values()) >= 5
    assert sum(kinds.values()) - kinds["refused"] >= 280
