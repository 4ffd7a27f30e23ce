"""How cards look in a browser, kept as screenshots."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from playwright.async_api import FloatRect, Locator, expect

from bot.language import ENGLISH, language

ROOT = Path(__file__).parent.parent.parent
SHOTS = ROOT / "test-artefacts"
SECONDS = 60
"""How long the model may take to load, or a card to appear."""
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


@dataclass(frozen=True)
class Look:
    """How cards are looked at: the ``name`` in those of shots, and the ``style`` of a page that stays as wide as it is,
    since cards are laid out by the channel's width alone.
    """

    name: str
    style: str


PHONE_WIDTH = 390
"""Pixels: the channel has the whole width of a phone."""
PHONE = Look("light-phone", f"{_LIGHT} #preview-app {{ width: {PHONE_WIDTH}px !important; }}")
DARK = Look("dark", "")
DRESS = """style => {
  const theme = document.head.appendChild(document.createElement("style"));
  theme.textContent = 'pre, pre code { font-family: var(--preview-font-mono), "Noto Sans SC"; }' + style;
  return document.getElementById("preview-app").offsetWidth;
}"""
"""Gives blocks of code the Chinese and Japanese letters that all other text has. Tells how wide the channel is then."""
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


def gallery_folder() -> Path:
    """Where the screenshots of cards in the language that is spoken are kept."""
    return SHOTS / ("gallery" if language() == ENGLISH else f"gallery-{language()}")


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


async def look(card: Locator, name: str) -> None:
    """Check ``card`` as a playground shows it, and keep how it looks, and what of it a screen reader says.

    Every picture must have loaded and have alt text, and nothing may stick out.
    """
    await expect(card).to_be_visible()
    check_alts([await picture.get_attribute("alt") or "" for picture in await card.locator("img").all()])
    await settled(card)
    assert await card.evaluate("card => card.scrollWidth <= card.clientWidth + 1")
    folder = gallery_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(await card.aria_snapshot())
    await shot(card, f"{folder.name}/{name}-{DARK.name}.png")


def check_alts(alts: Sequence[str]) -> None:
    """Every picture must have alt text."""
    assert all(len(alt) > (30 if language() == ENGLISH else 10) for alt in alts), alts
