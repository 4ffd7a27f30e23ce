"""Which words may be shown to everybody. Those that better-profanity (MIT) knows, and what is made of them, may not."""

import regex

from bot.tokens.unwanted import profanity

_GRAVE = regex.compile(
    "suicid|holocaust|genocid|terroris|massacr|jihad|molest|racis|rapist|slave|nazi|hitler|murder|slaughter|^lynch"
    "|^sex(?!t)|(?:homo|bi|hetero)sex|homophob|porn|erotic|fetish|^genital|vagin|condom(?!in)|virginity|breast|lolita"
    "|prostitut|hamas|taliban|stripper|^hooker|slutt|scumbag|sadis|damn|^crapp|^gyps(?:y|ies)|lesbian"
)
"""What nobody wants to be quizzed about, beside profanity."""
_ENDINGS = regex.compile(r"(?:s|es|ed|er|ers|ing|ings|y|ies|ism)$")


def fit(word: str) -> bool:
    """Whether a word, in lower case, may be shown to everybody.

    >>> fit("strawberry"), fit("damned")
    (True, False)
    """
    stem = _ENDINGS.sub("", word)
    return not _GRAVE.search(word) and profanity().isdisjoint((word, stem, f"{stem}e"))
