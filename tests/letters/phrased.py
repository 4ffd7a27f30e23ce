"""Questions as people ask them, from tables, with what they mean."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.letters import (
    Contains,
    Count,
    CountIs,
    Edge,
    Feature,
    Has,
    HowManyOf,
    Length,
    Middle,
    More,
    MostFrequent,
    Palindrome,
    Places,
    Position,
    Question,
    Several,
    Tally,
    Total,
    Where,
    Which,
)
from bot.letters.features import FEATURES


def phrasings(name: str) -> list[list[str]]:
    """The rows of a table: what is typed, the kind of question that it is, and what that is about."""
    lines = files("tests.letters").joinpath(f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _split(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("+"))


def _listed(kind: str, names: str, letters: str, *said: str) -> Question:
    first, *also = _split(letters)
    words = " ".join(said).split()
    where: Where = "start" if "start" in words else "end" if "end" in words else "anywhere"
    make = Which if kind == "which" else HowManyOf
    return make(names, first, "without" in words, tuple(also), "any" in words, where)


def _feature(said: str) -> Feature:
    return next(name for name in FEATURES if name == said)


_SIMPLE: Mapping[str, type[Palindrome | MostFrequent | Middle | Length]] = {
    "palindrome": Palindrome,
    "most": MostFrequent,
    "middle": Middle,
    "length": Length,
}


def _simple(kind: str, subject: str) -> Question | None:
    return _SIMPLE[kind](subject) if kind in _SIMPLE else None


def _about_letters(kind: str, subject: str, letters: str) -> Question | None:
    match kind:
        case "total":
            return Total(_split(subject), _split(letters))
        case "places":
            return Places(subject, letters)
        case "starts" | "ends":
            return Edge(subject, letters, kind == "ends")
        case "all_of" | "any_of":
            return Several(subject, _split(letters), kind == "any_of")
        case "count":
            return Count(subject, letters)
        case "contains":
            return Contains(subject, letters)
    return None


def question(kind: str, subject: str, *rest: str) -> Question | None:
    """What such a row means; None for what is to be refused."""
    match kind, rest:
        case "more", [of]:
            return More(_split(subject), of, feature=of in FEATURES)
        case "tally" | "has", [feature]:
            return (Tally if kind == "tally" else Has)(subject, _feature(feature))
        case "number", [letter, number, *least]:
            return CountIs(subject, letter, int(number), least == ["at least"])
        case "position", [index]:
            return Position(subject, int(index))
        case "which" | "how_many_of", [letters, *said]:
            return _listed(kind, subject, letters, *said)
        case _, [letters]:
            return _about_letters(kind, subject, letters)
        case _:
            return _simple(kind, subject)


@cache
def phrasings_in(code: str, *, held: bool) -> list[list[str]]:
    """Those in another language: what its rules were made for, or what was ``held`` apart."""
    return phrasings(f"phrasings_{code}{'_held' if held else ''}")
