"""What the surveyor sees of the real model, against the weights in its file, by other arithmetic."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.config import ModelSettings
from bot.errors import ModelError
from bot.inside.presets import PRESETS
from bot.letters.names import NAME_LISTS
from bot.model import LocalModel
from bot.model.host import WorkerHost
from bot.model.looks import MOST_WORDS, LookAtMap, LookAtRelation, LookAtVector, LookByProbe, LookNear
from bot.model.requests import Setup
from bot.tokens.encodings import smollm2
from tests.conftest import PREPARED
from tests.weights import WIDTH, embeddings

pytestmark = pytest.mark.asyncio(loop_scope="session")

STATES = NAME_LISTS["US states"].names
SURVEYOR = "bot.model.surveyor:open_surveyor"
SEEDS = range(5)


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float32]:
    """The embeddings in the model's file."""
    return embeddings()


def _mean(rows: NDArray[np.float32], word: str) -> NDArray[np.float32]:
    found: NDArray[np.float32] = rows[smollm2().encode_ordinary(f" {word}")].mean(0)
    return found


@pytest.mark.parametrize("text", [" Texas", " strawberry"])
async def test_neighbours_are_those_of_the_weights(model: LocalModel, rows: NDArray[np.float32], text: str) -> None:
    ids = tuple(smollm2().encode_ordinary(text))
    found = await model.look(LookNear(ids, 10))
    for each, space in ((found.plain, rows), (found.centred, rows - rows.mean(0))):
        cosines = space @ space[[*ids]].mean(0) / np.linalg.norm(space, axis=1)
        cosines /= np.linalg.norm(space[[*ids]].mean(0))
        nearest = [id_ for id_ in np.argsort(-cosines).tolist() if id_ not in ids][:10]
        assert [cosine for _, cosine in each.tokens] == pytest.approx(cosines[nearest].tolist(), abs=2e-3)
        assert len({token.id for token, _ in each.tokens} & {*nearest}) >= 9  # float16 may swap the last two
    assert found.plain.random_mean == pytest.approx(0.44, abs=0.01)
    assert found.centred.random_mean == pytest.approx(0, abs=0.01)


async def test_a_vector_is_its_row(model: LocalModel, rows: NDArray[np.float32]) -> None:
    [id_] = smollm2().encode_ordinary(" Texas")
    lengths = np.linalg.norm(rows, axis=1)
    found = await model.look(LookAtVector(id_, seed=3))
    assert found.row == pytest.approx(rows[id_], abs=1e-3)
    assert found.length == pytest.approx(lengths[id_], abs=2e-3)
    assert found.median_length == pytest.approx(np.median(lengths), abs=2e-3)
    assert found.shorter == pytest.approx((lengths < lengths[id_]).mean(), abs=2e-3)
    assert found.common == pytest.approx(1 - id_ / len(rows), abs=0.01)
    assert (found.token.text, found.start.shape, found.seed) == (" Texas", (WIDTH,), 3)
    assert (await model.look(LookAtVector(0))).common is None


@pytest.mark.parametrize("name", PRESETS)
async def test_all_presets_but_first_letters_cluster(model: LocalModel, rows: NDArray[np.float32], name: str) -> None:
    from sklearn.metrics import silhouette_score  # type: ignore[import-untyped] # it has no py.typed

    preset = PRESETS[name]
    words = tuple((word, group) for group, members in preset.groups.items() for word in members)
    assert len(preset.groups) >= 2
    assert len(words) <= MOST_WORDS
    maps = [await model.look(LookAtMap(words, seed=seed)) for seed in SEEDS]
    assert maps[0].left_out == ()
    centred = np.stack([_mean(rows, word) for word, _ in words]) - rows.mean(0)
    expected = silhouette_score(centred, [group for _, group in words], metric="cosine")
    assert maps[0].silhouette == pytest.approx(expected, abs=2e-3)
    stands_out = expected > max(0, *(each.silhouette_random or 0 for each in maps)) + 0.02
    assert stands_out == (name != "letters")


async def test_a_map_has_the_places_of_a_pca(model: LocalModel, rows: NDArray[np.float32]) -> None:
    words = tuple((word, "") for word in STATES)
    found = await model.look(LookAtMap(words))
    means = np.stack([_mean(rows, word) for word in STATES]).astype(np.float64)
    means -= means.mean(0)
    values, axes = np.linalg.eigh(means.T @ means)
    for ours, axis in ((found.x, axes[:, -1]), (found.y, axes[:, -2])):
        assert np.abs(ours) == pytest.approx(np.abs(means @ axis), abs=0.02)
    assert found.variance == pytest.approx((values[-1] / values.sum(), values[-2] / values.sum()), abs=1e-3)
    assert (found.silhouette, found.silhouette_random) == (None, None)


async def test_too_few_words_and_too_many(model: LocalModel) -> None:
    for words in ((), (("Texas", ""),), (("Texas", "a"),) * 80):
        with pytest.raises(ModelError, match="at least two words"):
            await model.look(LookAtMap(words))
    found = await model.look(LookAtMap(tuple((str(number), "") for number in range(100)), "tsne", perplexity=500))
    assert (len(found.words), len(found.left_out)) == (MOST_WORDS, 20)
    assert found.perplexity == pytest.approx(79 / 3)


async def test_a_letter_is_no_nearer_to_the_states_that_have_it_and_can_be_read(
    model: LocalModel, rows: NDArray[np.float32]
) -> None:
    """Both halves of the story: by cosine the letter is elsewhere, and a line finds it all the same."""
    related = await model.look(LookAtRelation("d", STATES))
    assert (related.letter.text, len(related.several)) == (" d", 10)
    centred = rows - rows.mean(0)
    [d] = smollm2().encode_ordinary(" d")
    for word, cosine in (*related.centred.with_letter, *related.centred.without_letter):
        mean = _mean(centred, word)
        expected = mean @ centred[d] / np.linalg.norm(mean) / np.linalg.norm(centred[d])
        assert cosine == pytest.approx(expected, abs=5e-3)
    assert {word for word, _ in related.centred.with_letter} == {word for word in STATES if "d" in word.lower()}
    assert related.centred.difference < 0
    assert related.centred.interval[0] < related.centred.difference < related.centred.interval[1]

    probed = await model.look(LookByProbe("d"))
    assert probed.contains is not None
    assert probed.starts is not None
    assert probed.contains.balanced_accuracy > 0.78
    assert probed.contains.balanced_accuracy > probed.contains.baseline + 0.15
    assert probed.contains.control == pytest.approx(0.5, abs=0.02)
    assert probed.starts.balanced_accuracy > 0.95
    assert probed.starts.baseline < 0.6


async def test_a_probe_is_what_weighted_least_squares_find(model: LocalModel, rows: NDArray[np.float32]) -> None:
    """Solved by numpy on the packed file's own rows, for the words and the split that are described."""
    from sklearn.model_selection import GroupShuffleSplit  # type: ignore[import-untyped] # it has no py.typed

    words: dict[str, int] = {}
    for id_ in range(len(rows)):
        word = smollm2().decode([id_])
        if word.startswith(" ") and word[1:].isascii() and word[1:].isalpha() and len(word) > 3:
            words.setdefault(word[1:].lower(), id_)
    split = GroupShuffleSplit(1, test_size=0.3, random_state=0).split([*words], groups=[word[:4] for word in words])
    fitted, held = next(split)
    found = await model.look(LookByProbe("D"))
    inside = rows[[*words.values()]]
    for score, labels in (
        (found.contains, np.array(["d" in word for word in words])),
        (found.starts, np.array([word[0] == "d" for word in words])),
    ):
        assert score is not None
        assert (score.fitted, score.held_out) == (len(fitted), len(held))
        states = (inside - inside[fitted].mean(0)) / inside[fitted].std(0)
        states = np.column_stack([states, np.ones(len(states), np.float32)])
        shares = np.where(labels, labels[fitted].mean(), 1 - labels[fitted].mean()).astype(np.float32)
        weights = 0.5 / shares[fitted, None]
        known = states[fitted]
        line = np.linalg.solve(
            known.T @ (weights * known) + 100 * np.diag([1.0] * WIDTH + [0]),
            known.T @ (weights[:, 0] * np.where(labels[fitted], 1, -1)),
        )
        said = states[held] @ line > 0
        accuracy = (said[labels[held]].mean() + (~said[~labels[held]]).mean()) / 2
        assert score.balanced_accuracy == pytest.approx(accuracy, abs=0.01)


async def test_another_process_sees_the_same_to_the_digit(model: LocalModel) -> None:
    other = WorkerHost(SURVEYOR, Setup(ModelSettings(threads=1, deadline=120), PREPARED.parent, 256))
    other.start()
    words = tuple((word, "") for word in STATES)
    for look in (LookByProbe("d"), LookAtRelation("d", STATES), LookNear((7_000,))):
        assert await other.ask(look) == await model.look(look)
    for method in ("pca", "tsne"):
        ours, theirs = [await ask(LookAtMap(words, method)) for ask in (model.look, other.ask)]
        assert np.array_equal(ours.x, theirs.x)
        assert np.array_equal(ours.y, theirs.y)
    await other.close()


async def test_a_model_of_another_shape(tiny: Path, tmp_path: Path) -> None:
    host = WorkerHost(SURVEYOR, Setup(ModelSettings(name=str(tiny)), tmp_path, 256))
    host.start()
    assert len((await host.ask(LookNear((5,), 1_000))).plain.tokens) == 100
    assert (await host.ask(LookAtVector(262))).row.shape == (64,)
    assert len((await host.ask(LookAtMap((("word", "a"), ("x", "b"), ("y", "b"))))).x) == 3
    assert (await host.ask(LookAtRelation("d", ("word", "x")))).letter.text == "d"
    assert (await host.ask(LookByProbe("d"))).contains is None
    with pytest.raises(ModelError, match="no token that is"):
        await host.ask(LookAtRelation("é", ("é", "x")))
    with pytest.raises(ModelError, match="which token"):
        await host.ask(LookNear(()))
    with pytest.raises(ModelError, match="500 at most"):
        await host.ask(LookAtRelation("d", ("word",) * 501))
    await host.close()
