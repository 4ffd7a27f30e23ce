"""A quiz of two members in the playground in a real browser: forms, options of commands, and time that passes."""

import re

from playwright.async_api import Locator, Page, expect

from bot.language import speak
from bot.ui.quiz_words import TOPIC_NAMES
from tests.browser.conftest import together
from tests.browser.foreign import here, named
from tests.browser.playground import card_with, later, taken, use

PROPOSED = {"Question": "What does a model read?", "Right answer": "Numbers", "Wrong answers": "Letters"}


@together
async def test_they_propose_a_question_and_play(desktop: Page, locale: str) -> None:
    """Each sees what is theirs; the quiz goes on by the clock."""
    await speak(locale)
    await be(desktop, "friend")
    await use(desktop, "quiz start")
    await press(desktop, card_with(desktop, "Start now"), "Propose a question")
    form = desktop.get_by_role("dialog")
    for label, text in PROPOSED.items():
        await form.get_by_role("textbox", name=here(label)).fill(text)
    await taken(desktop, form.get_by_role("button", name="Submit").click)
    await press(desktop, card_with(desktop, "Start now"), "Stop")
    await be(desktop, "you")
    await press(desktop, card_with(desktop, re.compile(r"What does a model read\?")), "Review")
    await press(desktop, card_with(desktop, re.compile("✅ Numbers")), "Accept")
    await expect(card_with(desktop, "Accepted").first).to_be_visible()

    ended = (await later(desktop)).filter(has_text=here("The quiz is over"))
    await begin(desktop, str(TOPIC_NAMES["letters"]))
    question = card_with(desktop, "Reveal now")
    await answer(desktop, question, 0)
    await be(desktop, "friend")
    await answer(desktop, question, 1)
    await expect(question).to_contain_text(here("2 answers so far"))
    await be(desktop, "you")
    await press(desktop, question, "Reveal now")
    await expect(ended).to_have_count(1)
    await expect(card_with(desktop, re.compile("🤖")).filter(has_text="✅").last.locator("img")).to_have_count(1)


async def begin(page: Page, topic: str) -> None:
    """``/quiz start`` with one round of that topic and time enough for slow machines, chosen as members do."""
    await page.locator("#channel-composer-input").press_sequentially("/quiz start")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.get_by_role("option", name="topic").first.click()
    await page.keyboard.type(topic)
    for option, value in (("rounds", "1"), ("seconds", "120")):
        await page.get_by_text("more").last.click()
        await page.get_by_role("option", name=option).first.click()
        await page.keyboard.type(value)
    await taken(page, page.get_by_role("button", name="Send", exact=True).click)
    await press(page, card_with(page, "Start now"), "Start now")


async def be(page: Page, member: str) -> None:
    """Look at the channel as another member."""
    picker = page.get_by_label("Viewing as")
    if await picker.locator("option:checked").inner_text() != member:
        await taken(page, lambda: picker.select_option(label=member))
        await expect(picker.locator("option:checked")).to_have_text(member)
        # The page then begins 24 messages before the newest one.
        if await (newer := page.get_by_role("button", name="Newer messages")).is_visible():
            await taken(page, newer.click)


async def answer(page: Page, question: Locator, number: int) -> None:
    """Press an option, which is noted."""
    button = question.locator(".component-button").nth(number)
    option = await button.inner_text()
    noted = (await later(page)).filter(has_text=here(f"Noted: {option}."))
    await taken(page, button.click)
    await expect(noted).to_have_count(1)


async def press(page: Page, card: Locator, button: str) -> None:
    """Press a button."""
    pressed = card.last.get_by_role("button", name=named(button), exact=True)
    await taken(page, pressed.click)
