"""The model's process: reads requests from a pipe, answers what it can in batches, ends with the bot."""

import contextlib
import logging
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar, cast

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationMixin, PreTrainedModel, PreTrainedTokenizerFast
from transformers.utils import logging as transformers_logging

from bot.config import ModelSettings
from bot.errors import ModelUnavailable
from bot.model import sources
from bot.model.api import Failed, Loading, ModelInfo
from bot.model.fitting import fitted
from bot.model.generation import MOST_TOKENS, Generator
from bot.model.heads import Float32Head, RefinedHead
from bot.model.nearness import Nearness
from bot.model.predicting import Prediction, Predictor
from bot.model.scoring import Scorer, Task
from bot.model.steady import steady
from bot.model.template import Encoded, Template
from bot.model.wire import (
    Cancel,
    Generate,
    Near,
    Nearby,
    News,
    Predict,
    Predicted,
    Refused,
    Reply,
    Request,
    Score,
    Scored,
    Started,
)

log = logging.getLogger(__name__)

T = TypeVar("T")
_Work = Task | Prediction | Near

_BATCH = 32
"""The most requests answered at once: beyond that a batch only gets slower."""
_LINGER = 0.005
"""Seconds without a further request after which a batch begins: those of one moment come one after the other."""
_BATCH_TOKENS = 2_048
"""No further request joins a batch whose prompts have this many tokens: that is about a second's work."""
_ROOM = 32
"""Tokens of the model's context that scoring needs beyond the prompt: for its padding and the longest choice."""
_UNWORKABLE = "The model could not work on that text."
_UNREAD = "The model has no token for anything in that text, so there is nothing to go on from. Try another text."

_NO_ROOM = (
    "The model's context has no room for an answer as long as is asked for. Whoever runs me has to lower "
    "chat.answer_tokens, or set model.name to a model with a longer one."
)


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
        worker = _aside(lambda: _Worker(settings, cache, send))
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
        self._queue: queue.SimpleQueue[tuple[int, _Work]] = queue.SimpleQueue()
        self._waiting: set[int] = set()  # what is in the queue and not cancelled
        source = sources.find(settings.name, cache, send)
        send(Loading("Loading the model"))
        tokenizer = AutoTokenizer.from_pretrained(source.path)
        if not isinstance(tokenizer, PreTrainedTokenizerFast):
            raise ModelUnavailable(f"The model {settings.name} has no tokenizer.json, which is needed.")
        self._template = Template(tokenizer)
        # Two copies, because generating switches its model to an attention of its own, and scoring has its own layers.
        # Both are in bfloat16, which is twice as fast as float32 where the processor knows it.
        generating, scoring = _load(source.path), _load(source.path)
        steady(scoring)
        self.info = _info(settings.name, source, generating)
        head = generating.get_output_embeddings()
        generating.set_output_embeddings(RefinedHead(head))
        fine_head = Float32Head(head)
        self._scorer = Scorer(scoring, fine_head, self._template)
        self._predictor = Predictor(scoring, fine_head, self._template)
        self._nearness = Nearness(scoring, fine_head, self._template)
        if not isinstance(generating, GenerationMixin):
            raise ModelUnavailable(f"The model {settings.name} is none that writes text.")
        self._generator = Generator(generating, self._template)

    def serve(self, requests: Connection) -> None:
        """Answer until the connection closes."""
        for loop in (self._answer_waiting, self._pass_on_generated):
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
                encoded = self._template.encode(prompt)
                if self._fits(id_, encoded, self._longest(_ROOM)):
                    self._wait(id_, self._scorer.task(encoded, choices))
            case Predict(id_, text, ids, sampling):
                task = self._predictor.task(text, ids, sampling)
                if self._fits(id_, task.prompt, self._longest(_ROOM)):
                    self._wait(id_, task)
            case Near(id_, token, others):
                if all(0 <= each < len(self._nearness) for each in (token, *others)):
                    self._wait(id_, request)
                else:
                    self._send(Refused(id_, f"The model has {len(self._nearness):,} tokens, and none of that id."))
            case Generate(id_, prompt, max_tokens, sampling):
                longest = self._longest(max_tokens)
                encoded, dropped = fitted(prompt, longest, self._template.encode)
                if self._fits(id_, encoded, longest):
                    reading = self._template.reading(encoded)
                    self._send(Started(id_, replace(reading, dropped=dropped, window=longest + max_tokens)))
                    self._generator.add(id_, encoded, max_tokens, sampling)

    def _wait(self, id_: int, work: _Work) -> None:
        self._waiting.add(id_)
        self._queue.put((id_, work))

    def _longest(self, room: int) -> int:
        """How many tokens a prompt may have, if the model is to have room for so many more after it."""
        return min(self._settings.prompt_tokens, self.info.context - room, MOST_TOKENS - room)

    def _fits(self, id_: int, encoded: Encoded, longest: int) -> bool:
        """Whether the model can take a prompt; where it cannot, the request is refused."""
        if 0 < len(encoded) <= longest:
            return True
        too_long = (
            f"That is {len(encoded):,} tokens for the model, which reads {longest:,} at most. Try a shorter text."
        )
        self._send(Refused(id_, (too_long if longest > 0 else _NO_ROOM) if encoded.ids else _UNREAD))
        return False

    def _answer_waiting(self) -> None:
        while True:
            batch = self._next_batch()
            try:
                for reply in _aside(partial(self._answers, batch)):
                    self._send(reply)
            except Exception:
                log.exception("Scoring, predicting or comparing vectors failed")
                for id_ in batch:
                    self._send(Refused(id_, _UNWORKABLE))

    def _answers(self, batch: Mapping[int, _Work]) -> Sequence[Reply]:
        scoring = {id_: task for id_, task in batch.items() if isinstance(task, Task)}
        scores = zip(scoring, self._scorer.score([*scoring.values()]), strict=True)
        predictions = ((id_, task) for id_, task in batch.items() if isinstance(task, Prediction))
        near = (task for task in batch.values() if isinstance(task, Near))
        return [
            *(Nearby(each.id, self._nearness.neighbours(each.token, each.others, each.nearest)) for each in near),
            *(Scored(id_, each) for id_, each in scores),
            *(Predicted(id_, self._predictor.predict(task)) for id_, task in predictions),
        ]

    def _next_batch(self) -> Mapping[int, _Work]:
        """What waits and has not been cancelled; waits itself until there is something."""
        batch: dict[int, _Work] = {}
        tokens = 0
        with contextlib.suppress(queue.Empty):
            while len(batch) < _BATCH and tokens < _BATCH_TOKENS:
                id_, task = self._queue.get(timeout=_LINGER if batch else None)
                if id_ in self._waiting:
                    self._waiting.discard(id_)
                    batch[id_] = task
                    tokens += 0 if isinstance(task, Near) else len(task.prompt.ids)
        return batch

    def _pass_on_generated(self) -> None:
        try:
            for output in self._generator.outputs():
                self._send(output)
        except Exception:
            log.exception("What was generated cannot be passed on")
        log.critical("Generating has stopped; the model's process ends so that it is started afresh")
        os._exit(1)


def _aside(work: Callable[[], T]) -> T:
    """The result of ``work``, done in a thread that ends with it.

    Each thread that computes has OpenMP threads of its own until it ends. While there are more of them than processors
    all of them go to sleep between two pieces of work, and those that generate, which have hundreds a token, take
    nearly twice as long.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


def _load(path: str) -> PreTrainedModel:
    # The library's annotations leave out that this argument makes the result a pair.
    pair: object = AutoModelForCausalLM.from_pretrained(path, dtype=torch.bfloat16, output_loading_info=True)
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
