"""How often models count letters right, by what they were asked: a dot a group with its interval."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from textwrap import fill
from typing import TYPE_CHECKING, Literal

from bot.drawing.fonts import legible_to_matplotlib
from bot.drawing.lines import length
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, PIXELS, WIDTH, blank, png, points_within
from bot.language import Later, later, number, percent, retold, tr
from bot.letters.accuracy import Counting, Groups, Summary
from bot.letters.frontier import FRONTIER_DATE
from bot.sentences import apart, headed, sentences, separated, stopped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.typing import LineStyleType

MAX_MODELS = 6
"""Those that were asked most are drawn."""

_TOP_HEIGHT, _FOOT_HEIGHT = 44, 202
"""Pixels above and below all panels: of the title, and of the axis with the legend."""
_LEFT, _RIGHT = 0.29, 0.76
"""Where the axes begin and end, as parts of the width."""
_BOLDER = 1.12
"""So many times as wide is a bold text."""
_WIDEST_NAME, _BESIDE = 126, 112
"""Pixels of a name, and of what stands on the right of the axes."""
_STYLES: "Mapping[str, LineStyleType]" = {"best": "-", "median": "--", "worst": ":"}  # untranslated: a type
"""How the lines of the named frontier models are drawn."""
_CALLED: Mapping[str, Later] = {"best": later("best"), "median": later("median"), "worst": later("worst")}


@dataclass(frozen=True, slots=True)
class _Panel:
    """``references`` are the groups of the frontier models, of each at least those here; none where they lack them.

    A panel is ``head`` pixels of title and names of lines, then ``row`` pixels a group.
    """

    title: str
    groups: Groups
    references: Sequence[Groups] = ()
    row: int = 34
    name_size: int = 12

    @property
    def head(self) -> int:
        return 76 if self.references else 50

    @property
    def height(self) -> int:
        return self.head + self.row * len(self.groups)


def accuracy_chart(summary: Summary, frontier: Mapping[str, Counting], *, whole: bool = True) -> Picture:
    """Draw the counting questions of ``summary`` in panels, with the lines of the ``frontier`` models, best first.

    There has to be at least one with the word as it is and an answer. Groups without are left out. Where it is not the
    ``whole`` chart, it has the first panel alone.
    """
    panels = [panel for panel in _panels(summary, [*frontier.values()]) if panel.groups]
    panels = panels if whole else panels[:1]
    height = _TOP_HEIGHT + sum(panel.height for panel in panels) + _FOOT_HEIGHT
    figure = blank(height)
    _text(figure, 32, tr("How often letters were counted correctly"), 17)
    top = _TOP_HEIGHT
    for panel in panels:
        _text(figure, top + 36, panel.title, 13)
        top += panel.height
        place = (_LEFT, 1 - top / height, _RIGHT - _LEFT, (panel.height - panel.head) / height)
        _draw(figure.add_axes(place, facecolor=GROUND), panel, last=panel is panels[-1])
    _legend(figure, frontier)
    return Picture(png(figure), _alt(panels, frontier), WIDTH, height, sum(len(panel.groups) for panel in panels))


def _panels(summary: Summary, frontier: Sequence[Counting]) -> Iterator[_Panel]:
    counting = summary.counting
    by_true_count = [each.by_true_count for each in frontier]
    by_word_length = [each.by_word_length for each in frontier]
    by_word_tokens = [each.by_word_tokens for each in frontier]
    yield _Panel(tr("How often the letter occurs"), counting.by_true_count, by_true_count)
    yield _Panel(tr("Characters in the word"), counting.by_word_length, by_word_length)
    yield _Panel(tr("Tokens in the word"), counting.by_word_tokens, by_word_tokens)
    yield _Panel(tr("The same words, written in four ways"), summary.by_form, row=44)
    models = {model.name: model.counting for model in summary.models if model.counting.total}
    if len(models) > 1:
        most = sorted(models, key=lambda name: -models[name].total)[:MAX_MODELS]
        title = tr("Model") if len(most) == len(models) else tr("Model, the {most} asked most", most=MAX_MODELS)
        yield _Panel(title, {name: models[name] for name in most}, row=44, name_size=11)


def _text(figure: "Figure", below: int, text: str, size: int) -> None:
    """Write a title whose line is ``below`` pixels under the top."""
    fitting = points_within(text, size, WIDTH * 0.94 / _BOLDER)
    figure.text(0.03, 1 - below / figure.bbox.height, text, color=INK, fontsize=fitting, weight="bold")


def _draw(axes: "Axes", panel: _Panel, *, last: bool) -> None:
    if panel.references:
        _draw_references(axes, panel)
    for place, share in enumerate(panel.groups.values()):
        axes.plot(share.interval, (place, place), color=PINK, linewidth=3, solid_capstyle="butt", zorder=3)
        axes.plot(share.rate, place, "o", color=PINK, markersize=10, markeredgecolor=GROUND, zorder=4, clip_on=False)
        said = tr("{share} of {total}", share=percent(share.rate), total=_short(share.total))
        size = points_within(said, 12, _BESIDE)
        offset: Literal["offset points"] = "offset points"  # untranslated: a unit
        axes.annotate(said, (1, place), (9, 0), textcoords=offset, color=INK, fontsize=size, va="center")
    axes.set_xlim(0, 1)
    axes.set_ylim(len(panel.groups) - 0.5, -0.5)
    names = [_name(retold(group), panel.name_size) for group in panel.groups]
    # Models may have any names: “$x^$” is no formula.
    axes.set_yticks(range(len(panel.groups)), names, color=INK, fontsize=panel.name_size, parse_math=False)
    axes.set_xticks((0, 0.5, 1), [percent(share) if last else "" for share in (0, 0.5, 1)], color=INK, fontsize=12)
    axes.grid(axis="x", color=FAINT, alpha=0.35, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, pad=9)


def _draw_references(axes: "Axes", panel: _Panel) -> None:
    lines = [[groups[name].rate for name in panel.groups] for groups in panel.references]
    places = range(len(panel.groups))
    for line in lines:
        axes.plot(line, places, color=FAINT, linewidth=0.9, alpha=0.6, marker=".", markersize=4, clip_on=False)
    middle = [median(rates) for rates in zip(*lines, strict=True)]
    named = {"best": lines[0], "median": middle, "worst": lines[-1]}
    for name, line in named.items():
        style = _STYLES[name]
        axes.plot(line, places, color=INK, linewidth=2, linestyle=style, marker=".", markersize=6, clip_on=False)
    # Side by side whatever the rates are.
    ends = {"best": 0.97, "median": 0.75, "worst": min(0.45, lines[-1][0] + 0.1)}
    size = min(points_within(str(_CALLED[name]), 12, room) for name, room in {"best": 52, "median": 72}.items())
    for name, end in ends.items():
        axes.text(end, -0.62, str(_CALLED[name]), color=INK, fontsize=size, ha="right", va="bottom")
    asked = tr("asked here")
    axes.text(1.05, -0.62, asked, color=PINK, fontsize=points_within(asked, 12, _BESIDE), va="bottom")


def _name(group: str, size: int) -> str:
    said = legible_to_matplotlib(group)
    fitting = int(_WIDEST_NAME * len(said) / max(1, length(said, round(size * PIXELS))))
    return fill(said, max(fitting, 4), max_lines=2, placeholder="…")


def _short(total: int) -> str:
    """``total`` in a few characters: 9,999, then 10k, 1.0M, 10M."""
    if total < 10_000:
        return number(total)
    if total < 999_500:
        return f"{total / 1_000:.0f}k"
    millions = total / 1_000_000
    return f"{number(millions, 1 if millions < 9.95 else 0)}M"


def _legend(figure: "Figure", frontier: Mapping[str, Counting]) -> None:
    from matplotlib.lines import Line2D  # not above, as in theme.py

    best, *_, worst = frontier
    lines = [
        Line2D([], [], color=PINK, linewidth=3, marker="o", markersize=10),
        Line2D([], [], color=FAINT, linewidth=0.9, marker="."),
        *(Line2D([], [], color=INK, marker=".", linestyle=style) for style in _STYLES.values()),
    ]
    labels = [
        tr("asked here, with 95% interval"),
        tr("{number} frontier models, {date}", number=len(frontier), date=FRONTIER_DATE),
        "\n".join(filter(None, [tr("best over all words: {model}", model=best), _tied(frontier, best)])),
        tr("median of them in each group"),
        "\n".join(filter(None, [tr("worst over all words: {model}", model=worst), _tied(frontier, worst)])),
    ]
    size = min(points_within(line, 12, WIDTH - 70) for label in labels for line in label.split("\n"))
    place: Literal["lower left"] = "lower left"  # untranslated: a place
    figure.legend(lines, labels, loc=place, frameon=False, labelcolor=INK, fontsize=size, borderaxespad=0.6)


def _tied(frontier: Mapping[str, Counting], model: str) -> str:
    """Who else answered as many right as ``model``."""
    others = [name for name, each in frontier.items() if name != model and each.all == frontier[model].all]
    return tr("(as many right: {models})", models=separated(others)) if others else ""


def _alt(panels: Sequence[_Panel], frontier: Mapping[str, Counting]) -> str:
    best, *_, worst = frontier
    ends = [f"{name} {percent(frontier[name].all.rate, 1)} {_tied(frontier, name)}".rstrip() for name in (best, worst)]
    said = tr(
        "How often letters were counted correctly. Best and worst of {number} frontier models: {ends}.",
        number=len(frontier),
        ends=separated(ends),
    )
    for panel in panels:
        figures = apart(headed(retold(name), share.brief) for name, share in panel.groups.items())
        # Rather no panel than half of one: a figure that is cut off would be another figure.
        if len(said) + len(panel.title) + len(figures) + 4 <= MAX_ALT:
            said = sentences([said, stopped(f"{panel.title} – {figures}")])
    return said
