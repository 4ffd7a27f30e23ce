"""Which tokens are near each other, checked with numpy against the weights in the model's file."""

import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.errors import ModelError
from bot.model import LocalModel
from bot.model.vectors import Vectors
from bot.tokens import Encodings
from tests.conftest import PREPARED
from tests.weights import unit_vectors

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKENS = 49_152


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    """The embeddings in the model's file, each of length 1."""
    return unit_vectors()


@pytest.mark.parametrize(("word", "near"), [(" cancer", " tumor"), (" Texas", " Florida"), (" three", " four")])
async def test_nearest_tokens_are_those_of_the_weights(
    model: LocalModel, vectors: NDArray[np.float32], word: str, near: str
) -> None:
    id_, other = map((await Encodings(PREPARED.parent).load("smollm2")).encode_single_token, (word, near))
    found = await model.neighbours(id_, [other, id_], 10)
    cosines = vectors @ vectors[id_]
    expected = [each for each in np.argsort(-cosines).tolist() if each != id_][:10]
    assert [token.id for token, _ in found.nearest] == expected
    assert [cosine for _, cosine in found.nearest] == pytest.approx(cosines[expected].tolist(), abs=1e-3)
    assert near in [token.text for token, _ in found.nearest]
    assert [cosine for _, cosine in found.others] == pytest.approx([cosines[other], 1], abs=1e-3)


async def test_as_many_are_told_as_there_are(model: LocalModel, vectors: NDArray[np.float32]) -> None:
    for id_, most in ((0, TOKENS - 2), (TOKENS - 1, TOKENS + 5)):
        cosines = vectors @ vectors[id_]
        found = await model.neighbours(id_, [], most)
        near = np.array([cosine for _, cosine in found.nearest])
        assert len({token.id for token, _ in found.nearest} - {id_}) == len(near) == min(most, TOKENS - 1)
        assert np.abs(near - np.sort(np.delete(cosines, id_))[::-1][:most]).max() < 1e-3
        nothing = await model.neighbours(id_, [], 0)
        assert (nothing.token.id, nothing.nearest, nothing.others) == (id_, (), ())


async def test_the_control_is_the_mean_of_all_pairs(model: LocalModel, vectors: NDArray[np.float32]) -> None:
    """Near what twenty thousand pairs have that are drawn at random."""
    chance = np.random.default_rng(1)
    one, other = (vectors[chance.integers(0, TOKENS, 20_000)] for _ in range(2))
    drawn = float(np.einsum("ij,ij->i", one, other).mean())
    assert (await model.neighbours(5, [], 0)).random_pair == pytest.approx(drawn, abs=0.005)


@pytest.mark.parametrize("id_", [-1, 49_152, 10**12])
async def test_a_token_that_is_none_has_no_neighbours(model: LocalModel, id_: int) -> None:
    with pytest.raises(ModelError, match="none of that id"):
        await model.neighbours(id_, [], 3)
    with pytest.raises(ModelError, match="none of that id"):
        await model.neighbours(1, [id_], 3)


async def test_a_vector_of_zeros_is_near_nothing() -> None:
    rows = np.random.default_rng(0).normal(size=(10_000, 16)).astype(np.float16)  # more than are compared at a time
    rows[[7, 9_999]] = 0
    vectors = Vectors(rows)
    found = await vectors.similarities(5, [7, 5], 10)
    plain = rows.astype(np.float64)
    lengths = np.linalg.norm(plain, axis=1)
    cosines = np.divide(plain @ plain[5], lengths * lengths[5], out=np.zeros(len(rows)), where=lengths > 0)
    assert [each for each, _ in found.nearest] == [each for each in np.argsort(-cosines) if each != 5][:10]
    assert [cosine for _, cosine in found.nearest] == pytest.approx(np.sort(np.delete(cosines, 5))[::-1][:10], abs=1e-5)
    assert [cosine for _, cosine in found.others] == pytest.approx([0, 1], abs=1e-5)
    assert len((await vectors.similarities(5, [], len(rows))).nearest) == len(rows) - 1

    of_zeros = await vectors.similarities(7, [5, 7, 9_999], 3)
    assert [cosine for _, cosine in of_zeros.others] == [0, 0, 0]
    assert [cosine for _, cosine in of_zeros.nearest] == [0, 0, 0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what of a mapped file is in memory")
async def test_the_file_of_the_vectors_is_in_memory_only_while_it_is_compared(tmp_path: Path) -> None:
    file = tmp_path / "vectors.npy"
    np.save(file, np.ones((10_000, 16), np.float16))
    mapped = np.load(file, mmap_mode="r")
    assert mapped.max() == 1
    before = _resident(file)
    found = await Vectors(mapped).similarities(5, [7], 10)
    assert [cosine for _, cosine in found.others] == pytest.approx([1])
    assert (before > 0, _resident(file)) == (True, 0)


def _resident(file: Path) -> int:
    """How many KB of the mapped ``file`` this process has in memory."""
    _, _, mapping = Path("/proc/self/smaps").read_text().partition(str(file))
    [line] = [line for line in mapping.splitlines()[:6] if line.startswith("Rss:")]
    return int(line.split()[1])
