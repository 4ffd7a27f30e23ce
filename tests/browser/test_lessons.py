"""The cards of all lessons in a real browser, with the real model: none is higher than a phone's screen and a half."""

from pathlib import Path

from PIL import Image
from playwright.async_api import Page

from bot.lessons import LESSONS, Lesson, load_lessons
from tests.browser.playground import GALLERY, card_with, later, look, open_page, taken, use, with_a_page_of

_HIGHEST = 1_200
"""Pixels of a card at 390 pixels' width."""


async def test_every_card_of_every_lesson(tmp_path: Path) -> None:
    """Results are looked at, which are higher than questions, and the questions that have a picture."""
    async with open_page(tmp_path, with_a_page_of(8)) as page:
        await use(page, "learn")
        await look(page, card_with(page, "Guess first, then look").last, "learn")
        for id_ in LESSONS:
            await take(page, load_lessons().lesson(id_))
    for shot in GALLERY.glob("learn*-light-phone.png"):
        with Image.open(shot) as image:
            assert image.height <= _HIGHEST, f"{shot.name} is {image.height} pixels high"


async def take(page: Page, lesson: Lesson) -> None:
    """Take a lesson without a guess, and look at each card."""
    answers = await later(page)
    await use(page, "learn", lesson=lesson.id)
    card = answers.locator(".component-container").first
    for number, written in enumerate(lesson.cards, 1):
        name = f"learn-{lesson.id}-{number}"
        shown = answers.locator(".component-container").filter(has_text=written.title).first
        if number == 1 or await shown.locator("img").count():
            await look(page, shown, f"{name}-question")
        await taken(page, card.get_by_role("button", name="Just show me", exact=True).click)
        await look(page, answers.locator(".component-container").filter(has_text="What this does not show").first, name)
        onward = "Next" if number < len(lesson.cards) else "Result"
        await taken(page, card.get_by_role("button", name=onward, exact=True).click)
    await look(
        page, answers.locator(".component-container").filter(has_text="You guessed").first, f"learn-{lesson.id}-end"
    )
