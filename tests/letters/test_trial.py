"""How a question is put to a model, how its answer is read, and the sentence of why."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from bot.letters import (
    FORM_NAMES,
    FORMS,
    NAME_LISTS,
    Answer,
    Asker,
    Comparison,
    Contains,
    Count,
    Form,
    HowManyOf,
    Length,
    ModelMissing,
    NoLetterQuestion,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    forms_of,
    graphemes,
    parse,
    place,
    solve,
    subject,
    trial,
    why,
)
from bot.tokens import PromptToken
from tests.letters.answering import answered, comparison


@pytest.mark.parametrize(
    ("question", "asked", "choices"),
    [
        (Count("strawberry", "r"), "How many times does the letter r occur in strawberry?", 10),
        (Count("r" * 40, "r"), f"How many times does the letter r occur in {'r' * 40}?", 100),
        (Count("Mississippi", "ss"), "How many times does the string ss occur in Mississippi?", 10),
        (Count("letter", "e\u0301"), "How many times does the letter e\u0301 occur in letter?", 10),
        (Contains("Nevada", "d"), "Does Nevada contain the letter d?", 2),
        (Contains("Nevada", "ad"), "Does Nevada contain the string ad?", 2),
        (Contains("con", "c"), "Does con contain the letter c?", 2),
        (Contains("ter", "e"), "Does ter contain the letter e?", 2),
        (HowManyOf("US states", "ss"), "How many of the US states contain the string ss?", 100),
        (HowManyOf("US states", "z"), "How many of the US states contain the letter z?", 100),
        (HowManyOf("months", "r", without=True), "How many of the months do not contain the letter r?", 100),
        (Length("strawberry"), "How many letters are in strawberry?", 100),
        (Position("banana", 3), "What is letter number 3 of banana?", 26),
        (Position("banana", -1), "What is the last letter of banana?", 26),
        (Position("banana", -2), "What is letter number 2 from the end of banana?", 26),
    ],
)
def test_a_question_is_put_in_words_with_its_possible_answers(question: Question, asked: str, choices: int) -> None:
    put = trial(question)
    assert put is not None
    assert put.asked == asked
    start, end = put.focus
    assert put.asked[start:end] == subject(question)
    assert put.asked[:start] + "…" + put.asked[end:] == put.hidden
    assert len(put.choices) == choices


@pytest.mark.parametrize(
    ("question", "form", "asked", "hidden"),
    [
        (Count("cat", "t"), "quoted", 'How many times does the letter t occur in "cat"?', '"…"?'),
        (Count("cat", "t"), "spaced", "How many times does the letter t occur in c a t?", "in …?"),
        (Count("cat", "t"), "numbered", "How many times does the letter t occur in 1 c, 2 a, 3 t?", "in …?"),
        (Count("a cat", "t"), "numbered", "How many times does the letter t occur in 1 a, 2 c, 3 a, 4 t?", "in …?"),
        (Count("👩‍👩‍👧e\u0301", "é"), "spaced", "How many times does the letter é occur in 👩‍👩‍👧 é?", "in …?"),
        (Contains("cat", "t"), "spaced", "Does c a t contain the letter t?", "Does …"),
        (Length("cat"), "quoted", 'How many letters are in "cat"?', '"…"?'),
        (Position("cat", 3), "numbered", "What is letter number 3 of 1 c, 2 a, 3 t?", "of …?"),
        (HowManyOf("months", "r"), "spaced", "How many of the months contain the letter r?", "the …"),
    ],
)
def test_a_text_is_written_in_a_form(question: Question, form: Form, asked: str, hidden: str) -> None:
    put = trial(question, form)
    assert put is not None
    assert put.asked == asked
    assert hidden in put.hidden


@given(st.text(min_size=1, max_size=30), st.sampled_from(FORMS))
def test_in_every_form_the_focus_is_what_is_hidden(text: str, form: Form) -> None:
    put = trial(Count(text, "r"), form)
    assert put is not None
    start, end = put.focus
    assert put.asked[:start] + "…" + put.asked[end:] == put.hidden
    written = unicodedata.normalize("NFC", put.asked[start:end])
    assert [each for each in graphemes(text) if not each.isspace() and each not in written] == []


@pytest.mark.parametrize("question", [Which("months", "r"), Spell("rhythm"), Reverse("stressed")])
def test_lists_spellings_and_reversals_are_read_from_the_model_s_own_sentence(question: Question) -> None:
    assert trial(question) is None


@given(st.text(max_size=20), st.text(max_size=60))
def test_a_place_is_looked_for_in_any_text(text: str, typed: str) -> None:
    start, end = place(Spell(text), typed)
    assert 0 <= start <= end <= len(typed)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("Which states contain the letter d?", "states"),
        ("Name all the US  states with a k", "US  states"),
        ("Which days of the week have an n?", "days of the week"),
        ("How many months contain an r", "months"),
        ("Spell rhythm", "rhythm"),
        ("how is spell spelled", "spell"),
        ("what is back backwards?", "back"),
        ("Reverse 'C++', please", "C++"),
        ("does con contain a c", "con"),
    ],
)
def test_what_is_asked_about_is_found_where_it_was_typed(typed: str, part: str) -> None:
    question = parse(typed)
    assert not isinstance(question, NoLetterQuestion)
    start, end = place(question, typed)
    assert typed[start:end] == part


def test_the_last_of_several_places_counts_and_none_is_empty() -> None:
    assert place(Spell("el"), "How do you spell el, as in el niño, or hotel?") == (27, 29)
    assert place(Reverse("eel"), "spell feel") == (7, 10)
    assert place(Spell("rhythm"), "hello") == place(Which("planets", "e"), "hello") == (0, 0)


def test_why_names_the_token_and_says_how_much_the_word_moved() -> None:
    said = why(comparison(answered(1, {"1": 0.87, "3": 0.13}, {"1": 0.9, "3": 0.1})))
    assert said.startswith("It read “strawberry” as one token, “␣strawberry”, id 35199. An id spells nothing")
    assert "This one had to answer at once. Without seeing the word it answers nearly the same" in said
    assert said.endswith("(3 percentage points apart): mostly habit. The likeliest answer stays 1.")


@pytest.mark.parametrize(
    ("shown", "hidden", "how", "moved", "effect"),
    [
        (
            0.31,
            0.17,
            "would answer somewhat differently",
            "14 percentage points",
            "the word counts, but habit counts more",
        ),
        (
            0.82,
            0.68,
            "would answer somewhat differently",
            "14 percentage points",
            "the word counts, but habit counts more",
        ),
        (0.46, 0.4, "answers nearly the same", "6 percentage points", "mostly habit"),
        (
            0.47,
            0.4,
            "would answer somewhat differently",
            "7 percentage points",
            "the word counts, but habit counts more",
        ),
        (
            0.9,
            0.4,
            "would answer somewhat differently",
            "50 percentage points",
            "the word counts, but habit counts more",
        ),
        (0.95, 0.4, "would answer quite differently", "55 percentage points", "the word counts most"),
        (0.5, 0.5, "answers nearly the same", "less than 1 percentage point", "mostly habit"),
    ],
)
def test_the_word_is_judged_by_the_whole_distribution_and_not_by_the_top_answer(
    shown: float, hidden: float, how: str, moved: str, effect: str
) -> None:
    """The first two are cards that called it mostly habit, as the likeliest answer stayed the same."""
    model = answered(1, {"1": shown, "2": 1 - shown}, {"1": hidden, "2": 1 - hidden})
    assert f"Without seeing the word it {how} ({moved} apart): {effect}." in why(comparison(model))


def test_a_changed_top_answer_alone_is_no_effect() -> None:
    said = why(comparison(answered(3, {"1": 0.49, "3": 0.51}, {"1": 0.51, "3": 0.49})))
    assert said.endswith("same (2 percentage points apart): mostly habit. The likeliest answer would be 1.")


def test_the_prompt_of_a_list_names_none_of_its_names() -> None:
    question = HowManyOf("US states", "d")
    put = trial(question)
    assert put
    assert not [name for name in NAME_LISTS["US states"].names if name in put.asked]
    said = why(replace(comparison(answered(1, {"1": 1.0}, {}), (PromptToken(1, " US states"),)), question=question))
    assert "“US states” and none of the names: those, and how they are spelt, must come from what was learnt." in said


def test_without_a_prior_nothing_is_said_of_habit() -> None:
    model = answered(1, {"1": 1.0}, {})
    assert model.moved is None
    assert "Without seeing" not in why(comparison(model))


def test_why_names_whose_vocabulary_it_is() -> None:
    pieces = (PromptToken(300, "straw"), PromptToken(7, "berry"))
    missing = replace(comparison(ModelMissing("off"), pieces), vocabulary="o200k_base")
    assert why(missing).startswith("A model with the vocabulary o200k_base reads “strawberry” as 2 tokens")
    own = replace(comparison(answered(1, {"1": 1.0}, {"1": 1.0})), vocabulary="smollm2")
    assert why(own).startswith("In its own vocabulary (smollm2) it read “strawberry” as one token")


def test_why_lists_pieces_and_ids() -> None:
    pieces = (PromptToken(300, "straw"), PromptToken(7, "berry"))
    said = why(comparison(ModelMissing("off"), pieces))
    assert "2 tokens (straw | berry), ids 300, 7" in said
    assert "as 7 tokens. An id spells nothing" in why(comparison(ModelMissing("off"), pieces[:1] * 7))
    assert "at once" not in said, "nobody answered"


@pytest.mark.parametrize(("answer", "correct"), [(3, True), (1, False), (None, None)])
def test_a_comparison_knows_whether_the_model_was_right(answer: int | None, correct: bool | None) -> None:
    assert comparison(answered(answer, {"3": 1.0}, {"3": 1.0})).correct is correct
    assert comparison(ModelMissing("off")).correct is None


@pytest.mark.parametrize(
    ("question", "choices", "answer", "correct"),
    [
        (Count("r" * 99, "r"), ("98", "99"), 99, True),
        (Count("r" * 100, "r"), ("98", "99"), 99, None),
        (Position("CAT", 3), ("s", "t"), "t", True),
        (Position("été", 1), ("e", "t"), "e", None),
        (Contains("cat", "b"), ("Yes", "No"), True, False),
    ],
)
def test_what_could_not_be_right_is_not_judged(
    question: Question, choices: tuple[str, str], answer: Answer, correct: bool | None
) -> None:
    model = answered(answer, dict.fromkeys(choices, 0.5), {})
    asked = Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), "?", question, solve(question), model, ())
    assert asked.correct is correct


def test_the_numbers_of_a_form_are_no_part_of_the_word() -> None:
    assert set(FORM_NAMES) == set(forms_of(Count("strawberry", "r"))) == {*FORMS}
    assert "numbered" not in forms_of(Count("r2d2", "r"))
    assert "numbered" not in forms_of(Count("a,b", "b"))
