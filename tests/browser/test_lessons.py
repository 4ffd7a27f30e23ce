"""The cards of all lessons in a real browser, with the real model: none is higher than a phone's screen and a half."""

from PIL import Image
from playwright.async_api import Locator, Page

from bot.language import speak
from bot.lessons import LESSONS, Lesson, load_lessons
from tests.browser.conftest import together
from tests.browser.foreign import here, named
from tests.browser.looks import PHONE, gallery, look, snap
from tests.browser.playground import card_with, later, taken, use

_HIGHEST = 1_200
"""Pixels of a card at 390 pixels' width."""


@together
async def test_every_card_of_every_lesson(page: Page, locale: str) -> None:
    """Results are looked at, which are higher than questions, and the questions that have a picture."""
    speak(locale)
    for old in gallery().glob("learn*"):
        old.unlink()
    await use(page, "learn")
    await look(page, card_with(page, "Guess first, then look").last, "learn")
    for id_ in LESSONS:
        await take_alone(page, load_lessons().lesson(id_))
    for shot in gallery().glob(f"learn*-{PHONE.name}.png"):
        with Image.open(shot) as image:
            assert image.height <= _HIGHEST, f"{shot.name} is {image.height} pixels high"


async def take_alone(page: Page, lesson: Lesson) -> None:
    """Take a lesson without a guess, and look at each card."""
    shown = (await later(page)).locator(".component-container")
    await use(page, "learn", lesson=lesson.id)
    card = shown.first
    for number, written in enumerate(lesson.cards, 1):
        name = f"learn-{lesson.id}-{number}"
        question = shown.filter(has_text=written.title).first
        if number == 1:
            await look(page, question, f"{name}-question")
        elif await question.locator("img").count():
            await snap(page, question, f"{name}-question")
        await press(card, "Just show me")
        result = shown.filter(has_text=here("This does not show")).first
        if number == 1:
            await look(page, result, name)
        else:
            await snap(page, result, name)
        await press(card, "Next" if number < len(lesson.cards) else "Result")
    await snap(page, shown.filter(has_text=here("You guessed")).first, f"learn-{lesson.id}-end")


async def press(card: Locator, label: str) -> None:
    await taken(card.page, card.get_by_role("button", name=named(label), exact=True).click)
