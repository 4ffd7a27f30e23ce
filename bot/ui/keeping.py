"""The cards behind ``/me``: what is kept of a member, handed out and deleted."""

from collections.abc import Mapping
from typing import Literal

import discord

from bot.language import Later, later, plural, tr
from bot.sentences import headed, sentences
from bot.storage import Exported, Format, Kept, Takeout
from bot.ui.buttons.log import ChooseExport, ForgetMe, TakeOut
from bot.ui.card import Card

What = Literal["mine", "server"]
"""Whose comparisons are exported: the asker's own, or everybody's in the server."""

_READ_AS: dict[Format, Later] = {
    "csv": (
        later(
            "A text that a spreadsheet would take for a formula, or that begins with ', has one more ' before it. "
            "Import the columns of Discord ids as text: they are too long for a spreadsheet’s numbers."
        )
    ),
    "jsonl": later(
        "One JSON object a line; Discord ids are text, because they are too long for most readers’ numbers."
    ),
}


_SAID: dict[What, Later] = {"mine": later("My own, wherever I asked"), "server": later("This server’s")}
_FOR: dict[Format, Later] = {"csv": later("for spreadsheets"), "jsonl": later("JSON Lines, for programs")}


def offer_card(choices: Mapping[str, tuple[What, Format]]) -> Card:
    """What can be exported: the ``choices`` of a select, by their values."""
    options = [
        discord.SelectOption(label=headed(str(_SAID[what]), format_), value=value, description=str(_FOR[format_]))
        for value, (what, format_) in choices.items()
    ]
    return (
        Card()
        .text(
            f"### {tr('Export')}\n"
            + tr("Comparisons as a file: letter questions with the exact answers and the model’s.")
        )
        .row([ChooseExport().select(options, tr("Choose whose, and the format"))])
        .text(
            tr(
                "**Everything of mine** is one file with all that I keep of you: chats, letter questions, texts behind "
                "buttons, quizzes, lessons, and what you have set."
            )
        )
        .row([TakeOut().button(tr("Everything of mine"))])
    )


def export_card(exported: Exported, what: What, format_: Format) -> Card:
    """The file with the comparisons, or that there are none."""
    private = tr("What others have asked privately is left out.")
    if not exported.total and what == "server":
        nothing = tr("I keep no comparisons of this server, so there is nothing to export.")
        return Card().text(sentences([nothing, private]))
    if not exported.total:
        return Card().text(
            tr("I keep no comparisons of yours, so there is nothing to export. `/ask` makes the first one.")
        )
    card = Card().text(f"### {_title(exported.total, what)}")
    if exported.rows < exported.total:
        card.text(
            tr(
                "Not all of them fit into one file on Discord. This one has the newest: **{rows} of {total}** rows. "
                "Ask the host for all; they can use `strawberry db export`.",
                rows=exported.rows,
                total=exported.total,
            )
        )
    if what == "server":
        card.text(private)
    return card.file(exported.content, f"comparisons-{what}.{format_}").text(f"-# {_READ_AS[format_]}")


def takeout_card(takeout: Takeout) -> Card:
    """The file with everything that is kept of a member, or that there is nothing."""
    if not takeout.total:
        return Card().text(tr("I keep nothing about you, so there is nothing to export."))
    card = Card().text(f"### {tr('Everything that I keep of you')}")
    if takeout.rows < takeout.total:
        card.text(
            tr(
                "Not all of it fits into one file on Discord. This one has **{rows} of {total}** rows; `left_out`, at "
                "its beginning, says how many of each are missing. Comparisons are left out first, as they have "
                "files of their own. Ask the host for all.",
                rows=takeout.rows,
                total=takeout.total,
            )
        )
    read_as = tr(
        "JSON, with a list for each kind of thing, and its columns as they are kept. Times are in UTC; ids are text."
    )
    left_out = tr(
        "It leaves out the tokens behind my answers in chats, which may quote others, and the key by which an answer "
        "under way is edited."
    )
    return card.file(takeout.content, "everything.json").text(f"-# {sentences([read_as, left_out])}")


def _title(total: int, what: What) -> str:
    if what == "server":
        return plural("{n} comparison of this server", "{n} comparisons of this server", total)
    return plural("{n} comparison of yours", "{n} comparisons of yours", total)


def kept_card(kept: Kept, owner: int) -> Card:
    """How much is kept of the member ``owner``, with the buttons that delete it or keep it."""
    if not kept:
        return Card().text(tr("I keep nothing about you, so there is nothing to delete."))
    return (
        Card()
        .text(
            f"### {tr('Delete what I keep about you?')}\n"
            f"{tr('**This will be deleted**, wherever you asked:')}\n{_amount(kept)}"
        )
        .text(
            tr(
                "**Kept**:\n- all messages on Discord\n- what I answered to others, without the tokens behind it where "
                "you had chatted before\n- quizzes that you played in, without you and your questions"
            )
        )
        .text("-# " + tr("This cannot be undone. **Export**, under `/me`, gives you a copy of it first."))
        .row(
            [
                ForgetMe(owner, "delete").button(tr("Delete"), style=discord.ButtonStyle.danger),
                ForgetMe(owner, "keep").button(tr("Keep")),
            ]
        )
    )


def forgotten_card(forgotten: Kept) -> Card:
    """How much was deleted."""
    if not forgotten:
        return Card().text(tr("Nothing was left to delete: it is already gone."))
    return (
        Card()
        .text(f"### {tr('Deleted')}\n{_amount(forgotten)}")
        .text(
            "-# "
            + tr(
                "What you ask and say from now on is kept again. So is a letter question whose answer was still on its "
                "way when you pressed Delete."
            )
        )
    )


def untouched_card() -> Card:
    """After the member has thought better of it."""
    return Card().text(tr("Nothing was deleted."))


def _amount(kept: Kept) -> str:
    """What there is of each kind, a line each."""
    turns, texts, answers, asked = kept.turns, kept.texts, kept.answers, kept.proposals
    lines = [
        (
            kept.comparisons,
            plural(
                "{n} comparison, also from histories and statistics",
                "{n} comparisons, also from histories and statistics",
                kept.comparisons,
            ),
        ),
        (turns, plural("{n} turn of chats", "{n} turns of chats", turns)),
        (texts, plural("{n} text behind the buttons of cards", "{n} texts behind the buttons of cards", texts)),
        (
            answers,
            plural(
                "{n} quiz question that you answered or took a hint for, with its points",
                "{n} quiz questions that you answered or took a hint for, with their points",
                answers,
            ),
        ),
        (asked, plural("{n} question that you proposed", "{n} questions that you proposed", asked)),
        *_started(kept),
        (kept.explainer, tr("whether answers are explained to you")),
    ]
    return "\n".join(f"- {line}" for there, line in lines if there)


def _started(kept: Kept) -> list[tuple[int, str]]:
    """What there is of quizzes and lessons, with its line."""
    return [
        (kept.quizzes, plural("who started {n} quiz", "who started {n} quizzes", kept.quizzes)),
        (
            kept.lobbies,
            plural("that you wait for {n} quiz to begin", "that you wait for {n} quizzes to begin", kept.lobbies),
        ),
        (
            kept.lessons,
            plural(
                "how far you are in {n} lesson, with your answers and words",
                "how far you are in {n} lessons, with your answers and words",
                kept.lessons,
            ),
        ),
        (
            kept.votes,
            plural("{n} answer in lessons of a channel", "{n} answers in lessons of a channel", kept.votes),
        ),
        (
            kept.rooms,
            plural("who opened {n} lesson for a channel", "who opened {n} lessons for a channel", kept.rooms),
        ),
    ]
