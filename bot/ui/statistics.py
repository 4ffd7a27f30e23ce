"""The card of ``/stats``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from bot.drawing import Picture
from bot.letters import FRONTIER_CREDIT, FRONTIER_DATE, ModelSummary, Summary, frontier_rows
from bot.tokens import count
from bot.ui.card import Card
from bot.ui.errors import Pressable
from bot.ui.text import plain

Scope = Literal["server", "me", "everyone"]
SCOPES: Mapping[Scope, str] = {"server": "This server", "me": "Me", "everyone": "Everyone"}
"""Whose questions are counted → what that is called."""

_HEADLINES: Mapping[Scope, str] = {
    "server": "What was asked in this server",
    "me": "What you have asked",
    "everyone": "What was asked everywhere",
}
_NOTHING: Mapping[Scope, str] = {
    "server": "Nothing has been logged in this server yet.",
    "me": "You have no questions in the log yet.",
    "everyone": "Nothing has been logged yet.",
}
_TRY = "Try `/ask` with the question: How many r's are in strawberry?"
_MODELS = 5
"""Those that were asked most are on the card."""


def statistics_card(summary: Summary, scope: Scope, chart: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """The figures of a log in words, with their picture where there is one."""
    card = Card().text(f"### {_HEADLINES[scope]}")
    if not summary.asked:
        return card.text(f"{_NOTHING[scope]} {_TRY}").row(buttons)
    card.text(
        f"{count(summary.asked, 'letter question')} in the log · {summary.put:,} put to a model · "
        f"{summary.judged.total:,} with an answer that can be read"
    )
    if not summary.judged.total:
        return card.text(f"So there is nothing to judge yet. {_TRY}").row(buttons)
    card.text("\n".join(_figures(summary)))
    if chart:
        card.picture(chart, "statistics.png")
    card.text("\n".join(f"-# {note}" for note in _notes(chart is not None)))
    return card.row(buttons)


def _figures(summary: Summary) -> Iterator[str]:
    yield f"**All kinds of questions:** {summary.judged}"
    yield f"**How many times does a letter occur?** {summary.counting.all}"
    yield "**Does it contain the letter?**"
    yield f"- it does, and the model says yes: {summary.yes}"
    yield f"- it does not, and the model says no: {summary.no}"
    yield "**Each model:** right, with the 95% interval"
    yield from map(_model, summary.models[:_MODELS])
    if len(summary.models) > _MODELS:
        yield f"- and {len(summary.models) - _MODELS} more, asked less often"


def _model(model: ModelSummary) -> str:
    return f"- {plain(model.name, 60)}: counting {model.counting.brief}; yes {model.yes.brief}; no {model.no.brief}"


def _notes(drawn: bool) -> Iterator[str]:
    if drawn:
        yield (
            "The picture shows counting questions alone, of all models together. Tokens are those that carry the word "
            "in the prompt; a word that is written letter by letter has many."
        )
        yield (
            f"The lines: {len(frontier_rows()):,} other words, put to {len(frontier_rows()[0].answers)} models in "
            f"{FRONTIER_DATE}, their tokens counted in o200k_base. {FRONTIER_CREDIT}."
        )
    yield (
        "Do not conclude too much: these are the questions that members happened to ask, no fair sample, and often the "
        "same ones again. Long words have more tokens and more letters at once, so what goes together need not be a "
        "cause. An interval says how far chance alone could be off."
    )
