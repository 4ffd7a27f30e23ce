"""The card of ``/stats``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from bot.drawing import Picture
from bot.letters import FRONTIER_CREDIT, FRONTIER_DATE, Groups, ModelSummary, Share, Summary, frontier_rows
from bot.tokens import count
from bot.ui.card import Card, Pressable
from bot.ui.text import plain

Whose = Literal["server", "me", "everyone"]
WHOSE: Mapping[Whose, str] = {"server": "This server", "me": "Me", "everyone": "Everyone"}
"""Whose questions are counted → what that is called."""

_HEADLINES: Mapping[Whose, str] = {
    "server": "What was asked in this server",
    "me": "What you have asked",
    "everyone": "What was asked everywhere",
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
    """The figures of a log in words, with their picture where there is one."""
    card = Card().text(f"### {_HEADLINES[whose]}")
    if not summary.asked and not summary.twins:
        return card.text(f"{_NOTHING[whose]} {_TRY}").row(buttons)
    card.text(
        f"{count(summary.asked, 'letter question')} in the log · {summary.put:,} put to a model · "
        f"{summary.judged:,} with an answer that can be read\n"
        f"One command may ask many: {summary.in_lists:,} were asked in lists (`/states`, `/which`), "
        f"{summary.in_ladders:,} in ladders (`/ladder`)"
    )
    if summary.twins:
        card.text("\n".join(_twins(summary.twins)))
    if not summary.judged:
        return card.text(f"So there is nothing to judge yet. {_TRY}").row(buttons)
    card.text("\n".join(_figures(summary))).text("\n".join(_models(summary.models)))
    if chart:
        card.picture(chart, "statistics.png")
    card.text("\n".join(f"-# {note}" for note in _notes(chart is not None)))
    return card.row(buttons)


def _figures(summary: Summary) -> Iterator[str]:
    yield f"**How many times does a letter occur?** With the word as it is, {summary.counting.all}"
    if summary.by_tool:
        forms = "; ".join(f"{name} {share.brief}" for name, share in summary.by_tool.items())
        yield f"**With a tool that counts** (`/lab`): {forms}"
    yield "**Does it contain the letter?**"
    yield _recall(summary.yes, "contain it", "yes")
    yield _recall(summary.no, "do not contain it", "no")


def _models(models: Sequence[ModelSummary]) -> Iterator[str]:
    yield "**Each model:** right, with the 95% interval"
    yield from map(_model, models[:_MODELS])
    if len(models) > _MODELS:
        yield f"- and {len(models) - _MODELS} more, asked less often"


def _twins(twins: Groups) -> Iterator[str]:
    yield "**The twins** (`/lab`), small networks, in no other figure here:"
    yield from (f"- {plain(name, 60)}: counting {share.brief}" for name, share in twins.items())


def _recall(share: Share, which: str, answer: str) -> str:
    if not share.total:
        return f"- Of those that {which}, none has an answer yet"
    return f"- Of the {share.total:,} that {which}, the model said {answer} to {share.right:,} ({share.in_per_cent})"


def _model(model: ModelSummary) -> str:
    return f"- {plain(model.name, 60)}: counting {model.counting.brief}; yes {model.yes.brief}; no {model.no.brief}"


def _notes(drawn: bool) -> Iterator[str]:
    if drawn:
        yield (
            "The picture shows counting questions alone, of all models together, with the word written as it is; "
            "tokens are those that carry it in the prompt. Ways to write it are compared in ladders alone, where the "
            "words are the same."
        )
        yield (
            f"The lines: {len(frontier_rows()):,} other words, put to {len(frontier_rows()[0].answers)} models in "
            f"{FRONTIER_DATE}, their tokens counted in o200k_base. {FRONTIER_CREDIT}."
        )
    yield (
        "Do not conclude too much: these are the questions that members happened to ask, not a representative sample, "
        "and often the same ones again. Long words have more tokens and more letters at once, so what goes together "
        "need not be a cause. An interval says how far chance alone could be off, and is too narrow where the same "
        "question was asked again, because the model’s judged answer is the same each time."
    )
    yield "Questions that were answered privately are counted too, as numbers only."
