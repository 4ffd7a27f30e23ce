"""The card of the latest letter questions that were kept, and the buttons that lead on from one."""

from collections.abc import Sequence

import discord

from bot.language import tr
from bot.letters import Comparison, ModelMissing
from bot.sentences import sentences
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
    return ShowComparison(comparison_id).button(tr("Details"))


def tool_button(comparison_id: int) -> Pressable:
    """Asks the question of a comparison with a tool that counts."""
    return GiveTool(comparison_id).button(tr("Give it a tool"))


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
    label = tr("Count another letter") if stored else tr("Count a letter")
    another = CountAnother().button(label, style=discord.ButtonStyle.primary)
    card = Card().text(f"### {tr('Your latest questions here') if mine else tr('Latest questions here')}")
    if not stored:
        to_try = tr("Try `/ask question:How many r's are in strawberry?`")
        nothing = (
            tr("You have asked nothing here yet.")
            if mine
            else tr("Nothing has been asked here yet, or only privately.")
        )
        return card.text(sentences([nothing, to_try])).row([another])
    for each, button in zip(stored, details, strict=True):
        comparison, model = each.comparison, each.comparison.model
        said = tr("no model") if isinstance(model, ModelMissing) else model_line(comparison, model, _IN_HISTORY)
        exact = headline(comparison.question, comparison.exact, _IN_HISTORY)
        card.section(f"**#{each.id}** {exact}\n{said}\n-# {_asked(comparison, mine=mine)}", button)
    return card.text(f"-# {tr('page {page} of {pages}', page=page + 1, pages=pages)}").row([another, *buttons])


def _asked(comparison: Comparison, *, mine: bool) -> str:
    """What was asked, when, and by whom where that is not plain."""
    typed, when = code(comparison.text, _IN_HISTORY), f"<t:{int(comparison.asked_at.timestamp())}:R>"
    if comparison.asker.user_id and not mine:
        return tr(
            "{question} asked by {member} {when}", question=typed, member=f"<@{comparison.asker.user_id}>", when=when
        )
    # Translators: {when} is such as “2 hours ago”, as Discord says it.
    return tr("{question} asked {when}", question=typed, when=when)
