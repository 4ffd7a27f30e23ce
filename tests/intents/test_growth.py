"""No message takes the reading of plain words longer than its length explains, whatever it is made of."""

from collections.abc import Callable
from functools import partial
from itertools import islice

import pytest

from bot.intents import grammar, read
from tests.growing import LONG, NEVER, SHORT, attacks, grows_linearly

RULES = [source for _, sources in grammar.SOURCES for source in sources]
SAMPLES = {"BEGINNING": "Once upon a time", "NAME": "token", "ORDINARY_NAME": "loss", "TOPIC": "dots"}
"""Of the terminals that letter questions have not."""
ATTACKS: dict[str, Callable[[int], str]] = {
    "colons": lambda n: "tokenize this: " * (n // 15),
    "quotation marks": lambda n: "tokenize " + '"' * n,
    "apostrophes": lambda n: "explain " + "'a " * (n // 3),
    "openings": lambda n: "hey please " * (n // 11) + "explain strawberry",
    "tails": lambda n: "explain strawberry" + " please" * (n // 7),
    "marks": lambda n: f"what is a token{' ,?' * (n // 3)}",
    "line breaks": lambda n: "tokenize\n" * (n // 9),
    "a beginning": lambda n: "what comes next after " + "once upon a time " * (n // 17),
    "a long word": lambda n: "explain " + "a" * n,
    "accents": lambda n: "explain a" + "\u0301" * n,
    "hyphens": lambda n: "what is byte" + "-" * n + "pair",
    "topics": lambda n: "quiz us about " + "dots " * (n // 5),
}


@pytest.mark.parametrize("number", range(len(RULES)), ids=RULES)
def test_a_rule_grows_linearly(number: int) -> None:
    _, rule = next(islice(grammar.rules(), number, None))
    for text in attacks(RULES[number], {**grammar.PARTS, **SAMPLES}):
        read_it = partial(rule.fullmatch, timeout=NEVER)
        assert grows_linearly(read_it, text, SHORT, LONG), text(60)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_message_grows_linearly(attack: Callable[[int], str]) -> None:
    assert grows_linearly(read, attack, 500, 4_000)
