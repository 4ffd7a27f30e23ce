"""The playground in a real browser: started, and typed into."""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, Request, TimeoutError as NothingSent, async_playwright, expect

from tests.browser.foreign import Sought, here
from tests.browser.looks import ROOT, SECONDS
from tests.conftest import PREPARED
from tests.ports import free_port
from tests.world import lay_out

_QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_TRIES = 8
_EVERY = 50
"""Milliseconds between two looks at whether the page is ready."""
_READY = "() => simcordPreview.ready"
"""Whether the playground is done with all that somebody did."""
ASLEEP, AWAKE = (
    f"dispatchEvent(new PageTransitionEvent('{event}', {{persisted: true}}))" for event in ("pagehide", "pageshow")
)
"""As if somebody went to another page and came back: meanwhile the page does not ask its server what is new."""
_DEEDS = ("click", "history", "modal_submit", "run_command", "select", "viewer")
SENT = 5_000
"""Milliseconds within which the playground tells its server what somebody did, on a busy machine."""
HEIGHT = 2_600
"""Pixels: the highest card fits."""


@asynccontextmanager
async def playground(
    port: int, folder: Path, tokens: int = 80, locale: str = "en-US"
) -> AsyncIterator[asyncio.subprocess.Process]:
    """``strawberry play`` with a database of its own; what it prints and logs can be read from its stdout.

    An answer of a chat has as many ``tokens`` at most.
    """
    (folder / "cache").mkdir()
    (folder / "cache" / "models").symlink_to(PREPARED)
    lay_out(folder / "playground.sqlite3")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "STRAWBERRY_CACHE": str(folder / "cache"),
        "STRAWBERRY_DATABASE__PATH": str(folder / "log.sqlite3"),
        "STRAWBERRY_MODEL__THREADS": "1",
        "STRAWBERRY_MODEL__TUNED_LENS": "false",  # which takes minutes
        "STRAWBERRY_CHAT__ANSWER_TOKENS": str(tokens),
        "STRAWBERRY_CHAT__TEMPERATURE": "0.01",  # nearly always the likeliest, so that a long story is long
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "play", "--port", str(port), "--language", locale),
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


async def lines_with(process: asyncio.subprocess.Process, *words: str) -> list[str]:
    """The next lines of the process's output that have these words in them, in whatever order they come."""
    assert process.stdout is not None
    found: dict[str, str] = {}
    async with asyncio.timeout(SECONDS):
        async for line in process.stdout:
            found |= {word: line.decode().strip() for word in words if word in line.decode() and word not in found}
            if len(found) == len(words):
                return [found[word] for word in words]
    raise AssertionError(f"it ended without lines with {words}")


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


@asynccontextmanager
async def new_page(browser: Browser) -> AsyncIterator[Page]:
    """A page of a browser, 1,000 pixels wide."""
    page = await browser.new_page(viewport={"width": 1_000, "height": HEIGHT}, bypass_csp=True, reduced_motion="reduce")
    page.set_default_timeout(SECONDS * 1_000)
    expect.set_options(timeout=SECONDS * 1_000)
    yield page
    await page.close()


@asynccontextmanager
async def open_page(browser: Browser, folder: Path, locale: str, tokens: int) -> AsyncIterator[Page]:
    """A page of the playground, its model loaded."""
    async with (
        playground(free_port(), folder, tokens, locale) as process,
        new_page(browser) as page,
    ):
        opened, _ = await lines_with(process, "http://", "The model is ready")
        await page.goto(opened.split()[-1])
        await expect(page.locator("article[data-message-id]").last).to_be_visible()
        yield page


async def use(page: Page, command: str, **options: str) -> None:
    """Type a slash command and some of its options into the composer, and send it, as a member does.

    The first of ``options`` may be any; those behind it are the ones that follow it.
    """
    composer = page.locator("#channel-composer-input")
    await composer.fill(f"/{command}")
    # Enter takes what is marked, and nothing is while the list is still being made.
    await expect(page.get_by_role("option", name=f"/{command} ", selected=True)).to_be_visible()
    await composer.press("Enter")
    await expect(page.get_by_role("button", name=f"Command /{command}")).to_be_visible()
    for number, (name, value) in enumerate(options.items()):
        if number:
            await page.keyboard.press("Tab")
        # It may be left out, and has to be chosen then; commands, which may be listed still, begin with a slash.
        elif await (option := page.get_by_role("option", name=re.compile(rf"^{name}\b")).first).is_visible():
            await option.click()
        await page.keyboard.insert_text(value)
    await taken(page, page.get_by_role("button", name="Send", exact=True).click)


async def taken(page: Page, act: Callable[[], Awaitable[object]]) -> None:
    """Do something until the playground has taken it, and wait until the bot is done with it.

    The playground takes one thing at a time, and refuses what comes just when it draws its page anew.
    """
    for _ in range(_TRIES):
        await page.wait_for_function(_READY, polling=_EVERY)
        with suppress(NothingSent):
            async with page.expect_request(_is_of_a_member, timeout=SENT) as sent:
                await act()
            receipt = await (await sent.value).response()
            assert receipt
            if not (await receipt.json())["rejected"]:
                await page.wait_for_function(_READY, polling=_EVERY)
                return
    raise AssertionError("the playground never took it")


def _is_of_a_member(request: Request) -> bool:
    """Whether ``request`` says what a member does, and not only how wide the page is or what is being typed."""
    return request.url.endswith("/api/action") and (request.post_data_json or {}).get("kind") in _DEEDS


def card_with(page: Page, said: Sought) -> Locator:
    """The card that says ``said``."""
    return page.locator(".component-container").filter(has_text=here(said))


async def later(page: Page) -> Locator:
    """The messages that come from now on, as long as the newest one of now is on the page."""
    newest = await page.locator("article[data-message-id]").last.get_attribute("data-message-id")
    return page.locator(f"article[data-message-id='{newest}'] ~ article")
