"""Attention weights made ready to be looked at. Rows read from columns; row t has weights for tokens 0 to t."""

import numpy as np

from bot.inside.views import Floats


def value_weighted(weights: Floats, values: Floats, output: Floats) -> Floats:
    """How much each head moves from each token to each: |α · v · W_O| (heads × T × T), arXiv 2004.10102.

    ``weights`` (heads × T × T) are the heads', ``values`` (T × key heads · size) what each token offers them, of which
    several heads may read the same, and ``output`` (width × heads · size) the projection that adds what they read.

    >>> one_head = np.float32([[[1.0, 0.0], [0.5, 0.5]]])
    >>> value_weighted(one_head, np.float32([[0, 0], [3, 4]]), np.eye(2, dtype=np.float32)).round(1).tolist()
    [[[0.0, 0.0], [0.0, 2.5]]]
    """
    heads = len(weights)
    by_head = output.reshape(len(output), heads, -1)  # width × heads × size
    offered = values.reshape(len(values), -1, by_head.shape[2])  # T × key heads × size
    shared = heads // offered.shape[1]
    moved = [by_head[:, head] @ offered[:, head // shared].T for head in range(heads)]  # each is width × T
    lengths = np.linalg.norm(np.stack(moved), axis=1).astype(np.float32)  # heads × T
    found: Floats = np.asarray(weights * lengths[:, None, :], np.float32)
    return found


def normalised(weights: Floats) -> Floats:
    """``weights`` (… × T) with rows that add up to 1; rows of zeros stay.

    >>> normalised(np.float32([[0, 0], [1, 3]])).tolist()
    [[0.0, 0.0], [0.25, 0.75]]
    """
    sums = weights.sum(-1, keepdims=True)
    found: Floats = np.asarray(weights / np.where(sums > 0, sums, 1), np.float32)
    return found


def without_first(weights: Floats) -> Floats:
    """``weights`` (T × T) as if the first token were not there: rows add up to 1 without it, and row 0 is all zeros.

    >>> without_first(np.float32([[1, 0, 0], [0.8, 0.2, 0], [0.6, 0.1, 0.3]])).round(2).tolist()
    [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.25, 0.75]]
    """
    others = weights.copy()
    others[:, 0] = 0
    return normalised(others)


def on_first(weights: Floats) -> Floats:
    """The mean share of the first token (…) over all rows of ``weights`` (… × T × T) but the first; of one row, 1.

    >>> round(float(on_first(np.float32([[1, 0, 0], [0.8, 0.2, 0], [0.6, 0.1, 0.3]]))), 2)
    0.7
    """
    rows = weights[..., 1:, 0] if weights.shape[-1] > 1 else weights[..., 0]
    found: Floats = rows.mean(-1)
    return found
