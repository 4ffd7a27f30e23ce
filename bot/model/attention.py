"""Who reads from whom in a text: the attention of one head, or of all heads of a layer."""

from typing import cast

import numpy as np
from torch import Tensor

from bot.errors import ModelError
from bot.inside import weights
from bot.inside.views import AttentionView, Floats
from bot.language import later
from bot.model.looks import LookAtAttention
from bot.model.recording import Recorder, Recording, plain

_STRONGEST = 5
_NO_EMBEDDING = later("Layer 0 is the embedding, where no token reads from another. Choose a layer from 1 to {last}.")
_NO_ATTENTION = later("This model does not show its attention; its vectors and layers can be looked at.")
_NO_VALUES = later(
    "This model's attention has no value and output projections of its own, so what each weight moves cannot be told. "
    "Look at the plain weights."
)


def attention_view(recorder: Recorder, request: LookAtAttention) -> AttentionView:
    """The chosen head, and what it stands beside. Which heads are strongest is told by plain weights in every view.

    Of a text of one token no head is. Raises ``ModelError``.
    """
    seen = recorder.record(request.text)
    if seen.attention is None:
        raise ModelError(_NO_ATTENTION)
    if not request.layer:
        raise ModelError(_NO_EMBEDDING.format(last=len(seen.attention)))
    heads = seen.attention[request.layer - 1]
    if request.value_weighted:
        heads = weights.value_weighted(heads, *_moved(recorder, seen, request.layer - 1))
    chosen = weights.normalised(heads[request.head - 1] if request.head else heads.mean(0))
    elsewhere: Floats = 1 - weights.on_first(seen.attention)  # layers × heads
    return AttentionView(
        tokens=seen.tokens,
        layer=request.layer,
        head=request.head,
        weights=weights.without_first(chosen) if request.without_first else chosen,
        value_weighted=request.value_weighted,
        without_first=request.without_first,
        on_first=float(weights.on_first(chosen)),
        elsewhere=tuple(elsewhere[request.layer - 1].tolist()),
        strongest=_strongest(elsewhere) if len(seen.tokens) > 1 else (),
    )


def _moved(recorder: Recorder, seen: Recording, layer: int) -> tuple[Floats, Floats]:
    """The values of a layer, and the projection that brings what is read of them back to the width of the model."""
    try:
        output = recorder.anatomy.attentions[layer].get_submodule("o_proj")
    except AttributeError:
        raise ModelError(_NO_VALUES) from None
    if seen.values is None:
        raise ModelError(_NO_VALUES)
    return seen.values[layer], plain(cast("Tensor", output.weight).detach())


def _strongest(elsewhere: Floats) -> tuple[tuple[int, int, float], ...]:
    order = np.argsort(-elsewhere, axis=None, kind="stable")[:_STRONGEST]
    places = (np.unravel_index(at, elsewhere.shape) for at in order)
    return tuple((int(layer) + 1, int(head) + 1, float(elsewhere[layer, head])) for layer, head in places)
