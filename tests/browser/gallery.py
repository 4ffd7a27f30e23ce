"""Cards as they hang beside each other on one page of a playground, where a browser looks at all of them at once.

To have each card made by typing into the page, and the page made anew for each, took most of the time of a test.
"""

from copy import deepcopy
from dataclasses import dataclass
from textwrap import dedent
from typing import TypedDict, cast

from playwright.async_api import Page
from simcord.results import ResponseMessage

import bot.play  # noqa: F401 - the page is drawn as the playground draws it
from tests.browser.foreign import Sought, here, says
from tests.browser.hands import pictures
from tests.browser.looks import DRESS, PHONE, PHONE_WIDTH, Look, check_alts, gallery_folder
from tests.browser.playground import ASLEEP, HEIGHT
from tests.world import World

_WALL = 50
"""As many cards as one page may have."""
_DRAWN = "() => document.getElementById('preview-app').ariaBusy === 'false'"
_FACTS = """() => Promise.all(Array.from(document.querySelectorAll("article[data-message-id]"), async article => {
  const card = article.querySelector(".component-container");
  const late = performance.now() + 30_000;
  const unusable = () => card.querySelector("[aria-disabled=true]") && performance.now() < late;
  while (unusable()) await new Promise(done => setTimeout(done, 50));
  const images = Array.from(card.querySelectorAll("img"));
  await Promise.allSettled(images.map(image => image.decode()));
  return {
    says: card.innerText,
    alts: images.map(image => image.alt),
    loaded: images.every(image => image.complete && image.naturalWidth),
    usable: performance.now() < late,
    within: card.scrollWidth <= card.clientWidth + 1,
    height: card.getBoundingClientRect().height,
  };
}))"""
"""Nobody can press a button while the page tells its server how wide it has become."""
_PLACE = """card => {
  card.scrollIntoView({block: "center"});
  const {x, y, width, height} = card.getBoundingClientRect();
  return {x, y, width, height};
}"""


class Facts(TypedDict):
    """What a browser finds of a card."""

    says: str
    alts: list[str]
    loaded: bool
    usable: bool
    within: bool
    height: float


@dataclass(frozen=True)
class _Hung:
    name: str
    said: Sought
    pictures: int
    highest: int


class Gallery:
    """A wall in a channel of its own, beside the one where the bot is used; ``wrong`` is what was found so far."""

    def __init__(self, world: World, page: Page, style: Look, *, shots: bool) -> None:
        assert world.channel.guild
        self.world = world
        self.wrong: list[Exception] = []
        self._channel = world.channel.guild.create_text_channel("gallery")
        self._page = page
        self._style = style
        self._shots = shots
        self._wall: list[_Hung] = []

    async def hang(self, card: ResponseMessage, name: str, said: Sought, highest: int = HEIGHT) -> None:
        """Hang a copy of ``card`` as it is now; once the wall is full, all that hangs is looked at."""
        backend = self.world.env.backend
        copy = deepcopy(backend.get_message(card.channel_id, card.id))
        copy.id, copy.channel_id = backend.snowflake(), self._channel.id
        backend.messages.setdefault(copy.channel_id, {})[copy.id] = copy
        self._wall.append(_Hung(name, here(said), pictures(card), highest))
        if len(self._wall) == _WALL:
            await self.look()

    async def look(self) -> None:
        """Look at all that hangs, and take it down."""
        page = self._page
        async with self.world.env.preview(self._channel, viewers=[self.world.manager], layout="channel") as preview:
            await page.goto(preview.url)
            assert (await page.evaluate(DRESS, self._style.style) == PHONE_WIDTH) == (self._style is PHONE)
            await page.wait_for_function(_DRAWN, polling=100)
            for hung, found in zip(self._wall, cast("list[Facts]", await page.evaluate(_FACTS)), strict=True):
                try:
                    _check(hung, found)
                except AssertionError as error:
                    error.add_note(f"in {hung.name}")
                    self.wrong.append(error)
            if self._shots:
                await self._keep()
            await page.evaluate(ASLEEP)
        self._wall.clear()
        self.world.env.backend.messages[self._channel.id].clear()

    async def _keep(self) -> None:
        """Keep how each card looks, and what a screen reader says of it."""
        folder = gallery_folder()
        folder.mkdir(parents=True, exist_ok=True)
        heard = await self._page.locator("#channel-message-list").aria_snapshot()
        cards = self._page.locator("article .component-container")
        for place, (hung, said) in enumerate(zip(self._wall, heard.split("\n- article:")[1:], strict=True)):
            (folder / f"{hung.name}.txt").write_text(dedent(said).strip())
            clip = await cards.nth(place).evaluate(_PLACE)
            await self._page.screenshot(path=folder / f"{hung.name}-{self._style.name}.png", clip=clip)

    async def close(self) -> None:
        """Look at the rest, and tell all that was wrong."""
        if self._wall:
            await self.look()
        wrong, self.wrong = self.wrong, []
        if wrong:
            raise ExceptionGroup("wrong cards", wrong)


def _check(hung: _Hung, found: Facts) -> None:
    assert says(found["says"], hung.said), f"it says {found['says']}, and not {hung.said}"
    assert found["loaded"], "a picture cannot be read"
    assert len(found["alts"]) == hung.pictures, "a picture is missing"
    check_alts(found["alts"])
    assert found["usable"], "its buttons cannot be pressed"
    assert found["within"], "something sticks out of it"
    assert found["height"] <= hung.highest, f"it is {found['height']} pixels high"
