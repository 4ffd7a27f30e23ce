"""Experiments with letters: the model asked, other models, other ways to ask, a tool."""

from collections import Counter

from bot.drawing import Panel, distribution, few_choices, ladder, probability_text, survey
from bot.errors import InputError, ModelUnavailable
from bot.language import later, retold, tr
from bot.lessons import Findings, Quoted
from bot.letters import (
    FORM_NAMES,
    FRONTIER_CREDIT,
    FRONTIER_DATE,
    Count,
    ModelAnswer,
    answer_text,
    forms_of,
    frontier,
    in_words,
    solve,
    trial,
)
from bot.quiz import Survey
from bot.sentences import separated
from bot.services.learning.bench import Bench, Outcome, Tried, Values


def question_of(tried: Tried) -> Count:
    """How often the card's letter occurs; in words without it, the letter that they have most often.

    >>> question_of(Tried("banana", {"letter": "r"}))
    Count(text='banana', letter='a')
    """
    words = tried.words.strip()
    letter, there = _wanted(tried), Counter(each for each in words.casefold() if each.isalpha())
    if not there:
        raise InputError(later("There is no letter in that. Give me a word."))
    return Count(words, letter if letter in there else there.most_common(1)[0][0])


def note_of(tried: Tried, question: Count) -> str:
    """That another letter is counted than the card asks for; empty where it is that one."""
    if question.letter == _wanted(tried):
        return ""
    # Translators: both are single letters.
    return tr("There is no {missing} in it, so we count {letter}.", missing=_wanted(tried), letter=question.letter)


def _wanted(tried: Tried) -> str:
    return tried.settings.get("letter", "r")


async def asked(bench: Bench, tried: Tried) -> Outcome:
    """What the model answers."""
    question = question_of(tried)
    exact, answer = _exact(question), await _weighed(bench, question)
    told = answer.distribution or {}
    said = answer_text(answer.answer)
    values: Values = {
        "words": Quoted(question.text),
        "letter": Quoted(question.letter),
        "answer": said,
        "exact": exact,
        "chance": probability_text(max(told.values())),
    }
    measures = {"answer": float(said), "exact": exact, "right": answer.answer == exact}
    shown = few_choices(told, str(exact))
    picture = await bench.studio.draw(distribution, told, None, exact=str(exact), answer=said, most=shown)
    return Outcome(Findings(values, measures), picture, note=note_of(tried, question))


async def by_frontier(bench: Bench, tried: Tried) -> Outcome:
    """What large models answered."""
    question = question_of(tried)
    row = frontier(question.text, question.letter)
    if row is None:
        raise InputError(later("The large models were not asked that. Choose a word of the table."))
    right = [*row.answers.values()].count(row.true_count)
    values: Values = {
        "words": Quoted(row.word),
        "letter": Quoted(row.letter),
        "exact": row.true_count,
        "right": right,
        "models": len(row.answers),
        "credit": separated((str(FRONTIER_DATE), str(FRONTIER_CREDIT))),
    }
    illustration = Survey(row.word, row.letter, tuple(row.answers.items()), "", row.true_count, str(values["credit"]))
    return Outcome(Findings(values, {"right": right}), await bench.studio.draw(survey, illustration))


async def in_forms(bench: Bench, tried: Tried) -> Outcome:
    """The same question with the word as it is, in quotes, and spelt out."""
    question = question_of(tried)
    exact, panels, right = _exact(question), [], 0
    for form in forms_of(question):
        put = trial(question, form)
        if put is None:
            continue
        answer, _ = await bench.asking.weigh(put)
        right += answer.answer == exact
        panels.append(Panel(retold(FORM_NAMES[form]), answer_text(answer.answer), answer.distribution or {}, None))
    values: Values = {
        "words": Quoted(question.text),
        "letter": Quoted(question.letter),
        "exact": exact,
        "right": right,
        "forms": len(panels),
    }
    picture = await bench.studio.draw(ladder, panels, str(exact))
    return Outcome(Findings(values, {"right": right}), picture, note=note_of(tried, question))


async def with_tool(bench: Bench, tried: Tried) -> Outcome:
    """The model alone, and with a tool that counts."""
    question = question_of(tried)
    text, exact = in_words(question), _exact(question)
    alone = await bench.tools.attempt(question, text, "tool-none")
    helped = await bench.tools.attempt(question, text, "tool-grammar")
    values: Values = {
        "words": Quoted(question.text),
        "letter": Quoted(question.letter),
        "exact": exact,
        "alone": Quoted(alone.sentence),
        "call": Quoted(helped.wrote),
        "given": "–" if helped.given_back is None else str(helped.given_back),
        "said": Quoted(helped.sentence),
    }
    measures = {"alone": alone.answer == exact, "with": helped.answer == exact}
    return Outcome(Findings(values, measures), note=note_of(tried, question))


async def _weighed(bench: Bench, question: Count) -> ModelAnswer:
    await bench.asking.check_probabilities()
    put = trial(question)
    if put is None:
        raise ModelUnavailable(later("The model is not asked that. Choose other words."))
    return (await bench.asking.weigh(put))[0]


def _exact(question: Count) -> int:
    exact = solve(question)
    if not isinstance(exact, int):
        raise TypeError("a count is a number")
    return exact
