"""The cards of letter questions asked in series."""

from collections.abc import Sequence

import discord

from bot.app.viewer import Viewer
from bot.drawing import Panel, Picture, Row, ladder, stack, tile_map
from bot.language import retold, tr
from bot.letters import FORM_NAMES, Comparison, Count, ModelAnswer, Which, answer_text
from bot.services import Services
from bot.storage import ServerSettings
from bot.ui import Card, Pressable
from bot.ui.buttons.letters import OpenStatistics
from bot.ui.series import forms_card
from bot.ui.series_names import names_card


async def names_asked_card(services: Services, viewer: Viewer, question: Which, server: ServerSettings) -> Card:
    """Which names of a list contain the letter, and the yes or no to each of the model of ``services``."""
    asked = await services.series.names(question.names, question.letter, viewer.asker, viewer.when, server)
    tiles = await services.studio.draw(tile_map, question.names, question.letter, asked.comparisons)
    return names_card(question, asked.comparisons, asked.logged, tiles, [_statistics()])


async def forms_asked_card(services: Services, viewer: Viewer, question: Count, server: ServerSettings) -> Card:
    """The same question in each of its forms, put to the model of ``services``."""
    asked = await services.series.forms(question, viewer.asker, viewer.when, server)
    bars = await services.studio.draw(_bars, asked.comparisons)
    rows = [Row(retold(FORM_NAMES[each.form]), each.word_tokens) for each in asked.comparisons]
    strips = await services.studio.draw(stack, rows)
    return forms_card(question, asked.comparisons, asked.logged, bars, strips, [_statistics()])


def _statistics() -> Pressable:
    return OpenStatistics().button(tr("How models do"), style=discord.ButtonStyle.primary)


def _bars(comparisons: Sequence[Comparison]) -> Picture | None:
    """The model's probabilities in each form; None where it tells none."""
    panels = [
        Panel(
            retold(FORM_NAMES[each.form]),
            answer_text(each.model.answer),
            each.model.distribution,
            each.model.prior,
            each.untold,
        )
        for each in comparisons
        if isinstance(each.model, ModelAnswer) and each.model.distribution
    ]
    return ladder(panels, answer_text(comparisons[0].exact)) if panels else None
