"""A text in all encodings side by side, and what a sentence costs in other languages."""

import asyncio

import discord

from bot.app.commands import encoding_options
from bot.app.viewer import Viewer
from bot.drawing import language_bars, stack
from bot.language import tr
from bot.services import Services
from bot.tokens import alike, load_all, prices, well_formed
from bot.ui import Card
from bot.ui.buttons.texts import ChooseLanguagesEncoding, ShowCompared, ShowLanguages, ShowTokens
from bot.ui.compare import compare_card, languages_card, strips


async def compared_card(services: Services, viewer: Viewer, text: str, encoding: str) -> Card:
    """``text`` by every encoding that is there, by ``encoding`` first."""
    sound = well_formed(text)
    kept = await services.texts.keep(
        viewer.user_id, viewer.guild_id, sound, encoding, viewer.when, shown_in=viewer.shown_in
    )
    return await compared_view(services, sound, kept, encoding)


async def compared_view(services: Services, text: str, kept: int | None, encoding: str) -> Card:
    """``text``, kept as ``kept``, by every encoding; without buttons where it is not kept."""
    loaded = await load_all(services.encodings)
    every = sorted(loaded.encodings, key=lambda each: each.name != encoding)
    cuts = alike([await services.workshop.cut(each, text) for each in every])
    picture = await services.studio.draw(stack, strips(cuts))
    buttons = []
    if kept is not None:
        buttons = [
            ShowLanguages(kept, encoding).button(tr("Other languages"), style=discord.ButtonStyle.primary),
            ShowTokens(kept, "picture", encoding).button(tr("Its tokens")),
        ]
    return compare_card(cuts, loaded, services.encodings.readers, picture, buttons)


async def languages_view(services: Services, kept: int, encoding: str) -> Card:
    """What a sentence costs in other languages, beside the text kept as ``kept``."""
    loaded = await services.encodings.load(encoding)
    picture = await services.studio.draw(language_bars, await asyncio.to_thread(prices, loaded), encoding)
    select = ChooseLanguagesEncoding(kept).select(encoding_options(services.encodings, encoding), tr("Encoding"))
    return languages_card(encoding, picture, [ShowCompared(kept).button(tr("Back to the text"))], select)
