"""What the exact rules do to a question that may surprise whoever asked it."""

import unicodedata
from collections.abc import Sequence

from bot.language import tr
from bot.letters.features import RULES, feature_of
from bot.letters.languages.lists import name_list
from bot.letters.matching import graphemes, letters_of, occurrences
from bot.letters.question import (
    Contains,
    Count,
    Feature,
    Has,
    HowManyOf,
    Length,
    Middle,
    More,
    MostFrequent,
    Palindrome,
    Places,
    Position,
    Question,
    Tally,
    Which,
)
from bot.sentences import separated


def note(question: Question) -> str | None:
    """What the exact rule did to ``question`` that may surprise, in a sentence; None where nothing did.

    >>> note(Count("crème brûlée", "e"))
    '“e” matches its accented forms too: è, é.'
    """
    match question:
        case Count(text, letter) if len(graphemes(letter)) > 1:
            return tr("Each place where “{letter}” begins counts, so occurrences may overlap.", letter=letter)
        case Contains(_, letter) if len(graphemes(letter)) > 1:
            return None
        case Count(text, letter) | Contains(text, letter):
            accented = separated(_accented(text, letter))
            forms = tr("“{letter}” matches its accented forms too: {forms}.", letter=letter, forms=accented)
            forms = forms if accented else ""
            case = tr("Upper and lower case count alike.") if capitals_matter(text, letter) else ""
            return f"{forms} {case}".strip() or None
        case Length(text) | Position(text) | Places(text) | Middle(text) if len(letters_of(text)) < len(
            graphemes(text)
        ):
            return tr("Only letters count here: no spaces, digits or marks.")
        case Which(names) | HowManyOf(names) if name_list(names).rule:
            return str(name_list(names).rule)
        case Tally(_, feature) | Has(_, feature):
            return _rule(feature)
        case More(of=of, feature=True):
            return _rule(feature_of(of))
        case MostFrequent(text) if not text.isascii():
            return tr("Case does not matter here, and a letter with an accent is a letter of its own.")
        case Palindrome(text) if not text.isalnum():
            return tr("Spaces, punctuation and case are ignored.")
        case _:
            return None


def _rule(feature: Feature) -> str | None:
    rule = RULES.get(feature)
    return None if rule is None else str(rule)


def capitals_matter(text: str, letter: str) -> bool:
    """Whether the single ``letter`` would occur less often in ``text`` if its capitals were letters of their own.

    Who has typed a capital may have meant both cases, so it must be there in both.

    >>> capitals_matter("Nathaniel", "n"), capitals_matter("strawberry", "R"), capitals_matter("Spain", "S")
    (True, False, False)
    """
    whole, meant = graphemes(text), unicodedata.normalize("NFC", letter)
    found = {whole[start] for start in occurrences(text, letter)}
    alike = {grapheme for grapheme in found if grapheme.casefold() == meant.casefold()}
    return bool(alike - {meant}) and any(grapheme.isupper() for grapheme in alike)


def _accented(text: str, letter: str) -> Sequence[str]:
    """What ``letter``, a single grapheme, matches in ``text`` beside itself; the first five of it."""
    whole = graphemes(text)
    exactly = unicodedata.normalize("NFC", letter).casefold()
    found = (whole[start] for start in occurrences(text, letter))
    return [*dict.fromkeys(grapheme for grapheme in found if grapheme.casefold() != exactly)][:5]
