"""A text after a colon: where it ends, and what behind it is not meant."""

import regex

from bot.errors import InputError
from bot.language import later
from bot.letters.grammar import slots
from bot.letters.manners import tails, tails_of_text, without_marks
from bot.letters.scan import QUOTED, Scanned

_UNCLEAR = later("I cannot tell where the text ends. Put all that belongs to it in one pair of quotes.")

_SENTENCES = regex.compile(r"\b(?:sentence|text|paragraph|line|phrase|quote) ?:$", regex.I)
_WORD = regex.compile(r"\b(?:word|name|term|string) ?:$", regex.I)
_WORDS = regex.compile(r"\bwords ?:$", regex.I)
# What follows in a text may not be of it.
_ORDER = "how|what|which|why|then|also|count|tell|say|give|show|explain|answer|spell|reverse"
_FOLLOWS = regex.compile(
    rf"[?!.…]['\")]? \S|[\n(;–—{QUOTED}]| - |\b(?:without|excluding|ignoring|including)\b"
    r"|[, ](?:how many|how often|count the|answer with|if you|in one word|in words)\b"
    rf"|(?:,| and|,(?: and| but| then| so)) (?:{_ORDER})\b",
    regex.I,
)
_FOLLOWS_WORD = regex.compile(r",|(?: \S+){3}")
_FOLLOWS_WORDS = regex.compile(r"[, ]")


def with_text_given(scanned: Scanned, start: int) -> Scanned:
    """``scanned`` without the colon before its text; a text without quotes becomes one character at the end.

    Raises ``InputError`` where it cannot be told where that text ends.

    >>> from bot.letters.scan import scan
    >>> [*with_text_given(scan("Spell this word: rhythm, please"), 0).held.values()]
    ['rhythm']
    """
    plain = scanned.plain
    slot = slots().search(plain, start)
    if slot is None:
        return scanned
    colon = slot.end() - 1
    first = slot.end() + plain[slot.end() : slot.end() + 1].isspace()
    if first == len(plain):
        return scanned
    if plain[first] == QUOTED:
        return scanned.spaced(colon, first)
    return scanned.with_given(first, _end(plain, first, slot[0])).spaced(colon, first)


def _end(plain: str, first: int, slot: str) -> int:
    """Where the text that begins at ``first`` ends; ``slot`` is what stands before it, with the colon."""
    tail = tails(plain, first)
    if tail.end == without_marks(plain, first, len(plain)):
        end = len(plain)
    elif not (_SENTENCES.search(slot) or tail.remark or " " in plain[first : tail.end]):
        return tail.end
    else:
        end = tails_of_text(plain, first)
        if without_marks(plain, first, end) != tail.end:  # “Come here, please”
            raise InputError(_UNCLEAR)
    text = plain[first:end]
    if (
        _FOLLOWS.search(text)
        or (_WORD.search(slot) and _FOLLOWS_WORD.search(text))
        or (_WORDS.search(slot) and _FOLLOWS_WORDS.search(text))
    ):
        raise InputError(_UNCLEAR)
    return end
