"""The playground in another language, for people to look at: ``pytest tests/browser --language de``.

What tests look for on cards and buttons is written in English; here it is found in the catalogues.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from babel.messages.pofile import read_po

from bot.language import ENGLISH, catalogue_file, language

Sought = str | re.Pattern[str]
_VALUE = re.compile(r"\{\w+\}|\d[\d.,]*\d|\d")
"""A placeholder, or what may stand in its place."""
_WORDED = re.compile(r"[A-Za-z]")
_MARKUP = re.compile(r"[*`]|^(?:-#|#+) |\[(?=[^\]]*\]\()|\]\([^)]*\)", re.MULTILINE)


def here(said: Sought) -> Sought:
    """What stands in the place of a part of an English card in the language that is spoken.

    Where it is a part of several messages, any of them will do; "" where it is of none, as nothing is known then. What
    is the same in all languages is given as a pattern.
    """
    if language() == ENGLISH or isinstance(said, re.Pattern):
        return said
    wanted = _VALUE.sub("#", said).casefold()
    if not _WORDED.search(wanted):
        return said
    found = [
        (english, there)
        for english, there in _messages(language())
        if wanted in _VALUE.sub("#", _MARKUP.sub("", english)).casefold()
    ]
    same = [there for english, there in found if english.casefold() == said.casefold()]
    return _any_of(same or [there for _, there in found]) if found else ""


def says(text: str, sought: Sought) -> bool:
    """Whether a text has it somewhere, whatever is bold in it, and where its lines end."""
    bare = " ".join(_MARKUP.sub("", text).split())
    if isinstance(sought, re.Pattern):
        return bool(sought.search(bare))
    return " ".join(sought.split()).casefold() in bare.casefold()


def named(label: str) -> Sought:
    """A label in the language that is spoken."""
    if language() == ENGLISH:
        return label
    messages = _messages(language())
    same = [there for english, there in messages if english.casefold() == label.casefold()]
    found = same or [
        there
        for english, there in messages
        if _WORDED.search(_VALUE.sub("", english)) and _any_of([english]).fullmatch(label)
    ]
    if found:
        return re.compile(rf"^\W*(?:{_any_of(found).pattern})$", re.IGNORECASE)  # behind its emoji
    return re.compile(f"^{re.escape(label)}$".replace(r"\.", "[.,]"))  # a name or a number


def _any_of(texts: Sequence[str]) -> re.Pattern[str]:
    """Any of some messages as a card shows it, whatever their placeholders are."""
    return re.compile("|".join(_as_shown(text) for text in texts), re.IGNORECASE | re.DOTALL)


def _as_shown(text: str) -> str:
    parts = _VALUE.split(_MARKUP.sub("", text))
    # Between a block of code and the text around it a page has no space, and a name has none that does not break.
    return ".*?".join(re.sub(r"\\[ \n]|\xa0", r"\\s*", re.escape(part)) for part in parts)


@cache
def _messages(spoken: str) -> Sequence[tuple[str, str]]:
    """All messages in English, each with its translation; of a plural, each of its forms."""
    with catalogue_file(spoken).open("rb") as file:
        catalogue = read_po(file, spoken)
    return [
        (english, there) for message in catalogue for english in _each(message.id) for there in _each(message.string)
    ]


def _each(text: object) -> Iterator[str]:
    if isinstance(text, str):
        yield from [text] if text else []
    elif isinstance(text, (tuple, list)):
        yield from (each for each in text if each)
