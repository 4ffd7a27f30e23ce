"""The card of the latest letter questions that were kept, and the buttons that lead on from one."""

from collections.abc import Sequence

import discord

from bot.letters import ModelMissing
from bot.storage import StoredComparison
from bot.ui.buttons.lab_tool import GiveTool
from bot.ui.buttons.letters import CountAnother
from bot.ui.buttons.log import ShowComparison
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, model_line
from bot.ui.text import code

_IN_HISTORY = 80
"""Characters of whatever varies in length in an entry of the history: five entries share a message."""


def details_button(comparison_id: int) -> Pressable:
    """Asks for all that was kept of a comparison."""
    return ShowComparison(comparison_id).button("Details")


def tool_button(comparison_id: int) -> Pressable:
    """Asks the question of a comparison with a tool that counts."""
    return GiveTool(comparison_id).button("Give it a tool")


def history_card(
    stored: Sequence[StoredComparison],
    *,
    mine: bool,
    page: int,
    pages: int,
    details: Sequence[Pressable],
    buttons: Sequence[Pressable],
) -> Card:
    """A page of comparisons, latest first, each with its button; ``buttons`` lead to other pages."""
    label = "Count another letter" if stored else "Count a letter"
    another = CountAnother().button(label, style=discord.ButtonStyle.primary)
    card = Card().text("### Your latest questions here" if mine else "### Latest questions here")
    if not stored:
        whose = "You have asked nothing here yet." if mine else "Nothing has been asked here yet, or only privately."
        return card.text(f"{whose} Try `/ask question:How many r's are in strawberry?`").row([another])
    for each, button in zip(stored, details, strict=True):
        comparison = each.comparison
        by = f" by <@{comparison.asker.user_id}>" if comparison.asker.user_id and not mine else ""
        asked = f"<t:{int(comparison.asked_at.timestamp())}:R>"
        model = comparison.model
        said = "no model" if isinstance(model, ModelMissing) else model_line(comparison, model, _IN_HISTORY)
        exact = headline(comparison.question, comparison.exact, _IN_HISTORY)
        typed = code(comparison.text, _IN_HISTORY)
        card.section(f"**#{each.id}** {exact}\n{said}\n-# {typed} asked{by} {asked}", button)
    return card.text(f"-# page {page + 1} of {pages}").row([another, *buttons])
