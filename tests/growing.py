"""Texts that are as long as one likes, made to keep a rule busy."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from time import process_time

import regex

from bot.letters.scan import GIVEN, QUOTED

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
    """Those of a processor in which ``text`` is read."""
    before = process_time()
    read(text)
    return process_time() - before


def grows_linearly(read: Callable[[str], object], text: Callable[[int], str], short: int, long: int) -> bool:
    """Whether the long text is read in the time that its length explains. A busy moment is given a second chance."""
    if seconds(read, text(long)) < UNNOTICED:
        return True
    times = [min(seconds(read, text(length)) for _ in range(5)) for length in (short, long)]
    return times[1] < max(times[0] * SLOWER * long / short, UNNOTICED)
