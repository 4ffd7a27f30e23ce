"""llama.cpp inside this process: its server, asked directly, with ids in and ids out."""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

import xllamacpp  # type: ignore[import-untyped] # it has no py.typed
from pydantic import BaseModel, ConfigDict

_PLAIN: Mapping[str, object] = {"cache_prompt": True, "min_p": 0.0, "samplers": ["temperature", "top_k", "top_p"]}
"""Nothing changes the logits before a token is drawn, whatever the engine does by default."""


class Likely(BaseModel):
    """An id, and the log-probability that the model gives it."""

    id: int
    logprob: float


class Place(Likely):
    """A token that was written, and the likeliest at its place, likeliest first."""

    top_logprobs: list[Likely]


class _Read(BaseModel):
    """What the engine says that it was fed, and wrote, in tokens."""

    prompt_tokens: int
    completion_tokens: int


class _Told(BaseModel):
    content: list[Place]


class _Choice(BaseModel):
    logprobs: _Told | None = None


class Part(BaseModel):
    """What the engine tells: of a whole answer, or of a part of one."""

    model_config = ConfigDict(extra="ignore")

    choices: list[_Choice] = []
    usage: _Read | None = None
    error: dict[str, object] | None = None

    @property
    def places(self) -> list[Place]:
        """The tokens that were written, in order."""
        return [place for choice in self.choices if choice.logprobs for place in choice.logprobs.content]


class Engine:
    """A model that is run in some slots, each with keys of its own for what it has read."""

    def __init__(self, weights: Path, *, slots: int, slot_size: int, threads: int, batch: int) -> None:
        """``slot_size`` is how many tokens a slot has room for, ``batch`` how many are read at once."""
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(weights)
        parameters.n_parallel = slots
        # Shared keys add up in another order beside others, and then so does a probability.
        parameters.kv_unified = False
        parameters.n_ctx = slots * slot_size
        parameters.n_batch = parameters.n_ubatch = batch
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
        parameters.n_threads_http = 1
        parameters.cache_ram_mib = 0
        parameters.warmup = False
        parameters.ui = False
        parameters.verbosity = 1  # errors alone
        # It listens on a port of this machine, though nobody is to ask it there.
        parameters.api_keys = [secrets.token_hex(32)]
        self._server = xllamacpp.Server(parameters)

    def complete(self, ids: tuple[int, ...], slot: int, how: Mapping[str, object]) -> Place:
        """The token that comes after ``ids``."""
        part = Part.model_validate(self._server.handle_completions(_body(ids, 1, slot, how)))
        [place] = checked(part, ids, len(part.places)).places
        return place

    def shares(self, ids: tuple[int, ...], slot: int, how: Mapping[str, object]) -> Mapping[int, float]:
        """The chance of each token that can be drawn after ``ids``, all cuts and weights included."""
        answer = self._server.handle_completions(_body(ids, 1, slot, {**how, "post_sampling_probs": True}))
        [place] = answer["choices"][0]["logprobs"]["content"]
        return {each["id"]: each["prob"] for each in place["top_probs"]}

    def stream(
        self,
        ids: tuple[int, ...],
        tokens: int,
        slot: int,
        how: Mapping[str, object],
        take: Callable[[list[Place]], bool],
    ) -> None:
        """Write up to ``tokens`` after ``ids``.

        ``take`` is called with what has come, which is nothing while the prompt is read, and says whether to stop.
        """
        failures: list[BaseException] = []
        wrote = 0

        def heard(chunk: object) -> bool:
            nonlocal wrote
            try:  # what is raised here would be lost in the engine
                part = Part.model_validate(chunk)
                wrote += len(part.places)
                checked(part, ids, wrote)
                return take(part.places)
            except Exception as error:  # noqa: BLE001 - it is raised below
                failures.append(error)
                return True

        self._server.handle_completions(
            {**_body(ids, tokens, slot, how), "stream": True, "return_progress": True}, heard
        )
        if failures:
            raise failures[0]


def _body(ids: tuple[int, ...], tokens: int, slot: int, how: Mapping[str, object]) -> dict[str, object]:
    seed = secrets.randbits(31)
    return {**_PLAIN, "n_probs": 1, **how, "prompt": [*ids], "max_tokens": tokens, "id_slot": slot, "seed": seed}


def checked(part: Part, ids: tuple[int, ...], wrote: int) -> Part:
    """``part``, where the engine was fed just ``ids``, and has told of each token that it wrote."""
    if part.error:
        raise RuntimeError(f"the engine refuses {len(ids)} tokens: {part.error.get('message')}")
    if part.usage and (part.usage.prompt_tokens, part.usage.completion_tokens) != (len(ids), wrote):
        raise RuntimeError(f"the engine was fed {len(ids)} tokens and told of {wrote}, but says {part.usage}")
    return part
