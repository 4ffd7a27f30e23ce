"""The story of one word, page by page."""

from collections.abc import Sequence

import discord

from bot.app.viewer import Viewer
from bot.language import tr
from bot.services import Services
from bot.tokens import well_formed
from bot.ui import Card, Pressable
from bot.ui.buttons.texts import AskWhatComesNext, ShowPage, TurnStory
from bot.ui.explain import PAGES, Page, explain_card, film_page

MAX_STORY = 100
"""Characters of a text that has a story: a word, or a few."""
MERGES = 1
"""The page of the merges."""
_NEXT = discord.ButtonStyle.primary


async def story_card(services: Services, viewer: Viewer, word: str, encoding: str, number: int = 0) -> Card:
    """Page ``number``, from 0, about ``word``, a few words at most."""
    text = well_formed(word)
    kept = await services.texts.keep(
        viewer.user_id, viewer.guild_id, text, encoding, viewer.when, shown_in=viewer.shown_in
    )
    return await story_view(services, text, encoding, number, kept)


async def story_view(
    services: Services, text: str, encoding: str, number: int, kept: int | None, *, listed: bool = False
) -> Card:
    """Page ``number``, from 0, of the story of ``text``, kept as ``kept``; without buttons where it is not.

    With ``listed`` it is the list that stands behind the page, where it has one.
    """
    _, make = PAGES[number]
    draw = services.studio.film if make is film_page else services.studio.draw
    page = await draw(make, await services.encodings.load(encoding), text)
    listed = listed and bool(page.listed)
    buttons = [] if kept is None else _buttons(services, kept, number, page, listed=listed)
    return explain_card(page, number, text, encoding, buttons, listed=listed)


def _buttons(services: Services, kept: int, number: int, page: Page, *, listed: bool) -> Sequence[Pressable]:
    buttons: list[Pressable] = []
    if number > 0:
        buttons.append(TurnStory(kept, number - 1, "Back").button(tr("Back")))
    if number < len(PAGES) - 1:
        buttons.append(TurnStory(kept, number + 1, "Next").button(tr("Next"), style=_NEXT))
    elif services.settings.model.backend != "off":
        buttons.append(AskWhatComesNext(kept).button(tr("What comes next?"), style=_NEXT))
    if page.listed:
        buttons.append(
            ShowPage(kept, number, "page" if listed else "list").button(tr("Picture") if listed else tr("As a list"))
        )
    return buttons
