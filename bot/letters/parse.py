"""From plain English to a letter question."""

from collections.abc import Callable, Mapping

import regex

from bot.errors import InputError
from bot.letters.names import NAME_LISTS
from bot.letters.patterns import ORDINALS, RULES
from bot.letters.question import (
    Contains,
    HowManyOf,
    Kind,
    Length,
    NoLetterQuestion,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
)
from bot.letters.solve import graphemes, make_count

MAX_CHARACTERS = 2_000
EXAMPLES = (
    "How many r's are in strawberry?",
    "Does Nevada have a d?",
    "Which months contain the letter r?",
    "What is the third letter of banana?",
    "Spell rhythm",
)
_QUOTE = "Put the text in quotes, so that I know where it begins and ends: How many e's are in “bee keeper”?"

# One for one, so that the places of what is found are those in the text as it was typed.
_STRAIGHT = str.maketrans("“”„‟«»＂‘’‚‛`´＇", "\"\"\"\"\"\"\"'''''''")
_MAX_BARE_WORDS = 6
# A bare text that begins so means something else than the words themselves.
_POINTS_ELSEWHERE = regex.compile(
    r"(?:an?|the|this|that|these|those|it|its|my|your|his|her|our|their|each|every|all|any|some|both|which|what|you|me|"
    r"words?|phrase|name|sentence|text|string|term|letters?|characters?)(?:\s|$)",
    regex.I,
)
# And one with any of these in it may well go on with another question, or a condition.
_GOES_ON = regex.compile(
    r"""["?:;,\n]|^'|\b(?:and|or|plus|but|if|when|than|then|with|without|not|excluding|including|ignoring|counting|"""
    r"""versus|vs|spelled|spelt|written|backwards?|reversed|that|who|because|while|using|how|please|thanks)\b""",
    regex.I,
)


def parse(text: str) -> Question | NoLetterQuestion:
    """The letter question that ``text`` asks.

    >>> parse("How many r's are in strawberry?")
    Count(text='strawberry', letter='r')

    Whatever could be read in two ways is no question, and the reason says how to ask it.
    """
    if len(text) > MAX_CHARACTERS:
        return NoLetterQuestion(
            f"That question has {len(text):,} characters; I read up to {MAX_CHARACTERS:,}. Ask about a shorter text."
        )
    straight = text.translate(_STRAIGHT).strip()
    offset = len(text) - len(text.lstrip())
    for kind, rule in RULES:
        if found := rule.fullmatch(straight):
            try:
                return _BUILDERS[kind](_Found(found, text[offset:]))
            except InputError as error:
                return NoLetterQuestion(str(error))
    return NoLetterQuestion(f"That is no letter question that I know. Try one of these: {' · '.join(EXAMPLES)}")


class _Found:
    """What a rule found, as it was typed. Whatever is unclear raises ``InputError``."""

    def __init__(self, match: regex.Match[str], typed: str) -> None:
        self._match = match
        self._typed = typed

    def group(self, name: str) -> str | None:
        """The part called ``name``, or None where the rule has none or it was left out."""
        if name not in self._match.re.groupindex or self._match[name] is None:
            return None
        start, end = self._match.span(name)
        return self._typed[start:end]

    @property
    def letter(self) -> str:
        """The letter, or the string of letters."""
        letter = self.group("letter") or ""
        if self.group("plural") == "s" and letter.casefold() in ("s", "'"):
            raise InputError("Do you mean the letter s or the string “ss”? Ask for s's, or for “ss” in quotes.")
        return make_count("any", letter).letter

    @property
    def text(self) -> str:
        """The text that is asked about."""
        for name in ("quoted", "given"):
            if (text := self.group(name)) is not None:
                if not text.strip():
                    raise InputError("There is nothing between the quotes. Put a word there.")
                return text.strip()
        bare = (self.group("bare") or "").strip().rstrip("?!.… ")
        if _POINTS_ELSEWHERE.match(bare) and bare.casefold() not in ("a", "i"):
            raise InputError(f"I cannot tell which text “{bare[:60]}” means. {_QUOTE}")
        if _GOES_ON.search(bare) or len(bare.split()) > _MAX_BARE_WORDS or not bare:
            raise InputError(f"I cannot tell what belongs to the text. {_QUOTE}")
        return bare

    @property
    def names(self) -> str:
        """The key of the list."""
        called = self.group("list") or ""
        return next(
            key
            for key, each in NAME_LISTS.items()
            if regex.fullmatch(each.called.replace(" ", r"\s+"), called, regex.I)
        )

    @property
    def without(self) -> bool:
        """Whether the names without the letter are wanted."""
        return self.group("without") is not None

    @property
    def index(self) -> int:
        """The place: 1 is the first, -1 the last."""
        nth = (self.group("nth") or self.group("number") or "").casefold()
        if nth in ("last", "final", "penultimate"):
            index = -2 if nth == "penultimate" else -1
        else:
            number = int(regex.sub(r"\D", "", nth)) if nth[0].isdecimal() else ORDINALS.index(nth) + 1
            index = -number if self.group("back") else number
        if index == 0:
            raise InputError("Letters are numbered from 1. Ask for the first letter, or the last.")
        return index

    @property
    def text_of_letters(self) -> str:
        """The text, where asking for characters rather than letters makes no difference."""
        text, unit = self.text, (self.group("unit") or "letter").casefold()
        if unit.startswith("character") and not all(grapheme[0].isalpha() for grapheme in graphemes(text)):
            raise InputError("Ask for its letters; characters of every sort are counted by /tokenize.")
        return text


_BUILDERS: Mapping[Kind, Callable[[_Found], Question]] = {
    "count": lambda found: make_count(found.text, found.letter),
    "contains": lambda found: Contains(found.text, found.letter),
    "which": lambda found: Which(found.names, found.letter, found.without),
    "how_many_of": lambda found: HowManyOf(found.names, found.letter, found.without),
    "length": lambda found: Length(found.text_of_letters),
    "position": lambda found: Position(found.text_of_letters, found.index),
    "spell": lambda found: Spell(found.text),
    "reverse": lambda found: Reverse(found.text),
}
