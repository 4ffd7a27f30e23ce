"""What a rule of the grammar has found in a message: texts, letters and all else that a question is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.errors import InputError
from bot.language import Later, later
from bot.letters.bare import may_be_quoted, unclear, unclear_together
from bot.letters.grammar import ORDINALS
from bot.letters.manners import Tails
from bot.letters.matching import graphemes
from bot.letters.names import NAME_LISTS
from bot.letters.question import Kind
from bot.letters.scan import QUOTED, Scanned
from bot.letters.solve import make_count

_PLURAL_OF_WORDS = frozenset("ais")
"""Letters that with an s make a word: as, is, ss."""
_DECIMAL = regex.compile(r"\d+(?:[.,]\d+)?")

_NOT_YET = frozenset(["syllable", "rhyme", "sound", "phoneme", "token", "byte", "sentence", "line", "number"])
"""What is no string of letters, but cannot be counted either."""


class Unclear(InputError):
    """What was typed may be meant in several ways; ``readings`` are questions that can be read in one alone."""

    def __init__(self, reason: Later, readings: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.readings = tuple(readings)


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's ``match``, and what has been taken off behind it. Whatever is unclear raises ``InputError``."""

    kind: Kind
    match: regex.Match[str]
    scanned: Scanned
    tails: Tails

    def has(self, name: str) -> bool:
        """Whether the rule has a part called ``name``, and the message has it too."""
        return name in self.match.re.groupindex and self.match[name] is not None

    def group(self, name: str) -> str | None:
        """The part called ``name`` as it was typed, or None where the rule has none or it was left out."""
        return self.scanned.text(*self.match.span(name)) if self.has(name) else None

    def groups(self, name: str) -> Sequence[str]:
        """All parts called ``name``, as they were typed."""
        spans = self.match.spans(name) if name in self.match.re.groupindex else []
        return [self.scanned.text(*span) for span in spans if span[0] >= 0]

    def in_its_place(self, name: str, other: str) -> str:
        """What was asked, with ``other`` for the part called ``name``."""
        places, typed = self.scanned.places, self.scanned.typed
        start, end = self.match.span(name)
        before, after = typed[places[self.match.start()] : places[start]], typed[places[end] : places[self.match.end()]]
        return f"{before}{other}{after.rstrip('?!. ')}?"

    @property
    def letter(self) -> str:
        """The letter, or the string of letters."""
        # 'r's' are r's.
        letter = make_count("any", regex.sub(r"^(\p{L})['’]s$", r"\1", self.group("letter") or "")).letter
        # Only after “how many” or the like is “as” more than one a.
        if (self.group("plural") or "").casefold() == "s" and (letter.casefold() == "s" or not self.has("many")):
            raise Unclear(
                later(
                    "Do you mean {letter}'s or the string “{letter}s”? Write {letter}'s, or use quotes.", letter=letter
                ),
                [self.in_its_place_of_letter(each) for each in (f"{letter}'s", f"“{letter}s”")],
            )
        behind = self.scanned.plain[self.match.end("letter") :]
        if letter in "aA" and regex.match(r"\s[?!.…]", behind):
            raise InputError(later("Do you mean the letter a or the mark behind it? Put it in quotes."))
        if self.has("letters") and len(graphemes(letter)) > 1:
            raise InputError(
                later(
                    "Do you mean each of these letters or the string “{letter}”? The string goes in quotes.",
                    letter=letter,
                )
            )
        return letter

    @property
    def text(self) -> str:
        """The text that is asked about."""
        if (text := self.group("quoted")) is not None:
            if not text.strip():
                raise InputError(later("There is nothing between the quotes. Put a word there."))
            return text.strip()
        if (text := self.group("given")) is not None:
            return regex.sub(r"[.?]+$", "", text) if self.kind in ("spell", "reverse") and " " not in text else text
        start, end = self.match.span("bare")
        bare = self.scanned.plain[start:end].rstrip("?!.… ")
        if reason := self._unclear(bare):
            readings = [self.in_its_place("bare", f"“{bare}”")] if may_be_quoted(bare) else []
            raise Unclear(reason, readings)
        return self.scanned.text(start, start + len(bare))

    def _unclear(self, bare: str) -> Later | None:
        if '"' in bare:
            return later("A quotation mark stands alone. Add the other one, so that I see where the text ends.")
        if self.has("digits") and (self.group("letter") or "").isdecimal() and _DECIMAL.fullmatch(bare):
            return None
        # What was taken off behind the text may belong to it: “reverse left, right”.
        doubtful = (self.tails.remark and self.kind in ("spell", "reverse")) or (
            self.tails.words != "" and (self.has("phrase") or (self.tails.words[:3] == "for" and self.kind == "length"))
        )
        if doubtful:
            return later("I cannot tell where the text ends. Put it in quotes.")
        named, alone, phrase = (self.has(name) for name in ("named", "alone", "phrase"))
        phrase &= self.kind in ("count", "length")
        return unclear(bare, self.kind, named=named, alone=alone, phrase=phrase)

    @property
    def text_and_letter(self) -> tuple[str, str]:
        """The text and the letter that is looked for in it."""
        if string := self.group("unquoted"):
            raise self._no_letter(string)
        text = self.text
        if self.has("inside"):
            return text, self._inside(text)
        letter = self.letter
        if self.has("bare") and (reason := unclear_together(text, letter)):
            raise InputError(reason)
        if self.tails.remark and self.has("bare") and not letter.isalnum():
            raise InputError(later("I cannot tell which marks belong to the text. Put it in quotes."))
        return text, letter

    def in_its_place_of_letter(self, other: str) -> str:
        """What was asked, with ``other`` for the letter with its plural."""
        places, typed = self.scanned.places, self.scanned.typed
        start, end = self.match.start("letter"), max(self.match.end("letter"), self.match.end("plural"))
        before, after = typed[places[self.match.start()] : places[start]], typed[places[end] : places[self.match.end()]]
        return f"{before}{other}{after.rstrip('?!. ')}?"

    def _no_letter(self, string: str) -> Unclear:
        """Why a string without quotes is not counted: it may be the name of something."""
        if string.casefold().rstrip("s") in _NOT_YET:
            # Translators: {things} is a word of the member's English question, such as "syllables".
            return Unclear(
                later(
                    "I cannot count {things} yet. Ask for letters, vowels, words or digits.", things=string.casefold()
                )
            )
        try:
            text = self.text
        except InputError:
            text = ""
        readings = []
        if string.casefold() in text.casefold():
            if len({*string.casefold()}) == 1:
                readings.append(self.in_its_place("unquoted", f"{string[0]}'s"))
            readings.append(self.in_its_place("unquoted", f"“{string}”"))
        return Unclear(
            later("I count letters. If “{string}” is a string to be counted, put it in quotes.", string=string),
            readings,
        )

    def _inside(self, text: str) -> str:
        """A string without quotes that is looked for: clear only where it is there, and is no part of a compound."""
        string = self.group("inside") or ""
        within = text if self.has("named") or not self.has("bare") else text[1:-1]
        if string.casefold() not in within.casefold():
            raise InputError(
                later(
                    "I look for letters. If “{string}” is a string to be looked for, put it in quotes.", string=string
                )
            )
        return string

    @property
    def letter_is_plain(self) -> bool:
        """Whether the letter can be nothing else, as a vitamin: r's, “r” or the letter r."""
        start, end = self.match.span("letter")
        quoted = self.scanned.plain[start:end] == QUOTED
        named = regex.search(r"letters? $", self.scanned.plain[:start], regex.I)
        return quoted or named is not None or self.group("plural") is not None

    @property
    def letters(self) -> tuple[str, ...]:
        """Several letters, each once."""
        for at in self.match.starts("plural") if "plural" in self.match.re.groupindex else ():
            if self.scanned.plain[at - 1].casefold() in _PLURAL_OF_WORDS and self.scanned.plain[at] in "sS":
                raise InputError(later("Write the plural of a letter with an apostrophe, as in a's, or use quotes."))
        cleaned = [regex.sub(r"^(\p{L})['’]s$", r"\1", each) for each in self.groups("letter")]
        return tuple(dict.fromkeys(make_count("any", each).letter for each in cleaned))

    @property
    def texts(self) -> tuple[str, ...]:
        """Several texts: all of them in quotes, or all of them single words."""
        spans = self.match.spans("item")
        texts = [self.scanned.text(*span).strip() for span in spans]
        quoted = [self.scanned.plain[start:end] == QUOTED for start, end in spans]
        if any(quoted) and not all(quoted):
            raise InputError(later("Put each of the words in quotes of its own, so that I see where they end."))
        if not all(texts):
            raise InputError(later("There is nothing between the quotes. Put a word there."))
        for text in [] if all(quoted) else texts:
            if reason := unclear(text, "count", alone=True):
                raise Unclear(reason)
        return tuple(texts)

    @property
    def items_are_quoted(self) -> bool:
        """Whether the texts are in quotes."""
        return all(self.scanned.plain[start:end] == QUOTED for start, end in self.match.spans("item"))

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
            raise InputError(later("Letters are numbered from 1. Ask for the first letter, or the last."))
        return index
