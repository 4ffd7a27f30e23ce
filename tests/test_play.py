"""The playground in a real browser: what somebody does there in their first minutes, with the real model.

The screenshots are kept in ``test-artefacts``; README shows some of them.
"""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.conftest import PREPARED

ROOT = Path(__file__).parent.parent
SHOTS = ROOT / "test-artefacts"
SECONDS = 60
"""How long the model may take to load, or a card to appear."""
_QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def playground(port: int, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """``strawberry play`` with a database of its own; what it prints and logs can be read from its stdout."""
    (folder / "cache").mkdir()
    (folder / "cache" / "models").symlink_to(PREPARED)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "STRAWBERRY_CACHE": str(folder / "cache"),
        "STRAWBERRY_DATABASE__PATH": str(folder / "log.sqlite3"),
        "STRAWBERRY_MODEL__THREADS": "1",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "play", "--port", str(port)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=environment,
        cwd=folder,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def line_with(process: asyncio.subprocess.Process, word: str) -> str:
    """The next line of the process's output with ``word`` in it."""
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        async for line in process.stdout:
            if word in line.decode():
                return line.decode().strip()
    raise AssertionError(f"it ended without a line with {word}")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium, or the one that ``make test`` has playwright download where there is none."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=_QUIETLY
        )
        try:
            yield browser
        finally:
            await browser.close()


async def use(page: Page, command: str, option: str) -> None:
    """Type a slash command with its first option into the composer, as a member does."""
    composer = page.locator("#channel-composer-input")
    await composer.press_sequentially(f"/{command}")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await composer.press("Enter")
    await expect(page.get_by_role("button", name=f"Command /{command}")).to_be_visible()
    if await page.get_by_role("option", name="text").is_visible():  # it may be left out, so it has to be chosen
        await page.keyboard.press("Enter")
    await page.keyboard.type(option)
    await page.get_by_role("button", name="Send", exact=True).click()


def card_with(page: Page, said: str) -> Locator:
    """The card that says ``said``."""
    return page.locator(".component-container").filter(has_text=said)


async def shot(card: Locator, name: str) -> None:
    """A screenshot of ``card`` once all its pictures are there."""
    for picture in await card.locator("img").all():
        await picture.scroll_into_view_if_needed()
        await expect(picture).not_to_have_js_property("naturalWidth", 0)
    await card.screenshot(path=SHOTS / name)


async def test_a_question_is_typed_a_button_pressed_and_a_message_tokenized(port: int, tmp_path: Path) -> None:
    SHOTS.mkdir(exist_ok=True)
    async with playground(port, tmp_path) as process, chromium() as browser:
        url = (await line_with(process, "http://")).split()[-1]
        await line_with(process, "The model is ready")
        page = await browser.new_page(viewport={"width": 1_000, "height": 2_000})
        page.set_default_timeout(SECONDS * 1_000)
        expect.set_options(timeout=SECONDS * 1_000)
        await page.goto(url)
        await expect(card_with(page, "Welcome to the playground")).to_be_visible()

        await use(page, "ask", "How many r's are in strawberry?")
        answer = card_with(page, "SmolLM2-135M-Instruct leans to")
        await expect(answer).to_contain_text("r occurs 3 times in strawberry")
        await expect(answer).to_contain_text("logged as #1")
        pictures = answer.locator("img")
        await expect(pictures).to_have_count(2)
        assert "Exact: 3" in (await pictures.first.get_attribute("alt") or "")
        await shot(answer, "ask.png")

        await answer.get_by_role("button", name="Details").click()
        await expect(card_with(page, "Comparison #1")).to_contain_text("word hidden")

        await use(page, "tokenize", "Strawberry 🍓 pie: 20 %")
        await expect(card_with(page, "bytes a token")).to_be_visible()
        await shot(card_with(page, "bytes a token"), "tokenize.png")
        await page.screenshot(path=SHOTS / "playground.png")

        phone = await browser.new_page(viewport={"width": 390, "height": 1_600})
        await phone.goto(url)
        await shot(card_with(phone, "leans to"), "phone.png")


async def test_a_taken_port_is_said_in_one_line(port: int, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        async with playground(port, tmp_path) as process:
            said = await line_with(process, "cannot open")
            assert str(port) in said
            assert "--port" in said
            assert await process.wait() == 1
