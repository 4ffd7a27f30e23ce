"""The card of a letter question, and of all that is kept of it."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import TypeGuard

import discord

from bot.drawing import (
    Picture,
    distribution,
    few_choices,
    has_low_tiles,
    name_page,
    name_pages,
    name_tiles,
    prompt_strip,
    question_strip,
    survey,
    word_strip,
)
from bot.errors import InputError
from bot.language import later, tr
from bot.letters import (
    FRONTIER_CREDIT,
    FRONTIER_DATE,
    Answer,
    Comparison,
    Count,
    HowManyOf,
    ModelAnswer,
    Question,
    Which,
    answer_text,
    frontier,
    is_letter,
    prompted,
    subject,
)
from bot.quiz import Survey
from bot.sentences import separated
from bot.services import Services
from bot.services.asking import Asked
from bot.services.tools import for_tool
from bot.storage import StoredComparison
from bot.ui import Card, Pressable
from bot.ui.buttons.inside import LookIntoComparison, look_inside
from bot.ui.buttons.letters import AskEach, AskFourWays, CountAnother, OpenStatistics, SeeItsTokens, TurnNames
from bot.ui.comparisons import comparison_card, names_page_card
from bot.ui.details import DetailPictures, details_card
from bot.ui.history import details_button, tool_button

_LONGEST_IN_FOUR_WAYS = 100
"""Characters of a word that is read in four forms."""
_IN_DETAILS = 6
"""Answers, each with two bars: more would make the card too high for a phone."""
_PRIMARY = discord.ButtonStyle.primary


async def asked_card(services: Services, asked: Asked, model: str | None = None) -> Card:
    """What was ``asked`` of the model of ``services``, which members call ``model``; with buttons that lead on."""
    comparison = asked.comparison
    picture = await _picture(services, comparison)
    kept = await services.texts.keep(
        comparison.asker.user_id or 0,
        comparison.asker.guild_id,
        _behind_buttons(comparison),
        model or services.settings.model_name,
        comparison.asked_at,
        shown_in=None if comparison.asker.private else comparison.asker.channel_id,
    )
    logged = asked.logged if isinstance(asked.logged, int) else None
    buttons = [*_next_steps(comparison, logged, kept)]
    if kept is not None and await asyncio.to_thread(_has_pages, comparison.question):
        buttons.append(TurnNames(kept, 0, "open").button(tr("All names")))
    others = [CountAnother().button(tr("Count another letter")), OpenStatistics().button(tr("How models do"))]
    each = kept is not None and _asks_of_each(comparison.question)
    return comparison_card(comparison, asked.logged, picture, [buttons, others], read_as=asked.read_as, each=each)


async def stored_card(services: Services, stored: StoredComparison) -> Card:
    """All that was kept of a comparison."""
    comparison, model = stored.comparison, stored.comparison.model
    buttons: list[Pressable] = []
    if isinstance(model, ModelAnswer) and model.prompt:
        buttons.append(look_inside(LookIntoComparison(stored.id), _PRIMARY))
    if _for_tool(comparison):
        buttons.append(tool_button(stored.id))
    pictures = DetailPictures(
        await _others(services, comparison.question),
        await services.studio.draw(_prompt, comparison),
        await services.studio.draw(_chart, comparison),
    )
    return details_card(stored, pictures, buttons)


def _behind_buttons(comparison: Comparison) -> str:
    match comparison.question:
        case Which() | HowManyOf():
            return comparison.text
        case question:
            return subject(question)


def _next_steps(comparison: Comparison, logged: int | None, kept: int | None) -> Iterator[Pressable]:
    """The first one is what fits best."""
    question, model, style = comparison.question, comparison.model, _PRIMARY
    if kept is not None and _asks_of_each(question):
        each = AskEach(kept, question.names, question.letter, question.without)
        yield each.button(tr("Ask the model about each"), style=style)
        style = discord.ButtonStyle.secondary
    if logged is not None and isinstance(model, ModelAnswer) and model.prompt:
        yield look_inside(LookIntoComparison(logged), style)
    elif kept is not None and not isinstance(question, Which | HowManyOf):
        yield SeeItsTokens(kept).button(tr("See its tokens"), style=style)
    if logged is not None:
        yield details_button(logged)
    if kept is not None and isinstance(question, Count) and _fits_four_ways(question):
        yield AskFourWays(kept, question.letter).button(tr("Four ways to ask"))


def _asks_of_each(question: Question) -> TypeGuard[Which | HowManyOf]:
    """Whether the model can be asked of each name: about a single letter, in a list that can be drawn."""
    return isinstance(question, Which | HowManyOf) and is_letter(question.letter) and _one_place(question)


def _one_place(question: Which | HowManyOf) -> bool:
    """Whether tiles can show the answer: about one string anywhere in names that are not too many."""
    return not question.also and question.where == "anywhere" and has_low_tiles(question.names)


def _has_pages(question: Question) -> bool:
    """Whether the names that are asked for are too many for the picture on the card."""
    if not isinstance(question, Which | HowManyOf) or _one_place(question):
        return False
    return len(name_pages(question)) > 1


async def names_card(services: Services, question: Which | HowManyOf, kept: int, number: int) -> Card:
    """Page ``number``, from 0, of the names that ``question`` asks for, or the last one; it is kept as ``kept``."""
    pages = await asyncio.to_thread(name_pages, question)
    if not pages:
        raise InputError(later("No name fits that question any more. Use /ask again."))
    number = min(number, len(pages) - 1)
    picture = await services.studio.draw(name_page, question, pages, number)
    buttons: list[Pressable] = []
    if number > 0:
        buttons.append(TurnNames(kept, number - 1, "back").button(tr("Back")))
    if number < len(pages) - 1:
        buttons.append(TurnNames(kept, number + 1, "next").button(tr("Next"), style=_PRIMARY))
    return names_page_card(question, picture, (number, len(pages)), buttons)


def _fits_four_ways(question: Count) -> bool:
    return is_letter(question.letter) and len(question.text) <= _LONGEST_IN_FOUR_WAYS


def _for_tool(comparison: Comparison) -> bool:
    """Whether a tool that counts letters can answer it."""
    try:
        for_tool(comparison.question, comparison.text)
    except InputError:
        return False
    return True


async def _picture(services: Services, comparison: Comparison) -> Picture | None:
    """The one picture: how likely each answer is, the names of a list, or the tokens of the word."""
    model, question = comparison.model, comparison.question
    if isinstance(model, ModelAnswer) and model.distribution:
        return await services.studio.draw(_low_chart, comparison, model)
    if isinstance(question, Which | HowManyOf):
        if _one_place(question):
            return await services.studio.draw(name_tiles, question.names, question.letter)
        pages = await asyncio.to_thread(name_pages, question)
        return await services.studio.draw(name_page, question, pages, 0) if pages else None
    return await services.studio.draw(word_strip, comparison.word_tokens) if comparison.word_tokens else None


def _low_chart(comparison: Comparison, model: ModelAnswer) -> Picture:
    probabilities = model.distribution or {}
    exact = _choice(comparison.exact, [*probabilities, *comparison.untold])
    most, answer = few_choices(probabilities, exact), answer_text(model.answer)
    return distribution(probabilities, None, exact=exact, answer=answer, untold=comparison.untold, most=most)


def _chart(comparison: Comparison) -> Picture | None:
    """The same with the word hidden too."""
    model = comparison.model
    if not isinstance(model, ModelAnswer) or not model.distribution:
        return None
    exact = _choice(comparison.exact, [*model.distribution, *comparison.untold])
    answer, untold = answer_text(model.answer), comparison.untold
    return distribution(model.distribution, model.prior, exact=exact, answer=answer, untold=untold, most=_IN_DETAILS)


def _prompt(comparison: Comparison) -> Picture | None:
    """What the model read; None where a server answered, which shows no tokens."""
    if read := prompted(comparison):
        return question_strip(read)
    model = comparison.model
    return prompt_strip(model.prompt) if isinstance(model, ModelAnswer) and model.prompt else None


async def _others(services: Services, question: Question) -> Picture | None:
    """What frontier models answered to the same."""
    row = frontier(question.text, question.letter) if isinstance(question, Count) else None
    if row is None:
        return None
    credit = separated((str(FRONTIER_DATE), str(FRONTIER_CREDIT)))
    answers = tuple(row.answers.items())
    return await services.studio.draw(survey, Survey(row.word, row.letter, answers, "", row.true_count, credit))


def _choice(exact: Answer, choices: Iterable[str]) -> str:
    """The exact answer, spelt as the choice that it is where it is one: the third letter of BANANA is n."""
    said = answer_text(exact)
    return next((choice for choice in choices if choice.casefold() == said.casefold()), said)
