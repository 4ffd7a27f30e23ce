"""The playground in a real browser: what somebody does there in their first minutes, with the real model.

The screenshots are kept in ``test-artefacts``; README shows some of them.
"""

import socket
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.ui.help import TOPICS
from tests.browser.conftest import together
from tests.browser.looks import SHOTS, shot
from tests.browser.playground import SENT, card_with, lines_with, playground, taken, use
from tests.ports import free_port


@together
async def test_a_question_is_typed_a_button_pressed_and_a_message_tokenized(desktop: Page, locale: str) -> None:
    if locale != "en-US":
        pytest.skip("what it looks for stands here in English")
    await use(desktop, "ask", question="How many r's are in strawberry?")
    answer = card_with(desktop, "Four ways to ask")
    await expect(answer).to_contain_text("r occurs 3 times in strawberry")
    pictures = answer.locator("img")
    await expect(pictures).to_have_count(1)
    assert "Exact: 3" in (await pictures.first.get_attribute("alt") or "")
    await shot(answer, "ask.png")

    await answer.get_by_role("button", name="Details").click()
    await expect(card_with(desktop, "logged as #1")).to_contain_text("Without seeing the word")

    await use(desktop, "tokenize", text="Strawberry 🍓 pie: 20 %")
    await expect(card_with(desktop, "bytes a token")).to_be_visible()
    await shot(card_with(desktop, "bytes a token"), "tokenize.png")
    await desktop.screenshot(path=SHOTS / "playground.png")

    await use(desktop, "help")
    await expect(desktop.locator("#diagnostics")).not_to_contain_text("memory")
    topics = card_with(desktop, "Five things to try").last
    await taken(desktop, lambda: choose(topics, str(TOPICS["quizzes"].title)))
    await expect(card_with(desktop, "/leaderboard")).to_be_visible()


async def choose(card: Locator, choice: str) -> None:
    """Open the card's select each time: where the page is drawn anew, as it may be after a press, the list is shut."""
    await card.get_by_role("combobox").click(timeout=SENT)
    await card.page.get_by_role("option", name=choice).first.click(timeout=SENT)


@together
async def test_its_members_and_its_server_speak_the_language_that_was_chosen(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRAWBERRY_MODEL__BACKEND", "off")
    async with playground(free_port(), tmp_path, locale="de") as process:
        [opened] = await lines_with(process, "http://")
        page = await browser.new_page()
        await page.goto(opened.split()[-1])
        await expect(page.locator("article[data-message-id]").last).to_be_visible()
        await use(page, "settings")
        shown = card_with(page, "Einstellungen von Strawberry patch")
        await expect(shown).to_contain_text("Deutsch")
        await page.close()


async def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        async with playground(port, tmp_path) as process:
            [said] = await lines_with(process, "cannot open")
            assert str(port) in said
            assert "--port" in said
            assert await process.wait() == 1
