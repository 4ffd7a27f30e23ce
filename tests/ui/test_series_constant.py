"""The card of a list where the model says the same to every name: it does not contradict itself or say a list twice."""

import pytest

from bot.letters import NAME_LISTS, Asker, Comparison, Contains, ModelAnswer, Which, solve
from bot.ui.series_names import names_card
from tests.ui.showing import NO_LOG, NOW, PICTURE, said


def constant(answer: bool, hidden: bool, *, without: bool = False) -> str:
    """The card of the months with r, or ``without``: the model says ``answer`` to each, and ``hidden`` to no name."""
    share, prior = (0.9 if answer else 0.1), (0.7 if hidden else 0.3)
    shares = {"Yes": share, "No": 1 - share}
    model = ModelAnswer("SmolLM2", "1", answer, None, shares, {"Yes": prior, "No": 1 - prior}, 1.0, (), 0.1)
    questions = [Contains(name, "r") for name in NAME_LISTS["months"].names]
    comparisons = [Comparison(NOW, Asker(), "?", each, solve(each), model, (), series="which") for each in questions]
    return said(names_card(Which("months", "r", without), comparisons, NO_LOG, PICTURE))


@pytest.mark.parametrize(("answer", "without", "missed"), [(False, False, 8), (True, True, 4)])
def test_a_constant_answer_gets_no_effect_and_its_names_once(answer: bool, without: bool, missed: int) -> None:
    shown = constant(answer, answer, without=without)
    assert "The names move 20 percentage points of the probability on average, but never change the answer." in shown
    assert "habit" not in shown
    assert f"It missed all {missed} of them." in shown
    assert "Wrong" not in shown
    assert shown.count("September" if not without else "June") == 1


def test_names_that_are_not_the_exact_answer_are_named() -> None:
    assert "Wrong yes (4): May, June, July, August" in constant(True, True)


def test_another_answer_with_the_name_hidden_is_told() -> None:
    shown = constant(False, True)
    assert "With the name hidden it answers yes (70% among these options). The names move 60 percentage points" in shown
    assert "on average, but all lead to the same answer." in shown
