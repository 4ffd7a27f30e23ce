"""What topics of quizzes are called wherever they are shown."""

from collections.abc import Mapping

from discord import app_commands

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
    "community": "From members",
}
TOPIC_CHOICES = [app_commands.Choice(name=name, value=topic) for topic, name in TOPIC_NAMES.items()]
"""For an option of a command."""
