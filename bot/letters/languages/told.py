"""What a rule of another language than English has found."""

from dataclasses import dataclass

import regex

from bot.errors import InputError
from bot.letters.doubts import UNITS
from bot.letters.found import Found
from bot.letters.languages.language import Language
from bot.letters.languages.lists import key_in
from bot.letters.matching import graphemes
from bot.letters.solve import make_count

_WIDE = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_NARROW = {each: each - 0xFEE0 for each in _WIDE}
_LATIN = regex.compile(r"\p{Latin}")


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
        if (text := self.group("quoted")) is not None:
            if not text.strip():
                raise InputError("There is nothing between the quotes. Put a word there.")
            return narrow(text.strip())
        text = narrow((self.group("bare") or "").strip())
        word = text.casefold()
        unit = word in UNITS and not self.has("named")
        points = not self.language.elsewhere.isdisjoint({word, *regex.split("['’]", word)})  # l'alphabet
        if unit or points or len(graphemes(text)) < 2 or not regex.search(r"\p{L}", text):
            raise InputError(f"I cannot tell which text “{text}” means. If you ask about exactly that, quote it.")
        return text

    @property
    def names(self) -> str:
        """The key of the list. In a script that no Latin letter stands in, one is looked for in the English names."""
        called = self.scanned.plain[slice(*self.match.span("list"))]
        key = next(key for key, each in self.language.called.items() if regex.fullmatch(each, called, regex.I))
        return key if not self.language.spaced and _LATIN.search(self.letter) else key_in(self.language, key)

    @property
    def is_plain(self) -> bool:
        """Whether the text is in quotes, or it is said that a word or a letter is meant."""
        return any(self.has(name) for name in ("quoted", "named", "said", "list"))
