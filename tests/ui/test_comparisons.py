"""The cards of letter questions: what is judged, and by how much the word moved the answer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from discord import ui

from bot.drawing import Picture
from bot.letters import Asker, Comparison, Count, ModelAnswer, NotLogged
from bot.storage import StoredComparison
from bot.ui import Card
from bot.ui.comparisons import among_options, comparison_card
from bot.ui.details import DetailPictures, details_card

CHART = Picture(b"", "chart", 1, 1, 1)


def said(card: Card) -> str:
    return "\n".join(item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay))


def asked(spoken: int | None) -> Comparison:
    """“rr” occurs once in strawberry, as the model finds likeliest; its sentence says what ``spoken`` is."""
    shares, prior = {"1": 0.51, "2": 0.29, "3": 0.2}, {"1": 0.37, "2": 0.43, "3": 0.2}
    model = ModelAnswer("SmolLM2", "1", 1, "The string occurs twice.", shares, prior, 0.9, (), 0.1, spoken=spoken)
    return Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), "?", Count("strawberry", "rr"), 1, model, ())


@pytest.mark.parametrize(
    ("spoken", "label"),
    [
        (2, "Asked in plain words, it says something else; only the answer above is judged:"),
        (1, "Asked in plain words, it says (not judged):"),
        (None, "Asked in plain words, it says (not judged):"),
    ],
)
def test_a_sentence_that_says_otherwise_is_said_not_to_be_judged(spoken: int | None, label: str) -> None:
    shown = said(comparison_card(asked(spoken), NotLogged("Not logged."), CHART, []))
    assert "answers **1** · ✓ right" in shown
    assert f"{label}\n```\nThe string occurs twice." in shown


def test_details_tell_how_far_the_two_distributions_are_apart() -> None:
    shown = said(details_card(StoredComparison(1, asked(None)), DetailPictures(None, None, CHART)))
    assert "answers **1** (51% among these options) · ✓ right" in shown
    assert "Without seeing the word it would answer somewhat differently (14 percentage points apart)" in shown
    assert "the word counts, but habit counts more. The likeliest answer would be 2." in shown


def test_what_is_hardly_likelier_than_the_next_is_no_verdict() -> None:
    assert among_options({"Yes": 0.498, "No": 0.502}) == "50.2%, barely the most among these options"
    assert among_options({"1": 0.31, "2": 0.19}) == "31% among these options"
    assert among_options({"1": 1.0}) == "100% among these options"


def test_the_card_says_why_there_is_no_verdict() -> None:
    comparison = replace(asked(None), exact=300)
    assert comparison.correct is None
    shown = said(comparison_card(comparison, 1, CHART, []))
    assert "**SmolLM2** answers **1** · not judged: the exact answer was not among its choices\n" in shown
    assert "✗" not in shown
    details = said(details_card(StoredComparison(1, comparison), DetailPictures(None, None, CHART)))
    assert "(51% among these options) · not judged: the exact answer was not among its choices" in details
