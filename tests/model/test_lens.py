"""What a model would say after each layer: against transformers' own run, and on texts that no map was fitted to."""

from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.errors import ModelError
from bot.model import LocalModel
from bot.model.looks import MOST_TOKENS, FitLens, LookThroughLens
from tests.waiting import until
from tests.weights import LAYERS

if TYPE_CHECKING:
    from bot.inside.views import LayerGuess
    from tests.plain import PlainModel

pytestmark = pytest.mark.asyncio(loop_scope="session")

IDS = (504, 3575, 282, 4649, 314)
"""The capital of France is"""
PARIS = 7_042


def _same(guess: "LayerGuess", logits: np.ndarray, final: np.ndarray, wanted: int) -> None:
    """Whether it is what logits say, beside those of the end, all in float64."""
    probabilities, end = (np.exp(each - np.logaddexp.reduce(each)) for each in (logits, final))
    order = np.argsort(-logits)
    assert [token.id for token, _ in guess.top] == order[:4].tolist()
    assert [share for _, share in guess.top] == pytest.approx(probabilities[order[:4]], rel=1e-3)
    assert guess.rank == (logits > logits[final.argmax()]).sum() + 1
    assert guess.wanted_rank == (logits > logits[wanted]).sum() + 1
    assert guess.kl == pytest.approx((end * (np.log(end) - np.log(probabilities))).sum(), rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("position", [-1, 2])
async def test_the_last_layer_says_what_the_model_says_and_the_others_pass_the_norm_once(
    plain: "PlainModel", tmp_path: Path, position: int
) -> None:
    import torch

    from bot.model.lens import Lens
    from bot.model.tuned_lens import TunedLens
    from tests.model.looking import recording

    recorder = recording(plain)
    lens = Lens(recorder, TunedLens(recorder.anatomy, tmp_path, 1))
    seen = lens.look(LookThroughLens(IDS, position, PARIS, 4))
    with torch.inference_mode():
        told = plain.model(torch.tensor([IDS]), output_hidden_states=True)
        norm, head = plain.model.base_model.get_submodule("norm"), plain.model.get_output_embeddings()
        final = told.logits[0, position].double().numpy()
        for layer in (0, 1, 13, 29):
            states = told.hidden_states[layer][0, position]
            _same(seen.raw[layer], head(norm(states)).double().numpy(), final, PARIS)
    _same(seen.raw[LAYERS], final, final, PARIS)
    assert [guess.layer for guess in seen.raw] == [*range(LAYERS + 1)]
    assert (seen.answer.id, seen.position, seen.tuned) == (int(final.argmax()), position % 5, None)
    assert (seen.raw[-1].rank, seen.raw[-1].kl) == (1, 0)


async def test_the_microscope_s_last_layer_is_the_model_s_answer(model: LocalModel, plain: "PlainModel") -> None:
    seen = await model.look(LookThroughLens(IDS))
    expected = plain.following(IDS)
    top = {token.id: share for token, share in seen.raw[-1].top}
    assert top == pytest.approx({id_: expected[id_] for id_ in top}, abs=0.03)
    assert (seen.answer.id, seen.answer.text) == (int(expected.argmax()), " Paris")


async def test_maps_come_nearer_to_the_end_than_the_bare_layers(plain: "PlainModel", tmp_path: Path) -> None:
    """With few texts on the real model, which takes seconds instead of minutes."""
    from bot.model.lens import Lens
    from bot.model.lens_fitting import Sizes
    from bot.model.tuned_lens import TunedLens
    from tests.model.looking import recording

    recorder = recording(plain)
    tuned = TunedLens(recorder.anatomy, tmp_path, 1, Sizes(texts=16, together=16, held_out=2, tokens=10))
    tuned.fit(Event(), lambda _: None)
    errors = tuned.errors()
    assert errors is not None
    raw, by_map = errors
    assert (by_map[:25] < raw[:25] / 2).all()
    seen = Lens(recorder, tuned).look(LookThroughLens(IDS))
    assert seen.tuned is not None
    assert seen.tuned[-1] == seen.raw[-1]
    assert all(mapped.kl < bare.kl for mapped, bare in zip(seen.tuned[:20], seen.raw[:20], strict=True))


async def test_a_lens_is_fitted_once_and_read_by_who_comes_later(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    microscope = looking_into(tiny, tmp_path)
    asked = LookThroughLens((5, 6, 7), 1, wanted=9)
    assert look(microscope, asked).tuned is None
    look(microscope, FitLens())
    seen = look(microscope, asked)
    assert seen.tuned is not None
    assert len(seen.tuned) == len(seen.raw) == 3
    [file] = tmp_path.rglob("tuned-lens-*.npy")
    written = file.stat().st_mtime_ns
    later = looking_into(tiny, tmp_path)
    assert look(later, asked) == seen
    look(later, FitLens())
    assert file.stat().st_mtime_ns == written


async def test_a_file_that_is_broken_is_fitted_anew(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    look(looking_into(tiny, tmp_path), FitLens())
    [file] = tmp_path.rglob("tuned-lens-*.npy")
    whole = file.read_bytes()
    for broken in (b"", b"no array", b"\x93NUMPY\x01\x00", whole[: len(whole) // 2]):
        file.write_bytes(broken)
        microscope = looking_into(tiny, tmp_path)
        assert look(microscope, LookThroughLens((5, 6))).tuned is None
        look(microscope, FitLens())
        assert look(microscope, LookThroughLens((5, 6))).tuned is not None
        assert file.read_bytes() == whole


async def test_what_is_cut_short_keeps_no_file_and_goes_on(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    whole = looking_into(tiny, tmp_path / "whole")
    look(whole, FitLens())
    microscope = looking_into(tiny, tmp_path / "cut")
    signs = count()
    for _ in range(1_000):
        cancelled = Event()
        after = next(signs) % 7
        steps = count()

        def emit(_: object, cancelled: Event = cancelled, after: int = after, steps: "count[int]" = steps) -> None:
            if next(steps) > after:
                cancelled.set()

        microscope.answer(FitLens(), cancelled, emit)
        seen = look(microscope, LookThroughLens((5, 6, 7)))  # somebody looks meanwhile
        if seen.tuned is not None:
            break
        assert not [*tmp_path.rglob("cut/**/tuned-lens-*.npy")]
    assert seen == look(whole, LookThroughLens((5, 6, 7)))


async def test_two_bots_fit_it_once(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    first, second = looking_into(tiny, tmp_path), looking_into(tiny, tmp_path)
    told: list[object] = []

    def meanwhile(part: object) -> None:
        told.append(part)
        if len(told) == 5:
            look(second, FitLens())  # leaves it to the first, and keeps nobody waiting
            assert look(second, LookThroughLens((5, 6))).tuned is None

    first.answer(FitLens(), Event(), meanwhile)
    assert len(told) > 5
    assert look(second, LookThroughLens((5, 6))).tuned is not None


async def test_the_host_asks_for_a_lens_whatever_its_deadline(tiny: Path, tmp_path: Path) -> None:
    from bot.config import ModelSettings

    model = LocalModel(ModelSettings(name=str(tiny), threads=1, tuned_lens=False), tmp_path)
    model.start()
    try:
        await model.settled()
        assert (await model.look(LookThroughLens((5, 6)))).tuned is None
        await model.look(FitLens())
        assert (await model.look(LookThroughLens((5, 6)))).tuned is not None
    finally:
        await model.close()


async def test_it_is_fitted_aside_once_layers_are_looked_at(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    microscope = looking_into(tiny, tmp_path, aside=True)
    await until(lambda: look(microscope, LookThroughLens((5, 6))).tuned is not None, "a lens to be fitted")
    seen = look(microscope, LookThroughLens((5, 6)))
    assert seen.tuned is not None
    assert [each.layer for each in seen.tuned] == [each.layer for each in seen.raw]


async def test_places_that_are_not_there_are_refused_and_long_texts_cut(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    microscope = looking_into(tiny, tmp_path)
    with pytest.raises(ModelError, match="no token in that text"):
        look(microscope, LookThroughLens(()))
    assert look(microscope, LookThroughLens((5,))).position == 0
    for position in (2, -3):
        with pytest.raises(ModelError, match=f"Token {position} is not one that I looked at: .* last 2 .* of 2"):
            look(microscope, LookThroughLens((5, 6), position))
    text = tuple(at % 250 for at in range(5_000))
    seen = look(microscope, LookThroughLens(text, 4_990))
    assert (len(seen.tokens), seen.position) == (MOST_TOKENS, 4_990 - 5_000 + MOST_TOKENS)
    assert seen.tokens[seen.position].id == text[4_990]
    with pytest.raises(ModelError, match="last 256 of that text, of 5,000"):
        look(microscope, LookThroughLens(text, 10))


async def test_a_model_that_says_words_in_another_way_says_so(tmp_path: Path) -> None:
    from transformers import GraniteConfig, GraniteForCausalLM

    from bot.model.lens import Lens
    from bot.model.recording import Recorder
    from bot.model.tuned_lens import TunedLens
    from tests.model.looking import named

    config = GraniteConfig(
        vocab_size=50,
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        logits_scaling=8.0,
    )
    model = GraniteForCausalLM(config).eval()
    model.set_attn_implementation("eager")
    recorder = Recorder(model, named)
    with pytest.raises(ModelError, match="says words in another way"):
        Lens(recorder, TunedLens(recorder.anatomy, tmp_path, None)).look(LookThroughLens((1, 2)))
