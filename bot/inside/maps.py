"""Words in two dimensions, and how far what is seen there holds in all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no py.typed

from bot.errors import ModelError
from bot.inside.geometry import Space, starts, units
from bot.inside.views import Floats, WordMap
from bot.language import later

_ONE_PLACE = later("A map needs at least two words that the model has different tokens for. Add another one.")
_MOST_PERPLEXITY = 3
"""t-SNE's perplexity is about how many neighbours a word has; there have to be so many times as many others."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a model reads it: its ``ids``, and the ``group`` that it is shown with ("" for none)."""

    text: str
    group: str
    ids: tuple[int, ...]


def chosen(words: Sequence[Word], most: int) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The first ``most`` of ``words`` that have tokens, and not those of an earlier one; and the texts of the others.

    >>> words = [Word("an", "", (1,)), Word("owl", "", (2, 3)), Word("an", "", (1,)), Word("ox", "", (4,))]
    >>> [word.text for word in chosen(words, 2)[0]], chosen(words, 2)[1]
    (['an', 'owl'], ('an', 'ox'))
    """
    kept: dict[tuple[int, ...], Word] = {}
    left_out = []
    for word in words:
        if not word.ids or word.ids in kept or len(kept) == most:
            left_out.append(word.text)
        else:
            kept[word.ids] = word
    return tuple(kept.values()), tuple(left_out)


def word_map(
    space: Space,
    words: Sequence[Word],
    method: Literal["pca", "tsne"] = "pca",
    *,
    trained: bool = True,
    seed: int = 0,
    perplexity: float = 10.0,
) -> WordMap:
    """``words``, which differ, on a map; those of several tokens stand at their mean.

    Vectors are centred by the vocabulary's mean. t-SNE works on their directions, and begins at random places that
    follow from ``seed``; its perplexity is a third of the other words at most. Raises ``ModelError`` for one place.

    >>> rows = np.float16([[3, 4, 0], [4, 3, 0], [5, -1, 1], [6, 8, 2]])
    >>> from bot.inside.geometry import measured
    >>> found = word_map(measured(rows), [Word(name, "", (id_,)) for id_, name in enumerate("abcd")])
    >>> found.lines, [round(share, 2) for share in found.variance]
    (((0, 1), (1, 0), (2, 1), (3, 0)), [0.86, 0.13])
    """
    learnt = np.array([space.mean(word.ids) for word in words], np.float32).reshape(-1, len(space.centre))
    random = _at_random_start(words, len(space.centre), seed)
    here = learnt - space.centre if trained else random
    if len(words) < 2 or np.ptp(here, axis=0).max() == 0:
        raise ModelError(_ONE_PLACE)
    flat = _pca(here, words, learnt if trained else random) if method == "pca" else _tsne(here, perplexity, seed)
    unit, groups = units(here), tuple(word.group for word in words)
    cosines: Floats = unit @ unit.T
    return WordMap(
        **vars(flat),
        words=tuple(word.text for word in words),
        groups=groups,
        cosines=cosines,
        lines=_lines(cosines),
        method=method,
        trained=trained,
        seed=seed,
        silhouette=silhouette(learnt - space.centre, groups),
        silhouette_random=silhouette(random, groups),
    )


def silhouette(rows: Floats, groups: Sequence[str]) -> float | None:
    """The mean silhouette of ``rows`` (n × width) in their ``groups``, by cosine distance: from -1 to 1.

    Those without a group, and those alone in theirs, are left out. None without two groups of two (Rousseeuw 1987).

    >>> silhouette(np.float32([[1, 0], [2, 0], [0, 1], [0, 3]]), ["a", "a", "b", "b"])
    1.0
    >>> silhouette(np.float32([[1, 0], [2, 0], [0, 1]]), ["a", "a", "b"])
    """
    names = sorted({group for group in groups if group and groups.count(group) > 1})
    if len(names) < 2:
        return None
    kept = [at for at, group in enumerate(groups) if group in names]
    unit = units(rows[kept].astype(np.float64))
    own = np.array([[groups[at] == name for name in names] for at in kept])
    sizes = own.sum(axis=0)
    sums = (1 - unit @ unit.T) @ own
    within = sums[own] / (sizes[own.argmax(axis=1)] - 1)
    beside = np.where(own, np.inf, sums / sizes).min(axis=1)
    return float(((beside - within) / np.maximum(np.maximum(within, beside), 1e-12)).mean())


def _at_random_start(words: Sequence[Word], width: int, seed: int) -> Floats:
    means = [starts(word.ids, width, seed).mean(axis=0) for word in words]
    return np.array(means, np.float32).reshape(-1, width)


@dataclass(frozen=True)
class _Flat:
    """Rows in two dimensions (n, n), and what is told of the way there: a part of ``WordMap``."""

    x: Floats
    y: Floats
    perplexity: float | None = None
    variance: tuple[float, float] | None = None
    with_rank: float | None = None
    with_length: float | None = None


def _pca(rows: Floats, words: Sequence[Word], whole: Floats) -> _Flat:
    """The first two principal components of ``rows`` (n × 2), which stand for ``words``; ``whole`` is not centred.

    A component's sign is free: the word that is farthest out on it stands at its positive end.
    """
    centred = rows - rows.mean(axis=0, dtype=np.float64)
    left, scales, _ = np.linalg.svd(centred, full_matrices=False)
    places = left[:, :2] * scales[:2]
    places *= np.sign(places[np.abs(places).argmax(axis=0), range(places.shape[1])])
    shares = np.square(scales) / np.square(scales).sum()
    ranks = np.array([np.log(np.array(word.ids) + 1.0).mean() for word in words])
    x, y = places.astype(np.float32).T
    return _Flat(
        x,
        y,
        variance=(float(shares[0]), float(shares[1])),
        with_rank=_correlation(places[:, 0], ranks),
        with_length=_correlation(places[:, 0], np.linalg.norm(whole, axis=1)),
    )


def _tsne(rows: Floats, perplexity: float, seed: int) -> _Flat:
    from sklearn.manifold import TSNE  # type: ignore[import-untyped] # no py.typed; not above: it takes a second

    # So few words need no approximation; on one thread sums are added up in the same order each time. Begun at a PCA it
    # would end at the same places whatever the seed.
    fitting = max(1.0, min(perplexity, (len(rows) - 1) / _MOST_PERPLEXITY))
    tsne = TSNE(perplexity=fitting, random_state=seed % 2**32, method="exact", init="random")
    with threadpool_limits(1):
        x, y = tsne.fit_transform(units(rows)).astype(np.float32).T
    return _Flat(x, y, perplexity=fitting)


def _lines(cosines: Floats) -> tuple[tuple[int, int], ...]:
    others = cosines - 3 * np.eye(len(cosines), dtype=np.float32)
    return tuple(enumerate(others.argmax(axis=1).tolist()))


def _correlation(axis: Floats, other: NDArray[np.floating]) -> float | None:
    """Pearson's; None where one of them is the same for all."""
    if np.ptp(axis) == 0 or np.ptp(other) < 1e-9:
        return None
    return float(np.corrcoef(axis, other)[0, 1])
