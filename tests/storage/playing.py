"""Quizzes as they are kept once they have been played."""

from collections.abc import Sequence
from dataclasses import replace

from bot.quiz import Answer, Quiz, Round
from bot.storage import Database, Quizzes
from tests.quiz.quizzes import NOW, plan, round_


async def play(
    database: Database,
    given: dict[int, tuple[bool, int]],
    *,
    server: int | None = 5,
    starter: int | None = None,
    topic: str = "tokens",
    hints: Sequence[int] = (),
) -> Round:
    """A revealed round in which each member, or the model, was right or wrong, and got so many points.

    Those of ``hints`` took a hint and answered nothing.
    """
    quizzes, planned = Quizzes(database), replace(plan("daily"), guild_id=server, user_id=starter)
    quiz_id = await quizzes.begin(planned)
    assert quiz_id
    new = replace(round_(0, 1, NOW, NOW), topic=topic, answers=[])
    asked = await quizzes.ask(Quiz(quiz_id, planned), new)
    answers = [Answer(user, int(right), NOW, right=right, points=points) for user, (right, points) in given.items()]
    answers += [Answer(user, None, NOW, hinted=True, right=False, points=-25) for user in hints]
    for answer in answers:
        await quizzes.answer(asked.id, answer)
    revealed = replace(asked, answers=answers, revealed_at=NOW)
    await quizzes.reveal(revealed)
    return revealed
