"""How people ask in other languages, and how it is read: never wrongly, and the share of it that is read."""

from functools import cache
from importlib.resources import files

import pytest

from bot.letters import NoLetterQuestion, Question, Reverse, Spell, parse
from bot.letters.languages.registry import LANGUAGES
from tests.letters.test_more_phrasings import question

CODES = [*LANGUAGES]


@cache
def phrasings(code: str, *, held: bool) -> list[list[str]]:
    name = f"phrasings_{code}{'_held' if held else ''}.tsv"
    lines = files("tests.letters").joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _meant(kind: str, subject: str = "", *rest: str) -> Question | None:
    if kind in ("spell", "reverse"):
        return {"spell": Spell, "reverse": Reverse}[kind](subject)
    return None if kind == "refused" else question(kind, subject, *rest)


def _faults(code: str, *, held: bool) -> tuple[list[str], list[str]]:
    """What is read wrongly, and what is missed."""
    wrong, missed = [], []
    for typed, *meant in phrasings(code, held=held):
        read, right = parse(typed), _meant(*meant)
        if isinstance(read, NoLetterQuestion):
            if right:
                missed.append(f"missed: {typed!r}: {read.reason[:80]}")
        elif read != right:
            wrong.append(f"WRONG: {typed!r}: not {meant}, but {read}")
    return wrong, missed


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_read_wrongly_and_what_the_rules_were_made_for_is_read(code: str) -> None:
    wrong, missed = _faults(code, held=False)
    assert not wrong + missed, "\n" + "\n".join(wrong + missed)


@pytest.mark.parametrize("code", CODES)
def test_of_what_was_held_apart_nothing_is_read_wrongly_and_most_is_read(code: str) -> None:
    wrong, missed = _faults(code, held=True)
    readable = sum(kind != "refused" for _, kind, *_ in phrasings(code, held=True))
    print(f"{code}: {readable - len(missed)} of {readable} read")
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(missed) <= readable / 4, "\n" + "\n".join(missed)


@pytest.mark.parametrize("code", CODES)
def test_there_are_enough_of_them(code: str) -> None:
    made_for, held = phrasings(code, held=False), phrasings(code, held=True)
    typed = {row[0] for row in made_for + held}
    assert len(typed) == len(made_for) + len(held) >= 60
    assert len(held) >= len(typed) / 3
    assert sum(row[1] == "refused" for row in made_for + held) >= 20
    kinds = {row[1] for row in made_for + held}
    assert kinds == {"count", "contains", "which", "how_many_of", "spell", "reverse", "length", "refused"}
