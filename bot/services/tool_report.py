"""How far a tool helps: many questions put to the model with it and without, counted link by link."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase

from bot.letters import TOOL_NAMES, Count, Share
from bot.quiz.words import frequent
from bot.services.tools import Attempt, Tools

SEED = "report"
"""Of the questions of the report. What the model is shown was chosen with others, of other seeds."""
_COUNTS = 4
"""As many questions have the answer 0 as 1, 2 and 3: who always gave the same number would be right in a quarter."""
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
    rng = Random(seed)  # noqa: S311 - it draws words, and no secrets
    questions = [_question(at % _COUNTS, rng) for at in range(number)]
    return [(rng.choice(_WORDINGS).format(letter=each.letter, word=each.text), each) for each in questions]


def _question(true_count: int, rng: Random) -> Count:
    """A letter that occurs so often in some word."""
    known = [*frequent()]  # pieces of words can be counted in, too; the figures that are told are about these
    while True:
        word = rng.choice(known)
        if letters := [letter for letter in ascii_lowercase if word.count(letter) == true_count]:
            return Count(word, rng.choice(letters))


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
