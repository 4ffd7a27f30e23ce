"""The cards behind ``/me``: what is kept of a member, handed out and deleted."""

from collections.abc import Mapping
from typing import Literal

import discord

from bot.storage import Exported, Format, Kept
from bot.tokens import count
from bot.ui.buttons.log import ChooseExport, ForgetMe
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


_SAID: dict[What, str] = {"mine": "My own, wherever I asked", "server": "This server’s"}
_FOR: dict[Format, str] = {"csv": "for spreadsheets", "jsonl": "JSON Lines, for programs"}


def offer_card(choices: Mapping[str, tuple[What, Format]]) -> Card:
    """What can be exported: the ``choices`` of a select, by their values."""
    options = [
        discord.SelectOption(label=f"{_SAID[what]}: {format_}", value=value, description=_FOR[format_])
        for value, (what, format_) in choices.items()
    ]
    return (
        Card()
        .text("### Export\nComparisons as a file: letter questions with the exact answers and the model’s.")
        .row([ChooseExport().select(options, "Choose whose, and the format")])
    )


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
            f"Not all of them fit into one file on Discord. This one has the newest: **{exported.rows:,} of "
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
        .text(f"### Delete what I keep about you?\n**This will be deleted**, wherever you asked:\n{_amount(kept)}")
        .text(
            "**Kept**:\n- all messages on Discord\n- what I answered to others, without the tokens behind it where you "
            "had chatted before\n- quizzes that you played in, without you and your questions"
        )
        .text("-# This cannot be undone. **Export**, under `/me`, gives you a copy of your comparisons first.")
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
    return (
        Card()
        .text(f"### Deleted\n{_amount(forgotten)}")
        .text(
            "-# What you ask and say from now on is kept again. So is a letter question whose answer was still on its "
            "way when you pressed Delete."
        )
    )


def untouched_card() -> Card:
    """After the member has thought better of it."""
    return Card().text("Nothing was deleted.")


def _amount(kept: Kept) -> str:
    """What there is of each kind, a line each."""
    lines = [
        (kept.comparisons, f"{count(kept.comparisons, 'comparison')}, also from histories and statistics"),
        (kept.turns, f"{count(kept.turns, 'turn')} of chats"),
        (kept.texts, f"{count(kept.texts, 'text')} behind the buttons of cards"),
        (kept.answers, f"{count(kept.answers, 'answer')} to quizzes, with their points"),
        (kept.proposals, f"{count(kept.proposals, 'question')} that you proposed"),
        (kept.quizzes, f"who started {kept.quizzes:,} {'quiz' if kept.quizzes == 1 else 'quizzes'}"),
        (kept.lobbies, f"that you wait for {kept.lobbies:,} {'quiz' if kept.lobbies == 1 else 'quizzes'} to begin"),
        (kept.explainer, "whether answers are explained to you"),
    ]
    return "\n".join(f"- {line}" for there, line in lines if there)
