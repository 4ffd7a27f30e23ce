"""Whether a straight line can read a letter out of words' vectors, and what the same line finds where nothing is.

"Can be read out" is not "is used" (Hewitt and Liang 2019, arXiv 1909.03368, on why a probe needs a control).
"""

from collections.abc import Mapping, Sequence

import numpy as np
import tiktoken
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no py.typed

from bot.inside.geometry import Halves
from bot.inside.views import Floats, ProbeResult, ProbeScore
from bot.tokens.tiktoken_internals import ranked

Labels = NDArray[np.int64]

_LETTERS = 3
"""A word has at least so many: a shorter one may be all there is of what it begins with."""
_STEM = 4
"""Words that begin with the same so many letters are on the same side of the split."""
_HELD_OUT = 0.3
_LEAST = 40
"""Words that there have to be of each kind."""
_SHUFFLES = 3
"""Of the control: one alone may by chance find something."""
_PENALTY = 100.0
"""Of the ridge, on standardised vectors. Between 1 and 1,000 what is found hardly changes."""


def words(encoding: tiktoken.Encoding, most: int | None = None) -> dict[str, int]:
    """The words of a vocabulary by which letters are looked for, with their ids, in the order of these.

    Each is one token after a space, of three or more letters from A to Z: in other scripts a missing letter would tell
    the script. Of those that differ by case only the first stays, for what is fitted on one would know the other. With
    ``most`` so many of them are drawn, always the same.

    >>> from bot.tokens.encodings import smollm2
    >>> found = words(smollm2())
    >>> len(found), [*found][:4], found["Texas"]
    (24379, ['the', 'and', 'for', 'that'], 5778)
    >>> len(words(smollm2(), 500))
    500
    """
    found: dict[str, int] = {}
    seen = set()
    for token, id_ in ranked(encoding):
        space, word = token[:1], token[1:]
        if space == b" " and len(word) >= _LETTERS and word.isalpha() and word.lower() not in seen:
            seen.add(word.lower())
            found[word.decode()] = id_
    if most is None or most >= len(found):
        return found
    kept = np.sort(np.random.default_rng(0).permutation(len(found))[:most])
    all_ = [*found.items()]
    return dict(all_[at] for at in kept)


def surface(chosen: Mapping[str, int]) -> Floats:
    """What shows of words without looking inside (n × 3): length, logarithm of the id, whether it begins a capital.

    >>> surface({"the": 260, "Texas": 5778}).round(1).tolist()
    [[3.0, 5.599999904632568, 0.0], [5.0, 8.699999809265137, 1.0]]
    """
    rows = [(len(word), np.log(id_ + 1), word[0].isupper()) for word, id_ in chosen.items()]
    return np.array(rows, np.float32).reshape(-1, 3)


def probe(words: Sequence[str], states: Floats | Halves, letter: str, surface: Floats, layer: int) -> ProbeResult:
    """Read ``letter`` out of the ``states`` of ``words`` after ``layer`` (n × width), beside their ``surface`` (n × 3).

    Whether a word has it, starts with it, and how many it has (none, one, two or more), by a ridge classifier that is
    told of 70 % of the words, split by their first four letters. The same is found each time. Takes half a second of
    24,000 words.

    >>> chosen = [first + second + third + "s" for first in "abcd" for second in "efghijkl" for third in "mnopqrstuv"]
    >>> states = np.float32([[ord(word[0]) == ord("d"), len(word)] for word in chosen])
    >>> found = probe(chosen, states, "d", np.ones((320, 3), np.float32), layer=0)
    >>> found.starts.balanced_accuracy, found.starts.baseline, found.count
    (1.0, 0.5, None)
    """
    lowered = [word.lower() for word in words]
    numbers = np.array([word.count(letter.lower()) for word in lowered], np.int64)
    first = np.array([word.startswith(letter.lower()) for word in lowered], np.int64)
    asked = {"contains": np.minimum(numbers, 1), "starts": first, "count": np.minimum(numbers, 2)}
    classes = {"contains": 2, "starts": 2, "count": 3}
    enough = {
        name: labels for name, labels in asked.items() if np.bincount(labels, minlength=classes[name]).min() >= _LEAST
    }
    scores = _scores(lowered, states, surface, enough) if enough else {}
    return ProbeResult(letter, layer, scores.get("contains"), scores.get("starts"), scores.get("count"))


def _scores(
    words: Sequence[str], states: Floats | Halves, surface: Floats, asked: Mapping[str, Labels]
) -> dict[str, ProbeScore | None]:
    """Of each of the labellings ``asked``; None where one side of the split lacks a class."""
    from sklearn.model_selection import GroupShuffleSplit  # type: ignore[import-untyped] # no py.typed; not above: it takes a second

    splits = GroupShuffleSplit(1, test_size=_HELD_OUT, random_state=0)
    fitted, held = next(splits.split(words, groups=[word[:_STEM] for word in words]))
    inner, outer = (_Sides(rows[fitted], rows[held]) for rows in (states, surface))
    found: dict[str, ProbeScore | None] = {}
    for name, labels in asked.items():
        classes = {*labels.tolist()}
        if {*labels[fitted].tolist()} != classes or {*labels[held].tolist()} != classes:
            found[name] = None
            continue
        rng = np.random.default_rng(0)
        dealt = [rng.permutation(labels) for _ in range(_SHUFFLES)]
        found[name] = ProbeScore(
            balanced_accuracy=inner.read(labels[fitted], labels[held]),
            control=float(np.mean([inner.read(each[fitted], each[held]) for each in dealt])),
            baseline=outer.read(labels[fitted], labels[held]),
            chance=1 / len(classes),
            fitted=len(fitted),
            held_out=len(held),
        )
    return found


class _Sides:
    """The rows that a line is fitted on, and those that it is tried on, standardised by the former."""

    def __init__(self, fitted: Floats | Halves, held: Floats | Halves) -> None:
        from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped] # as above

        scaler = StandardScaler(copy=False)
        self._fitted: Floats = scaler.fit_transform(fitted.astype(np.float32))
        self._held: Floats = scaler.transform(held.astype(np.float32))

    def read(self, fitted: Labels, held: Labels) -> float:
        """The balanced accuracy of a line through the one side on the other."""
        from sklearn.linear_model import RidgeClassifier  # type: ignore[import-untyped] # as above
        from sklearn.metrics import balanced_accuracy_score  # type: ignore[import-untyped] # as above

        # On one thread sums are added up in the same order each time; so many words are no faster on several.
        with threadpool_limits(1):
            line = RidgeClassifier(alpha=_PENALTY, class_weight="balanced").fit(self._fitted, fitted)
            return float(balanced_accuracy_score(held, line.predict(self._held)))
