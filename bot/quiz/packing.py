"""Questions as they are kept, and what is left of one that was withdrawn."""

from dataclasses import replace

from pydantic import TypeAdapter

from bot.language import tr
from bot.quiz.illustration import Strip
from bot.quiz.question import Question

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def packed(question: Question) -> str:
    """``question`` as JSON.

    >>> from bot.quiz.question import SatOut
    >>> asked = Question("letters", "strawberry", "How many r's?", ("2", "3"), 1, "", "", Strip(()), SatOut(""))
    >>> packed(asked)[:40]
    '{"topic":"letters","subject":"strawberry'
    """
    return _QUESTION.dump_json(question).decode()


def unpacked(data: str) -> Question:
    """The inverse of ``packed``. Raises ``ValueError`` for what is no question.

    >>> from bot.quiz.question import SatOut
    >>> asked = Question("letters", "strawberry", "How many r's?", ("2", "3"), 1, "", "", Strip(()), SatOut(""))
    >>> unpacked(packed(asked)) == asked
    True
    """
    return _QUESTION.validate_json(data)


def withdrawn(data: str) -> str:
    """A packed question without a word of the member who had proposed it. Answers to it count as before.

    >>> from bot.quiz.question import SatOut
    >>> asked = Question("letters", "strawberry", "How many r's?", ("2", "3"), 1, "", "", Strip(()), SatOut(""))
    >>> unpacked(withdrawn(packed(asked))).options
    ('Answer 1', 'Answer 2')
    """
    question = unpacked(data)
    gone = tr("This question is gone: the member who had proposed it had it deleted.")
    left = replace(
        question,
        subject="",
        text=gone,
        options=tuple(tr("Answer {number}", number=number) for number in range(1, len(question.options) + 1)),
        hint=gone,
        why=tr("Answers to it count all the same."),
        illustration=Strip(()),
        quoted="",
    )
    return packed(left)
