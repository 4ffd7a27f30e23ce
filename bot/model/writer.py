"""The writer: llama.cpp in a process of its own. It writes, scores and predicts, on ids alone."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from bot.errors import ModelUnavailable
from bot.heap import give_back
from bot.language import noted
from bot.model import prepared
from bot.model.api import Sampling
from bot.model.engine import Engine, Place
from bot.model.processors import check_features, threads
from bot.model.protocols import Loading
from bot.model.requests import RUNNERS_UP, Generate, Predict, Predicted, ReadAhead, Score, Setup, Step
from bot.model.slots import Slots
from bot.model.worker import Cancelled, Emit, Report, Worker

_ROOM = 64
"""Tokens that a slot has room for beyond the longest prompt, if answers are not even longer: cues and choices."""
_TOP = 100
"""The likeliest tokens that are told of where choices are scored; what is below is asked for by itself."""
_MANY = 10_000
"""Tokens that are told of at once."""
_BATCH = 256
"""Tokens that are read at once: meanwhile nobody's answer grows."""
_TILE = 64
"""Tokens whose attention the engine computes together."""
_FORCED = 100.0
"""Added to the logits of some tokens, so that none but these can come."""
_UNRUN = (
    "The model {name} could not be loaded: llama.cpp cannot run its file. Either it does not know the architecture "
    "“{architecture}”, or the file lacks something, or there is too little memory; the log has its own words. Set "
    'model.name to another .gguf file, or serve the model elsewhere and set model.backend = "openai".'
)

Ids = tuple[int, ...]


def open_writer(setup: Setup, report: Report) -> Worker:
    """Open the engine with the model of ``setup``, prepared now where it has not been."""
    check_features()
    folder = prepared.prepare(setup.settings.name, setup.cache, report, setup.settings.packing)
    report(Loading(noted("loading the model")))
    writer = Writer(_opened(folder, setup), setup.places("writing"), setup.places("scoring"))
    worker = Worker(folder)
    worker.streams(Generate, writer.generate)
    worker.answers(Score, writer.score)
    worker.answers(Predict, writer.predict)
    worker.answers(ReadAhead, writer.read_ahead)
    return worker


def _opened(folder: Path, setup: Setup) -> Engine:
    """The engine with the model of ``folder``. Raises ``ModelUnavailable`` where it cannot run that."""
    room = setup.prompt_tokens + max(setup.answer_tokens, _ROOM)
    try:
        return Engine(
            prepared.model(folder),
            slots=setup.places("writing") + setup.places("scoring"),
            slot_size=min(room, prepared.read_facts(folder).context),
            threads=threads(setup.settings.threads),
            batch=_BATCH,
        )
    except RuntimeError as error:  # which says that it has failed, and no more
        from bot.model.gguf_file import GgufFile  # not above: what it imports is of no use to an engine that runs

        architecture = GgufFile(prepared.weights(folder)).text("general.architecture")
        raise ModelUnavailable(_UNRUN.format(name=setup.settings.name, architecture=architecture)) from error


class Writer:
    """Answers by an engine. Chats and scores have slots of their own: no question makes a chat be read again."""

    def __init__(self, engine: Engine, writing: int, scoring: int) -> None:
        """``engine`` has so many slots for ``writing``, and behind them for ``scoring``."""
        self._engine = engine
        self._writing = Slots.of(range(writing))
        self._scoring = Slots.of(range(writing, writing + scoring))

    def generate(self, request: Generate, cancelled: Cancelled, emit: Emit) -> None:
        """Write on, token by token."""
        written: list[int] = []

        def take(places: Sequence[Place]) -> bool:
            for place in places:
                written.append(place.id)
                likeliest = tuple((each.id, each.logprob) for each in place.top_logprobs)
                emit(Step(place.id, place.logprob, likeliest, perf_counter()))
            return cancelled.is_set()

        with self._writing.taken(request.ids) as slot:
            how = {"n_probs": RUNNERS_UP + 1, **_sampling(request.sampling)}
            self._engine.stream(request.ids, request.max_tokens, slot, how, take)
            self._writing.note(slot, (*request.ids, *written[:-1]))

    def score(self, request: Score, cancelled: Cancelled) -> dict[Ids, dict[int, float]]:
        """The probabilities of the wanted ids at each place."""
        found: dict[Ids, dict[int, float]] = {}
        with self._scoring.taken(request.ids) as slot:
            self._read(request.ids, slot)
            for beginning, wanted in request.wanted:
                if cancelled.is_set():
                    break
                found[beginning] = self._probabilities(request.ids + beginning, wanted, slot)
            self._scoring.note(slot, request.ids)
        return found

    def predict(self, request: Predict, _: Cancelled) -> Predicted:
        """The likeliest next tokens."""
        with self._scoring.taken(request.ids) as slot:
            self._read(request.ids, slot)
            place = self._engine.complete(request.ids, slot, {"n_probs": request.most, "temperature": 0.0})
            share = self._share(request, slot) if request.temperature not in (0, 1) else math.exp(place.logprob)
            self._scoring.note(slot, request.ids)
        told = Predicted(tuple((each.id, each.logprob) for each in place.top_logprobs), share)
        if request.most > _MANY:
            del place
            give_back()  # all tokens of a vocabulary take 100 MB on their way
        return told

    def read_ahead(self, request: ReadAhead, cancelled: Cancelled) -> None:
        """Read ``ids`` in the slot of the chat that they go on from, batch by batch: it ends after any of them."""
        ids = request.ids
        with self._writing.taken(ids) as slot:
            for end in (*range(self._writing.known(slot, ids) + _BATCH, len(ids), _BATCH), len(ids)):
                if cancelled.is_set():
                    break
                self._engine.complete(ids[:end], slot, {"temperature": 0.0})
                self._writing.note(slot, ids[:end])

    def _read(self, ids: Ids, slot: int) -> None:
        """Read ``ids`` but for less than a tile, in parts of less than a tile.

        Whole tiles add up in another order, and how many there are follows from what a slot has read before and from
        what others have read at the same time. Without any, a score depends on neither.
        """
        for end in range(self._scoring.known(slot, ids) + _TILE - 1, len(ids), _TILE - 1):
            self._engine.complete(ids[:end], slot, {"temperature": 0.0})

    def _share(self, request: Predict, slot: int) -> float:
        """The probability of the likeliest token at the temperature of ``request``."""
        how = {"n_probs": 1, "temperature": request.temperature, "samplers": ["temperature"]}
        return max(self._engine.shares(request.ids, slot, how).values())

    def _probabilities(self, ids: Ids, wanted: Sequence[int], slot: int) -> dict[int, float]:
        """How likely each of ``wanted`` comes after ``ids``: exact, also where it is next to impossible."""
        place = self._engine.complete(ids, slot, {"n_probs": _TOP, "temperature": 0.0})
        told = {each.id: math.exp(each.logprob) for each in place.top_logprobs}
        if all(id_ in told for id_ in wanted):
            return {id_: told[id_] for id_ in wanted}
        # Nothing but these can come: their shares, and the probability of the likeliest, which then is sure to come.
        forced: dict[str, object] = {"n_probs": len(wanted), "logit_bias": [[id_, _FORCED] for id_ in wanted]}
        first = self._engine.complete(ids, slot, {**forced, "temperature": 0.0})
        shares = self._engine.shares(ids, slot, {**forced, "temperature": 1.0, "samplers": ["temperature"]})
        return {id_: math.exp(first.logprob) * shares.get(id_, 0.0) / shares[first.id] for id_ in wanted}


def _sampling(sampling: Sampling) -> Mapping[str, object]:
    top_k = 1 if sampling.temperature == 0 else sampling.top_k
    how: dict[str, object] = {"temperature": sampling.temperature, "top_k": top_k, "top_p": sampling.top_p}
    return how | {"grammar": sampling.grammar} if sampling.grammar else how
