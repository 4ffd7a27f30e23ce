"""What a rule of another language than English has found."""

from dataclasses import dataclass

import regex

from bot.errors import InputError
from bot.language import later
from bot.letters.bare import OTHER_LETTERS
from bot.letters.doubts import UNITS
from bot.letters.found import Found, Unclear
from bot.letters.languages.language import Language
from bot.letters.languages.lists import key_in, languages_in
from bot.letters.matching import graphemes, occurrences
from bot.letters.solve import make_count

_WIDE = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_NARROW = {each: each - 0xFEE0 for each in _WIDE}
_ADVERB = regex.compile(r"mente?$")
_LATIN, _LETTER, _APOSTROPHE = (regex.compile(each) for each in (r"\p{Latin}", r"\p{L}", "['’]"))


def narrow(text: str) -> str:
    """``text`` with the full-width letters and digits of East Asian keyboards as ordinary ones.

    >>> narrow("ｂｏｏｋ")
    'book'
    """
    return text.translate(_NARROW)


@dataclass(frozen=True, slots=True)
class Told(Found):
    """A ``Found`` in ``language``: a text without quotes is a single word, and one that can only mean itself."""

    language: Language

    @property
    def letter(self) -> str:
        """The letter, or the string of letters."""
        return make_count("any", regex.sub(r"^(\p{L})['’]s$", r"\1", narrow(self.group("letter") or ""))).letter

    @property
    def text(self) -> str:
        """The text that is asked about."""
        quoted = self.group("quoted")
        text = narrow((self.group("bare") or "" if quoted is None else quoted).strip())
        if quoted is not None and not text:
            raise InputError(later("There is nothing between the quotes. Put a word there."))
        if self.has("spelling") and not self.language.spaced and not _LATIN.search(text):
            raise InputError(later("Ask for the spelling of a word in Latin letters."))
        if quoted is None and self._points_elsewhere(text):
            reason = later(
                "I cannot tell which text “{text}” means. If you ask about exactly that, put it in quotes.", text=text
            )
            raise Unclear(reason, [self.in_its_place("bare", f"“{text}”")])
        return text

    def _points_elsewhere(self, text: str) -> bool:
        """Whether the bare ``text`` may mean something else than itself."""
        word = text.casefold()
        if len(graphemes(text)) < 2 or not _LETTER.search(text):
            return True
        if not self.language.elsewhere.isdisjoint({word, *_APOSTROPHE.split(word)}):  # l'alphabet
            return True
        if self.has("long") and not text[0].isupper():  # “Wie lang ist der Begriff gültig?”
            return True
        if self.has("turned") and not (text.isascii() and text.islower()):  # a glass can be turned upside down
            return True
        if self.has("named"):
            return _ADVERB.search(word) is not None  # “Comment s'écrit le mot correctement ?”
        return word in UNITS or (self.kind == "length" and word in OTHER_LETTERS | languages_in(self.language))

    @property
    def text_and_letter(self) -> tuple[str, str]:
        """The text and the letter that is looked for in it."""
        text, letter = self.text, self.letter
        if self.has("bare") and not self.has("named"):
            if len(graphemes(letter)) > 1 and not occurrences(text, letter):  # does Ann have “time”?
                raise InputError(later("I cannot tell which text “{text}” means. Put it in quotes.", text=text))
            if not self.language.spaced and bool(_LATIN.search(text)) != bool(_LATIN.search(letter)):
                raise InputError(
                    later(
                        "“{letter}” and “{text}” are not in the same script. Put both in quotes.",
                        letter=letter,
                        text=text,
                    )
                )
        return text, letter

    @property
    def names(self) -> str:
        """The key of the list. In a script that no Latin letter stands in, one is looked for in the English names."""
        # Which countries have “kings”?
        if len(graphemes(self.letter)) > 1 and not any(map(self.has, ("naming", "starts", "ends"))):
            raise InputError(later("Do you mean a string in the names? Say so: “in the name”."))
        called = self.scanned.plain[slice(*self.match.span("list"))]
        key = next(key for key, each in self.language.called.items() if regex.fullmatch(each, called, regex.I))
        return key if not self.language.spaced and _LATIN.search(self.letter) else key_in(self.language, key)

    @property
    def is_plain(self) -> bool:
        """Whether the text is in quotes, or it is said that a word or a letter is meant.

        Where bare words cannot stand, quotes alone say little: is there a “cat” in the “room”?
        """
        quoted = self.has("quoted") and (self.language.spaced or self.kind not in ("count", "contains"))
        return quoted or any(self.has(name) for name in ("named", "said", "naming"))
