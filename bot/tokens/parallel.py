"""The same sentences in many languages, and what they cost in tokens."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tiktoken

REFERENCE = "English"
"""The language that all others are measured against."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Article 1 of the Universal Declaration of Human Rights in ``language``; ``code`` is its ISO 639-3 code."""

    language: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Price:
    """How many tokens a translation is, and how many times those of the ``REFERENCE`` that makes."""

    language: str
    tokens: int
    ratio: float


@cache
def translations() -> Sequence[Translation]:
    """All translations, of the ``REFERENCE`` first. Translations say the same, but not at the same length.

    >>> len(translations()), translations()[0].text[:40]
    (17, 'All human beings are born free and equal')
    """
    listed = json.loads(Path(__file__).with_name("udhr.json").read_text("utf-8"))
    return [Translation(**each) for each in listed]


def prices(encoding: tiktoken.Encoding) -> Sequence[Price]:
    """What each translation costs in ``encoding``, the cheapest first.

    Services that host models charge by the token, so this is a price, whatever a token costs.

    >>> dearest = prices(tiktoken.get_encoding("cl100k_base"))[-1]
    >>> dearest.language, dearest.tokens, round(dearest.ratio, 1)
    ('Burmese', 512, 15.5)
    """
    tokens = {each.language: len(encoding.encode_ordinary(each.text)) for each in translations()}
    return [
        Price(language, number, number / tokens[REFERENCE])
        for language, number in sorted(tokens.items(), key=lambda item: item[1])
    ]
