"""What people call the topics of quizzes."""

from collections.abc import Mapping

from bot.quiz import Topic

_NAMES: Mapping[Topic, tuple[str, ...]] = {
    "tokens": ("tokens", "how many tokens", "token counts", "counting tokens"),
    "cut": ("where it is cut", "where words are cut", "cuts", "where it's cut"),
    "ids": ("ids", "token ids"),
    "letters": ("letters", "counting letters", "letter counting", "letter counts"),
    "frontier": ("frontier models", "big models", "large models"),
    "dots": ("dots", "coloured dots", "colored dots", "the dots"),
    "next": ("next word", "the next word", "next words", "next token", "the next token", "next tokens"),
    "neighbours": ("neighbours", "neighbors", "nearest tokens", "near words"),
    "layers": ("layers",),
    "attention": ("attention", "attention heads"),
    "vectors": ("vectors", "embeddings"),
    "community": ("questions from members", "our questions", "members' questions"),
}
TOPICS: Mapping[str, Topic | None] = {name: topic for topic, names in _NAMES.items() for name in names} | dict.fromkeys(
    ("anything", "everything", "whatever", "all topics", "mixed topics")
)
"""By name; None is any of them."""
