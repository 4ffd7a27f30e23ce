"""How far a tool helps: many questions put to the model with it and without, counted link by link."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase

from bot.letters import TOOL_NAMES, Count, Share
from bot.quiz.words import words
from bot.services.tools import Attempt, Tools

SEED = "report"
"""Of the questions of the report. What the model is shown was chosen with others, of other seeds."""
_OFTEN_IN = 0.8
"""The share of questions whose letter is one of the word's."""
_WORDINGS = (
    "How many {letter}'s are in {word}?",
    "How many times does the letter {letter} occur in {word}?",
    "How many times does the letter {letter} appear in the word {word}?",
    "How often does {letter} occur in {word}?",
)


@dataclass(frozen=True, slots=True)
class ToolReport:
    """The shares of questions where a link held. ``repeated`` are of the right calls those whose result was said."""

    alone: Share
    free: Share
    constrained: Share
    free_calls: Share
    constrained_calls: Share
    free_repeated: Share
    constrained_repeated: Share


def report_questions(number: int, seed: str = SEED) -> Sequence[tuple[str, Count]]:
    """So many questions as they are typed, each with what it asks: other words, letters and wordings by ``seed``."""
    chance, known = Random(seed), [*words()]  # noqa: S311 - it draws words, and no secrets
    questions = []
    for _ in range(number):
        word = chance.choice(known)
        within = chance.random() < _OFTEN_IN
        letter = chance.choice(word if within else [each for each in ascii_lowercase if each not in word])
        questions.append((chance.choice(_WORDINGS).format(letter=letter, word=word), Count(word, letter)))
    return questions


async def attempts(tools: Tools, text: str, question: Count, *, quoted: bool = False) -> Sequence[Attempt]:
    """What the model did with one question in all forms, its calls ``quoted`` or not. Raises ``ModelError``."""
    return [await tools.attempt(question, text, form, quoted=quoted) for form in TOOL_NAMES]


def report(all_attempts: Sequence[Sequence[Attempt]]) -> ToolReport:
    """The shares of what ``attempts`` gave. An answer that cannot be read is none that is right."""
    alone, free, constrained = (
        [each for attempts in all_attempts for each in attempts if each.form == form] for form in TOOL_NAMES
    )
    return ToolReport(
        *(_share([_right(each) for each in form]) for form in (alone, free, constrained)),
        *(_share([each.call_right for each in form]) for form in (free, constrained)),
        *(_share([each.repeats for each in form if each.call_right]) for form in (free, constrained)),
    )


def _right(attempt: Attempt) -> bool:
    return attempt.answer == attempt.exact


def _share(held: Sequence[bool]) -> Share:
    return Share(sum(held), len(held))
