"""The playground in a real browser: what somebody does there in their first minutes, with the real model.

The screenshots are kept in ``test-artefacts``; README shows some of them.
"""

import socket
from pathlib import Path

from playwright.async_api import expect

from tests.browser.playground import SHOTS, card_with, free_port, lines_with, open_page, playground, resize, shot, use


async def test_a_question_is_typed_a_button_pressed_and_a_message_tokenized(tmp_path: Path) -> None:
    async with open_page(tmp_path, height=2_000) as page:
        await use(page, "ask", question="How many r's are in strawberry?")
        answer = card_with(page, "Four ways to ask")
        await expect(answer).to_contain_text("r occurs 3 times in strawberry")
        pictures = answer.locator("img")
        await expect(pictures).to_have_count(1)
        assert "Exact: 3" in (await pictures.first.get_attribute("alt") or "")
        await shot(answer, "ask.png")

        await answer.get_by_role("button", name="Details").click()
        await expect(card_with(page, "logged as #1")).to_contain_text("Without seeing the word")

        await use(page, "tokenize", text="Strawberry 🍓 pie: 20 %")
        await expect(card_with(page, "bytes a token")).to_be_visible()
        await shot(card_with(page, "bytes a token"), "tokenize.png")
        await page.screenshot(path=SHOTS / "playground.png")

        await resize(page, 390, 1_600)
        await shot(answer, "phone.png")


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
