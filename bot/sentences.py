"""Sentences and lists put together as the language that is spoken does: Japanese and Chinese have their own stops."""

import re
from collections.abc import Iterable

from bot.language import ENGLISH, language, number

_STOPS = {"ja": "。", "zh_CN": "。"}
_COLONS = {"fr": "\xa0: ", "ja": "：", "zh_CN": "："}
_SEMICOLONS = {"fr": "\xa0; ", "ja": "；", "zh_CN": "；"}
_DECIMAL_COMMA = re.compile(r"\d,\d")
_NO_SPACE_AFTER = ("。", "！", "？", "：", "）")
"""Marks as wide as a letter, which have their space in them."""
_CLOSING = "*_」』”"
"""What may stand behind the end of a sentence."""


def separated(parts: Iterable[str]) -> str:
    """A list without an “and”; no comma stands between numbers that have one.

    >>> separated(["s", "trawberry"])
    's, trawberry'
    >>> from bot.language import speaking
    >>> with speaking("ja"):
    ...     separated(["s", "trawberry"])
    's、trawberry'
    >>> with speaking("de"):
    ...     separated(["0,12", "0,5"])
    '0,12; 0,5'
    """
    if language() == ENGLISH:
        return ", ".join(parts)
    from babel import Locale

    listed = [*parts]
    between = str(Locale.parse(language()).list_patterns["standard"]["middle"]).format("", "")
    if between == ", " and any(map(_DECIMAL_COMMA.search, listed)):
        return apart(listed)
    return between.join(listed)


def apart(parts: Iterable[str]) -> str:
    """A list whose parts may have commas.

    >>> apart(["a, b", "c"])
    'a, b; c'
    >>> from bot.language import speaking
    >>> with speaking("fr"):
    ...     apart(["a, b", "c"])
    'a, b\\xa0; c'
    """
    return _SEMICOLONS.get(language(), "; ").join(parts)


def headed(head: str, said: str) -> str:
    """What is said of ``head``.

    >>> headed("letters", "3")
    'letters: 3'
    >>> from bot.language import speaking
    >>> with speaking("zh-CN"):
    ...     headed("字母", "3")
    '字母：3'
    """
    return f"{head}{_COLONS.get(language(), ': ')}{said}"


def aside(said: str, more: str) -> str:
    """``said`` with ``more`` in brackets.

    >>> aside("As SmolLM2 reads it", "smollm2")
    'As SmolLM2 reads it (smollm2)'
    >>> from bot.language import speaking
    >>> with speaking("ja"):
    ...     aside("SmolLM2の読み方", "smollm2")
    'SmolLM2の読み方（smollm2）'
    """
    return f"{said}（{more}）" if language() in _STOPS else f"{said} ({more})"


def vector(numbers: Iterable[str]) -> str:
    """The numbers of a vector.

    >>> vector(["0.5", "−0.4"])
    '(0.5, −0.4)'
    >>> from bot.language import speaking
    >>> with speaking("de"):
    ...     vector(["0,5", "−0,4"])
    '(0,5; −0,4)'
    """
    return f"({apart(numbers) if ',' in number(0.5, 1) else ', '.join(numbers)})"


def sentences(said: Iterable[str]) -> str:
    """Sentences one after the other: no space follows the full stop of Japanese and Chinese.

    >>> sentences(["It is one token.", "It has an id."])
    'It is one token. It has an id.'
    >>> sentences(["1トークンです。", "IDがあります。"])
    '1トークンです。IDがあります。'
    """
    row = ""
    for each in filter(None, said):
        row += each if not row or row.rstrip(_CLOSING).endswith(_NO_SPACE_AFTER) else f" {each}"
    return row


def stopped(said: str) -> str:
    """A sentence that has no full stop yet with one.

    >>> stopped("3 tokens")
    '3 tokens.'
    >>> from bot.language import speaking
    >>> with speaking("ja"):
    ...     stopped("3トークン")
    '3トークン。'
    """
    return f"{said}{_STOPS.get(language(), '.')}"


def count(n: int, noun: str) -> str:
    """``n`` with ``noun`` in the singular or the plural.

    >>> count(1, "token"), count(1618, "token"), count(-25, "point")
    ('1 token', '1,618 tokens', '−25 points')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}".replace("-", "−")
