"""Whether a letter can be read out of what layers make of words: each word is read once, after the same few tokens."""

import copy
import functools
from contextlib import suppress

import numpy as np
import tiktoken
import torch
from numpy.typing import NDArray
from transformers import DynamicCache

from bot.inside import probing
from bot.inside.views import ProbeResult
from bot.model.anatomy import Anatomy, ids_of
from bot.model.looks import LookByProbe

MOST_PROBED = 1_500
"""Of the vocabulary's words: to read each takes some milliseconds, and to keep what layers make of it some KB."""
_BEFORE = "The word"
"""What each word is read after. Were it a text's first token, its states would be those of a first token above all."""
_TOGETHER = 100


class _FarEnough(Exception):
    """No deeper layer is asked for."""


class WordStates:
    """What layers make of words of a vocabulary, read as far as the deepest that was asked for, and kept."""

    def __init__(self, anatomy: Anatomy, tokenizer: tiktoken.Encoding, most: int = MOST_PROBED) -> None:
        """Of the words that are one token, ``most`` are read."""
        self._anatomy = anatomy
        self._tokenizer = tokenizer
        self._most = most
        self._states: NDArray[np.float16] | None = None

    def probe(self, request: LookByProbe) -> ProbeResult:
        """What can be read of a letter out of the states after a layer."""
        words = self._words
        states = self.states(request.layer)[request.layer]
        return probing.probe([*words], states, request.letter.lower(), probing.surface(words), request.layer)

    @functools.cached_property
    def _words(self) -> dict[str, int]:
        return probing.words(self._tokenizer, self._most)

    def states(self, layer: int) -> NDArray[np.float16]:
        """The states of the words after each layer, up to ``layer`` at least (layers + 1 × words × width).

        0 is the embedding.
        """
        if self._states is None or len(self._states) <= layer:
            self._states = self._read(layer)
        return self._states

    @torch.inference_mode()
    def _read(self, layer: int) -> NDArray[np.float16]:
        words = torch.tensor([*self._words.values()], dtype=torch.long)[:, None]
        reads = self._anatomy.model.base_model  # without the way to the next token, which is not asked
        before = DynamicCache(config=self._anatomy.model.config)
        reads(ids_of(self._tokenizer.encode_ordinary(_BEFORE)), past_key_values=before, use_cache=True)
        found = []
        for part in words.split(_TOGETHER):
            cache = copy.deepcopy(before)  # each part would add its words to it
            cache.batch_repeat_interleave(len(part))
            with self._anatomy.watched() as states, suppress(_FarEnough):
                last = self._anatomy.layers[max(layer, 1) - 1].register_forward_hook(_stop)
                try:
                    reads(part, past_key_values=cache, use_cache=True)
                finally:
                    last.remove()
            found.append(torch.stack(states)[:, :, 0].half().numpy())
        return np.concatenate(found, 1)


def _stop(*_: object) -> None:
    raise _FarEnough
