"""No text takes the grammar longer than its length explains: what is eight times as long takes about that much longer.

Every rule, opening and tail is attacked with texts made from itself: what it reads, with more and more of something in
each gap that it could take for a part of itself.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

import pytest
import regex

from bot.letters import NoLetterQuestion, asks_more, grammar, manners, notice, parse, understand
from bot.letters.scan import scan
from tests.growing import LONG, NEVER, SHORT, attacks, grows_linearly, sample

RULES = [source for _, sources in grammar.SOURCES for source in sources]
AROUND = (*manners.OPENINGS, *manners.TITLES, *manners.ANSWERING, *manners.CARING, *manners.THANKS, *manners.REMARKS)


@pytest.mark.parametrize("number", range(len(RULES)), ids=RULES)
def test_a_rule_grows_linearly(number: int) -> None:
    _, rule = [*grammar.rules()][number]
    for text in attacks(RULES[number], grammar.PARTS):
        assert grows_linearly(partial(rule.fullmatch, timeout=NEVER), text, SHORT, LONG), text(60)


@pytest.mark.parametrize("source", AROUND)
def test_what_is_said_around_a_question_grows_linearly(source: str) -> None:
    for text in attacks(source, manners.PARTS):
        assert grows_linearly(manners.opening, text, SHORT, LONG), text(60)
        assert grows_linearly(lambda plain: manners.tails(plain, 0), text, SHORT, LONG), text(60)


@pytest.mark.parametrize("source", [grammar.SLOT, *RULES[:1]])
def test_scanning_and_finding_a_colon_grow_linearly(source: str) -> None:
    for text in attacks(source, grammar.PARTS):
        assert grows_linearly(scan, text, SHORT, LONG), text(60)
        assert grows_linearly(grammar.slots().search, text, SHORT, LONG), text(60)


def test_the_samples_are_what_the_rules_read() -> None:
    read = [
        any(rule.fullmatch(sample(source, grammar.PARTS, turn)) for turn in range(4))
        for source, (_, rule) in zip(RULES, grammar.rules(), strict=True)
    ]
    assert all(read), [source for source, each in zip(RULES, read, strict=True) if not each]


ATTACKS: dict[str, Callable[[int], str]] = {
    # A filler, a verb, line breaks, the rest of a phrase: 5 seconds, once.
    "line breaks": lambda n: "hey " * (n // 12) + "how many letters are" + "\n" * (n * 13 // 20) + "in",
    "line breaks and count": lambda n: "hey " * (n // 12) + "count" + "\n" * (n * 13 // 20) + "number of",
    "quotation marks": lambda n: "hey " * (n // 6) + '"' * (n // 3),
    "quotation marks and a verb": lambda n: "hey " * (n // 7) + "how many " + '" ' * (n // 5),
    "apostrophes": lambda n: "spell x" + "'" * (n // 2) + " " + "'" * (n // 3),
    "marks": lambda n: f"spell x{' ,?' * (n // 4)}x",
    "manners": lambda n: f"how many r's in x{' please' * (n // 8)} x",
    "colons": lambda n: "how many a in: " * (n // 16),
    "sentences": lambda n: f"how many a in: x{'. Be careful' * (n // 13)}. x",
    "and": lambda n: f"how many {'a, ' * (n // 4)}and b are in 'x'",
    "several texts": lambda n: f"how many a's are in {'b, ' * (n // 4)}and c",
    "several letters": lambda n: f"does x have {'a, ' * (n // 4)}and c",
    "which has more": lambda n: f"which has more a's: {'or b ' * (n // 6)}",
    "slips": lambda n: f"hw mnay {'ther thrid ' * (n // 12)}",
    "many slips": lambda n: f"{'mnay ' * (n // 6)}in x",
    "accents": lambda n: "does x have a" + "\u0301" * (n - 20) + " x",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_message_grows_linearly(attack: Callable[[int], str]) -> None:
    assert isinstance(parse(attack(2_000)[:2_000]), NoLetterQuestion)
    assert grows_linearly(parse, attack, 500, 2_000)
    assert grows_linearly(understand, attack, 500, 2_000)
    assert grows_linearly(notice, attack, 500, 4_000)
    assert grows_linearly(asks_more, attack, 500, 4_000)


def test_a_text_that_takes_too_long_is_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("bot.letters.parse"), "MAX_SECONDS", -1.0)  # as after a rule that took too long
    assert "too long" in str(parse("How many r's are in strawberry?"))


def test_a_rule_that_does_not_end_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule is like that; should one be, it takes a thread's time for a moment and no more."""
    parsing = import_module("bot.letters.parse")
    monkeypatch.setattr(parsing, "MAX_SECONDS", 0.05)
    monkeypatch.setattr(parsing, "rules", lambda _: iter([("count", regex.compile(r"(?:a|aa)+b"))]))
    assert "too long" in str(parse("a" * 35))
