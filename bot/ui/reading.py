"""The cards of the reading list."""

from collections.abc import Mapping

import discord

from bot.lessons.reading import Work, works_for
from bot.ui.buttons.reading import ChooseReading, ShowReading
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


def reading_card(lesson_id: str | None, *, papers: bool = False) -> Card:
    """Where to read on about a lesson, the shortest first: its ``papers``, or all else. Without one, where to start.

    Raises ``ValueError`` where there is no such lesson.
    """
    if lesson_id is not None and lesson_id not in TOPICS:
        raise ValueError(f"there is no lesson {lesson_id!r}")
    topics, chosen = {START: _START_HERE, **TOPICS}, lesson_id or START
    found = works_for(lesson_id)
    card = Card().text(f"### {'Papers' if papers else 'Where to read on'}: {topics[chosen]}")
    for work in found:
        if papers == (work.kind == "paper"):
            card.text(_entry(work))
    card.text("-# The shortest first. How long reading takes is a guess.")
    options = [
        discord.SelectOption(label=label, value=value, default=value == chosen) for value, label in topics.items()
    ]
    card.row([ChooseReading().select(options, "Another topic")])
    if any(work.kind == "paper" for work in found):
        card.row([ShowReading(chosen, not papers).button("Back" if papers else "Papers")])
    return card


def _entry(work: Work) -> str:
    return (
        f"**[{work.title}](<{work.url}>)**\n{work.good_for}\n"
        f"-# {work.kind.capitalize()}, {work.minutes} min · {work.author} {work.year} · First: {work.first}"
    )
