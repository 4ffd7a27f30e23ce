"""The cards of series: what they say of a model depends on what it did, and claims no more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.letters import (
    NAME_LISTS,
    Asker,
    Comparison,
    Contains,
    Count,
    Form,
    ModelAnswer,
    ModelMissing,
    Which,
    graphemes,
    solve,
)
from bot.tokens import PromptToken
from bot.ui.series import forms_card
from bot.ui.series_names import names_card
from tests.ui.showing import NO_LOG, NOW, PICTURE, said

LISTS = [("US states", "d"), ("US states", "z"), ("US states", "a"), ("elements", "i"), ("months", "r")]
"""With 10 of 50, 1 of 50, 36 of 50, 96 of 118 and 8 of 12 names."""


def test_how_much_the_names_moved_is_told_on_average() -> None:
    """Each name moves the same two shares, one by 4 and the next by 14 points."""
    prior = {"Yes": 0.52, "No": 0.48}
    comparisons = []
    for number, name in enumerate(NAME_LISTS["months"].names):
        yes = 0.56 if number % 2 else 0.38
        model = ModelAnswer("SmolLM2", "1", yes > 0.5, None, {"Yes": yes, "No": 1 - yes}, prior, 1.0, (), 0.1)
        question = Contains(name, "r")
        comparisons.append(Comparison(NOW, Asker(), "?", question, solve(question), model, (), series="which"))
    shown = said(names_card(Which("months", "r"), comparisons, NO_LOG, PICTURE))
    told = "With the name hidden it answers yes (52% among these options). A name moves 9 percentage points"
    assert f"{told} of the probability to the other answer on average: the word counts, but habit counts more." in shown


def states(key: str, letter: str, answer: Callable[[bool], bool | None]) -> str:
    """The card where the model answers as ``answer`` makes it of the truth."""
    comparisons = []
    for name in NAME_LISTS[key].names:
        question = Contains(name, letter)
        exact = solve(question) is True
        given = answer(exact)
        model = ModelAnswer("SmolLM2", "1", given, None, {"Yes": 1.0, "No": 0.0}, None, 1.0, (), 0.1)
        half = ModelMissing("It was busy.") if given is None else model
        comparisons.append(Comparison(NOW, Asker(), "?", question, exact, half, (), series="which"))
    return said(names_card(Which(key, letter), comparisons, NO_LOG, PICTURE))


@pytest.mark.parametrize(("key", "letter"), LISTS)
def test_a_perfect_model_is_accused_of_nothing(key: str, letter: str) -> None:
    shown = states(key, letter, lambda exact: exact)
    assert "(100%)" in shown
    assert "It says" not in shown
    assert "guessing" not in shown


@pytest.mark.parametrize(("key", "letter"), LISTS)
@pytest.mark.parametrize("always", [True, False])
def test_whoever_always_says_the_same_is_told(key: str, letter: str, always: bool) -> None:
    shown = states(key, letter, lambda _: always)
    number, answer = len(NAME_LISTS[key].names), "yes" if always else "no"
    assert f"**It says {answer} to all {number}:** no name changes its answer." in shown


def test_a_constant_is_called_one_also_with_the_name_hidden() -> None:
    prior = {"Yes": 0.4, "No": 0.6}
    comparisons = []
    for number, name in enumerate(NAME_LISTS["months"].names):
        question = Contains(name, "r")
        model = ModelAnswer("SmolLM2", "1", number == 0, None, {"Yes": 0.3, "No": 0.7}, prior, 1.0, (), 0.1)
        comparisons.append(Comparison(NOW, Asker(), "?", question, solve(question), model, (), series="which"))
    once = said(names_card(Which("months", "r"), comparisons, NO_LOG, PICTURE))
    assert "**It says no to 11 of 12**, so look at both shares." in once
    said_no = comparisons[1].model
    always = [replace(each, model=said_no) for each in comparisons]
    shown = said(names_card(Which("months", "r"), always, NO_LOG, PICTURE))
    assert "**It says no to all 12, and with the name hidden too:** no name changes its answer." in shown


@pytest.mark.parametrize("answer", [lambda exact: exact, lambda _: True, lambda _: False])
@pytest.mark.parametrize(("letter", "what"), [("d", "All 7 contain `d`"), ("q", "All 7 are without `q`")])
def test_a_list_of_one_kind_tells_nothing(answer: Callable[[bool], bool], letter: str, what: str) -> None:
    shown = states("days of the week", letter, answer)
    assert f"{what}, so this list cannot tell knowing from guessing." in shown
    assert "It says" not in shown


def test_of_what_got_no_answer_nothing_is_said() -> None:
    some = iter([True, None, True, True, True, True, True])
    assert "All 6 that got an answer contain `d`" in states("days of the week", "d", lambda _: next(some))
    assert "guessing" not in states("days of the week", "d", lambda _: None)


def ladder(word: str, answer: int | None, cut: Callable[[str], list[str]]) -> str:
    """The card for r in ``word``, where a model reads each letter as ``cut`` does; no model for the answer None."""
    question, comparisons = Count(word, "r"), []
    forms: list[Form] = ["plain", "quoted", "spaced", "numbered"]
    for form in forms:
        letters = [piece for grapheme in graphemes(word) for piece in cut(grapheme)]
        pieces = [word] if form in ("plain", "quoted") else [f" {letter}" for letter in letters]
        if form == "numbered":
            pieces = [part for number, piece in enumerate(pieces, 1) for part in (" ", str(number), piece, ",")]
        tokens = tuple(PromptToken(at, piece) for at, piece in enumerate(pieces))
        shares = {"1": 0.5, "3": 0.5}
        model = ModelAnswer("SmolLM2", "1", answer, None, shares, None, 1.0, (), 0.1)
        half = ModelMissing("It is off.") if answer is None else model
        comparisons.append(Comparison(NOW, Asker(), "?", question, solve(question), half, tokens, form, "ladder"))
    return said(forms_card(question, comparisons, NO_LOG, None, PICTURE))


def test_one_answer_in_all_forms_is_called_one_where_it_is_wrong() -> None:
    assert "**SmolLM2 says 1 in all 4 forms**: no form changes its answer · ✗ wrong" in ladder("strawberry", 1, whole)
    assert "in all 4 forms" not in ladder("strawberry", 3, whole)
    assert "in all 4 forms" not in ladder("strawberry", None, whole)


def whole(letter: str) -> list[str]:
    return [letter]


def test_what_was_to_be_seen_is_no_excuse_where_it_was_to_be_seen() -> None:
    shown = ladder("strawberry", 1, whole)
    assert "every letter is a token of its own: what is wrong there (letter by letter, letters numbered) is" in shown
    assert "One word proves nothing" in shown


def test_who_is_right_needs_no_excuse() -> None:
    shown = ladder("strawberry", 3, whole)
    assert "Written apart, every letter is a token of its own.\n" in shown
    assert "for want of" not in shown


def test_without_a_model_nothing_is_wrong() -> None:
    shown = ladder("strawberry", None, whole)
    assert "Written apart, every letter is a token of its own." in shown
    assert "for want of" not in shown
    assert "One word proves nothing" not in shown


@pytest.mark.parametrize("answer", [1, 3, None])
def test_letters_in_pieces_are_not_whole_tokens(answer: int | None) -> None:
    shown = ladder("שלrrr", answer, lambda letter: ["⟨D7⟩", "⟨A9⟩"] if letter > "z" else [letter])
    assert "Even written apart (letter by letter, letters numbered), not every letter of this word is one" in shown
    assert "for want of" not in shown


def test_what_a_server_leaves_untold_is_said() -> None:
    def comparison(name: str, told: str, form: Form = "plain") -> Comparison:
        question = Contains(name, "d")
        model = ModelAnswer("large-model", "at x", told == "Yes", None, {told: 1.0}, None, 0.5, (), 0.1, 0.01)
        return Comparison(NOW, Asker(), "?", question, solve(question), model, (), form, "which")

    days = [comparison(name, "Yes") for name in NAME_LISTS["days of the week"].names]
    names = said(names_card(Which("days of the week", "d"), days, NO_LOG, PICTURE))
    assert "-# Not among the likeliest tokens that the server tells: No (each under 2.0%)" in names
    mixed = [comparison("Monday", "Yes"), comparison("Monday", "No", "quoted")]
    forms = said(forms_card(Count("Monday", "d"), mixed, NO_LOG, PICTURE, PICTURE))
    assert "-# Not always among the likeliest tokens that the server tells: No, Yes (each under 2.0% then)" in forms


def test_what_a_model_tells_whole_needs_no_such_note() -> None:
    assert "likeliest tokens" not in states("US states", "d", lambda exact: exact) + ladder("strawberry", 1, whole)
