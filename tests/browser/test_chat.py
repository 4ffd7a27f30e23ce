"""A chat in a real browser with explainer mode on: typed, watched while it is written, stopped, opened from inside."""

import asyncio
from contextlib import suppress
from pathlib import Path

from playwright.async_api import Error, Locator, Page, expect

from tests.browser.foreign import here, named
from tests.browser.playground import SECONDS, card_with, look, open_page, shot, use

FIRST, SECOND = "My cat is called Pickle.", "What is the name of my cat?"
LONG = "Explain in great detail, step by step, how to bake a strawberry cake, with all ingredients."


async def test_three_turns_with_explainer_mode_on(tmp_path: Path, locale: str) -> None:
    """The composer cannot make a mention: the first turn is a command, the others are replies, which ping the bot.

    Discord lets the bot read no reply to what a command has answered, so the second turn replies to the welcome.
    """
    async with open_page(tmp_path, tokens=800, locale=locale) as page:  # it is still written when Stop is pressed
        await use(page, "explainer", turn="on")
        await look(page, card_with(page, "Explainer mode is on for you"), "explainer-on")

        await use(page, "chat", text=FIRST)
        answers = card_with(page, "Regenerate")
        await expect(answers).to_have_count(1)

        await reply(page, "Welcome to the playground", SECOND)
        await expect(answers).to_have_count(2)
        await expect(answers.last.locator("img")).to_have_count(2)
        await expect(answers.last).to_contain_text(here("tokens/s"))
        await shot(answers.last, "chat.png", since=page.locator("article").filter(has_text=FIRST).first)
        await look(page, answers.last, "chat-explained")

        await reply(page, "Regenerate", LONG)
        await expect(card_with(page, "writing …")).to_contain_text(here("Stop"))
        for _ in range(5):  # on a busy machine an answer may end before the page takes the press
            await stop(page)
            await expect(answers).to_have_count(3)
            if await answers.filter(has_text=here("Stopped by a member.")).count():
                break
            await answers.last.get_by_role("button", name=named("Regenerate")).click()
            await expect(card_with(page, "writing …")).to_contain_text(here("Stop"))
        await expect(answers.last).to_contain_text(here("Stopped by a member."))
        await look(page, answers.last, "chat-stopped")

        saw = await open_inside(answers.last, "What the model saw", "of its own vocabulary; then its answer begins")
        for said in (FIRST, "<|im_start|>", "prompt.txt"):  # the second answer may say the first one again
            await expect(saw).to_contain_text(said)
        await look(page, saw, "chat-saw")
        await look(page, await open_inside(answers.last, "Why this word?", "The model had given it"), "chat-why")
        await look(
            page, await open_inside(answers.last, "Only numbers", "put together from ids after it"), "chat-numbers"
        )


def message_with(page: Page, said: str) -> Locator:
    """The last message that says ``said``."""
    return page.locator("article").filter(has_text=here(said)).last


async def reply(page: Page, said: str, text: str) -> None:
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
