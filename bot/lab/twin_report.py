"""How well the twins do on words that none of them has seen, with how sure that is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import mean, stdev

from pydantic import TypeAdapter

from bot.lab.twin_words import Asked, held_out_questions
from bot.lab.twins import BATCH, DATA, TWINS, TwinName
from bot.language import noted
from bot.letters.accuracy import wilson

_QUANTILES = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776}
"""Student's t at 97.5 % by the number of trainings."""
_OPERATIONS = 6
"""Floating point operations a number that is learnt and multiplied, and a token: two forwards, four backwards."""

Groups = Mapping[str, Callable[[Asked], bool]]
"""Which held-out questions belong to a group, by its name."""
BY_TRUE_COUNT: Groups = {
    "0": lambda asked: asked.true_count == 0,
    "1": lambda asked: asked.true_count == 1,
    "2": lambda asked: asked.true_count == 2,
    noted("3 or more"): lambda asked: asked.true_count >= 3,
}
BY_LENGTH: Groups = {
    "3–5": lambda asked: len(asked.word) <= 5,
    "6–8": lambda asked: 6 <= len(asked.word) <= 8,
    "9–11": lambda asked: 9 <= len(asked.word) <= 11,
    "12–14": lambda asked: len(asked.word) >= 12,
}
BY_TOKENS: Groups = {
    "1": lambda asked: asked.tokens == 1,
    "2": lambda asked: asked.tokens == 2,
    "3": lambda asked: asked.tokens == 3,
    noted("4 or more"): lambda asked: asked.tokens >= 4,
}
GROUPINGS: Mapping[str, Groups] = {
    "by_true_count": BY_TRUE_COUNT,
    "by_length": BY_LENGTH,
    "by_tokens": BY_TOKENS,
}


@dataclass(frozen=True, slots=True)
class Run:
    """The record of one training: of ``twin`` from ``seed`` on.

    ``parameters`` are all numbers that it has learnt, ``vectors`` those of them that are looked up and not multiplied:
    a vector a token, and one a place. ``tokens_read`` are those of its training, ``seconds`` what that took one
    processor, ``curve`` pairs a step with how many of the held-out questions were right then, and ``answers`` has its
    answer to each of them in the end, a digit each.
    """

    twin: TwinName
    seed: int
    steps: int
    parameters: int
    vectors: int
    tokens_read: int
    seconds: float
    curve: tuple[tuple[int, int], ...]
    answers: str

    @property
    def multiplied(self) -> int:
        """How many numbers it has learnt that are no vectors."""
        return self.parameters - self.vectors

    @property
    def operations(self) -> int:
        """Floating point operations of its training, about: six a token for each number that is multiplied.

        >>> Run("letters", 0, 1, 1_000, 200, 10, 0.1, (), "").operations
        48000
        """
        return _OPERATIONS * self.multiplied * self.tokens_read


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval, within 0 and 1 where it is a share; ``low`` and ``high`` are None of one value."""

    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TwinRecord:
    """One twin over all its trainings.

    ``accuracy`` is the mean share that was right, with how far other random numbers could move it (Student's t);
    ``over_words`` is how far other words could (Wilson). ``groups`` has the mean share and the number of questions of
    each group, with the interval over words. ``curve`` pairs steps with the mean share that was right.
    """

    twin: TwinName
    runs: tuple[Run, ...]
    accuracy: Interval
    over_words: tuple[float, float]
    by_seed: Mapping[int, float]
    groups: Mapping[str, Mapping[str, tuple[Interval, int]]]
    curve: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All twins, on the same ``questions`` about words that none has seen, ``trained`` on so many others.

    ``commonest`` is the share of the commonest answer, ``habit`` what is right of the commonest answer to each letter,
    which needs no look at the word. ``ahead`` is how much better the twin that reads letters is, seed by seed, than
    each other.
    """

    questions: int
    trained: int
    batch: int
    commonest: float
    habit: float
    twins: Mapping[TwinName, TwinRecord]
    ahead: Mapping[TwinName, Interval]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the package has: the record of each training, the number of training words, and each letter's habit."""

    trained: int
    habits: Mapping[str, int]
    runs: tuple[Run, ...]


_RUN, _KEPT = TypeAdapter(Run), TypeAdapter(Kept)


def packed_run(run: Run) -> str:
    """``run`` as JSON.

    >>> unpacked_run(packed_run(Run("letters", 0, 1, 1_000, 200, 10, 0.1, ((0, 3),), "012"))).answers
    '012'
    """
    return _RUN.dump_json(run).decode()


def unpacked_run(data: str) -> Run:
    """The inverse of ``packed_run``. Raises ``ValueError`` for what is none."""
    return _RUN.validate_json(data)


def packed(kept: Kept) -> bytes:
    """``kept`` as a file of JSON."""
    return _KEPT.dump_json(kept, indent=1)


@cache
def report() -> Report:
    """That of the twins that are in the package.

    >>> round(report().twins["letters"].accuracy.mean, 2) > 0.9
    True
    """
    return summed_up(_KEPT.validate_json((DATA / "report.json").read_bytes()), held_out_questions())


def summed_up(kept: Kept, asked: Sequence[Asked]) -> Report:
    """The report on what is ``kept``; ``asked`` are the held-out questions, in the order of the answers."""
    records = {twin: _record([run for run in kept.runs if run.twin == twin], asked) for twin in TWINS}
    letters = records["letters"].by_seed
    counts = [each.true_count for each in asked]
    return Report(
        questions=len(asked),
        trained=kept.trained,
        batch=BATCH,
        commonest=max(map(counts.count, counts)) / len(counts),
        habit=mean(kept.habits[each.letter] == each.true_count for each in asked),
        twins=records,
        ahead={
            twin: over_seeds([letters[seed] - share for seed, share in record.by_seed.items()])
            for twin, record in records.items()
            if twin != "letters"
        },
    )


def over_seeds(values: Sequence[float]) -> Interval:
    """Their mean with the interval of Student's t, which assumes that they scatter normally.

    >>> found = over_seeds([0.95, 0.96, 0.97])
    >>> [round(each or 0, 3) for each in (found.mean, found.low, found.high)]
    [0.96, 0.935, 0.985]
    """
    middle = mean(values)
    if len(values) < 2:
        return Interval(middle, None, None)
    reach = _QUANTILES[len(values)] * stdev(values) / sqrt(len(values))
    return Interval(middle, middle - reach, middle + reach)


def _record(runs: Sequence[Run], asked: Sequence[Asked]) -> TwinRecord:
    right = [[int(answer) == each.true_count for answer, each in zip(run.answers, asked, strict=True)] for run in runs]
    shares = [mean(each) for each in right]
    over = over_seeds(shares)
    if over.low is not None and over.high is not None:
        over = Interval(over.mean, max(0.0, over.low), min(1.0, over.high))
    often = [mean(each) for each in zip(*right, strict=True)]  # of its trainings, how many were right
    return TwinRecord(
        twin=runs[0].twin,
        runs=tuple(runs),
        accuracy=over,
        over_words=wilson(sum(often), len(often)),
        by_seed={run.seed: share for run, share in zip(runs, shares, strict=True)},
        groups={name: _grouped(groups, asked, often) for name, groups in GROUPINGS.items()},
        curve=_mean_curve(runs, len(asked)),
    )


def _grouped(groups: Groups, asked: Sequence[Asked], often: Sequence[float]) -> Mapping[str, tuple[Interval, int]]:
    found: dict[str, tuple[Interval, int]] = {}
    for name, belongs in groups.items():
        shares = [share for share, each in zip(often, asked, strict=True) if belongs(each)]
        if shares:
            found[name] = (Interval(mean(shares), *wilson(sum(shares), len(shares))), len(shares))
    return found


def _mean_curve(runs: Iterable[Run], questions: int) -> tuple[tuple[int, float], ...]:
    together = zip(*(run.curve for run in runs), strict=True)
    return tuple((points[0][0], mean(right for _, right in points) / questions) for points in together)
