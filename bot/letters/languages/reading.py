"""A letter question in another language than English."""

from dataclasses import dataclass
from functools import cache

import regex

from bot.errors import InputError
from bot.language import later
from bot.letters.building import question_of
from bot.letters.languages.language import Language, rules_of, span_of
from bot.letters.languages.registry import LANGUAGES
from bot.letters.languages.told import Told
from bot.letters.manners import Tails
from bot.letters.question import Question
from bot.letters.scan import scan

MAX_UNQUOTED = 200
"""Characters of a question, beside the texts in quotes."""
_IN_TWO_WAYS = later("I can read that in two languages, and each asks something else. Put the text in quotes.")
_ANY_CLUE = regex.compile("|".join(f"(?:{language.clue})" for language in LANGUAGES.values()), regex.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question and the code of the language that it was asked in.

    ``plain`` says that quotes or words show that letters are meant: ordinary talk would not have them.
    """

    question: Question
    language: str
    plain: bool


def has_clue(text: str) -> bool:
    """Whether ``text`` may ask something in another language than English: a quick look.

    >>> has_clue("wie viele e hat Beere"), has_clue("how many r's are in strawberry")
    (True, False)
    """
    return _ANY_CLUE.search(text) is not None


def read_elsewhere(text: str, language: str | None = None) -> Reading | None:
    """The letter question that ``text`` asks in another language than English; None where no rule reads one.

    The asker's own ``language``, as Discord calls it, is tried first. Raises ``InputError`` where it is unclear what is
    asked, as it is where two languages read something else.

    >>> read_elsewhere("Wie viele e sind in „Beere“?").question
    Count(text='Beere', letter='e')
    """
    clued = [each for each in LANGUAGES.values() if _clue(each).search(text)]
    own = (language or "")[:2]
    for each in clued:
        if each.code == own and (reading := _read_in(each, text)):
            return reading
    readings = [reading for each in clued if each.code != own and (reading := _read_in(each, text))]
    if len({reading.question for reading in readings}) > 1:
        raise InputError(_IN_TWO_WAYS)
    return readings[0] if readings else None


def asked_in(text: str, language: str | None = None) -> Language | None:
    """The language in which ``text`` plainly asks something: the asker's own, or one that its script shows.

    >>> asked_in("イチゴには「r」がいくつありますか").name
    'Japanese'
    """
    own = (language or "")[:2]
    return next(
        (
            each
            for each in sorted(LANGUAGES.values(), key=lambda known: known.code != own)
            if (each.code == own or not each.spaced) and _clue(each).search(text)
        ),
        None,
    )


@cache
def _clue(language: Language) -> regex.Pattern[str]:
    return regex.compile(language.clue, regex.I)


def _read_in(language: Language, text: str) -> Reading | None:
    scanned = scan(text, spaced=language.spaced)
    start, end = span_of(language, scanned.plain)
    if end - start > MAX_UNQUOTED:
        return None
    plain = scanned.plain.replace("\n", " ")
    for kind, rule in rules_of(language):
        if match := rule.fullmatch(plain, start, end):
            told = Told(kind, match, scanned, Tails(end), language)
            return Reading(question_of(told), language.code, told.is_plain)
    return None
