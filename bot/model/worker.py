"""The model's process: reads requests from a pipe, answers what it can in batches, ends with the bot."""

import contextlib
import logging
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationMixin, PreTrainedModel, PreTrainedTokenizerFast
from transformers.utils import logging as transformers_logging

from bot.config import ModelSettings
from bot.errors import ModelUnavailable
from bot.model import sources
from bot.model.api import Failed, Loading, ModelInfo, Prompt
from bot.model.generation import Generator
from bot.model.scoring import Scorer, Task
from bot.model.template import Encoded, Template
from bot.model.wire import Cancel, Generate, News, Refused, Reply, Request, Score, Scored, Started

log = logging.getLogger(__name__)

_BATCH = 32
"""The most requests scored at once: beyond that a batch only gets slower."""
_LINGER = 0.005
"""Seconds without a further request after which a batch begins: those of one moment come one after the other."""
_BATCH_TOKENS = 2_048
"""No further request joins a batch whose prompts have this many tokens: that is about a second's work."""
_ROOM = 32
"""Tokens of the model's context that scoring needs beyond the prompt: for its padding and the longest choice."""
_UNWORKABLE = "The model could not work on that text."


def main(connection: Connection, settings: ModelSettings, cache: Path) -> None:
    """Load the model, then serve until the other end of ``connection`` closes."""
    # Ctrl+C reaches the whole process group; when to stop is the bot's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    logging.getLogger("ContinuousBatchingLogger").setLevel(logging.WARNING)
    torch.set_num_threads(settings.threads)
    sending = threading.Lock()

    def send(message: Reply | News) -> None:
        with sending, contextlib.suppress(OSError):  # the bot has gone
            connection.send(message)

    try:
        worker = _Worker(settings, cache, send)
    except ModelUnavailable as error:
        send(Failed(str(error)))
    except Exception as error:  # noqa: BLE001 - whatever a library finds wrong with the files, the host must be told
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        send(Failed(f"The model {settings.name} could not be loaded: {reason}"))
    else:
        send(worker.info)
        try:
            worker.serve(connection)
        finally:
            os._exit(0)  # the threads that work on requests would go on for ever


class _Worker:
    def __init__(self, settings: ModelSettings, cache: Path, send: Callable[[Reply | News], None]) -> None:
        self._settings = settings
        self._send = send
        self._queue: queue.SimpleQueue[tuple[int, Task]] = queue.SimpleQueue()
        self._waiting: set[int] = set()  # what is in the queue and not cancelled
        source = sources.find(settings.name, cache, send)
        send(Loading("Loading the model"))
        tokenizer = AutoTokenizer.from_pretrained(source.path)
        if not isinstance(tokenizer, PreTrainedTokenizerFast):
            raise ModelUnavailable(f"The model {settings.name} has no tokenizer.json, which is needed.")
        self._template = Template(tokenizer)
        # Two copies: scoring in bfloat16 gives the same numbers in every batch and is twice as fast; generating
        # needs float32 for that, and switches its model to an attention of its own.
        generating, scoring = _load(source.path, torch.float32), _load(source.path, torch.bfloat16)
        self.info = _info(settings.name, source, generating)
        head = generating.get_output_embeddings()
        self._scorer = Scorer(scoring, head, self._template)
        if not isinstance(generating, GenerationMixin):
            raise ModelUnavailable(f"The model {settings.name} is none that writes text.")
        self._generator = Generator(generating, self._template)

    def serve(self, requests: Connection) -> None:
        """Answer until the connection closes."""
        for loop in (self._score_waiting, self._pass_on_generated):
            threading.Thread(target=loop, daemon=True).start()
        with contextlib.suppress(EOFError, OSError):
            while True:
                request: Request = requests.recv()
                try:
                    self._take(request)
                except Exception:
                    log.exception("A request could not be begun")
                    self._send(Refused(request.id, _UNWORKABLE))

    def _take(self, request: Request) -> None:
        match request:
            case Cancel(id_):
                self._waiting.discard(id_)
                self._generator.cancel(id_)
            case Score(id_, prompt, choices):
                if encoded := self._encoded(id_, prompt, _ROOM):
                    self._waiting.add(id_)
                    self._queue.put((id_, self._scorer.task(encoded, choices)))
            case Generate(id_, prompt, max_tokens):
                if encoded := self._encoded(id_, prompt, max_tokens):
                    self._send(Started(id_, self._template.reading(encoded)))
                    self._generator.add(id_, encoded, max_tokens)

    def _encoded(self, id_: int, prompt: Prompt, room: int) -> Encoded | None:
        """``prompt`` as ids, if the model has room for so many tokens after it; else the request is refused."""
        encoded = self._template.encode(prompt)
        longest = min(self._settings.prompt_tokens, self.info.context - room)
        if len(encoded.ids) <= longest:
            return encoded
        reason = (
            f"That is {len(encoded.ids):,} tokens for the model, which reads {longest:,} at most. Try a shorter text."
        )
        self._send(Refused(id_, reason))
        return None

    def _score_waiting(self) -> None:
        while True:
            batch = self._next_batch()
            try:
                for id_, scores in zip(batch, self._scorer.score([*batch.values()]), strict=True):
                    self._send(Scored(id_, scores))
            except Exception:
                log.exception("Scoring failed")
                for id_ in batch:
                    self._send(Refused(id_, _UNWORKABLE))

    def _next_batch(self) -> Mapping[int, Task]:
        """What waits and has not been cancelled; waits itself until there is something."""
        batch: dict[int, Task] = {}
        tokens = 0
        with contextlib.suppress(queue.Empty):
            while len(batch) < _BATCH and tokens < _BATCH_TOKENS:
                id_, task = self._queue.get(timeout=_LINGER if batch else None)
                if id_ in self._waiting:
                    self._waiting.discard(id_)
                    batch[id_] = task
                    tokens += len(task.prompt.ids)
        return batch

    def _pass_on_generated(self) -> None:
        for output in self._generator.outputs():
            self._send(output)
        log.critical("Generating has stopped; the model's process ends so that it is started afresh")
        os._exit(1)


def _load(path: str, dtype: torch.dtype) -> PreTrainedModel:
    # The library's annotations leave out that this argument makes the result a pair.
    pair: object = AutoModelForCausalLM.from_pretrained(path, dtype=dtype, output_loading_info=True)
    model, loaded = cast("tuple[PreTrainedModel, Mapping[str, Iterable[str]]]", pair)
    if missing := sorted(loaded["missing_keys"]):  # transformers would fill them with random numbers
        raise ModelUnavailable(
            f"The model in {path} is incomplete: {len(missing)} weights are missing, e.g. {missing[0]}."
        )
    return model


def _info(name: str, source: sources.Source, model: PreTrainedModel) -> ModelInfo:
    config = model.config
    return ModelInfo(
        name=name,
        revision=source.revision or (getattr(config, "_commit_hash", None) or "unknown")[:12],
        parameters=model.num_parameters(),
        layers=config.num_hidden_layers,
        width=config.hidden_size,
        vocabulary=config.vocab_size,
        context=config.max_position_embeddings,
    )
