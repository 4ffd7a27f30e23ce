"""What did a large model answer when it was asked to count letters?"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from random import Random

from bot.language import plural, tr
from bot.letters import (
    FRONTIER_CREDIT,
    FRONTIER_DATE,
    Count,
    FrontierRow,
    capitals_matter,
    frontier,
    frontier_rows,
)
from bot.quiz.illustration import Survey
from bot.quiz.lots import ascending, fresh, half
from bot.quiz.playing import play_count
from bot.quiz.question import Difficulty, Question
from bot.quiz.sources import Sources
from bot.sentences import sentences

_WRONG = 0.6
"""How often the model that is asked about was wrong: else one could always say the true count."""
_LENGTHS = {"easy": range(10), "normal": range(7, 15), "hard": range(11, 100)}


async def make_frontier(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A recorded answer of one of the models; the numbers to choose from are what others said, and those near by."""
    rows = [row for row in _unambiguous() if row.word.casefold() not in asked]
    wrong = rng.random() < _WRONG
    # There are few words: where all of a length were asked about lately, any will do.
    left = [row for row in rows if row.word_length in _LENGTHS[difficulty]] or rows
    answers = _answers(left, wrong=wrong) or _answers(left, wrong=not wrong)
    subject = fresh(rng, [*answers], asked)
    row, model = rng.choice(answers[subject])
    answer = row.answers[model]
    if answer is None:
        raise TypeError("models without an answer are not asked about")
    options, place = ascending(str(answer), map(str, _others(rng, row, answer)))
    return Question(
        topic="frontier",
        subject=subject,
        text=_text(row, model),
        options=options,
        right=place,
        hint=half(options, answer),
        why=_why(row, model, answer),
        illustration=Survey(
            row.word, row.letter, tuple(row.answers.items()), model, row.true_count, str(FRONTIER_CREDIT)
        ),
        model=await play_count(sources.model, Count(row.word, row.letter), options),
    )


@cache
def _unambiguous() -> Sequence[FrontierRow]:
    """The rows but those that ask once more what an earlier one asked: some of them were answered differently."""
    return [row for row in frontier_rows() if frontier(row.word, row.letter) is row]


def _answers(rows: Sequence[FrontierRow], *, wrong: bool) -> Mapping[str, list[tuple[FrontierRow, str]]]:
    """Word → what was asked about it, and of which model, where the answer was wrong, or was right."""
    found: dict[str, list[tuple[FrontierRow, str]]] = {}
    for row in rows:
        for model, answer in row.answers.items():
            if answer is not None and (answer != row.true_count) == wrong:
                found.setdefault(row.word.casefold(), []).append((row, model))
    return found


def _others(rng: Random, row: FrontierRow, answer: int) -> Sequence[int]:
    """Three numbers beside the model's answer, the true count among them unless that is the answer."""
    said = sorted({other for other in row.answers.values() if other is not None} - {answer, row.true_count})
    rng.shuffle(said)
    near = [abs(number + step) for step in (1, -1, 2, -2, 3) for number in (answer, row.true_count)]
    return [*dict.fromkeys([answer, row.true_count, *said[:2], *near])][1:4]


def _text(row: FrontierRow, model: str) -> str:
    asked = tr(
        "In {month}, {model} was asked how many {letter}’s are in “{word}”. What did it answer?",
        month=FRONTIER_DATE,
        model=model,
        letter=row.letter,
        word=row.word,
    )
    if not capitals_matter(row.word, row.letter):
        return asked
    return sentences([asked, tr("(In the true count, capitals count too.)")])


def _why(row: FrontierRow, model: str, answer: int) -> str:
    if answer == row.true_count:
        verdict = tr("{model} said {answer}: right.", model=model, answer=answer)
    elif capitals_matter(row.word, row.letter):
        verdict = tr(
            "{model} said {answer}: wrong, it is {count} (capitals count too).",
            model=model,
            answer=answer,
            count=row.true_count,
        )
    else:
        verdict = tr("{model} said {answer}: wrong, it is {count}.", model=model, answer=answer, count=row.true_count)
    right = plural(
        "{n} of {total} models was right ({credit}).",
        "{n} of {total} models were right ({credit}).",
        sum(each == row.true_count for each in row.answers.values()),
        total=len(row.answers),
        credit=FRONTIER_CREDIT,
    )
    return sentences([verdict, right])
