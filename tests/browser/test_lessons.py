"""The cards of all lessons in a real browser, with the real model: none is higher than a phone's screen and a half."""

import re

import pytest

from bot.language import speak
from bot.lessons import LESSONS, Lesson, load_lessons
from tests.browser.conftest import together
from tests.browser.gallery import Gallery
from tests.browser.hands import Hands, pictures

_HIGHEST = 1_200
"""Pixels of a card at 390 pixels' width."""


@together
@pytest.mark.usefixtures("brief")
async def test_every_card_of_every_lesson(gallery: Gallery, locale: str) -> None:
    """Results are looked at, which are higher than questions, and the questions that have a picture."""
    await speak(locale)
    hands = Hands(gallery.world, gallery.world.manager)
    await hands.use("learn")
    await gallery.hang(hands.card("Guess first, then look"), "learn", "Guess first, then look", _HIGHEST)
    for id_ in LESSONS:
        await take_alone(gallery, hands, load_lessons().lesson(id_))
    await gallery.close()


async def take_alone(gallery: Gallery, hands: Hands, lesson: Lesson) -> None:
    """Take a lesson without a guess, and hang up each card."""
    before = hands.newest()
    await hands.use("learn", lesson=lesson.id)
    for number, written in enumerate(lesson.cards, 1):
        name = f"learn-{lesson.id}-{number}"
        title = re.compile(re.escape(written.title))  # which the lesson has in the language that is spoken
        card = hands.card(title, before)
        if number == 1 or pictures(card):
            await gallery.hang(card, f"{name}-question", title, _HIGHEST)
        await hands.press(card, "Just show me")
        await gallery.hang(hands.card("This does not show", before), name, "This does not show", _HIGHEST)
        await hands.press(card, "Next" if number < len(lesson.cards) else "Result")
    await gallery.hang(hands.card("You guessed", before), f"learn-{lesson.id}-end", "You guessed", _HIGHEST)
