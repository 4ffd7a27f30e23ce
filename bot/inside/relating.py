"""How near a letter's token is to words that have the letter, and to words that have not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelError
from bot.inside.geometry import Space, units
from bot.inside.maps import Word
from bot.inside.views import Floats, LetterCosines, Relation
from bot.language import later
from bot.tokens import PromptToken

_DRAWS = 10_000
"""Of the bootstrap."""
_ALL_HAVE = later(
    "All of these words have “{letter}”, so there is nothing to compare. Take words that have it and words that have "
    "not."
)
_NONE_HAS = later(
    "None of these words has “{letter}”, so there is nothing to compare. Take words that have it and words that have "
    "not."
)


def relation(space: Space, token: PromptToken, letter: str, words: Sequence[Word]) -> Relation:
    """Compare the vector of ``token``, which stands for ``letter``, with those of ``words``; case does not matter.

    Words of several tokens stand at their mean. The interval is the same each time. Raises ``ModelError`` unless there
    are words with the letter and words without.

    >>> rows = np.float16([[1, 0], [3, 4], [4, 3], [0, 1]])
    >>> from bot.inside.geometry import measured
    >>> words = [Word("dog", "", (1,)), Word("cat", "", (2,)), Word("Odd", "", (3, 1))]
    >>> found = relation(measured(rows), PromptToken(0, " d"), "d", words)
    >>> found.plain.with_letter[0][0], round(found.plain.with_letter[0][1], 2), round(found.plain.difference, 2)
    ('dog', 0.6, -0.24)
    >>> found.several
    ('Odd',)
    """
    has = np.array([letter.lower() in word.text.lower() for word in words], bool)
    if has.all() or not has.any():
        raise ModelError((_ALL_HAVE if has.any() else _NONE_HAS).format(letter=letter))
    rows = np.stack([space.mean(word.ids) for word in words])
    vector = space.mean([token.id])
    texts = [word.text for word in words]
    return Relation(
        token,
        _compared(rows, vector, texts, has),
        _compared(rows - space.centre, vector - space.centre, texts, has),
        tuple(word.text for word in words if len(word.ids) > 1),
    )


def _compared(rows: Floats, vector: Floats, texts: Sequence[str], has: NDArray[np.bool_]) -> LetterCosines:
    cosines = (units(rows) @ units(vector[None])[0]).astype(np.float64)
    with_it, without = cosines[has], cosines[~has]
    rng = np.random.default_rng(0)
    drawn = _means(with_it, rng) - _means(without, rng)
    low, high = np.percentile(drawn, [2.5, 97.5]).tolist()
    told = [*zip(texts, cosines.tolist(), strict=True)]
    return LetterCosines(
        with_letter=tuple(each for each, there in zip(told, has, strict=True) if there),
        without_letter=tuple(each for each, there in zip(told, has, strict=True) if not there),
        mean_with=float(with_it.mean()),
        mean_without=float(without.mean()),
        difference=float(with_it.mean() - without.mean()),
        interval=(low, high),
    )


def _means(values: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """The means of as many values as there are, drawn with replacement again and again (draws)."""
    found: NDArray[np.float64] = values[rng.integers(0, len(values), (_DRAWS, len(values)))].mean(axis=1)
    return found
