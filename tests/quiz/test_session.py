"""The state machine of a quiz: by example, and in whatever order things happen."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.errors import InputError, TooLate
from bot.quiz import GUESS, MODEL, PAUSE, Answer, Quiz, Session
from tests.quiz.quizzes import NOW, QUESTION, plan, round_

SECOND = timedelta(seconds=1)
RIGHT = QUESTION.right


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Played:
    """A session of three rounds of 20 seconds that is driven by hand."""

    def __init__(self, rounds: int = 3, seconds: int = 20) -> None:
        self.clock = Clock()
        self.session = Session(Quiz(7, plan("quiz", rounds, seconds)), self.clock)
        self.asked = 0

    def ask(self) -> None:
        self.asked += 1
        seconds = timedelta(seconds=self.session.plan.seconds)
        self.session.ask(round_(100 + self.asked, self.asked, self.clock.now, self.clock.now + seconds))
        self.session.sent(1_000 + self.asked)

    def answer(self, user_id: int, choice: int | None, after: float = 0) -> None:
        self.clock.now += after * SECOND
        self.session.note(100 + self.asked, self.session.accept(100 + self.asked, user_id, choice))

    def reveal(self) -> None:
        if self.session.phase() == "asking":
            self.session.hurry()
        self.session.reveal(self.session.scored())
        self.session.mark_shown()

    def points(self) -> dict[int, int]:
        return {each.user_id: each.points for each in self.session.standings()}


def test_right_answers_get_more_points_the_faster_they_are_and_the_model_none_for_speed() -> None:
    played = Played()
    played.ask()
    played.answer(1, RIGHT)
    played.answer(2, RIGHT, after=10)
    played.answer(3, RIGHT, after=9.9)
    played.answer(4, 0)
    played.reveal()
    assert played.points() == {1: 150, 2: 125, 3: 100, 4: 0, MODEL: 0}


def test_the_last_answer_counts_with_its_own_time_and_a_hint_costs_whatever_is_answered() -> None:
    played = Played()
    played.ask()
    played.answer(1, 0)
    played.answer(1, RIGHT, after=10)
    played.answer(2, RIGHT)
    played.answer(2, None, after=2)
    played.answer(3, None)
    played.answer(4, None)
    played.answer(4, 1)
    played.answer(4, None)
    played.reveal()
    assert played.points() == {1: 125, 2: 100, 3: -25, 4: -25, MODEL: 0}
    assert {each.user_id: each.answered for each in played.session.standings()} == {1: 1, 2: 1, 3: 0, 4: 1, MODEL: 1}


def test_right_answers_in_a_row_are_worth_more_until_one_is_wrong_or_missing() -> None:
    played = Played(rounds=9)
    given: dict[int, list[int | None]] = {
        1: [RIGHT] * 8,
        2: [RIGHT, RIGHT, 0, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
        3: [RIGHT, None, RIGHT],
    }
    for number in range(8):
        played.ask()
        for user_id, choices in given.items():
            if number < len(choices) and (choice := choices[number]) is not None:
                played.answer(user_id, choice)
        played.reveal()
        played.clock.now += PAUSE
    # 150 each, and 0, 10, 20, 30, 40, 50, 50, 50 for the streak.
    assert played.points() == {1: 8 * 150 + 250, 2: 7 * 150 + 10 + 100, 3: 2 * 150, MODEL: 0}


def test_late_answers_and_those_to_other_rounds_are_refused() -> None:
    played = Played()
    played.ask()
    played.clock.now += 19.99 * SECOND
    accepted = played.session.accept(101, 1, RIGHT)
    played.clock.now += 0.01 * SECOND
    assert played.session.phase() == "counting"
    for round_id in (101, 100, 102):
        with pytest.raises(TooLate):
            played.session.accept(round_id, 2, RIGHT)
    played.session.note(101, accepted)  # it was accepted in time, and has been kept since
    played.reveal()
    with pytest.raises(TooLate):
        played.session.note(101, Answer(2, RIGHT, played.clock.now))
    assert played.points() == {1: 100, MODEL: 0}
    played.clock.now += PAUSE
    played.ask()
    with pytest.raises(InputError, match="no such answer"):
        played.answer(1, 4)


def test_time_runs_from_when_the_question_is_seen() -> None:
    played = Played()
    played.session.ask(round_(101, 1, NOW, NOW + 20 * SECOND))
    played.clock.now += 15 * SECOND
    assert played.session.due()
    played.session.sent(5)
    assert not played.session.due()
    played.clock.now += 19 * SECOND
    assert played.session.phase() == "asking"


def test_a_daily_question_closes_when_it_was_planned_to_and_speed_does_not_count() -> None:
    played = Played(rounds=1, seconds=86_400)
    played.session = Session(Quiz(7, replace(plan("daily", 1, 86_400))), played.clock)
    played.asked = 1
    played.session.ask(round_(101, 1, NOW, NOW + timedelta(days=1)))
    played.clock.now += timedelta(hours=2)
    assert played.session.sent(5).closes_at == NOW + timedelta(days=1)
    played.answer(1, RIGHT)
    played.reveal()
    assert played.points()[1] == 100


def test_who_has_looked_inside_does_not_guess() -> None:
    guessing = replace(plan("quiz", 1), topic=GUESS)
    session = Session(Quiz(7, guessing, (round_(1, 1, NOW, NOW + 20 * SECOND),)), Clock())
    for choice in (RIGHT, None):
        with pytest.raises(InputError, match="this one is for the others"):
            session.accept(1, plan().user_id or 0, choice)
    assert session.accept(1, 2, RIGHT).choice == RIGHT


def test_stopping_counts_what_was_answered_and_asks_nothing_more() -> None:
    played = Played()
    played.ask()
    played.answer(1, RIGHT)
    played.session.stop("stopped")
    assert played.session.phase() == "counting"
    played.reveal()
    assert (played.session.phase(), played.session.ending) == ("over", "stopped")
    assert played.points()[1] == 150


class Anything(RuleBasedStateMachine):
    """Answers, hints, time, stops and restarts in any order, checked against a plain record of what was accepted."""

    @initialize(rounds=st.integers(1, 4), seconds=st.integers(10, 120))
    def begin(self, rounds: int, seconds: int) -> None:
        self.played = Played(rounds=rounds, seconds=seconds)
        self.accepted: list[dict[int, int]] = []
        self.hinted: list[set[int]] = []
        self.steps = 0

    @property
    def session(self) -> Session:
        return self.played.session

    @rule(seconds=st.integers(0, 40))
    def time_passes(self, seconds: int) -> None:
        self.played.clock.now += seconds * SECOND

    @rule(user_id=st.integers(1, 4), choice=st.integers(0, 3), round_=st.integers(101, 104))
    def answer(self, user_id: int, choice: int, round_: int) -> None:
        open_ = self.session.phase() == "asking" and round_ == 100 + self.played.asked
        try:
            self.session.note(round_, self.session.accept(round_, user_id, choice))
        except TooLate:
            assert not open_
        else:
            assert open_
            self.accepted[-1][user_id] = choice

    @precondition(lambda self: self.session.phase() == "asking")
    @rule(user_id=st.integers(1, 4))
    def hint(self, user_id: int) -> None:
        self.played.answer(user_id, None)
        self.hinted[-1].add(user_id)

    @rule()
    def tick(self) -> None:
        """What is due is done, as whoever runs a session does it."""
        if not self.session.due():
            return
        match self.session.phase():
            case "counting":
                self.session.reveal(self.session.scored())
            case "ready" if not self.session.unshown:
                self.played.ask()
                self.accepted.append({})
                self.hinted.append(set())
            case _:
                if self.session.unshown:
                    self.session.mark_shown()

    @rule()
    def restart(self) -> None:
        before = self.session.quiz
        self.played.session = Session(before, self.played.clock)
        assert self.session.quiz == before

    @rule(really=st.integers(0, 9))
    def stop(self, really: int) -> None:
        if not really:
            self.session.stop("stopped")

    @precondition(lambda self: self.session.phase() == "asking")
    @rule()
    def hurry(self) -> None:
        self.session.hurry()

    @invariant()
    def one_answer_a_member_is_counted_and_it_is_the_latest(self) -> None:
        for number, asked in enumerate(self.session.quiz.rounds):
            members = [each.user_id for each in asked.answers]
            assert len(members) == len({*members})
            chosen = {each.user_id: each.choice for each in asked.answers if each.user_id and each.choice is not None}
            assert chosen == self.accepted[number]
            assert {each.user_id for each in asked.answers if each.hinted} == self.hinted[number]

    @invariant()
    def points_add_up(self) -> None:
        rounds = self.session.quiz.rounds
        given = [answer.points for asked in rounds for answer in asked.answers if answer.points is not None]
        assert sum(given) == sum(self.played.points().values())
        for asked in rounds:
            for answer in asked.answers:
                assert (answer.points is None) == (asked.revealed_at is None)
                if answer.points is not None:
                    right = answer.choice == RIGHT
                    assert answer.right == right
                    least = 100 * right - 25 * answer.hinted
                    assert least <= answer.points <= least + 100 * right

    @invariant()
    def no_more_is_asked_than_was_planned(self) -> None:
        assert len(self.session.quiz.rounds) <= self.session.plan.rounds
        if self.session.phase() == "over":
            assert self.session.ending
            assert all(asked.revealed_at for asked in self.session.quiz.rounds)

    def teardown(self) -> None:
        """Wherever it stands, it ends by itself."""
        if not hasattr(self, "played"):
            return
        for _ in range(40):
            if self.session.phase() == "over" and not self.session.unshown:
                return
            self.played.clock.now += timedelta(minutes=2)
            self.tick()
        raise AssertionError(f"it does not end: {self.session.phase()}")


Anything.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnything = Anything.TestCase
