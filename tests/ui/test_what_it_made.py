"""What the cards say a model made of a question: what it wrote without an answer, and in which words it was asked."""

import pytest

from bot.letters import Asker, Comparison, Count, ModelAnswer, ModelMissing, Question, Spell, Which, solve
from bot.storage import StoredComparison
from bot.ui.comparisons import comparison_card
from bot.ui.details import DetailPictures, details_card
from tests.ui.showing import NOW, PICTURE, said

ASKED = "How many times does the letter r occur in strawberry?"
REWORDED = "I put your question in these words"


def wrote(text: str | ModelMissing, question: Question, *, each: bool = False) -> str:
    """The card where the model's sentence held no answer."""
    model = ModelAnswer("SmolLM2", "1", None, text, None, None, None, (), 0.1)
    comparison = Comparison(NOW, Asker(), "?", question, solve(question), model, ())
    return said(comparison_card(comparison, 1, None, [], each=each))


def test_what_it_wrote_is_quoted_where_no_answer_is_in_it() -> None:
    shown = wrote("The letter d\n\nis the fourth one.", Which("US states", "d"), each=True)
    assert "I find no US states in what **SmolLM2** wrote: `The letter d is the fourth one.`\nThe first button" in shown
    alone = wrote("Rhythm!", Spell("rhythm"))
    assert "I find no answer in what **SmolLM2** wrote: `Rhythm!`" in alone
    assert "The first button" not in alone


def test_a_quote_is_short_and_does_no_harm() -> None:
    shown = wrote("`@everyone` https://example.org " + "x" * 500, Which("months", "r"))
    [line] = [line for line in shown.split("\n") if "SmolLM2" in line]
    assert len(line) < 200
    assert "wrote: ``" in line


@pytest.mark.parametrize("text", ["", " ", ModelMissing("It was busy.")])
def test_who_wrote_nothing_is_not_quoted(text: str | ModelMissing) -> None:
    assert "**SmolLM2** gave no answer." in wrote(text, Which("months", "r"))


def details(typed: str) -> str:
    shares = {"1": 0.6, "3": 0.4}
    model = ModelAnswer("SmolLM2", "1", 1, None, shares, shares, 0.9, (), 0.1)
    comparison = Comparison(NOW, Asker(), typed, Count("strawberry", "r"), 3, model, ())
    return said(details_card(StoredComparison(1, comparison), DetailPictures(None, PICTURE, None)))


def test_a_reworded_question_is_said_to_be_one() -> None:
    assert f"Grey: the chat template.\n-# {REWORDED}, so that all are asked alike." in details(
        "how many r's in strawberry"
    )
    assert REWORDED not in details(ASKED)


def test_a_question_asked_as_it_was_typed_is_not_reworded() -> None:
    """Which is so where the answer is read from a sentence."""
    model = ModelAnswer("SmolLM2", "1", None, "r-h", None, None, None, (), 0.1)
    comparison = Comparison(NOW, Asker(), "spell rhythm", Spell("rhythm"), "r-h-y-t-h-m", model, ())
    stored = StoredComparison(1, comparison)
    assert REWORDED not in said(details_card(stored, DetailPictures(None, PICTURE, None)))
