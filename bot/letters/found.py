"""What a rule of the grammar has found in a message, and the question that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from bot.errors import InputError
from bot.letters.bare import unclear, unclear_together
from bot.letters.grammar import ORDINALS
from bot.letters.manners import Tails
from bot.letters.names import NAME_LISTS
from bot.letters.question import (
    Contains,
    HowManyOf,
    Kind,
    Length,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
)
from bot.letters.scan import Scanned
from bot.letters.solve import graphemes, make_count

_DECIMAL = regex.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's ``match``, and what has been taken off behind it. Whatever is unclear raises ``InputError``."""

    kind: Kind
    match: regex.Match[str]
    scanned: Scanned
    tails: Tails

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return _BUILDERS[self.kind](self)

    def has(self, name: str) -> bool:
        """Whether the rule has a part called ``name``, and the message has it too."""
        return name in self.match.re.groupindex and self.match[name] is not None

    def group(self, name: str) -> str | None:
        """The part called ``name`` as it was typed, or None where the rule has none or it was left out."""
        return self.scanned.text(*self.match.span(name)) if self.has(name) else None

    @property
    def letter(self) -> str:
        """The letter, or the string of letters."""
        # 'r's' are r's.
        letter = make_count("any", regex.sub(r"^(\p{L})['’]s$", r"\1", self.group("letter") or "")).letter
        # Only after “how many” or the like is “as” more than one a.
        if (self.group("plural") or "").casefold() == "s" and (letter.casefold() == "s" or not self.has("many")):
            raise InputError(f"Do you mean {letter}'s or the string “{letter}s”? Write {letter}'s, or use quotes.")
        behind = self.scanned.plain[self.match.end("letter") :]
        if letter in "aA" and regex.match(r"\s[?!.…]", behind):
            raise InputError("Do you mean the letter a or the mark behind it? Put it in quotes.")
        if self.has("letters") and len(graphemes(letter)) > 1:
            raise InputError(f"Do you mean each of these letters or the string “{letter}”? The string goes in quotes.")
        return letter

    @property
    def text(self) -> str:
        """The text that is asked about."""
        if (text := self.group("quoted")) is not None:
            if not text.strip():
                raise InputError("There is nothing between the quotes. Put a word there.")
            return text.strip()
        if (text := self.group("given")) is not None:
            return regex.sub(r"[.?]+$", "", text) if self.kind in ("spell", "reverse") and " " not in text else text
        start, end = self.match.span("bare")
        bare = self.scanned.plain[start:end].rstrip("?!.… ")
        if reason := self._unclear(bare):
            raise InputError(reason)
        return self.scanned.text(start, start + len(bare))

    def _unclear(self, bare: str) -> str | None:
        if '"' in bare:
            return "A quotation mark stands alone. Add the other one, so that I see where the text ends."
        if self.has("digits") and (self.group("letter") or "").isdecimal() and _DECIMAL.fullmatch(bare):
            return None
        # What was taken off behind the text may belong to it: “reverse left, right”.
        doubtful = (self.tails.remark and self.kind in ("spell", "reverse")) or (
            self.tails.words != "" and (self.has("phrase") or (self.tails.words[:3] == "for" and self.kind == "length"))
        )
        if doubtful:
            return "I cannot tell where the text ends. Put it in quotes."
        named, alone, phrase = (self.has(name) for name in ("named", "alone", "phrase"))
        phrase &= self.kind in ("count", "length")
        return unclear(bare, self.kind, named=named, alone=alone, phrase=phrase)

    @property
    def text_and_letter(self) -> tuple[str, str]:
        """The text and the letter that is looked for in it."""
        if string := self.group("unquoted"):
            raise InputError(f"I count letters. If “{string}” is a string to be counted, put it in quotes.")
        text = self.text
        if self.has("inside"):
            return text, self._inside(text)
        letter = self.letter
        if self.has("bare") and (reason := unclear_together(text, letter)):
            raise InputError(reason)
        if self.tails.remark and self.has("bare") and not letter.isalnum():
            raise InputError("I cannot tell which marks belong to the text. Put it in quotes.")
        return text, letter

    def _inside(self, text: str) -> str:
        """A string without quotes that is looked for: clear only where it is there, and is no part of a compound."""
        string = self.group("inside") or ""
        within = text if self.has("named") or not self.has("bare") else text[1:-1]
        if string.casefold() not in within.casefold():
            raise InputError(f"I look for letters. If “{string}” is a string to be looked for, put it in quotes.")
        return string

    @property
    def names(self) -> str:
        """The key of the list."""
        called = self.scanned.plain[slice(*self.match.span("list"))]
        return next(key for key, each in NAME_LISTS.items() if regex.fullmatch(each.called, called, regex.I))

    @property
    def index(self) -> int:
        """The place: 1 is the first, -1 the last."""
        if self.has("starts") or self.has("ends"):
            return 1 if self.has("starts") else -1
        nth = (self.group("nth") or self.group("number") or "").casefold()
        if nth in ("last", "final", "penultimate"):
            index = -2 if nth == "penultimate" else -1
        else:
            number = int(regex.sub(r"\D", "", nth)) if nth[0].isdecimal() else ORDINALS.index(nth) + 1
            index = -number if self.has("back") else number
        if index == 0:
            raise InputError("Letters are numbered from 1. Ask for the first letter, or the last.")
        return index

    @property
    def text_of_letters(self) -> str:
        """The text, where asking for characters rather than letters makes no difference."""
        text, unit = self.text, (self.group("unit") or "letter").casefold()
        if unit.startswith("cha"):
            if self.has("bare") and not self.has("named") and (text != text.lower() or self.kind == "position"):
                raise InputError(
                    f"Do you mean a story's characters? If not, ask for letters, or put {text[:60]} in quotes."
                )
            if not all(grapheme[0].isalpha() for grapheme in graphemes(text)):
                raise InputError("Ask for its letters; characters of every sort are counted by /tokenize.")
        return text


_BUILDERS: Mapping[Kind, Callable[[Found], Question]] = {
    "count": lambda found: make_count(*found.text_and_letter),
    "contains": lambda found: Contains(*found.text_and_letter),
    "which": lambda found: Which(found.names, found.letter, found.has("without")),
    "how_many_of": lambda found: HowManyOf(found.names, found.letter, found.has("without")),
    "length": lambda found: Length(found.text_of_letters),
    "position": lambda found: Position(found.text_of_letters, found.index),
    "spell": lambda found: Spell(found.text),
    "reverse": lambda found: Reverse(found.text),
}
