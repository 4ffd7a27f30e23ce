"""What topics of quizzes are called wherever they are shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from discord import SelectOption

from bot.quiz import GUESS

MOST_NAMED = 15
"""The most members that one line names; more are counted."""

TOPIC_NAMES: Mapping[str, str] = {
    "mixed": "Mixed",
    "tokens": "How many tokens",
    "cut": "Where it is cut",
    "ids": "Token ids",
    "letters": "Letters",
    "frontier": "Frontier models",
    "dots": "Coloured dots",
    "next": "Next word",
    "neighbours": "Neighbours",
    "layers": "Layers",
    "attention": "Attention",
    "vectors": "Vectors",
    "community": "From members",
    GUESS: "Guess first",
}


def topic_named(written: str) -> str:
    """The topic that a member means: by what it is called, or as it is kept; else what they wrote.

    >>> topic_named("Coloured dots"), topic_named("dots")
    ('dots', 'dots')
    """
    named = {name.lower(): topic for topic, name in TOPIC_NAMES.items()}
    return named.get(written.strip().lower(), written.strip().lower())


def topic_options(topics: Sequence[str], chosen: str) -> list[SelectOption]:
    """Those of ``topics`` that have a name, for a select."""
    return [
        SelectOption(label=TOPIC_NAMES[each], value=each, default=each == chosen)
        for each in topics
        if each in TOPIC_NAMES
    ]


def topic_title(topic: str) -> str:
    """What a topic is called; one of an older version is called as it was kept."""
    return TOPIC_NAMES.get(topic, topic)


def relative(moment: datetime) -> str:
    """How long it is to ``moment``, counted down by Discord."""
    return f"<t:{round(moment.timestamp())}:R>"
