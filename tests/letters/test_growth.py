"""No text takes the grammar longer than its length explains: what is eight times as long takes about that much longer.

Every rule, opening and tail is attacked with texts made from itself: what it reads, with more and more of something in
each gap that it could take for a part of itself.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from time import process_time

import pytest
import regex

from bot.letters import NoLetterQuestion, asks_more, grammar, manners, notice, parse, understand
from bot.letters.scan import GIVEN, QUOTED, scan

SHORT, LONG = 375, 3_000
"""Characters."""
SLOWER = 4
"""What grows with the square of its length is eight times slower than its length explains; half of that is too much."""
NEVER = 10.0
"""Seconds after which a rule that does not end is broken off, and its test fails."""
UNNOTICED = 0.005
"""Seconds of a processor. A text of that length that takes less has not grown faster, or not so that it mattered."""
FILLERS = (" ", "\n", ",", ".", '"', "'", "a", " a", " in", " the", " how many", " please", " hey", " of the", QUOTED)
SAMPLES = {
    "QUOTED": QUOTED, "GIVEN": GIVEN, "BARE": "banana", "SINGLE": "r's", "PLURAL": "r's", "QUOTED_LETTER": QUOTED,
    "RUN": "ana", "INSIDE": "ana", "UNQUOTED": "ana", "NUMBER": "3", "DIGITS": "12", "CAPITALS": "ABC",
    "LISTED": "months", "ORDINAL": "third", "NO_COMPOUND": "", "FORMS": "only a number",
    "ITEM": "banana", "FEATURE": "vowels", "ANY_FEATURE": "vowels", "OFTEN": "two",
}  # fmt: skip
_TOKEN = regex.compile(r"\(\?[=!](?:[^()]|\((?:[^()])*\))*\)|\{([A-Z_]+)\}|<[a-z]+:|\[(.)[^\]]*\]|\\.|.")


def sample(source: str, parts: Mapping[str, str], turn: int, samples: Mapping[str, str] = SAMPLES) -> str:
    """A text that the rule ``source`` reads: of every choice in it the ``turn``-th, with all that may be missing."""
    tokens = _TOKEN.finditer(source)

    def choices() -> str:
        texts = [""]
        for token in tokens:
            match token[0]:
                case ")" | ">":
                    break
                case "|":
                    texts.append("")
                case "?":
                    pass
                case text if text == "(" or text[0] == "<":
                    texts[-1] += choices()
                case text if text[:2] in ("(?", "\\b"):
                    pass
                case text if token[1]:
                    name = token[1]
                    texts[-1] += samples[name] if name in samples else sample(parts[name], parts, turn, samples)
                case text:
                    texts[-1] += token[2] or text
        return texts[turn % len(texts)]

    return choices()


def attacks(
    source: str, parts: Mapping[str, str], samples: Mapping[str, str] = SAMPLES
) -> Iterator[Callable[[int], str]]:
    """Texts of any length that are made to be slow to read by the rule ``source``."""

    def attack(before: str, filler: str, after: str, length: int) -> str:
        return f"{before}{filler * (length // len(filler))}{after}"

    for turn in range(2):
        words = sample(source, parts, turn, samples).split(" ")
        for gap in range(len(words) + 1):
            before, after = (" ".join(part) for part in (words[:gap], words[gap:]))
            for filler in FILLERS:
                yield partial(attack, f"{before} ", filler, f" {after}")
            yield partial(attack, "", f"{before} ", after or "x")


def seconds(read: Callable[[str], object], text: str) -> float:
    before = process_time()
    read(text)
    return process_time() - before


def grows_linearly(read: Callable[[str], object], text: Callable[[int], str], short: int, long: int) -> bool:
    """Whether the long text is read in the time that its length explains. A busy moment is given a second chance."""
    if seconds(read, text(long)) < UNNOTICED:
        return True
    times = [min(seconds(read, text(length)) for _ in range(5)) for length in (short, long)]
    return times[1] < max(times[0] * SLOWER * long / short, UNNOTICED)


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
