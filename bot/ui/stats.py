"""The cards of how often models were right: three numbers with a chart, and what stands behind them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from bot.drawing import Picture
from bot.letters import FORM_NAMES, FRONTIER_CREDIT, FRONTIER_DATE, Groups, ModelSummary, Share, Summary, frontier_rows
from bot.tokens import count
from bot.ui.card import Card, Pressable
from bot.ui.text import plain

Whose = Literal["server", "me", "everyone"]
WHOSE: Mapping[Whose, str] = {"server": "This server", "me": "Me", "everyone": "Everyone"}
"""Whose questions are counted → what that is called."""

_HEADLINES: Mapping[Whose, str] = {
    "server": "How models do in this server",
    "me": "How models do on your questions",
    "everyone": "How models do everywhere",
}
_NOTHING: Mapping[Whose, str] = {
    "server": "Nothing has been logged in this server yet.",
    "me": "You have no questions in the log yet.",
    "everyone": "Nothing has been logged yet.",
}
_TRY = "Try `/ask question:How many r's are in strawberry?`"
_MODELS = 5
"""Those that were asked most are on the card."""


def statistics_card(summary: Summary, whose: Whose, chart: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """The three numbers of a log: counting, yes and no; with their chart where there is one."""
    card = Card().text(f"### {_HEADLINES[whose]}")
    if not summary.asked and not summary.twins:
        return card.text(f"{_NOTHING[whose]} {_TRY}").row(buttons)
    if not summary.judged:
        asked = f"{count(summary.asked, 'letter question')} in the log, {summary.put:,} put to a model"
        return card.text(f"{asked}: there is nothing to judge yet. {_TRY}").row(buttons)
    card.text("\n".join(_figures(summary)))
    if chart:
        card.picture(chart, "statistics.png")
    lines = f"Lines: {len(frontier_rows()[0].answers)} frontier models on other words ({FRONTIER_CREDIT}). "
    sample = "What members happened to ask, not a representative sample."
    return card.text(f"-# {lines if chart else ''}{sample}{_left_out(summary)}").row(buttons)


def method_card(summary: Summary, whose: Whose, chart: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """What stands behind the three numbers: what was asked, each model, and every group."""
    card = Card().text(f"### {_HEADLINES[whose]}: method")
    card.text(
        f"{count(summary.asked, 'letter question')} in the log · {summary.put:,} put to a model · "
        f"{summary.judged:,} with an answer that can be read\n"
        f"One press may ask many: {summary.in_lists:,} were asked of a list’s names, "
        f"{summary.in_ladders:,} in four ways"
    )
    if summary.by_form and not chart:  # which shows the same
        ways = "; ".join(f"{name} {share.brief}" for name, share in summary.by_form.items())
        card.text(f"**The same words, written in four ways:** {ways}")
    if summary.by_tool:
        forms = "; ".join(f"{name} {share.brief}" for name, share in summary.by_tool.items())
        card.text(f"**With a tool that counts** (`/lab`): {forms}")
    if summary.models:
        card.text("\n".join(_models(summary.models)))
    if summary.twins:
        card.text("\n".join(_twins(summary.twins)))
    if chart:
        card.picture(chart, "statistics.png")
    return card.row(buttons)


def notes_card(*, drawn: bool) -> Card:
    """How to read the figures, and their chart where it is ``drawn``: what not to conclude."""
    return Card().text("### How to read this\n" + "\n".join(f"- {note}" for note in _notes(drawn)))


def _figures(summary: Summary) -> Iterator[str]:
    yield f"**Letters counted:** {_score(summary.counting.all)}"
    yield f"**Says yes where it’s yes:** {_score(summary.yes)}"
    yield f"**Says no where it’s no:** {_score(summary.no)}"


def _left_out(summary: Summary) -> str:
    """The answers about a word in other forms, and those of the tool's demonstration: the task is another one there."""
    reworded = sum(share.total for form, share in summary.by_form.items() if form != FORM_NAMES["plain"])
    tools = sum(share.total for share in summary.by_tool.values())
    parts = [f"{count(reworded, 'answer')} about a word in quotes, spaced out or numbered"] if reworded else []
    parts += [f"{count(tools, 'answer')} in `/lab`, where a tool may count"] if tools else []
    return f"\n-# Not counted here: {' and '.join(parts)}. **Method** has them, by way of asking." if parts else ""


def _score(share: Share) -> str:
    if not share.total:
        return "no answer yet"
    return f"{share.right:,} of {share.total:,} ({share.in_per_cent})"


def _models(models: Sequence[ModelSummary]) -> Iterator[str]:
    yield "**Each model:** right, with the 95% interval"
    yield from map(_model, models[:_MODELS])
    if len(models) > _MODELS:
        yield f"- and {len(models) - _MODELS} more, asked less often"


def _twins(twins: Groups) -> Iterator[str]:
    yield "**The twins** (`/lab`), small networks, in no other figure here:"
    yield from (f"- {plain(name, 60)}: counting {share.brief}" for name, share in twins.items())


def _model(model: ModelSummary) -> str:
    return f"- {plain(model.name, 60)}: counting {model.counting.brief}; yes {model.yes.brief}; no {model.no.brief}"


def _notes(drawn: bool) -> Iterator[str]:
    if drawn:
        yield (
            "The chart shows counting questions of all models together, with the word written as it is. Tokens are "
            "those that carry the word in the prompt."
        )
        yield "Ways to write a word are compared on the same words alone: those asked in four ways."
        yield (
            f"The lines: {len(frontier_rows()):,} other words, put to {len(frontier_rows()[0].answers)} models in "
            f"{FRONTIER_DATE}, their tokens counted in o200k_base. {FRONTIER_CREDIT}."
        )
    yield "Yes and no are counted apart: a model that always says no is right about every “no”."
    yield "This is what members happened to ask, often the same again: not a representative sample."
    yield "Long words have more tokens and more letters at once, so what goes together need not be a cause."
    yield (
        "An interval says how far chance alone could be off. It is too narrow where a question was asked again: the "
        "model’s judged answer is the same each time."
    )
    yield "Questions that were answered privately are counted too, as numbers only."
