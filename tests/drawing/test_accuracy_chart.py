"""Accuracy with its intervals, beside the frontier models."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from bot.drawing import Picture, accuracy_chart
from bot.drawing.accuracy_chart import MAX_MODELS
from bot.drawing.picture import MAX_ALT
from bot.drawing.theme import FAINT, INK, WIDTH
from bot.letters import Cell, Counting, Share, frontier_counting, summarize
from bot.letters.shape import Shape
from bot.tokens import Encodings

ONE = Cell(Shape.of("count", "plain", None, 3, 10, 1), "SmolLM2-135M-Instruct", correct=False, number=1)
ALL = [
    Cell(Shape.of("count", form, series, count, length, tokens), model, correct, number)
    for form, series, count, length, tokens in [
        ("plain", None, 0, 1, 1), ("plain", None, 1, 5, 2), ("plain", None, 2, 9, 3), ("plain", "ladder", 3, 13, 4),
        ("plain", None, 4, 21, 5), ("plain", None, 5, 21, 0), ("quoted", "ladder", 3, 13, 4),
        ("spaced", "ladder", 3, 13, 5), ("numbered", "ladder", 3, 13, 5),
    ]
    for model in ("SmolLM2-135M-Instruct", "twin that reads letters")
    for correct, number in [(True, 4), (False, 9_990)]
]  # fmt: skip
MANY = [
    Cell(ONE.shape, model, correct, 10_000_000 + number)
    for number, model in enumerate(
        ["", "語" * 30, "\u202e\u0301", "🍓", "$x^$", "a b" * 40, "Mixtral-8x22B-Instruct-v0.1-AWQ", "m"]
    )
    for correct in (True, False)
]
SHORT = {
    9_998: "9,998", 10_000: "10k", 999_498: "999k", 999_500: "1.0M", 999_998: "1.0M", 2_500_000: "2.5M",
    9_940_000: "9.9M", 9_960_000: "10M", 123_456_788: "123M",
}  # fmt: skip


@pytest.fixture(scope="module")
def frontier(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Counting]:
    """What the frontier models reached."""
    cache: Path = tmp_path_factory.mktemp("encodings")
    return frontier_counting(Encodings(cache).get("o200k_base"))


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Whatever has been drawn, in place of its file."""
    drawn: list[Figure] = []
    monkeypatch.setattr(Figure, "savefig", lambda figure, *_, **__: drawn.append(figure))
    return drawn


def pixels(picture: Picture) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """The picture in grey."""
    return np.asarray(Image.open(BytesIO(picture.data)).convert("L")).astype(np.int64)


@pytest.mark.parametrize("cells", [[ONE], ALL, MANY], ids=["one", "all", "many"])
def test_nothing_touches_the_edge(frontier: Mapping[str, Counting], cells: Sequence[Cell]) -> None:
    picture = accuracy_chart(summarize(cells), frontier)
    grey = pixels(picture)
    assert grey.shape == (picture.height, picture.width)
    assert picture.width == WIDTH
    for edge in (grey[:3], grey[-3:], grey[:, :3], grey[:, -3:]):
        assert (abs(edge - grey[0, 0]) < 8).all()
    assert (grey > 200).any()
    assert len(picture.alt) <= MAX_ALT


def test_every_group_is_drawn_and_read_out(frontier: Mapping[str, Counting]) -> None:
    picture = accuracy_chart(summarize(ALL), frontier)
    assert picture.drawn == 6 + 5 + 5 + 4 + 2
    assert "How often the letter occurs – 0: 0% of 19,988 (0–0); 1: 0%" in picture.alt
    assert "The same words, written in four ways – as it is: 0% of 19,988 (0–0); in quotes: 0% of" in picture.alt
    assert (
        "Best and worst of 14 frontier models: Gemini 3 Pro Preview 99.6% (as many right: Grok 4), MiMo V2 Flash 46.6%."
        in picture.alt
    )


def test_groups_without_answers_are_left_out_and_one_answer_has_a_huge_interval(
    frontier: Mapping[str, Counting],
) -> None:
    picture = accuracy_chart(summarize([ONE]), frontier)
    assert picture.drawn == 3  # a group in each panel, and none for a single model or without a ladder
    assert "written" not in picture.alt
    assert "How often the letter occurs – 3: 0% of 1 (0–79). " in picture.alt
    assert "Model" not in picture.alt


def test_of_many_models_those_that_were_asked_most_are_drawn(frontier: Mapping[str, Counting]) -> None:
    picture = accuracy_chart(summarize(MANY), frontier)
    assert picture.drawn == 3 + MAX_MODELS
    assert f"Model, the {MAX_MODELS} asked most – " in picture.alt


def test_of_a_panel_that_is_too_long_to_read_out_no_half_figure_is_left(frontier: Mapping[str, Counting]) -> None:
    cells = [replace(cell, model=f"{number} {'long ' * 40}") for number, cell in enumerate(ALL)]
    alt = accuracy_chart(summarize(cells), frontier).alt
    assert alt.endswith(").")
    assert "letters numbered" in alt
    assert "Model" not in alt


def test_large_numbers_are_short(frontier: Mapping[str, Counting], figures: list[Figure]) -> None:
    forms = {str(total): Share(total // 2, total) for total in SHORT}
    accuracy_chart(replace(summarize([ONE]), by_form=forms), frontier)
    [figure] = figures
    *_, axes = figure.axes
    said = [text.get_text() for text in axes.texts]
    assert said == [f"50% of {short}" for short in SHORT.values()]


def test_the_lines_are_the_frontier_models(frontier: Mapping[str, Counting], figures: list[Figure]) -> None:
    summary = summarize(ALL)
    accuracy_chart(summary, frontier, whole=False)
    [figure] = figures
    [axes] = figure.axes
    drawn: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for line in axes.lines:
        drawn[str(line.get_color()), str(line.get_linestyle())].append(np.asarray(line.get_xdata()).tolist())
    rates = [[model.by_true_count[name].rate for name in summary.counting.by_true_count] for model in frontier.values()]
    assert drawn[FAINT, "-"] == rates
    assert drawn[INK, "-"] == [rates[0]]
    assert drawn[INK, "--"] == [np.median(rates, axis=0).tolist()]
    assert drawn[INK, ":"] == [rates[-1]]
    assert [model.all.rate for model in frontier.values()] == sorted(
        (model.all.rate for model in frontier.values()), reverse=True
    )
