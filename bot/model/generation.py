"""Streaming continuations for many requests at once: transformers' continuous batching."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tokenizers.decoders import DecodeStream
from transformers import ContinuousBatchingConfig, GenerationConfig, GenerationMixin, LogitsProcessorList
from transformers.generation.continuous_batching import RequestStatus
from transformers.generation.continuous_batching.cb_logits_processors import ContinuousBatchingLogitsProcessorList

from bot.model.api import Candidate, Piece, Sampling, WrittenToken
from bot.model.choosing import Chooser, Likeliest
from bot.model.template import Encoded, Template
from bot.model.wire import Finished, Refused, Wrote

_PAGE = 64
"""Tokens. What two prompts begin with alike is read once, by whole pages: a chat goes on from what was read before."""
_PAGES = 256
"""That running and recent requests share; the library's own choice fails on a CPU."""
_AT_ONCE = 8
"""Requests; others wait. On a CPU each of them attends to the keys of all, so that more take longer together."""
MOST_TOKENS = _PAGE * _PAGES
"""Of one request, prompt and answer together. A longer one would end generating for all."""
_RUNNERS_UP = 5


@dataclass(slots=True)
class _Running:
    likeliest: Sequence[Likeliest]  # in each step, also in those whose tokens are still on their way
    stream: DecodeStream = field(default_factory=lambda: DecodeStream(skip_special_tokens=True))
    written: int = 0


class Generator:
    """Writes many answers at once, each drawn as its ``Sampling`` says."""

    def __init__(self, model: GenerationMixin, template: Template) -> None:
        self._template = template
        self._running: dict[int, _Running] = {}
        self._chooser = Chooser()
        ends = model.generation_config.eos_token_id
        self._manager = model.init_continuous_batching(
            generation_config=GenerationConfig(do_sample=True, eos_token_id=ends, pad_token_id=0),
            continuous_batching_config=ContinuousBatchingConfig(
                page_size=_PAGE,
                num_blocks=_PAGES,
                max_batch_tokens=512,
                max_requests_per_batch=_AT_ONCE,
                use_async_batching=False,
            ),
        )
        processors = ContinuousBatchingLogitsProcessorList(LogitsProcessorList([self._chooser]))
        processors.tensors_required = 1  # which the library counts only where it has made the processor itself
        self._manager.logit_processor = processors
        self._manager.start()

    def add(self, id_: int, prompt: Encoded, max_tokens: int, sampling: Sampling) -> None:
        """Begin request ``id_``, of ``MOST_TOKENS`` at most; its pieces come out of ``outputs``."""
        self._running[id_] = _Running(self._chooser.add(str(id_), sampling))
        self._manager.add_request(list(prompt.ids), str(id_), max_new_tokens=max_tokens, streaming=True)

    def cancel(self, id_: int) -> None:
        """Stop request ``id_``; unknown and finished ones are left alone."""
        if self._running.pop(id_, None):
            self._manager.cancel_request(str(id_))
            self._chooser.remove(str(id_))

    def outputs(self) -> Iterator[Wrote | Finished | Refused]:
        """What the running requests produce, as it comes. Ends only when generating has become impossible."""
        for output in self._manager:
            id_ = int(output.request_id)
            running = self._running.get(id_)
            if running is None:  # it has been cancelled
                continue
            if new := output.generated_tokens[running.written :]:
                yield Wrote(id_, self._piece(running, new))
            if output.is_finished():
                self._running.pop(id_, None)
                self._chooser.remove(output.request_id)
                failed = output.status is RequestStatus.FAILED
                yield Refused(id_, "The model could not go on with that text.") if failed else Finished(id_)

    def _piece(self, running: _Running, ids: Sequence[int]) -> Piece:
        start = running.written
        running.written += len(ids)
        seen = running.likeliest[start : running.written]
        text = "".join(running.stream.step(self._template.tokenizer, id_) or "" for id_ in ids)
        return Piece(text, tuple(self._written(id_, likeliest) for id_, likeliest in zip(ids, seen, strict=True)))

    def _written(self, id_: int, likeliest: Likeliest) -> WrittenToken:
        others = [(other, probability) for other, probability in likeliest.items() if other != id_][:_RUNNERS_UP]
        runners_up = tuple(Candidate(self._template.token(other), probability) for other, probability in others)
        return WrittenToken(self._template.token(id_), likeliest[id_], runners_up)
