"""The cards of the reading list."""

from collections.abc import Mapping

import discord

from bot.language import Later, later, tr
from bot.lessons.reading import Kind, Work, works_for
from bot.ui.buttons.reading import ChooseReading, ShowReading
from bot.ui.card import Card

START = "start"
"""What the menu gives for those to start with, which belong to no single lesson."""
_START_HERE = later("Start here")
_KINDS: Mapping[Kind, Later] = {
    "video": later("Video"),
    "article": later("Article"),
    "interactive": later("Interactive"),
    "paper": later("Paper"),
    "code": later("Code"),
}
TOPICS: Mapping[str, Later] = {
    "tokens": later("Tokens"),
    "pairs": later("How tokens are made"),
    "ids": later("Ids in, ids out"),
    "vectors": later("A vector for each token"),
    "dots": later("Guess the next"),
    "attention": later("Attention and layers"),
    "training": later("Training and back-propagation"),
    "letters": later("Why counting letters is hard"),
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
    topic = topics[chosen]
    title = tr("Papers: {topic}", topic=topic) if papers else tr("Where to read on: {topic}", topic=topic)
    card = Card().text(f"### {title}")
    for work in found:
        if papers == (work.kind == "paper"):
            card.text(_entry(work))
    card.text(f"-# {tr('The shortest first. How long reading takes is a guess.')}")
    options = [
        discord.SelectOption(label=str(label), value=value, default=value == chosen) for value, label in topics.items()
    ]
    card.row([ChooseReading().select(options, tr("Another topic"))])
    if any(work.kind == "paper" for work in found):
        card.row([ShowReading(chosen, not papers).button(tr("Back") if papers else tr("Papers"))])
    return card


def _entry(work: Work) -> str:
    kind = tr("{kind}, {minutes} min", kind=_KINDS[work.kind], minutes=work.minutes)
    first = tr("First: {what}", what=work.first)
    author = f"{work.author} {work.year or ''}".rstrip()
    return f"**[{work.title}](<{work.url}>)**\n{work.good_for}\n-# {kind} · {author} · {first}"
