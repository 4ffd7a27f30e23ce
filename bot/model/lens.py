"""The logit lens: what a model would say after each layer, were that its last; raw, and by a map fitted to each."""

import numpy as np
import torch

from bot.errors import ModelError
from bot.inside.distributions import guesses
from bot.inside.views import Floats, LayerGuess, LensView
from bot.language import later
from bot.model.lens_fitting import brought
from bot.model.looks import LookThroughLens
from bot.model.recording import Recorder, Recording, plain
from bot.model.tuned_lens import TunedLens

_OTHER_WAY = later(
    "This model says words in another way than by a norm and a projection after its last layer, so what its other "
    "layers would say cannot be read. Its attention can be looked at."
)


class Lens:
    """Reads the layers of texts that a recorder has recorded."""

    def __init__(self, recorder: Recorder, tuned: TunedLens) -> None:
        """``tuned`` may not have been fitted yet."""
        self._recorder = recorder
        self._tuned = tuned

    @torch.inference_mode()
    def look(self, request: LookThroughLens) -> LensView:
        """What the layers would say at a position. Raises ``ModelError``."""
        seen = self._recorder.record(request.text)
        place = seen.place(request.position)
        states = torch.from_numpy(seen.states[:, place])  # layers + 1 × width
        logits = self._logits(states)
        self._check(seen)
        maps = self._tuned.maps()

        def told(logits: Floats) -> tuple[LayerGuess, ...]:
            return guesses(logits, logits[-1], request.most, request.wanted, self._recorder.token)

        return LensView(
            tokens=seen.tokens,
            position=place,
            answer=self._recorder.token(int(logits[-1].argmax())),
            wanted=None if request.wanted is None else self._recorder.token(request.wanted),
            raw=told(logits),
            tuned=None if maps is None else told(self._logits(brought(states[:, None], maps)[:, 0])),
        )

    def _logits(self, states: torch.Tensor) -> Floats:
        return plain(self._recorder.anatomy.says(states))

    def _check(self, seen: Recording) -> None:
        """Whether the last layer, read like this, says what the model itself has said at the end of the text."""
        ours = self._logits(torch.from_numpy(seen.states[-1, -1]))
        if not np.corrcoef(ours, seen.logits)[0, 1] > 0.999 or abs(np.std(ours) / np.std(seen.logits) - 1) > 0.01:
            raise ModelError(_OTHER_WAY)
