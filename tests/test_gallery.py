"""Every card in a real browser, in both themes and at phone width, with the real model.

The screenshots, kept in ``test-artefacts/gallery``, are for people to look at. What a machine can tell is asserted:
every picture has loaded and has alt text, and nothing sticks out of its card.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.browser import LIGHT, SHOTS, card_with, open_page, shot, use

GALLERY = SHOTS / "gallery"
WIDE, PHONE = {"width": 1_000, "height": 3_600}, {"width": 390, "height": 3_600}


@dataclass(frozen=True)
class Used:
    """A command with its options, and a text of its card.

    ``written`` goes into the form that it opens. ``then`` are buttons that lead on, each with a text of what follows.
    """

    command: str
    said: str
    options: dict[str, str] = field(default_factory=dict)
    written: str = ""
    then: Sequence[tuple[str, str]] = ()


COMPARED = "Models read numbers: 12,345 strawberries, 草莓, клубника, 🍓🍓"
LEARNT = "she sells sea shells by the sea shore; the shells she sells are sea shells, she is sure. " * 3
DRAWN_TWICE = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""The page moves to its end when its size changes."""
USED = (
    Used(
        "tokenize",
        "bytes a token",
        {"text": "Strawberry 🍓 pie: 20 %"},
        then=[("Ids", "197348"), ("Table", "code points")],
    ),
    Used("ask", "leans to", {"question": "How many r's are in strawberry?"}),
    Used("states", "US states with", {"letter": "d"}),
    Used("which", "elements with", {"names": "elements", "letter": "i"}),
    Used("ladder", "four ways", {"letter": "r", "word": "strawberry"}),
    Used("explain", "1 of 6", {"word": "strawberry"}, then=[("Next", f"{page} of 6") for page in range(2, 7)]),
    Used("compare", "fewest", {"text": COMPARED}, then=[("Other languages", "The same sentence in")]),
    Used("decode", "199998", {"ids": "302 1618 19772 199998 -1 berry"}),
    Used("vocab find", "contain ber", {"text": "ber"}, then=[("Next", "Page 2 of")]),
    Used("vocab longest", "The longest tokens of"),
    Used("vocab random", "Drawn by chance"),
    Used("vocab oddities", "Oddities of"),
    Used("bpe-train", "A vocabulary of 256", written=LEARNT),
    Used("stats", "What was asked in this server"),
    Used("history", "Latest questions here"),
    Used("export", "comparisons of yours"),
    Used("forget-me", "Delete what I keep about you?", then=[("Delete", "What you ask from now on")]),
    Used("settings", "Settings of Strawberry patch"),
    Used("about", "million parameters"),
    Used("help", "What I can do"),
)


async def look(page: Page, card: Locator, name: str) -> None:
    """Check ``card`` and keep it as it looks in each theme and at each width."""
    for picture in await card.locator("img").all():
        assert len(await picture.get_attribute("alt") or "") > 30
    for theme, style in (("dark", ""), ("light", LIGHT)):
        await page.evaluate("style => document.getElementById('theme').textContent = style", style)
        for device, size in (("", WIDE), ("-phone", PHONE)):
            await page.set_viewport_size(size)  # type: ignore[arg-type]  # playwright's own type of it is private
            await page.evaluate(DRAWN_TWICE)
            assert await card.evaluate("card => card.scrollWidth <= card.clientWidth + 1")
            await shot(card, f"gallery/{name}-{theme}{device}.png")
    await page.set_viewport_size(WIDE)  # type: ignore[arg-type]


async def test_every_card(tmp_path: Path) -> None:
    GALLERY.mkdir(parents=True, exist_ok=True)
    async with open_page(tmp_path) as page:
        await page.evaluate("document.head.append(Object.assign(document.createElement('style'), {id: 'theme'}))")
        for used in USED:
            await use(page, used.command, **used.options)
            if used.written:
                form = page.get_by_role("dialog")
                await form.get_by_role("textbox").fill(used.written)
                await form.get_by_role("button", name="Submit").click()
            card = card_with(page, used.said).last
            await expect(card).to_be_visible()
            await look(page, card, used.command.replace(" ", "-"))
            for number, (label, said) in enumerate(used.then, 2):
                await card.get_by_role("button", name=label, exact=True).click()
                card = card_with(page, said).last
                await expect(card).to_be_visible()
                await look(page, card, f"{used.command.replace(' ', '-')}-{number}")
