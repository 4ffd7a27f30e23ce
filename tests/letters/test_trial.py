"""How a question is put to a model, how its answer is read, and the sentence of why."""

from datetime import UTC, datetime

import pytest

from bot.letters import (
    Answer,
    Asker,
    Comparison,
    Contains,
    Count,
    HowManyOf,
    Length,
    ModelAnswer,
    ModelMissing,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    read,
    trial,
    why,
)
from bot.tokens import PromptToken


@pytest.mark.parametrize(
    ("question", "asked", "choices"),
    [
        (Count("strawberry", "r"), "How many times does the letter r occur in strawberry?", 10),
        (Count("a" * 40, "r"), f"How many times does the letter r occur in {'a' * 40}?", 100),
        (Contains("Nevada", "d"), "Does Nevada contain the letter d?", 2),
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
    assert put.asked.replace(put.focus, "…") == put.hidden
    assert len(put.choices) == choices
    assert put.focus not in put.hidden


@pytest.mark.parametrize("question", [Which("months", "r"), Spell("rhythm"), Reverse("stressed")])
def test_lists_spellings_and_reversals_are_read_from_the_model_s_own_sentence(question: Question) -> None:
    assert trial(question) is None


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        (Which("US states", "d"), "West Virginia, idaho and New  York.", ("Idaho", "West Virginia")),
        (Which("US states", "d"), "I do not know.", None),
        (Which("months", "r"), "Marching in May", ("May",)),
        (Spell("rhythm"), "It is spelled r-h-y-t-h-m.", "r-h-y-t-h-m"),
        (Spell("rhythm"), "R h y t h m", "R-h-y-t-h-m"),
        (Spell("rhythm"), "rhythm", None),
        (Spell("rhythm"), "I'm sorry, but as a chatbot I don't have the capability.", None),
        (Reverse("stressed"), "Stressed backwards is “desserts”.", "desserts"),
        (Reverse("ice cream"), "That would be maerc eci!", "maerc eci"),
        (Reverse("stressed"), "…", None),
        (Count("strawberry", "r"), "There are 3.", None),
    ],
)
def test_an_answer_is_read_from_a_sentence(question: Question, sentence: str, answer: Answer | None) -> None:
    assert read(question, sentence) == answer


STRAWBERRY = (PromptToken(35199, " strawberry"),)


def comparison(model: ModelAnswer | ModelMissing, tokens: tuple[PromptToken, ...] = STRAWBERRY) -> Comparison:
    question = Count("strawberry", "r")
    return Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), "?", question, 3, model, tokens)


def answered(answer: Answer | None, distribution: dict[str, float], prior: dict[str, float]) -> ModelAnswer:
    return ModelAnswer("SmolLM2", "1", answer, None, distribution, prior, 0.9, STRAWBERRY, 0.1)


def test_why_names_the_token_and_the_habit() -> None:
    said = why(comparison(answered(1, {"1": 0.6, "3": 0.4}, {"1": 0.9, "3": 0.1})))
    assert "“strawberry” as one token, number 35199" in said
    assert "leans to 1 with the word hidden too" in said


def test_why_says_when_the_word_did_change_the_answer() -> None:
    said = why(comparison(answered(3, {"1": 0.4, "3": 0.6}, {"1": 0.9, "3": 0.1})))
    assert "would have leant to 1, so the word did change its mind" in said


def test_why_lists_pieces_and_numbers() -> None:
    pieces = (PromptToken(300, "straw"), PromptToken(7, "berry"))
    said = why(comparison(ModelMissing("off"), pieces))
    assert "2 tokens (straw | berry), the numbers 300, 7" in said
    assert "7 token numbers" in why(comparison(ModelMissing("off"), pieces[:1] * 7))


@pytest.mark.parametrize(("answer", "correct"), [(3, True), (1, False), (None, None)])
def test_a_comparison_knows_whether_the_model_was_right(answer: int | None, correct: bool | None) -> None:
    assert comparison(answered(answer, {"3": 1.0}, {"3": 1.0})).correct is correct
    assert comparison(ModelMissing("off")).correct is None
