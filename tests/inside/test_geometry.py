"""Cosines and random starts, against numpy's own arithmetic in double precision."""

import numpy as np
import pytest

from bot.inside.geometry import Halves, measured, near, starts, token_vector, widened
from bot.tokens import PromptToken


def _token(id_: int) -> PromptToken:
    return PromptToken(id_, f"t{id_}")


def _rows(tokens: int, width: int) -> Halves:
    return (np.random.default_rng(0).normal(size=(tokens, width)) + 0.3).astype(np.float16)


def test_every_finite_half_becomes_the_same_number() -> None:
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    halves = halves[np.isfinite(halves)]
    wide = widened(halves)
    assert wide.dtype == np.float32
    assert np.array_equal(wide.view(np.uint32), halves.astype(np.float32).view(np.uint32))


@pytest.mark.parametrize("asked", [(3,), (3, 8_000, 77), (3, 3)])
def test_both_lists_are_those_of_plain_arithmetic(asked: tuple[int, ...]) -> None:
    rows = _rows(9_000, 64)
    found = near(measured(rows), asked, 25, _token)
    plain = rows.astype(np.float64)
    for each, space in ((found.plain, plain), (found.centred, plain - plain.mean(0))):
        vector = space[[*asked]].mean(0)
        cosines = space @ vector / np.linalg.norm(space, axis=1) / np.linalg.norm(vector)
        nearest = [id_ for id_ in np.argsort(-cosines).tolist() if id_ not in asked][:25]
        assert [token.id for token, _ in each.tokens] == nearest
        assert [cosine for _, cosine in each.tokens] == pytest.approx(cosines[nearest].tolist(), abs=1e-5)
        unit = space / np.linalg.norm(space, axis=1, keepdims=True)
        pairs = (np.square(unit.sum(0)).sum() - len(unit)) / len(unit) / (len(unit) - 1)
        assert each.random_mean == pytest.approx(pairs, abs=1e-5)
    assert found.asked == tuple(map(_token, asked))
    assert found.shared == len({t.id for t, _ in found.plain.tokens} & {t.id for t, _ in found.centred.tokens})


def test_more_neighbours_than_there_are_tokens() -> None:
    space = measured(_rows(5, 8))
    found = near(space, [1], 50, _token)
    assert {token.id for token, _ in found.plain.tokens} == {0, 2, 3, 4}
    assert near(space, [0, 1, 2, 3, 4], 50, _token).centred.tokens == ()
    assert near(space, [1], 0, _token).plain.tokens == ()


def test_vectors_without_a_length_are_near_nothing() -> None:
    rows = _rows(300, 8)
    rows[[7, 9]] = 0
    found = near(measured(rows), [7], 5, _token)
    assert [cosine for _, cosine in found.plain.tokens] == [0] * 5
    alike = near(measured(np.ones((6, 4), np.float16)), [2], 3, _token)
    assert [cosine for _, cosine in alike.plain.tokens] == pytest.approx([1] * 3)
    assert [cosine for _, cosine in alike.centred.tokens] == [0] * 3


def test_a_random_start_is_normal_and_each_token_s_own() -> None:
    rows = starts(range(500), 576, 3)
    assert rows.std() == pytest.approx(1 / 24, rel=0.01)
    assert rows.mean() == pytest.approx(0, abs=0.001)
    assert np.array_equal(starts([400, 2], 576, 3), rows[[400, 2]])
    assert not np.array_equal(starts([2], 576, 4), rows[[2]])
    assert starts([1], 8, -1).shape == (1, 8)


def test_a_vector_stands_among_the_others_by_its_length() -> None:
    rows = _rows(1_001, 16)
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1)
    found = token_vector(measured(rows), _token(12), None, 5)
    assert found.length == pytest.approx(lengths[12], rel=1e-5)
    assert found.median_length == pytest.approx(np.median(lengths), rel=1e-5)
    assert found.shorter == pytest.approx((lengths < lengths[12] - 1e-6).mean(), abs=1e-9)
    assert np.array_equal(found.row, rows[12].astype(np.float32))
    assert np.array_equal(found.start, starts([12], 16, 5)[0])
