"""The cards of ``/export`` and ``/forget-me``: what is kept of a member, handed out and deleted."""

from typing import Literal

import discord

from bot.storage import Exported, Format, Kept
from bot.tokens import count
from bot.ui.buttons.log import ForgetMe
from bot.ui.card import Card

What = Literal["mine", "server"]
"""Whose comparisons are exported: the asker's own, or everybody's in the server."""

_READ_AS: dict[Format, str] = {
    "csv": (
        "A text that a spreadsheet would take for a formula, or that begins with ', has one more ' before it. "
        "Import the columns of Discord ids as text: they are too long for a spreadsheet’s numbers."
    ),
    "jsonl": "One JSON object a line; Discord ids are text, because they are too long for most readers’ numbers.",
}


def export_card(exported: Exported, what: What, format_: Format) -> Card:
    """The file with the comparisons, or that there are none."""
    whose = "of this server" if what == "server" else "of yours"
    private = "What others have asked privately is left out."
    if not exported.total:
        nothing = f"I keep no comparisons {whose}, so there is nothing to export."
        return Card().text(f"{nothing} {private}" if what == "server" else f"{nothing} `/ask` makes the first one.")
    card = Card().text(f"### {count(exported.total, 'comparison')} {whose}")
    if exported.rows < exported.total:
        card.text(
            f"All of them do not fit into a file on Discord. This one has the newest: **{exported.rows:,} of "
            f"{exported.total:,}** rows. Ask the host for all; they can use `strawberry db export`."
        )
    if what == "server":
        card.text(private)
    return card.file(exported.content, f"comparisons-{what}.{format_}").text(f"-# {_READ_AS[format_]}")


def kept_card(kept: Kept, owner: int) -> Card:
    """How much is kept of the member ``owner``, with the buttons that delete it or keep it."""
    if not kept:
        return Card().text("I keep nothing about you, so there is nothing to delete.")
    return (
        Card()
        .text(
            f"### Delete what I keep about you?\n{_amount(kept)}, wherever you asked. History and statistics lose "
            "them, the buttons of their cards say that they are gone, your points leave the leaderboards, and I no "
            "longer know what you said in chats. What I answered to others stays, without the tokens behind it where "
            "you had chatted before, and so do the quizzes that you played in, without the questions that you had "
            "proposed, and all messages on Discord."
        )
        .text("-# This cannot be undone. `/export` gives you a copy of the comparisons first.")
        .row(
            [
                ForgetMe(owner, "delete").button("Delete", style=discord.ButtonStyle.danger),
                ForgetMe(owner, "keep").button("Keep"),
            ]
        )
    )


def forgotten_card(forgotten: Kept) -> Card:
    """How much was deleted."""
    if not forgotten:
        return Card().text("Nothing was left to delete: it is already gone.")
    return Card().text(
        f"### Deleted\n{_amount(forgotten)}. What you ask and say from now on is kept again, and so is a letter "
        "question whose answer was still on its way when you pressed Delete."
    )


def untouched_card() -> Card:
    """After the member has thought better of it."""
    return Card().text("Nothing was deleted.")


def _amount(kept: Kept) -> str:
    amount = (
        f"**{count(kept.comparisons, 'comparison')}**, **{count(kept.turns, 'turn')}** of chats and "
        f"**{count(kept.texts, 'text')}** behind the buttons of cards"
    )
    if kept.answers or kept.proposals or kept.quizzes or kept.lobbies:
        amount += (
            f"; of quizzes **{count(kept.answers, 'answer')}**, **{count(kept.proposals, 'proposed question')}**, and "
            f"**{kept.quizzes:,}** that you started"
            f"{f', and that you wait for {kept.lobbies:,} to begin' if kept.lobbies else ''}"
        )
    return f"{amount}, and whether answers are explained to you" if kept.explainer else amount
