"""From plain English to a letter question."""

from collections.abc import Callable, Mapping

import regex

from bot.errors import InputError
from bot.letters.bare import unclear, unclear_together
from bot.letters.names import NAME_LISTS
from bot.letters.patterns import ORDINALS, rules
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
    "How many letters are in banana?",
    "What is the third letter of banana?",
    "Reverse stressed",
    "Spell rhythm",
)
_UNKNOWN = "I cannot read a letter question in that (vowels, beginnings and endings are beyond me). Ask like this:"

# One for one, so that the places of what is found are those in the text as it was typed.
_STRAIGHT = str.maketrans("“”„‟«»＂‘’‚‛`´＇", "\"\"\"\"\"\"\"'''''''")


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
    for kind, rule in rules():
        if found := rule.fullmatch(straight):
            try:
                return _BUILDERS[kind](_Found(kind, found, text[offset:]))
            except InputError as error:
                return NoLetterQuestion(str(error))
    return NoLetterQuestion("\n".join([_UNKNOWN, *(f"· {example}" for example in EXAMPLES)]))


class _Found:
    """What a rule found, as it was typed. Whatever is unclear raises ``InputError``."""

    def __init__(self, kind: Kind, match: regex.Match[str], typed: str) -> None:
        self._kind: Kind = kind
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
        letter = make_count("any", self.group("letter") or "").letter
        # Only after “how many” or the like is “as” more than one a.
        if (self.group("plural") or "").casefold() == "s" and (letter.casefold() == "s" or self.group("many") is None):
            raise InputError(f"Do you mean {letter}'s or the string “{letter}s”? Write {letter}'s, or use quotes.")
        if self.group("letters") and len(graphemes(letter)) > 1:
            raise InputError(f"Do you mean each of these letters or the string “{letter}”? The string goes in quotes.")
        return letter

    @property
    def text(self) -> str:
        """The text that is asked about."""
        for name in ("quoted", "given"):
            if (text := self.group(name)) is not None:
                if not text.strip():
                    raise InputError("There is nothing between the quotes. Put a word there.")
                return text.strip()
        bare = self._match["bare"].rstrip("?!.… ")
        if reason := self._unclear(bare):
            raise InputError(reason)
        return (self.group("bare") or "")[: len(bare)]

    def _unclear(self, bare: str) -> str | None:
        named, alone = (self.group(name) is not None for name in ("named", "alone"))
        return unclear(bare, self._kind, named=named, alone=alone)

    @property
    def text_and_letter(self) -> tuple[str, str]:
        """The text and the letter that is looked for in it."""
        if string := self.group("unquoted"):
            raise InputError(f"I count letters. If “{string}” is a string to be counted, put it in quotes.")
        text, letter = self.text, self.letter
        if self.group("bare") is not None and (reason := unclear_together(text, letter)):
            raise InputError(reason)
        return text, letter

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
        if unit.startswith("character"):
            if self.group("bare") and not self.group("named") and text != text.lower():
                raise InputError(
                    f"Do you mean a story's characters? Ask for letters: How many letters are in {text[:60]}?"
                )
            if not all(grapheme[0].isalpha() for grapheme in graphemes(text)):
                raise InputError("Ask for its letters; characters of every sort are counted by /tokenize.")
        return text


_BUILDERS: Mapping[Kind, Callable[[_Found], Question]] = {
    "count": lambda found: make_count(*found.text_and_letter),
    "contains": lambda found: Contains(*found.text_and_letter),
    "which": lambda found: Which(found.names, found.letter, found.without),
    "how_many_of": lambda found: HowManyOf(found.names, found.letter, found.without),
    "length": lambda found: Length(found.text_of_letters),
    "position": lambda found: Position(found.text_of_letters, found.index),
    "spell": lambda found: Spell(found.text),
    "reverse": lambda found: Reverse(found.text),
}
