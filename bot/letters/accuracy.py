"""What the log of comparisons has learnt: how often models were right, by what was asked.

Only what a model answered in a way that can be read is judged. What is grouped by count, length or tokens is about
counting questions alone (“how many r's are in strawberry?”) with the word written as it is: what is asked or written
differently is not mixed with them. Forms of writing are compared within ladders alone, where the words are the same.
The twins of the laboratory are no language models, and are counted apart.
Yes and no (“does Nevada contain a d?”) are judged apart from each other, since a model that always says yes is right in
all questions whose answer is yes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from typing import TypeVar

import tiktoken

from bot.language import number, percent, tr
from bot.letters.frontier import FrontierRow, frontier_rows
from bot.letters.shape import TRUE_COUNTS, WORD_LENGTHS, WORD_TOKENS, Shape
from bot.letters.trial import FORM_NAMES, TOOL_NAMES

T = TypeVar("T")

_Z = 1.959964
"""The quantile of the normal distribution that leaves 2.5 % on either side."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``number`` logged comparisons that are alike.

    ``model`` is None where no model was asked, ``correct`` where no answer could be read.
    """

    shape: Shape
    model: str | None
    correct: bool | None
    number: int


@dataclass(frozen=True, slots=True)
class Share:
    """So many ``right`` of ``total`` answers that could be read. Where there are none, neither share nor interval."""

    right: int = 0
    total: int = 0

    @property
    def rate(self) -> float:
        """The part that was right, from 0 to 1."""
        return self.right / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of ``rate``, see ``wilson``.

        >>> [round(edge, 2) for edge in Share(3, 3).interval]
        [0.44, 1.0]
        """
        return wilson(self.right, self.total)

    @property
    def brief(self) -> str:
        """The rate with its interval in per cent, as in “26% of 120 (19–34)”."""
        if not self.total:
            return tr("none yet")
        low, high = (number(100 * edge) for edge in self.interval)
        return tr("{rate} of {total} ({low}–{high})", rate=percent(self.rate), total=self.total, low=low, high=high)

    @property
    def in_per_cent(self) -> str:
        """The rate with its interval, as in “26%, 95% interval 19–34%”."""
        low, high = self.interval
        return tr(
            "{rate}, 95% interval {low}–{high}", rate=percent(self.rate), low=number(100 * low), high=percent(high)
        )

    def __str__(self) -> str:
        if not self.total:
            return tr("no answer yet")
        return tr("right in {right} of {total} ({share})", right=self.right, total=self.total, share=self.in_per_cent)


Groups = Mapping[str, Share]
"""Shares by group, in order; groups without answers are left out."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Counting questions with the word as it is: all of them, and in groups by their names, see ``TRUE_COUNTS``."""

    all: Share
    by_true_count: Groups
    by_word_length: Groups
    by_word_tokens: Groups


@dataclass(frozen=True, slots=True)
class ModelSummary:
    """One model: its counting questions with the word as it is, and yes and no as in ``Summary``."""

    name: str
    counting: Share
    yes: Share
    no: Share


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a log.

    ``asked`` are all questions of all kinds, ``in_lists`` and ``in_ladders`` those that were parts of such a series,
    ``put`` those that a model was asked, ``judged`` those where its answer could be read. ``by_form`` is about counting
    questions in ladders, ``by_tool`` about those with a tool and without. ``yes`` is the recall of yes: of the
    questions whose exact answer is yes, those where the model said so; ``no`` likewise. ``models`` has the one that was
    asked most often first. ``twins`` has what each of them has counted, by its name; nothing else here is about them.
    """

    asked: int
    in_lists: int
    in_ladders: int
    put: int
    judged: int
    counting: Counting
    by_form: Groups
    by_tool: Groups
    yes: Share
    no: Share
    models: Sequence[ModelSummary]
    twins: Groups = field(default_factory=dict)

    @property
    def elsewhere(self) -> int:
        """Those ``judged`` that are in no share here: another task, such as whether a count is right, or how long a
        word is.
        """
        written = [share for form, share in self.by_form.items() if form != FORM_NAMES["plain"]]
        counted = [self.counting.all, self.yes, self.no, *written, *self.by_tool.values()]
        return self.judged - sum(share.total for share in counted)


def wilson(right: float, total: int) -> tuple[float, float]:
    """The Wilson score interval at 95 % for a share of ``right`` among ``total`` (at least 1), within 0 and 1.

    From E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical Inference”, Journal of the American
    Statistical Association 22 (1927). With p = right/total and z = 1.96 its middle is (p + z²/2n) / (1 + z²/n), and it
    reaches z/(1 + z²/n) · √(p(1-p)/n + z²/4n²) to either side. Unlike p ± z·√(p(1-p)/n) it is sound for few answers,
    and where all or none are right.

    >>> [round(edge, 3) for edge in wilson(31, 120)]
    [0.188, 0.343]
    """
    share, square = right / total, _Z * _Z / total
    middle = (share + square / 2) / (1 + square)
    reach = _Z / (1 + square) * sqrt(share * (1 - share) / total + square / (4 * total))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def summarize(cells: Iterable[Cell]) -> Summary:
    """The figures of a log that consists of ``cells``.

    >>> shape = Shape.of("count", "plain", None, 3, 10, 1)
    >>> cells = [Cell(shape, "SmolLM2", True, 3), Cell(shape, "SmolLM2", False, 5)]
    >>> print(summarize(cells).counting.by_true_count["3"])
    right in 3 of 8 (38%, 95% interval 14–69%)
    """
    everything = list(cells)
    twins = [cell for cell in everything if cell.shape.series == "twins"]
    cells = [cell for cell in everything if cell.shape.series != "twins"]
    judged = [cell for cell in cells if cell.correct is not None]
    counting = [cell for cell in judged if cell.shape.kind == "count" and cell.shape.form == "plain"]
    ladders = [cell for cell in judged if cell.shape.kind == "count" and cell.shape.series == "ladder"]
    yes = [cell for cell in judged if cell.shape.kind == "contains" and cell.shape.true_count]
    no = [cell for cell in judged if cell.shape.kind == "contains" and cell.shape.true_count == 0]
    put = Counter[str]()
    for cell in cells:
        if cell.model is not None:
            put[cell.model] += cell.number
    parts = [_by(part, lambda cell: cell.model) for part in (counting, yes, no)]
    return Summary(
        asked=_number(cells),
        in_lists=_number(cell for cell in cells if cell.shape.series == "which"),
        in_ladders=_number(cell for cell in cells if cell.shape.series == "ladder"),
        put=put.total(),
        judged=_number(judged),
        counting=_counting(counting),
        by_form=_named(
            _by(ladders, lambda cell: cell.shape.form), {str(form): name for form, name in FORM_NAMES.items()}
        ),
        by_tool=_named(
            _by(judged, lambda cell: cell.shape.form), {str(form): name for form, name in TOOL_NAMES.items()}
        ),
        yes=_share(yes),
        no=_share(no),
        models=[ModelSummary(name, *(part.get(name, Share()) for part in parts)) for name, _ in put.most_common()],
        twins=dict(sorted(_by(twins, lambda cell: cell.model).items())),
    )


@cache
def frontier_counting(encoding: tiktoken.Encoding) -> Mapping[str, Counting]:
    """What each frontier model reached in the counting questions of ``frontier_rows``, by its name, the best first.

    Those that reached the same are in the order of their names.

    A word's tokens are those that it has in a sentence, in ``encoding``: what these models' own vocabularies make of it
    is not published for all. Worked out once; takes some tens of milliseconds.

    >>> found = frontier_counting(tiktoken.get_encoding("o200k_base"))
    >>> [(model, counting.all.right) for model, counting in found.items()][:2]
    [('Gemini 3 Pro Preview', 844), ('Grok 4', 844)]
    """
    tokens = {row.word: len(encoding.encode_ordinary(f" {row.word}")) for row in frontier_rows()}
    models = frontier_rows()[0].answers
    counting = {model: _counting([_cell(row, model, tokens[row.word]) for row in frontier_rows()]) for model in models}
    return dict(sorted(counting.items(), key=lambda each: (-each[1].all.rate, each[0])))


def _cell(row: FrontierRow, model: str, tokens: int) -> Cell:
    answer = row.answers[model]
    correct = None if answer is None else answer == row.true_count
    return Cell(Shape.of("count", "plain", None, row.true_count, row.word_length, tokens), model, correct, 1)


def _counting(cells: Sequence[Cell]) -> Counting:
    return Counting(
        _share(cells),
        _named(_by(cells, lambda cell: cell.shape.true_count), TRUE_COUNTS),
        _named(_by(cells, lambda cell: cell.shape.word_length), WORD_LENGTHS),
        _named(_by(cells, lambda cell: cell.shape.word_tokens), WORD_TOKENS),
    )


def _number(cells: Iterable[Cell]) -> int:
    return sum(cell.number for cell in cells)


def _share(cells: Iterable[Cell]) -> Share:
    return _by(cells, lambda _: "all").get("all", Share())


def _by(cells: Iterable[Cell], group: Callable[[Cell], T | None]) -> dict[T, Share]:
    right, total = Counter[T](), Counter[T]()
    for cell in cells:
        name = group(cell)
        if name is not None and cell.correct is not None:
            total[name] += cell.number
            right[name] += cell.number * cell.correct
    return {name: Share(right[name], total[name]) for name in total}


def _named(groups: Mapping[T, Share], names: Mapping[T, str]) -> Groups:
    return {name: groups[group] for group, name in names.items() if group in groups}
