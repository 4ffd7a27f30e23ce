"""What is said of the possible answers that a server leaves untold."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.letters import Asker, Comparison, Contains, Count, ModelAnswer, ModelMissing, Question, solve, untold_line


def answered(
    question: Question, told: Mapping[str, float] | None, *, mass: float = 0.5, below: float = 0.01
) -> Comparison:
    model = ModelAnswer("large-model", "at models.example", None, None, told, None, mass, (), 0.1, below)
    return Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), "?", question, solve(question), model, ())


R, NEVADA = Count("strawberry", "r"), Contains("Nevada", "d")
MISSING = Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), "?", R, 3, ModelMissing("It was busy."), ())


@pytest.mark.parametrize(
    ("comparisons", "said"),
    [
        ([], ""),
        ([MISSING], ""),
        ([answered(R, None)], ""),
        ([answered(NEVADA, {"Yes": 0.5, "No": 0.5}, below=0.0)], ""),
        ([answered(NEVADA, {"No": 1.0})], "Not among {}: Yes (each under 2.0%)"),
        ([answered(NEVADA, {"No": 1.0}), MISSING], "Not among {}: Yes (each under 2.0%)"),
        ([answered(NEVADA, {"No": 1.0}, mass=0.7)], "Not among {}: Yes (each under 1.5%)"),
        ([answered(NEVADA, {"No": 1.0}, mass=0.005)], "Not among {}: Yes (each under 100.0%)"),
        (
            [answered(NEVADA, {"No": 1.0}), answered(NEVADA, {"Yes": 1.0}, below=0.02)],
            "Not always among {}: No, Yes (each under 4.0% then)",
        ),
        (
            [answered(NEVADA, {"No": 1.0}), answered(NEVADA, {"Yes": 0.5, "No": 0.5}, below=0.0)],
            "Not always among {}: Yes (each under 2.0% then)",
        ),
        ([answered(R, {"3": 1.0})], "Not among {}: 0, 1, 2, 4, 5, 6, 7, 8, 9 (each under 2.0%)"),
        (
            [answered(Count("r" * 10, "r"), {"3": 1.0})],
            "Not among {}: 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 87 more (each under 2.0%)",
        ),
    ],
)
def test_what_is_untold_is_said_with_how_unlikely_it_is(comparisons: list[Comparison], said: str) -> None:
    assert untold_line(comparisons) == said.format("the likeliest tokens that the server tells")
