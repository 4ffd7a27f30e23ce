"""Maps, against scikit-learn's own PCA and silhouette."""

from typing import Literal

import numpy as np
import pytest

from bot.errors import ModelError
from bot.inside.geometry import Space, measured, starts
from bot.inside.maps import Word, chosen, silhouette, word_map

WIDTH = 24


@pytest.fixture(scope="module")
def space() -> Space:
    """Two hundred tokens."""
    chance = np.random.default_rng(2)
    return measured((chance.normal(size=(200, WIDTH)) * np.linspace(0.2, 2, WIDTH) + 0.5).astype(np.float16))


def _words(number: int) -> list[Word]:
    return [Word(f"w{at}", "ab"[at % 2], (at, at + 100) if at % 3 == 0 else (at,)) for at in range(number)]


def test_two_axes_are_those_of_a_pca(space: Space) -> None:
    from sklearn.decomposition import PCA  # type: ignore[import-untyped] # it has no py.typed

    words = _words(30)
    found = word_map(space, words)
    rows = np.stack([space.embeddings[[*word.ids]].astype(np.float64).mean(0) for word in words])
    pca = PCA(2, svd_solver="full")
    places = pca.fit_transform(rows)
    for ours, theirs in ((found.x, places[:, 0]), (found.y, places[:, 1])):
        assert np.abs(ours) == pytest.approx(np.abs(theirs), abs=1e-4)
        assert abs(float(ours @ theirs)) == pytest.approx(float(theirs @ theirs), rel=1e-4)
        assert ours[np.abs(ours).argmax()] > 0
    assert found.variance == pytest.approx(pca.explained_variance_ratio_.tolist(), abs=1e-6)
    assert found.with_length == pytest.approx(np.corrcoef(found.x, np.linalg.norm(rows, axis=1))[0, 1], abs=1e-4)
    assert found.with_rank == pytest.approx(
        np.corrcoef(found.x, [np.mean(np.log(np.array(word.ids) + 1)) for word in words])[0, 1], abs=1e-6
    )
    assert (found.words[:2], found.groups[:2], found.perplexity) == (("w0", "w1"), ("a", "b"), None)


@pytest.mark.parametrize("trained", [True, False])
@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_lines_go_to_the_nearest_in_all_dimensions(space: Space, method: Literal["pca", "tsne"], trained: bool) -> None:
    words = _words(20)
    found = word_map(space, words, method, trained=trained, seed=4)
    rows = space.embeddings.astype(np.float64)
    rows = rows - rows.mean(0) if trained else starts(range(200), WIDTH, 4).astype(np.float64)
    means = np.stack([rows[[*word.ids]].mean(0) for word in words])
    unit = means / np.linalg.norm(means, axis=1, keepdims=True)
    near = unit @ unit.T - 2 * np.eye(20)
    assert found.lines == tuple((at, int(near[at].argmax())) for at in range(20))
    assert found.cosines == pytest.approx(unit @ unit.T, abs=1e-5)
    assert found.trained is trained
    assert (found.variance is None) == (method == "tsne")


def test_another_seed_begins_elsewhere_and_the_same_ends_at_the_same_places(space: Space) -> None:
    maps = [word_map(space, _words(20), "tsne", seed=seed) for seed in (1, 2, 1)]
    assert (maps[0].x == maps[2].x).all()
    assert not np.allclose(maps[0].x, maps[1].x, atol=0.1)


def test_a_silhouette_is_scikit_learn_s() -> None:
    from sklearn.metrics import silhouette_score  # type: ignore[import-untyped] # it has no py.typed

    chance = np.random.default_rng(5)
    rows = chance.normal(size=(40, 12)).astype(np.float32)
    rows[:15] += 1
    groups = ["a"] * 15 + ["b"] * 10 + ["c"] * 13 + ["alone", ""]
    expected = silhouette_score(rows[:38], groups[:38], metric="cosine")
    assert silhouette(rows, groups) == pytest.approx(expected, abs=1e-5)
    assert silhouette(rows, ["a"] * 40) is None
    assert silhouette(rows, [""] * 40) is None
    assert silhouette(rows, ["a"] * 39 + ["b"]) is None
    assert silhouette(np.ones((4, 3), np.float32), ["a", "a", "b", "b"]) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("method", ["pca", "tsne"])
@pytest.mark.parametrize("number", [2, 3, 4, 5, 80])
def test_few_words_and_many_have_places(space: Space, method: Literal["pca", "tsne"], number: int) -> None:
    for trained in (True, False):
        found = word_map(space, _words(number), method, trained=trained, perplexity=1e9, seed=-3)
        assert (len(found.x), len(found.y), len(found.lines)) == (number,) * 3
        assert np.isfinite(found.x).all()
        assert np.isfinite(found.y).all()
        assert found.perplexity is None or 1 <= found.perplexity < number


@pytest.mark.parametrize("words", [[], [Word("one", "", (1,))]])
def test_one_word_is_no_map(space: Space, words: list[Word]) -> None:
    with pytest.raises(ModelError, match="at least two words"):
        word_map(space, words)


def test_words_in_one_place_are_no_map() -> None:
    with pytest.raises(ModelError, match="at least two words"):
        word_map(measured(np.ones((9, 4), np.float16)), _words(3)[1:])


def test_what_is_said_twice_or_is_too_much_is_left_out() -> None:
    words = [Word("a", "x", (1,)), Word("a", "y", (1,)), Word("", "x", ()), *_words(90)[2:]]
    kept, left_out = chosen(words, 80)
    assert (len(kept), kept[0].group) == (80, "x")
    assert left_out == ("a", "", *(f"w{at}" for at in range(81, 90)))
