"""What another language than English is made of: words, and rules in the notation of ``notation.py``.

All of them have these terminals: ``{QUOTED}``, a text in quotes; ``{BARE}``, a single word without; ``{SINGLE}``, a
bare letter; ``{QUOTED_LETTER}``, one or several in quotes; ``{LISTED}``, what a list of names is called. A rule names
what says that a letter (``<said:…>``) or a word (``<named:…>``) is meant as such. Its other parts are its language's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from bot.letters.names import NAME_LISTS
from bot.letters.notation import compiled
from bot.letters.question import Kind
from bot.letters.scan import QUOTED

Rules = tuple[tuple[Kind, tuple[str, ...]], ...]

_MARKS = r"[\s?!.…,;:–—¿¡*#>(-]"
_AT_END = regex.compile(r"[\s?!.…,;:–—()*~-]|\p{Extended_Pictographic}")
# A script without spaces shows where a Latin or a Katakana word ends; where one of its own does, only quotes can tell.
_TERMINALS: Mapping[bool, Mapping[str, str]] = {
    True: {
        "SINGLE": r"(?P<letter>\p{L}\p{M}*+)(?:'s)?(?![\p{L}\p{N}'-])",
        "BARE": r"(?P<bare>{names}[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}'-]{{0,59}}+)",
        "QUOTED_LETTER": rf"(?P<letter>{QUOTED})(?:'?s)?",
    },
    False: {
        "SINGLE": r"(?<![\p{Latin}\p{N}])(?P<letter>\p{Latin}\p{M}*+)(?:'s)?(?![\p{Latin}\p{N}'-])",
        "BARE": r"(?P<bare>{names}[\p{{Latin}}\p{{N}}][\p{{Latin}}\p{{M}}\p{{N}}'-]{{0,59}}+"
        r"|[\p{{Katakana}}ー]{{2,40}}+(?!\p{{Han}}))",
        "QUOTED_LETTER": rf"(?P<letter>{QUOTED})",
    },
}


@dataclass(frozen=True, eq=False)
class Language:
    """A language by its ``code`` and English ``name``.

    ``rule`` says in that language how to ask, as ``example`` does.
    ``clue`` is a regular expression: no text without it is a question in this language. ``openings`` and ``tails`` are
    what may stand around a question, ``elsewhere`` the words, in lower case, that mean something else than themselves.
    ``called`` is what people call a list (a key of ``NAME_LISTS``), as a regular expression, and ``names`` those of its
    names that differ from the English ones. ``spaced`` says whether spaces stand between words.
    """

    code: str
    name: str
    rule: str
    example: str
    clue: str
    parts: Mapping[str, str]
    rules: Rules
    openings: str
    tails: str
    elsewhere: frozenset[str]
    called: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    spaced: bool = True


def words(text: str) -> frozenset[str]:
    """The words of ``text``.

    >>> sorted(words("er sie es"))
    ['er', 'es', 'sie']
    """
    return frozenset(text.split())


def rules_of(language: Language) -> Iterator[tuple[Kind, regex.Pattern[str]]]:
    """Every phrasing with the kind of question that it is, each made when it is first tried.

    >>> from bot.letters.languages.registry import LANGUAGES
    >>> [kind for kind, rule in rules_of(LANGUAGES["de"]) if rule.fullmatch("wie viele e hat Beere")]
    ['count']
    """
    return ((kind, _rule(language, source)) for kind, sources in language.rules for source in sources)


@cache
def _rule(language: Language, source: str) -> regex.Pattern[str]:
    return compiled(source, language.parts, _terminals(language))


@cache
def _terminals(language: Language) -> Mapping[str, str]:
    own = _TERMINALS[language.spaced]
    known = [*(name for each in language.names.values() for name in each.values()), *NAME_LISTS["US states"].names]
    several = sorted({name for name in known if " " in name})  # New York
    end = rf"(?![\p{{{'L' if language.spaced else 'Latin'}}}\p{{N}}])|"
    names = "".join(regex.escape(name.casefold(), special_only=True) + end for name in several)
    return {
        **own,
        "BARE": own["BARE"].format(names=names),
        "QUOTED": f"(?P<quoted>{QUOTED})",
        "LISTED": f"(?P<list>{'|'.join(language.called.values())})",
    }


@cache
def _around(language: Language) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    end = rf"(?={_MARKS})" if language.spaced else ""
    start = rf"(?<={_MARKS})" if language.spaced else ""
    opening = compiled(language.openings, language.parts, {}).pattern
    tail = compiled(language.tails, language.parts, {}).pattern
    return (
        regex.compile(rf"{_MARKS}*+(?:(?:{opening}){end}{_MARKS}*+)*+", regex.I),
        regex.compile(rf"(?r){start}(?:{tail})", regex.I),
    )


def span_of(language: Language, plain: str) -> tuple[int, int]:
    """Where in the even text ``plain`` the question itself stands, without what is said around it and its marks.

    >>> from bot.letters.languages.registry import LANGUAGES
    >>> span_of(LANGUAGES["de"], "Hallo! Wie viele e hat Beere? Danke!")
    (7, 28)
    """
    opening, tail = _around(language)
    start, end = opening.match(plain).end(), len(plain)  # type: ignore[union-attr]  # it may be empty, so it matches
    while True:
        while end > start and _AT_END.match(plain, end - 1):
            end -= 1
        found = tail.match(plain, start, end)
        if found is None or found.start() == end:
            return start, end
        end = found.start()
