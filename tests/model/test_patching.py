"""One token's state replaced by that of another text: what moves, and what does not."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.errors import ModelError
from bot.model import LocalModel, ModelInfo
from bot.model.looks import LookByPatch
from tests.weights import LAYERS

if TYPE_CHECKING:
    from tests.plain import PlainModel

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRANCE = (504, 3575, 282, 4649, 314)
"""The capital of France is"""
COUNTRY = 3


def _italy(model: LocalModel) -> tuple[int, ...]:
    assert isinstance(model.state, ModelInfo)
    return tuple(model.state.tokenizer.encode("The capital of Italy is"))


async def test_the_country_is_carried_by_its_token_up_to_the_middle_layers(model: LocalModel) -> None:
    seen = await model.look(LookByPatch(FRANCE, _italy(model), COUNTRY, COUNTRY))
    assert [token.text for token in seen.followed] == [" Paris", " Rome"]
    after = np.array(seen.after)
    assert after.shape == (LAYERS + 1, 2)
    paris, rome = after.T
    assert (rome[:20] > 0.25).all()
    assert (paris[:20] < 0.01).all()
    assert (paris[-4:] > 0.5).all()
    assert (rome[-4:] < 0.01).all()
    assert seen.before[0] == pytest.approx(paris[-1], abs=0.02)
    assert seen.source[1] == pytest.approx(rome[0], abs=0.05)
    assert seen.halved == tuple(np.flatnonzero(paris <= seen.before[0] / 2))


async def test_each_layer_is_what_the_plain_model_says_with_that_state_put_in(
    model: LocalModel, plain: "PlainModel"
) -> None:
    import torch

    from bot.model.patching import patch_view
    from tests.model.looking import recording

    italy = _italy(model)
    seen = patch_view(recording(plain), LookByPatch(FRANCE, italy, COUNTRY, COUNTRY, (5, 6)))
    followed = [token.id for token in seen.followed]
    assert followed[2:] == [5, 6]
    # Layer 0 is the embedding: to put another token's there is to read the other text.
    assert seen.after[0] == pytest.approx(plain.following(italy)[followed], abs=1e-4)
    assert seen.source == pytest.approx(plain.following(italy)[followed], abs=1e-4)
    assert seen.before == pytest.approx(plain.following(FRANCE)[followed], abs=1e-4)
    assert seen.after[-1] == pytest.approx(seen.before, abs=1e-5)
    states: list[torch.Tensor] = []
    layer = plain.model.base_model.get_submodule("layers.14")
    with torch.inference_mode():
        hook = layer.register_forward_hook(lambda _, __, told: states.append(told.clone()))
        plain.probabilities(italy)
        hook.remove()

        def put(_: object, __: object, told: torch.Tensor) -> torch.Tensor:
            told[0, COUNTRY] = states[0][0, COUNTRY]
            return told

        hook = layer.register_forward_hook(put)
        expected = plain.following(FRANCE)[followed]
        hook.remove()
    assert seen.after[15] == pytest.approx(expected, abs=1e-4)


async def test_first_and_last_places_and_others_than_the_same(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    microscope = looking_into(tiny, tmp_path)
    first = look(microscope, LookByPatch((5, 6, 7), (8, 6, 7), 0, 0))
    assert first.after[0] == pytest.approx(first.source, abs=1e-3)
    last = look(microscope, LookByPatch((5, 6, 7), (9, 8), -1, -1))
    assert (last.position, last.other_position) == (2, 1)
    assert last.after[-1] == pytest.approx(last.source, abs=1e-3)
    one = look(microscope, LookByPatch((5,), (6,), 0, 0))
    assert np.array(one.after) == pytest.approx(np.tile(one.source, (3, 1)), abs=1e-3)


async def test_at_most_six_are_followed_and_none_twice(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    seen = look(looking_into(tiny, tmp_path), LookByPatch((5, 6), (5, 6), 1, 1, (9, 9, 10, 11, 12, 13, 14, 15)))
    ids = [token.id for token in seen.followed]
    assert len({*ids}) == len(ids) == len(seen.before) == len(seen.source) == 6
    assert ids == [*dict.fromkeys((ids[0], 9, 10, 11, 12, 13, 14))][:6]
    assert np.array(seen.after) == pytest.approx(np.tile(seen.before, (3, 1)), abs=1e-3)


@pytest.mark.parametrize(
    ("text", "other", "position", "said"),
    [
        ((), (5,), 0, "no token in that text"),
        ((5,), (), 0, "no token in that text"),
        ((5, 6), (5, 6), 2, "Token 2 is not one"),
        ((5,) * 5_000, (5, 6), 1, "last 256 of that text"),
        ((5,) * 5_000, (5, 6), -200, "come 199 more"),
    ],
)
async def test_what_cannot_be_replaced_is_refused(
    tiny: Path, tmp_path: Path, text: tuple[int, ...], other: tuple[int, ...], position: int, said: str
) -> None:
    from tests.model.looking import look, looking_into

    with pytest.raises(ModelError, match=said):
        look(looking_into(tiny, tmp_path), LookByPatch(text, other, position, 0))
