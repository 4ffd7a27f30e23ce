"""The story of one word, page by page."""

from bot.app.viewer import Viewer
from bot.services import Services
from bot.tokens import well_formed
from bot.ui import Card
from bot.ui.buttons.texts import TurnStory
from bot.ui.explain import PAGES, explain_card, film_page


async def story_card(services: Services, viewer: Viewer, word: str, encoding: str) -> Card:
    """The first page about ``word``, a few words at most."""
    text = well_formed(word)
    kept = await services.texts.keep(viewer.user_id, viewer.guild_id, text, encoding, viewer.when)
    return await story_view(services, text, encoding, 0, kept)


async def story_view(services: Services, text: str, encoding: str, number: int, kept: int | None) -> Card:
    """Page ``number``, from 0, of the story of ``text``, kept as ``kept``; without buttons where it is not."""
    _, make = PAGES[number]
    draw = services.studio.film if make is film_page else services.studio.draw
    page = await draw(make, await services.encodings.load(encoding), text)
    buttons = []
    if kept is not None and number > 0:
        buttons.append(TurnStory(kept, number - 1, "Back").button("Back"))
    if kept is not None and number < len(PAGES) - 1:
        buttons.append(TurnStory(kept, number + 1, "Next").button("Next"))
    return explain_card(page, number, text, encoding, buttons)
