"""A chat in a real browser with explainer mode on: typed, watched while it is written, stopped, opened from inside."""

import asyncio
import re
from contextlib import suppress

from playwright.async_api import Error, Locator, Page, expect

from bot.language import speak, tr
from tests.browser.conftest import together
from tests.browser.foreign import Sought, here, named
from tests.browser.looks import SECONDS, look, shot
from tests.browser.playground import card_with, use

FIRST, SECOND = "My cat is called Pickle.", "What is the name of my cat?"
LONG = "Explain in great detail, step by step, how to bake a strawberry cake, with all ingredients."


@together
async def test_three_turns_with_explainer_mode_on(desktop: Page, locale: str) -> None:
    """The composer cannot make a mention: the first turn is a command, the others are replies, which ping the bot.

    Discord lets the bot read no reply to what a command has answered, so the second turn replies to the welcome.
    """
    await speak(locale)
    await use(desktop, "explainer", turn="on")
    await look(card_with(desktop, "Explainer mode is on for you"), "explainer-on")

    await use(desktop, "chat", text=FIRST)
    answers = card_with(desktop, "Regenerate")
    await expect(answers).to_have_count(1)

    await reply(desktop, re.compile(tr("Welcome to the playground")), SECOND)
    await expect(answers).to_have_count(2)
    await expect(answers.last.locator("img")).to_have_count(2)
    await expect(answers.last).to_contain_text(here("tokens/s"))
    await shot(answers.last, "chat.png", since=desktop.locator("article").filter(has_text=FIRST).first)
    await look(answers.last, "chat-explained")

    await reply(desktop, "Regenerate", LONG)
    await expect(card_with(desktop, "writing …")).to_contain_text(here("Stop"))
    for _ in range(5):  # on a busy machine an answer may end before the page takes the press
        await stop(desktop)
        await expect(answers).to_have_count(3)
        if await answers.filter(has_text=here("Stopped by a member.")).count():
            break
        await answers.last.get_by_role("button", name=named("Regenerate")).click()
        await expect(card_with(desktop, "writing …")).to_contain_text(here("Stop"))
    await expect(answers.last).to_contain_text(here("Stopped by a member."))
    await look(answers.last, "chat-stopped")

    saw = await open_inside(answers.last, "What the model saw", "of its own vocabulary; then its answer begins")
    for said in (FIRST, "<|im_start|>", "prompt.txt"):  # the second answer may say the first one again
        await expect(saw).to_contain_text(said)
    await look(saw, "chat-saw")
    await look(await open_inside(answers.last, "Why this word?", "The model had given it"), "chat-why")
    await look(await open_inside(answers.last, "Only numbers", "put together from ids after it"), "chat-numbers")


def message_with(page: Page, said: Sought) -> Locator:
    """The last message that says ``said``."""
    return page.locator("article").filter(has_text=here(said)).last


async def reply(page: Page, said: Sought, text: str) -> None:
    """Reply to the last message that says ``said``, as a member does."""
    message = message_with(page, said)
    await message.hover()
    await message.get_by_role("button", name="Reply", exact=True).click()
    await page.locator("#channel-composer-input").press_sequentially(text)
    await page.get_by_role("button", name="Send", exact=True).click()


async def stop(page: Page) -> None:
    """Press Stop until it is gone: the page takes no press just when it is drawn anew."""
    button = card_with(page, "writing …").get_by_role("button", name=named("Stop"))
    async with asyncio.timeout(SECONDS):
        while await button.is_visible():
            with suppress(Error):
                await button.click(timeout=500)


async def open_inside(answer: Locator, button: str, said: str) -> Locator:
    """Press a button of ``answer``: the card that opens."""
    await answer.get_by_role("button", name=named(button), exact=True).click()
    return card_with(answer.page, said)
