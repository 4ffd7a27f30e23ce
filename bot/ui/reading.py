"""The cards of the reading list."""

from collections.abc import Mapping, Sequence

import discord

from bot.lessons.reading import Work, works_for
from bot.ui.buttons.reading import ChooseReading
from bot.ui.card import Card

START = "start"
"""What the menu gives for those to start with, which belong to no single lesson."""
_START_HERE = "Start here"
TOPICS: Mapping[str, str] = {
    "tokens": "Tokens",
    "pairs": "How tokens are made",
    "ids": "Ids in, ids out",
    "vectors": "A vector for each token",
    "dots": "Guess the next",
    "attention": "Attention and layers",
    "training": "Training and back-propagation",
    "letters": "Why counting letters is hard",
}
"""What each lesson is about, by its id."""


def reading_card(lesson_id: str | None) -> Card:
    """Where to read on about a lesson, the shortest first, papers last; without one, where to start.

    Raises ``ValueError`` where there is no such lesson.
    """
    if lesson_id is not None and lesson_id not in TOPICS:
        raise ValueError(f"there is no lesson {lesson_id!r}")
    topics = {START: _START_HERE, **TOPICS}
    chosen = lesson_id or START
    found = works_for(lesson_id)
    card = Card().text(f"### Where to read on: {topics[chosen]}")
    card.text(_listed([work for work in found if work.kind != "paper"]))
    card.text(_listed([work for work in found if work.kind == "paper"]))
    card.text("-# The shortest first, papers last. How long reading takes is a guess.")
    options = [
        discord.SelectOption(label=label, value=value, default=value == chosen) for value, label in topics.items()
    ]
    return card.row([ChooseReading().select(options, "Another topic")])


def _listed(found: Sequence[Work]) -> str:
    return "\n".join(map(_entry, found))


def _entry(work: Work) -> str:
    return (
        f"**[{work.title}](<{work.url}>)** · {work.kind}, {work.minutes} min\n"
        f"{work.good_for}\n-# {work.author} {work.year} · First: {work.first}"
    )
