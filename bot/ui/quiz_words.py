"""What topics of quizzes are called wherever they are shown."""

from collections.abc import Mapping

from discord import app_commands

from bot.quiz import GUESS

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
TOPIC_CHOICES = [app_commands.Choice(name=name, value=topic) for topic, name in TOPIC_NAMES.items() if topic != GUESS]
"""For an option of a command."""
