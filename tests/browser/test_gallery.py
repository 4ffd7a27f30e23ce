"""Every card in a real browser, with the real model.

The screenshots are for people to look at; what a machine can tell, the gallery does.
"""

import pytest
from simcord import SetupError

from bot.language import speak
from tests.browser.cards import USED, Used
from tests.browser.conftest import together
from tests.browser.gallery import Gallery
from tests.browser.hands import Hands


@together
@pytest.mark.usefixtures("brief")
async def test_every_card(gallery: Gallery, locale: str) -> None:
    """One test, since the later cards count what the earlier ones asked; the first ones have nothing to count yet.

    A card that is wrong does not hide those after it: all that is wrong is told at the end.
    """
    await speak(locale)
    hands = Hands(gallery.world, gallery.world.manager)
    for used in USED:
        name = used.name or used.command.replace(" ", "-")
        try:
            await show(gallery, hands, used, name)
        except (AssertionError, SetupError, TimeoutError) as error:
            error.add_note(f"in {name}")
            gallery.wrong.append(error)
    await gallery.close()


async def show(gallery: Gallery, hands: Hands, used: Used, name: str) -> None:
    """Use the command, follow its buttons, and hang up each card."""
    before = hands.newest()
    await hands.use(used.command, used.written, **used.options)
    card = hands.card(used.said, before)
    if used.new:
        await gallery.hang(card, name, used.said)
    for number, (label, said) in enumerate(used.then, 2):
        await hands.press(card, label)
        card = hands.card(said)
        await gallery.hang(card, f"{name}-{number}", said)
