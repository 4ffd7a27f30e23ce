"""The playground in a real browser: started, typed into, looked at."""

import asyncio
import os
import re
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, FloatRect, Locator, Page, Request, async_playwright, expect
from playwright.async_api import TimeoutError as NothingSent
from simcord.preview import _snapshot

from bot.language import ENGLISH, language
from tests.browser.foreign import Sought, here, spoken_everywhere
from tests.conftest import PREPARED

ROOT = Path(__file__).parent.parent.parent
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
_PAGE_LENGTH = "HISTORY_WINDOW_SIZE"
if not hasattr(_snapshot, _PAGE_LENGTH):
    raise ImportError(f"simcord's playground is built differently: it has no {_PAGE_LENGTH}.")
_TRIES = 8
_EVERY = 50
"""Milliseconds between two looks at whether the page is ready."""
_READY = "() => simcordPreview.ready"
"""Whether the playground is done with all that somebody did."""
_DEEDS = ("click", "history", "modal_submit", "run_command", "select", "viewer")
SENT = 5_000
"""Milliseconds within which the playground tells its server what somebody did, on a busy machine."""
_LIGHT = """
:root {
  color-scheme: light; background: #fff; color: #313338;
  --discord-bg: #fff; --discord-surface: #f2f3f5; --discord-elevated: #e3e5e8; --discord-control: #ebedef;
  --discord-hover: #e0e1e5; --discord-text: #313338; --discord-muted: #5c5e66; --discord-subtle: #4e5058;
  --discord-border: #d4d7dc; --component-surface: #fff; --component-border: #d4d7dc; --modal-surface: #fff;
  --control-border: #c4c9ce; --chip-surface: #ebedef; --list-surface: #fff; --option-hover: #e0e1e5;
  --subtle-surface: #e3e5e8; --subtle-surface-text: #313338; --input-surface: #ebedef; --input-placeholder: #5c5e66;
  --button-alt: #e3e5e8; --button-alt-hover: #d4d7dc; --code-surface: #f2f3f5; --code-border: #d4d7dc;
  --code-text: #313338; --link-text: #006ce7;
}
.component-button.button-style-2 { color: #313338; }
.mention { color: #4752c4; }
"""
"""The playground knows the dark theme alone; these are the colours of Discord's light one."""
HEIGHT = 2_600
"""Pixels: the highest card fits."""


@dataclass(frozen=True)
class Look:
    """How cards are looked at: the ``name`` in those of shots, and the ``style``.

    Cards are laid out by the channel's width alone, and the page around it stays as it is: the playground's server
    would make the page anew for each change of that.
    """

    name: str
    style: str


_PHONE = 390
"""Pixels: the channel has the whole width of a phone."""
PHONE = Look("light-phone", f"{_LIGHT} #preview-app {{ width: {_PHONE}px !important; }}")
DARK = Look("dark", "")
_LOOKS: WeakKeyDictionary[Page, Look] = WeakKeyDictionary()
_DRESS = """style => {
  const theme = document.getElementById("theme")
    || document.head.appendChild(Object.assign(document.createElement("style"), {id: "theme"}));
  theme.textContent = "#action-status, #new-messages, article:not(:nth-last-child(-n + 4)) { display: none; }" + style;
  return document.getElementById("preview-app").offsetWidth;
}"""
"""Shows only the last few messages, since the page is laid out anew for each look, and not how an action went, which
takes a line from the page and gives it back each time. Tells how wide the channel is then."""
_SETTLED = """card => new Promise(done => {
  const status = document.getElementById("live-status");
  const late = performance.now() + 1_000;
  let before = "";
  card.scrollIntoView({block: "center"});
  const look = () => {
    const {x, y, width: wide, height} = card.getBoundingClientRect();
    const now = [x, y, wide, height].join();
    const missing = Object.entries({
      "its place": y >= 0 && y + height <= innerHeight,
      "its pictures": [...card.querySelectorAll("img")].every(image => image.complete && image.naturalWidth),
      "its buttons": !card.querySelector("[aria-disabled=true]"),
      "a moment's rest": now === before,
    }).filter(([, there]) => !there).map(([name]) => name);
    if (!missing.length) done({x, y, width: wide, height});
    else if (!card.isConnected || performance.now() > late)
      done(`${missing} (${now} in ${innerWidth} × ${innerHeight}), ${status.textContent}`);
    else {
      card.scrollIntoView({block: "center"});
      before = now;
      requestAnimationFrame(look);
    }
  };
  look();
})"""
"""Told when two frames after each other have the card at the same place, or what it lacks after a second.

The buttons of a card cannot be pressed, and look so, as long as the answer to its command is under way.
"""


def gallery() -> Path:
    """Where the screenshots of cards in the language that is spoken are kept."""
    return SHOTS / ("gallery" if language() == ENGLISH else f"gallery-{language()}")


def with_a_page_of(messages: int) -> Sequence[str]:
    """Have a page made of so many messages instead of 50: all of them are made and sent anew for whatever somebody
    does, which takes most of the time of a test that makes many.
    """
    return "import simcord.preview._snapshot as made", f"made.{_PAGE_LENGTH} = {messages}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def playground(
    port: int, folder: Path, before: Sequence[str] = (), tokens: int = 80
) -> AsyncIterator[asyncio.subprocess.Process]:
    """``strawberry play`` with a database of its own; what it prints and logs can be read from its stdout.

    It is started as a host starts it, or, where there are statements of Python to be run ``before``, after those.
    An answer of a chat has as many ``tokens`` at most.
    """
    (folder / "cache").mkdir()
    (folder / "cache" / "models").symlink_to(PREPARED)
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
    begun = ("-c", "; ".join([*before, "from bot.cli import main", "main()"])) if before else ("-m", "bot")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *begun, "play", "--port", str(port)),
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
async def open_page(
    browser: Browser, folder: Path, look: Look, before: Sequence[str] = (), tokens: int = 80, locale: str = "en-US"
) -> AsyncIterator[Page]:
    """A page of the playground, 1,000 pixels wide, its model loaded."""
    statements = [*before, *spoken_everywhere(locale)]
    async with playground(free_port(), folder, statements, tokens) as process:
        opened, _ = await lines_with(process, "http://", "The model is ready")
        page = await browser.new_page(
            viewport={"width": 1_000, "height": HEIGHT}, bypass_csp=True, reduced_motion="reduce"
        )
        _LOOKS[page] = look
        page.set_default_timeout(SECONDS * 1_000)
        expect.set_options(timeout=SECONDS * 1_000)
        await page.goto(opened.split()[-1])
        await expect(page.locator("article[data-message-id]").last).to_be_visible()
        yield page
        await page.close()


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


async def settled(card: Locator) -> FloatRect:
    """Where ``card`` is on the page once nothing moves or loads any more."""
    until = asyncio.get_running_loop().time() + SECONDS
    while isinstance(place := cast("FloatRect | str", await card.evaluate(_SETTLED)), str):
        assert asyncio.get_running_loop().time() < until, f"the card never had {place}"
    return place


async def shot(card: Locator, name: str, since: Locator | None = None) -> None:
    """A screenshot of ``card`` once all its pictures are there, and of what stands above it from ``since`` on."""
    place = await settled(card)
    if since and (first := await since.bounding_box()):
        place["height"] += place["y"] - first["y"]
        place["y"] = first["y"]
    await card.page.screenshot(path=SHOTS / name, clip=place)


async def look(page: Page, card: Locator, name: str) -> None:
    """Check ``card``, and keep how it looks, and what of it a screen reader says, in ``gallery()``.

    Every picture must have alt text.
    """
    await expect(card).to_be_visible()
    alts = [await picture.get_attribute("alt") or "" for picture in await card.locator("img").all()]
    gallery().mkdir(parents=True, exist_ok=True)
    (gallery() / f"{name}.txt").write_text(await card.aria_snapshot())
    assert all(len(alt) > (30 if language() == ENGLISH else 10) for alt in alts)
    await snap(page, card, name)


async def snap(page: Page, card: Locator, name: str) -> None:
    """Keep how ``card`` looks in ``gallery()``: its pictures must have loaded, and nothing may stick out of it."""
    look = _LOOKS[page]
    assert (await page.evaluate(_DRESS, look.style) == _PHONE) == (look is PHONE)
    place = await settled(card)
    assert await card.evaluate("card => card.scrollWidth <= card.clientWidth + 1")
    await page.screenshot(path=gallery() / f"{name}-{look.name}.png", clip=place)
    if look.style:  # narrow, the list of a select may not have the room to be chosen from
        await page.evaluate(_DRESS, "")
