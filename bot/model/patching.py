"""Activation patching: one token's state is replaced by that of another text, and the answer moves, or does not."""

from collections.abc import Callable
from contextlib import ExitStack

import numpy as np
import torch
from torch import Tensor
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from bot.errors import ModelError
from bot.inside.distributions import log_softmax
from bot.inside.views import Floats, PatchView
from bot.language import later
from bot.model.anatomy import Anatomy, ids_of, state_of
from bot.model.looks import LookByPatch
from bot.model.recording import Recorder, plain

_MOST_FOLLOWED = 6
_MOST_AFTER = 64
"""Tokens from the replaced one on, which are run once for every layer."""
_TOO_EARLY = later(
    "After that token come {after} more, and all of them would have to be read again for each layer. Choose one of the "
    "last {most} tokens."
)

_OTHER_MEMORY = later(
    "This model remembers what it has read in another way than by keys and values, so no state of it can be "
    "replaced here. Its vectors can be looked at."
)


@torch.inference_mode()
def patch_view(recorder: Recorder, request: LookByPatch) -> PatchView:
    """How the next token after the text moves. Raises ``ModelError``."""
    seen, other = recorder.record(request.text), recorder.record(request.other)
    place, other_place = seen.place(request.position), other.place(request.other_position)
    ids = tuple(token.id for token in seen.tokens)
    if len(ids) - place > _MOST_AFTER:
        raise ModelError(_TOO_EARLY.format(after=len(ids) - place - 1, most=_MOST_AFTER))
    logits = _patched(recorder.anatomy, ids, place, seen.states[:, place:], other.states[:, other_place])
    before, source = _probabilities(seen.logits), _probabilities(other.logits)
    first = (int(before.argmax()), int(source.argmax()))
    followed = [*dict.fromkeys((*first, *request.followed))][:_MOST_FOLLOWED]
    return PatchView(
        tokens=seen.tokens,
        other=other.tokens,
        position=place,
        other_position=other_place,
        followed=tuple(map(recorder.token, followed)),
        before=tuple(before[followed].tolist()),
        source=tuple(source[followed].tolist()),
        after=tuple(map(tuple, _probabilities(logits)[:, followed].tolist())),
    )


def _patched(anatomy: Anatomy, ids: tuple[int, ...], place: int, states: Floats, put: Floats) -> Floats:
    """The logits (layers + 1 × vocabulary) after ``ids`` where the state at ``place`` after each layer was ``put``'s.

    ``states`` (layers + 1 × T × width) are those from ``place`` on as they are. Up to the layer where it is replaced a
    row is like the text itself, so the batch begins with one row, and each layer's end adds the one that begins there.
    """
    rows = torch.from_numpy(states).to(anatomy.model.dtype)
    rows[:, 0] = torch.from_numpy(put).to(rows.dtype)
    cache = _read_before(anatomy, ids[:place])

    def grow(layer: int) -> Callable[[object, object, object], object]:
        def grown(_: object, __: object, told: object) -> object:
            added = torch.cat([state_of(told), rows[layer : layer + 1]])
            return (added, *told[1:]) if isinstance(told, tuple) else added

        return grown

    with ExitStack() as hooks:
        first, *_ = layers = anatomy.layers
        hooks.callback(first.register_forward_pre_hook(lambda _, given: (rows[:1], *given[1:])).remove)
        for layer, module in enumerate(layers, 1):
            hooks.callback(module.register_forward_hook(grow(layer)).remove)
        told = anatomy.model(ids_of(ids[place:]), past_key_values=cache, use_cache=cache is not None, logits_to_keep=1)
    logits: Tensor = told.logits[:, -1]
    return plain(logits)


def _read_before(anatomy: Anatomy, ids: tuple[int, ...]) -> DynamicCache | None:
    """The keys and values of what comes before the replaced token, in each layer for as many rows as it will have."""
    if not ids:
        return None
    cache = DynamicCache(config=anatomy.model.config)
    anatomy.model.base_model(ids_of(ids), past_key_values=cache, use_cache=True)
    for rows, layer in enumerate(cache.layers, 1):
        if not isinstance(layer, DynamicLayer):
            raise ModelError(_OTHER_MEMORY)
        layer.batch_repeat_interleave(rows)
    return cache


def _probabilities(logits: Floats) -> Floats:
    found: Floats = np.exp(log_softmax(logits))
    return found
