"""The vectors of a training on the axes of its last frame."""

import numpy as np
import pytest

from bot.lab.plan import Frame
from bot.lab.projection import axes_of, points_of


def frame(step: int, vectors: object) -> Frame:
    """A frame with these vectors."""
    return Frame(step, 1.0, 1.0, (), (), np.asarray(vectors, np.float32))


def test_the_axes_are_those_of_the_last_frame_for_all() -> None:
    chance = np.random.default_rng(7)
    frames = [frame(step, chance.normal(size=(30, 16))) for step in range(4)]
    points = points_of(frames)
    assert points.shape == (4, 30, 2)
    assert points.dtype == np.float32
    last = frames[-1].vectors - frames[-1].vectors.mean(0)
    variances, directions = np.linalg.eigh(np.cov(last.T))
    for axis, row in enumerate(axes_of(frames[-1].vectors)):
        assert abs(row @ directions[:, -1 - axis]) == pytest.approx(1, abs=1e-4)
        assert points[-1, :, axis].var(ddof=1) == pytest.approx(variances[-1 - axis], rel=1e-4)
        assert row[np.abs(row).argmax()] > 0
        assert points[0, :, axis] == pytest.approx(frames[0].vectors @ row, abs=1e-4)


def test_frames_without_numbers_have_no_points_and_the_axes_of_the_last_one_that_has() -> None:
    chance = np.random.default_rng(7)
    good = frame(0, chance.normal(size=(5, 4)))
    gone = frame(1, np.full((5, 4), np.nan))
    points = points_of([good, gone])
    assert np.array_equal(points[0], points_of([good])[0])
    assert np.isnan(points[1]).all()
