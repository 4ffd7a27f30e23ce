"""Quizzes in the database: kept whole, answers counted once, points given once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.quiz import MODEL, Answer, Quiz, Round, Session
from bot.storage import Database, Quizzes
from tests.quiz.quizzes import NOW, plan, round_

SECOND = timedelta(seconds=1)


async def begun(quizzes: Quizzes) -> tuple[Quiz, Round]:
    """A quiz with its first round."""
    planned = plan()
    quiz_id = await quizzes.begin(planned)
    assert quiz_id
    quiz = Quiz(quiz_id, planned)
    asked = await quizzes.ask(quiz, round_(0, 1, NOW, NOW + 20 * SECOND))
    return replace(quiz, rounds=[asked]), asked


async def test_a_quiz_comes_back_as_it_was(database: Database) -> None:
    quizzes = Quizzes(database)
    quiz, asked = await begun(quizzes)
    assert await quizzes.unfinished() == [quiz]
    session = Session(quiz, lambda: NOW + SECOND)
    await quizzes.sent(session.sent(77))
    answer = session.accept(asked.id, 3, 2)
    assert await quizzes.answer(asked.id, answer)
    session.note(asked.id, answer)
    kept = await quizzes.get(quiz.id)
    assert kept
    assert kept.rounds[0] == replace(session.quiz.rounds[0], answers=kept.rounds[0].answers)
    assert {*kept.rounds[0].answers} == {*session.quiz.rounds[0].answers}
    session.hurry()
    await quizzes.reveal(session.scored())
    await quizzes.mark_shown(asked.id)
    session.reveal(session.scored())
    session.mark_shown()
    kept = await quizzes.get(quiz.id)
    assert kept
    assert {*kept.rounds[0].answers} == {*session.quiz.rounds[0].answers}
    assert kept.rounds[0].shown
    await quizzes.end(quiz.id, "complete", NOW)
    assert await quizzes.unfinished() == []


async def test_one_quiz_a_channel(database: Database) -> None:
    quizzes, planned = Quizzes(database), plan()
    begun = await asyncio.gather(*(quizzes.begin(planned) for _ in range(5)))
    assert [each is None for each in begun].count(False) == 1
    assert await quizzes.begin(replace(planned, channel_id=11))
    assert await quizzes.begin(replace(planned, kind="daily"))
    [first] = [each for each in begun if each]
    await quizzes.end(first, "stopped", NOW)
    assert await quizzes.begin(planned)


async def test_after_the_reveal_no_answer_counts_and_no_point_is_given_twice(database: Database) -> None:
    quizzes = Quizzes(database)
    _, asked = await begun(quizzes)
    assert await quizzes.answer(asked.id, Answer(3, 2, NOW))
    given_ = Answer(3, 2, NOW, right=True, points=100)
    revealed = replace(asked, answers=[given_], revealed_at=NOW)
    await quizzes.reveal(revealed)
    assert not await quizzes.answer(asked.id, Answer(3, 1, NOW))
    assert not await quizzes.answer(asked.id, Answer(4, 1, NOW))
    assert not await quizzes.answer(asked.id + 1, Answer(4, 1, NOW))
    await quizzes.reveal(replace(revealed, answers=[replace(given_, points=999)]))
    kept = await quizzes.get(1)
    assert kept
    assert [each for each in kept.rounds[0].answers if each.user_id != MODEL] == [given_]


@pytest.mark.parametrize("hint_first", [True, False])
async def test_a_hint_leaves_the_choice_and_a_choice_the_hint(database: Database, hint_first: bool) -> None:
    quizzes = Quizzes(database)
    _, asked = await begun(quizzes)
    choice, hint = Answer(3, 1, NOW), Answer(3, None, NOW + SECOND, hinted=True)
    for each in (hint, choice) if hint_first else (choice, hint):
        assert await quizzes.answer(asked.id, each)
    kept = await quizzes.get(1)
    assert kept
    assert Answer(3, 1, NOW, hinted=True) in kept.rounds[0].answers


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3)), min_size=1, max_size=40))
async def test_of_many_answers_at_once_the_latest_of_each_stays(
    database: Database, pressed: list[tuple[int, int]]
) -> None:
    quizzes, planned = Quizzes(database), plan("daily")
    quiz_id = await quizzes.begin(planned)
    assert quiz_id
    asked = await quizzes.ask(Quiz(quiz_id, planned), replace(round_(0, 1, NOW, NOW), answers=[]))
    counted = await asyncio.gather(
        *(
            quizzes.answer(asked.id, Answer(user, choice, NOW + at * SECOND))
            for at, (user, choice) in enumerate(pressed)
        )
    )
    assert all(counted)
    kept = await quizzes.get(quiz_id)
    assert kept
    assert {each.user_id: each.choice for each in kept.rounds[0].answers} == dict(pressed)


async def test_where_one_write_fails_the_others_are_tried_again(database: Database) -> None:
    quizzes = Quizzes(database)
    _, asked = await begun(quizzes)
    first = asyncio.create_task(quizzes.answer(asked.id, Answer(3, 1, NOW)))
    others = [asyncio.create_task(quizzes.answer(asked.id, Answer(user, 1, NOW))) for user in (4, 5)]
    await asyncio.sleep(0)
    first.cancel()
    assert await asyncio.gather(*others) == [True, True]


async def test_what_a_channel_was_asked_lately(database: Database) -> None:
    quizzes = Quizzes(database)
    quiz, _ = await begun(quizzes)
    for number in range(2, 8):
        await quizzes.ask(quiz, replace(round_(0, number, NOW, NOW), subject=f"word {number}", answers=[]))
    assert [*await quizzes.subjects(10)] == [*(f"word {number}" for number in range(7, 1, -1)), "strawberry"]
    assert await quizzes.subjects(11) == []
