"""What topics of quizzes are called wherever they are shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from discord import SelectOption

from bot.language import Later, in_english, later, plural
from bot.quiz import GUESS

MOST_NAMED = 15
"""The most members that one line names; more are counted."""

TOPIC_NAMES: Mapping[str, Later] = {
    "mixed": later("Mixed"),
    "tokens": later("How many tokens"),
    "cut": later("Where it is cut"),
    "ids": later("Token ids"),
    "letters": later("Letters"),
    "frontier": later("Frontier models"),
    "dots": later("Coloured dots"),
    "next": later("Next word"),
    "neighbours": later("Neighbours"),
    "layers": later("Layers"),
    "attention": later("Attention"),
    "vectors": later("Vectors"),
    "community": later("From members"),
    GUESS: later("Guess first"),
}
_DIFFICULTY_NAMES: Mapping[str, Later] = {
    # Translators: how hard a quiz is
    "easy": later("easy"),
    # Translators: how hard a quiz is
    "normal": later("normal"),
    # Translators: how hard a quiz is
    "hard": later("hard"),
}


def topic_named(written: str) -> str:
    """The topic that a member means: by what it is called in their language or in English, or as it is kept.

    Else it is what they wrote.

    >>> topic_named("Coloured dots"), topic_named("dots")
    ('dots', 'dots')
    """
    named = {in_english(name).lower(): topic for topic, name in TOPIC_NAMES.items()}
    named |= {str(name).lower(): topic for topic, name in TOPIC_NAMES.items()}
    return named.get(written.strip().lower(), written.strip().lower())


def topic_options(topics: Sequence[str], chosen: str) -> list[SelectOption]:
    """Those of ``topics`` that have a name, for a select."""
    return [
        SelectOption(label=str(TOPIC_NAMES[each]), value=each, default=each == chosen)
        for each in topics
        if each in TOPIC_NAMES
    ]


def topic_title(topic: str) -> str:
    """What a topic is called; one of an older version is called as it was kept."""
    return str(TOPIC_NAMES.get(topic, topic))


def difficulty_title(difficulty: str) -> str:
    """What a difficulty is called in the middle of a line."""
    return str(_DIFFICULTY_NAMES.get(difficulty, difficulty))


def and_more(number: int) -> Sequence[str]:
    """How many more there are than are named; nothing where there are none."""
    return (plural("and {n} other", "and {n} others", number),) if number > 0 else ()


def relative(moment: datetime) -> str:
    """How long it is to ``moment``, counted down by Discord."""
    return f"<t:{round(moment.timestamp())}:R>"
