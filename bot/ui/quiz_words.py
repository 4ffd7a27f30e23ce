"""What topics of quizzes are called wherever they are shown."""

from collections.abc import Mapping

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
