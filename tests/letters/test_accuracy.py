"""Intervals against published ones, groups, and recall."""

from math import isclose, sqrt
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from bot.letters.accuracy import Cell, Share, frontier_counting, summarize, wilson
from bot.letters.comparison import Series
from bot.letters.frontier import frontier_rows
from bot.letters.shape import TRUE_COUNTS, WORD_LENGTHS, WORD_TOKENS, Shape
from bot.letters.trial import FORM_NAMES, Form
from bot.tokens import Encodings


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        # R. G. Newcombe, “Two-sided confidence intervals for the single proportion”, Statistics in Medicine 17 (1998).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # By hand: with one answer, z²/(1 + z²) on the other side.
        (0, 1, 0.0, 0.7935),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_intervals_are_those_that_were_published(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=0.00006)


@given(st.integers(1, 10**7).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_at_either_end_the_share_is_just_as_far_off_as_chance_allows(figures: tuple[int, int]) -> None:
    right, total = figures
    low, high = wilson(right, total)
    assert 0 <= low <= right / total + 1e-12
    assert right / total - 1e-12 <= high <= 1
    for end in (low, high):
        if 1e-12 < end < 1 - 1e-12:
            off = abs(right / total - end) / sqrt(end * (1 - end) / total)
            assert isclose(off, 1.96, abs_tol=0.001)


def test_a_share_in_words() -> None:
    assert str(Share(31, 120)) == "right in 31 of 120 (26%, 95% interval 19–34%)"
    assert str(Share(1_000, 1_000)) == "right in 1,000 of 1,000 (100%, 95% interval 100–100%)"
    assert str(Share()) == "no answer yet"
    assert (Share(31, 120).brief, Share().brief) == ("26% of 120 (19–34)", "none yet")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((0, 1, 0), (0, 1, None)),
        ((4, 4, 1), (4, 1, 1)),
        ((5, 5, 4), (5, 5, 4)),
        ((99, 8, 5), (5, 5, 5)),
        ((1, 9, 6), (1, 9, 5)),
        ((1, 12, 6), (1, 9, 5)),
        ((1, 13, 6), (1, 13, 5)),
        ((1, 20, 6), (1, 13, 5)),
        ((1, 21, 600), (1, 21, 5)),
        ((None, None, 2), (None, None, 2)),
    ],
)
def test_long_tails_fall_into_groups(numbers: tuple[int, int, int], expected: tuple[int | None, ...]) -> None:
    shape = Shape.of("count", "quoted", "ladder", *numbers)
    assert (shape.true_count, shape.word_length, shape.word_tokens) == expected
    assert Shape.parse(str(shape)) == shape


def test_what_the_database_puts_where_nothing_was_said_is_a_shape_of_no_group() -> None:
    shape = Shape.parse("- - - - - -")
    summary = summarize([Cell(shape, "m", correct=True, number=3)])
    assert (summary.asked, summary.judged) == (3, 3)
    assert summary.counting.all == Share()


def cell(
    kind: str,
    count: int | None,
    correct: bool | None,
    number: int,
    model: str | None = "m",
    form: Form = "plain",
    series: Series | None = None,
) -> Cell:
    """``number`` comparisons about words of ten letters: in one token as they are, in ten in another form."""
    return Cell(Shape.of(kind, form, series, count, 10, 1 if form == "plain" else 10), model, correct, number)


def test_recall_is_told_for_each_class() -> None:
    summary = summarize(
        [
            cell("contains", 2, correct=True, number=9),
            cell("contains", 1, correct=False, number=1),
            cell("contains", 0, correct=True, number=2),
            cell("contains", 0, correct=False, number=8),
            cell("contains", 0, correct=None, number=5),
        ]
    )
    assert (summary.yes, summary.no) == (Share(9, 10), Share(2, 10))
    assert summary.judged == 20
    assert (summary.asked, summary.put) == (25, 25)
    assert summary.counting.all == Share()


def test_what_is_in_no_share_is_known() -> None:
    summary = summarize(
        [
            cell("count", 3, correct=True, number=1),
            cell("count", 3, correct=True, number=2, series="ladder"),
            cell("count", 3, correct=True, number=4, form="spaced", series="ladder"),
            cell("count", 3, correct=True, number=8, form="tool-free", series="tool"),
            cell("contains", 0, correct=True, number=16),
            cell("contains", 1, correct=False, number=32),
        ]
    )
    assert (summary.judged, summary.elsewhere) == (63, 0)
    others = [cell("number", None, correct=False, number=2), cell("length", None, correct=None, number=9)]
    assert summarize(others).elsewhere == 2


def test_models_are_told_apart_and_those_that_were_not_asked_left_out() -> None:
    summary = summarize(
        [
            cell("count", 3, correct=True, number=1, model="a"),
            cell("count", 3, correct=False, number=3, model="b"),
            cell("length", None, correct=True, number=1, model="b"),
            cell("count", 3, correct=None, number=7, model=None),
        ]
    )
    assert [(model.name, model.counting) for model in summary.models] == [("b", Share(0, 3)), ("a", Share(1, 1))]
    assert (summary.asked, summary.put, summary.judged) == (12, 5, 5)
    assert summary.counting.by_true_count == {"3": Share(1, 4)}
    assert summary.counting.by_word_length == {"9–12": Share(1, 4)}
    assert summary.by_form == {}


def test_other_forms_are_compared_within_ladders_and_nowhere_else() -> None:
    forms: list[tuple[Form, bool]] = [("plain", False), ("quoted", False), ("spaced", True), ("numbered", True)]
    summary = summarize(
        [
            *(cell("count", 3, correct, 1_000, form=form, series="ladder") for form, correct in forms),
            cell("count", 3, correct=True, number=7),
            cell("count", 3, correct=True, number=9, form="spaced"),
        ]
    )
    plain = Share(7, 1_007)
    assert summary.counting.all == plain
    assert summary.counting.by_true_count == {"3": plain}
    assert summary.counting.by_word_length == {"9–12": plain}
    assert summary.counting.by_word_tokens == {"1": plain}
    assert [model.counting for model in summary.models] == [plain]
    assert summary.by_form == {
        "as it is": Share(0, 1_000),
        "in quotes": Share(0, 1_000),
        "letter by letter": Share(1_000, 1_000),
        "letters numbered": Share(1_000, 1_000),
    }
    assert [*summary.by_form] == [*FORM_NAMES.values()]


def test_what_was_asked_in_series_is_counted() -> None:
    summary = summarize(
        [
            cell("contains", 0, correct=True, number=40, series="which"),
            cell("contains", 1, correct=False, number=10, series="which"),
            cell("count", 3, correct=None, number=4, model=None, series="ladder"),
            cell("count", 3, correct=True, number=1),
        ]
    )
    assert (summary.asked, summary.in_lists, summary.in_ladders) == (55, 50, 4)


def test_nothing_at_all() -> None:
    summary = summarize([])
    assert (summary.asked, summary.in_lists, summary.put, summary.judged, list(summary.models)) == (0, 0, 0, 0, [])


def test_the_frontier_models_reach_what_was_published(tmp_path: Path) -> None:
    encoding = Encodings(tmp_path).get("o200k_base")
    counting = frontier_counting(encoding)
    rates = [each.all.rate for each in counting.values()]
    assert len(counting) == 14
    assert [*counting] == sorted(counting, key=lambda name: (-counting[name].all.right, name))
    assert [*counting][:2] == ["Gemini 3 Pro Preview", "Grok 4"]
    assert rates[0] == rates[1] > rates[2]
    assert (f"{rates[0]:.2%}", f"{rates[-1]:.1%}") == ("99.65%", "46.6%")
    for each in counting.values():
        assert [*each.by_true_count] == [*TRUE_COUNTS.values()]
        assert [*each.by_word_length] == [*WORD_LENGTHS.values()]
        assert [*each.by_word_tokens] == [*WORD_TOKENS.values()]
        for groups in (each.by_true_count, each.by_word_length, each.by_word_tokens):
            assert sum(share.total for share in groups.values()) == each.all.total == len(frontier_rows())
    name = "GPT-5.2"
    five = [row for row in frontier_rows() if row.true_count >= 5]
    assert counting[name].by_true_count["5+"] == Share(sum(r.answers[name] == r.true_count for r in five), len(five))
    one = [row for row in frontier_rows() if len(encoding.encode_ordinary(f" {row.word}")) == 1]
    assert counting[name].by_word_tokens["1"] == Share(sum(r.answers[name] == r.true_count for r in one), len(one))
