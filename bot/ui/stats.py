"""The cards of how often models were right: three numbers with a chart, and what stands behind them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from bot.drawing import Picture
from bot.language import Later, joined, later, plural, retold, tr
from bot.letters import FORM_NAMES, FRONTIER_CREDIT, FRONTIER_DATE, Groups, ModelSummary, Share, Summary, frontier_rows
from bot.sentences import apart, sentences
from bot.ui.card import Card, Pressable
from bot.ui.text import plain

Whose = Literal["server", "me", "everyone"]
WHOSE: Mapping[Whose, Later] = {"server": later("This server"), "me": later("Me"), "everyone": later("Everyone")}
"""Whose questions are counted → what that is called."""

_HEADLINES: Mapping[Whose, Later] = {
    "server": later("How models do in this server"),
    "me": later("How models do on your questions"),
    "everyone": later("How models do everywhere"),
}
_NOTHING: Mapping[Whose, Later] = {
    "server": later("Nothing has been logged in this server yet."),
    "me": later("You have no questions in the log yet."),
    "everyone": later("Nothing has been logged yet."),
}
_TRY = later("Try `/ask question:How many r's are in strawberry?`")
_METHODS: Mapping[Whose, Later] = {
    "server": later("How models do in this server: method"),
    "me": later("How models do on your questions: method"),
    "everyone": later("How models do everywhere: method"),
}
_MODELS = 5
"""Those that were asked most are on the card."""


def statistics_card(summary: Summary, whose: Whose, chart: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """The three numbers of a log: counting, yes and no; with their chart where there is one."""
    card = Card().text(f"### {_HEADLINES[whose]}")
    if not summary.asked and not summary.twins:
        return card.text(sentences([str(_NOTHING[whose]), str(_TRY)])).row(buttons)
    if not summary.judged:
        asked = plural(
            "{n} letter question in the log, {put} put to a model: there is nothing to judge yet.",
            "{n} letter questions in the log, {put} put to a model: there is nothing to judge yet.",
            summary.asked,
            put=summary.put,
        )
        return card.text(sentences([asked, str(_TRY)])).row(buttons)
    card.text("\n".join(_figures(summary)))
    if chart:
        card.picture(chart, "statistics.png")
    sample = tr("What members happened to ask, not a representative sample.")
    if chart:
        lines = tr(
            "Lines: {number} frontier models on other words ({source}).",
            number=len(frontier_rows()[0].answers),
            source=FRONTIER_CREDIT,
        )
        sample = sentences([lines, sample])
    return card.text("\n".join(f"-# {each}" for each in (sample, *_left_out(summary)))).row(buttons)


def method_card(summary: Summary, whose: Whose, chart: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """What stands behind the three numbers: what was asked, each model, and every group."""
    card = Card().text(f"### {_METHODS[whose]}")
    asked = plural("{n} letter question in the log", "{n} letter questions in the log", summary.asked)
    put = tr("{number} put to a model", number=summary.put)
    judged = tr("{number} with an answer that can be read", number=summary.judged)
    many = tr(
        "One press may ask many: {lists} were asked of a list’s names, {ladders} in four ways",
        lists=summary.in_lists,
        ladders=summary.in_ladders,
    )
    card.text("\n".join([f"{asked} · {put} · {judged}", *_of_other_kinds(summary), many]))
    if summary.by_form and not chart:  # which shows the same
        card.text(tr("**The same words, written in four ways:** {ways}", ways=_each(summary.by_form)))
    if summary.by_tool:
        card.text(tr("**With a tool that counts** (`/lab`): {ways}", ways=_each(summary.by_tool)))
    if summary.models:
        card.text("\n".join(_models(summary.models)))
    if summary.twins:
        card.text("\n".join(_twins(summary.twins)))
    if chart:
        card.picture(chart, "statistics.png")
    return card.row(buttons)


def notes_card(*, drawn: bool) -> Card:
    """How to read the figures, and their chart where it is ``drawn``: what not to conclude."""
    return Card().text(f"### {tr('How to read this')}\n" + "\n".join(f"- {note}" for note in _notes(drawn)))


def _figures(summary: Summary) -> Iterator[str]:
    yield tr("**Letters counted:** {score}", score=_score(summary.counting.all))
    yield tr("**Says yes where it’s yes:** {score}", score=_score(summary.yes))
    yield tr("**Says no where it’s no:** {score}", score=_score(summary.no))


def _left_out(summary: Summary) -> Iterator[str]:
    """The answers about a word in other forms, and those of the tool's demonstration: the task is another one there."""
    reworded = sum(share.total for form, share in summary.by_form.items() if form != FORM_NAMES["plain"])
    tools = sum(share.total for share in summary.by_tool.values())
    parts = []
    if reworded:
        parts.append(
            plural(
                "{n} answer about a word in quotes, spaced out or numbered",
                "{n} answers about a word in quotes, spaced out or numbered",
                reworded,
            )
        )
    if tools:
        parts.append(
            plural(
                "{n} answer in `/lab`, where a tool may count", "{n} answers in `/lab`, where a tool may count", tools
            )
        )
    if parts:
        yield tr("Not counted here: {parts}. **Method** has them, by way of asking.", parts=joined(parts))
    yield from _of_other_kinds(summary)


def _of_other_kinds(summary: Summary) -> Iterator[str]:
    """How many answers are in no figure, and why."""
    if summary.elsewhere:
        yield plural(
            "Not in these figures: {n} answer to another kind of question, such as whether a count is right. That is "
            "another task.",
            "Not in these figures: {n} answers to other kinds of questions, such as whether a count is right. Those "
            "are other tasks.",
            summary.elsewhere,
        )


def _each(groups: Groups) -> str:
    return apart(f"{retold(name)} {share.brief}" for name, share in groups.items())


def _score(share: Share) -> str:
    if not share.total:
        return tr("no answer yet")
    return tr("{right} of {total} ({share})", right=share.right, total=share.total, share=share.in_per_cent)


def _models(models: Sequence[ModelSummary]) -> Iterator[str]:
    yield tr("**Each model:** right, with the 95% interval")
    yield from map(_model, models[:_MODELS])
    if len(models) > _MODELS:
        rest = len(models) - _MODELS
        yield f"- {plural('and {n} more, asked less often', 'and {n} more, asked less often', rest)}"


def _twins(twins: Groups) -> Iterator[str]:
    yield tr("**The twins** (`/lab`), small networks, in no other figure here:")
    for name, share in twins.items():
        yield f"- {tr('{model}: counting {share}', model=plain(retold(name), 60), share=share.brief)}"


def _model(model: ModelSummary) -> str:
    said = tr(
        "{model}: counting {counting}; yes {yes}; no {no}",
        model=plain(model.name, 60),
        counting=model.counting.brief,
        yes=model.yes.brief,
        no=model.no.brief,
    )
    return f"- {said}"


def _notes(drawn: bool) -> Iterator[str]:
    if drawn:
        yield tr(
            "The chart shows counting questions of all models together, with the word written as it is. Tokens are "
            "those that carry the word in the prompt."
        )
        yield tr("Ways to write a word are compared on the same words alone: those asked in four ways.")
        yield tr(
            "The lines: {words} other words, put to {models} models in {date}, their tokens counted in o200k_base. "
            "{source}.",
            words=len(frontier_rows()),
            models=len(frontier_rows()[0].answers),
            date=FRONTIER_DATE,
            source=FRONTIER_CREDIT,
        )
    yield tr(
        "Only two kinds of questions are counted: how often a letter occurs, and whether it occurs at all. Others, "
        "such as “does strawberry have three r’s?”, are logged and judged, but each is a task of its own."
    )
    yield tr("Yes and no are counted apart: a model that always says no is right about every “no”.")
    yield tr("This is what members happened to ask, often the same again: not a representative sample.")
    yield tr("Long words have more tokens and more letters at once, so what goes together need not be a cause.")
    yield tr(
        "An interval says how far chance alone could be off. It is too narrow where a question was asked again: the "
        "model’s judged answer is the same each time."
    )
    yield tr("Questions that were answered privately are counted too, as numbers only.")
