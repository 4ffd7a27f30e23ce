"""Streaming continuations for many requests at once: transformers' continuous batching."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tokenizers.decoders import DecodeStream
from transformers import ContinuousBatchingConfig, GenerationConfig, GenerationMixin
from transformers.generation.continuous_batching import RequestStatus

from bot.model.template import Encoded, Template
from bot.model.wire import Finished, Piece, Refused

_BLOCKS = 32
"""Pages of 256 tokens that running requests share; the library's own choice fails on a CPU."""


@dataclass(slots=True)
class _Running:
    stream: DecodeStream = field(default_factory=lambda: DecodeStream(skip_special_tokens=True))
    seen: int = 0


class Generator:
    """Greedy decoding: the same prompt gives the same text, whatever runs beside it."""

    def __init__(self, model: GenerationMixin, template: Template) -> None:
        self._template = template
        self._running: dict[int, _Running] = {}
        ends = model.generation_config.eos_token_id
        self._manager = model.init_continuous_batching(
            generation_config=GenerationConfig(do_sample=False, eos_token_id=ends, pad_token_id=0),
            continuous_batching_config=ContinuousBatchingConfig(
                num_blocks=_BLOCKS, max_batch_tokens=512, use_async_batching=False
            ),
        )
        self._manager.start()

    def add(self, id_: int, prompt: Encoded, max_tokens: int) -> None:
        """Begin request ``id_``; its pieces come out of ``outputs``."""
        self._running[id_] = _Running()
        self._manager.add_request(list(prompt.ids), str(id_), max_new_tokens=max_tokens, streaming=True)

    def cancel(self, id_: int) -> None:
        """Stop request ``id_``; unknown and finished ones are left alone."""
        if self._running.pop(id_, None):
            self._manager.cancel_request(str(id_))

    def outputs(self) -> Iterator[Piece | Finished | Refused]:
        """What the running requests produce, as it comes. Ends only when generating has become impossible."""
        for output in self._manager:
            id_ = int(output.request_id)
            running = self._running.get(id_)
            if running is None:
                continue
            new, running.seen = output.generated_tokens[running.seen :], len(output.generated_tokens)
            for token in new:
                if text := running.stream.step(self._template.tokenizer, token):
                    yield Piece(id_, text)
            if output.is_finished():
                self._running.pop(id_, None)
                failed = output.status is RequestStatus.FAILED
                yield Refused(id_, "The model could not go on with that text.") if failed else Finished(id_)
