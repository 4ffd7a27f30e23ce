"""Sentences and lists put together as the language that is spoken does: Japanese and Chinese have their own stops."""

from collections.abc import Iterable

from bot.language import ENGLISH, language

_STOPS = {"ja": "。", "zh_CN": "。"}
_FULL_STOPS = ("。", "！", "？", "：", "）")
_CLOSING = "*_」』”"
"""What may stand behind the end of a sentence."""


def separated(parts: Iterable[str]) -> str:
    """A list without an “and”.

    >>> separated(["s", "trawberry"])
    's, trawberry'
    >>> from bot.language import speaking
    >>> with speaking("ja"):
    ...     separated(["s", "trawberry"])
    's、trawberry'
    """
    if language() == ENGLISH:
        return ", ".join(parts)
    from babel import Locale

    between: str = Locale.parse(language()).list_patterns["standard"]["middle"]
    return between.format("", "").join(parts)


def sentences(said: Iterable[str]) -> str:
    """Sentences one after the other: no space follows the full stop of Japanese and Chinese.

    >>> sentences(["It is one token.", "It has an id."])
    'It is one token. It has an id.'
    >>> sentences(["1トークンです。", "IDがあります。"])
    '1トークンです。IDがあります。'
    """
    row = ""
    for each in filter(None, said):
        row += each if not row or row.rstrip(_CLOSING).endswith(_FULL_STOPS) else f" {each}"
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
