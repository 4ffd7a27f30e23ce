"""The cards of how often models were right."""

import asyncio
from collections.abc import Mapping

import discord

from bot.app.viewer import Viewer
from bot.drawing import Picture, accuracy_chart
from bot.language import tr
from bot.letters import Summary, frontier_counting, summarize
from bot.services import Services
from bot.ui import Card
from bot.ui.buttons.letters import CountAnother, ExplainStatistics
from bot.ui.buttons.log import ShowStatistics
from bot.ui.stats import WHOSE, Whose, method_card, notes_card, statistics_card

_FRONTIER_ENCODING = "o200k_base"
_FEWEST = 20
"""Counting questions; a chart of fewer would only show chance."""


async def statistics_card_of(services: Services, viewer: Viewer, whose: Whose) -> Card:
    """Three numbers of what ``whose`` questions say, and one chart where there are enough of them."""
    summary = await _summary(services, viewer, whose)
    chart = await _chart(services, summary, whole=False)
    others = [each for each in WHOSE if each != whose and (each != "server" or viewer.guild_id is not None)]
    buttons = [ShowStatistics(each, viewer.user_id).button(str(WHOSE[each])) for each in others]
    if summary.asked or summary.twins:
        buttons.insert(0, ExplainStatistics(whose).button(tr("Method")))
    buttons.insert(0, CountAnother().button(tr("Count a letter"), style=discord.ButtonStyle.primary))
    return statistics_card(summary, whose, chart, buttons)


async def method_card_of(services: Services, viewer: Viewer, whose: Whose) -> Card:
    """What stands behind these numbers: each model and every group."""
    summary = await _summary(services, viewer, whose)
    notes = ExplainStatistics(whose, "notes").button(tr("How to read this"), style=discord.ButtonStyle.primary)
    return method_card(summary, whose, await _chart(services, summary, whole=True), [notes])


async def notes_card_of(services: Services, viewer: Viewer, whose: Whose) -> Card:
    """How to read that, and what not to conclude."""
    return notes_card(drawn=_drawn(await _summary(services, viewer, whose)))


async def _summary(services: Services, viewer: Viewer, whose: Whose) -> Summary:
    return await asyncio.to_thread(summarize, await services.statistics.cells(**_scope(viewer, whose)))


async def _chart(services: Services, summary: Summary, *, whole: bool) -> Picture | None:
    if not _drawn(summary):
        return None
    encoding = await services.encodings.load(_FRONTIER_ENCODING)
    frontier = await asyncio.to_thread(frontier_counting, encoding)
    return await services.studio.draw(accuracy_chart, summary, frontier, whole=whole)


def _drawn(summary: Summary) -> bool:
    return summary.counting.all.total >= _FEWEST


def _scope(viewer: Viewer, whose: Whose) -> Mapping[str, int]:
    if whose == "me":
        return {"user_id": viewer.user_id}
    return {"guild_id": viewer.guild_id} if whose == "server" and viewer.guild_id is not None else {}
