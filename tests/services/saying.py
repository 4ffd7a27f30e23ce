"""Models that say what they are given: on a server, or here."""

from collections.abc import AsyncGenerator, Sequence
from typing import TypeVar

from bot.errors import ChoicesUntold, ModelBusy
from bot.model import (
    GREEDY,
    Capabilities,
    EncodedPrompt,
    ForcedChoice,
    ModelInfo,
    ModelState,
    Neighbours,
    NextTokens,
    Piece,
    Prompt,
    Sampling,
    ServerInfo,
    Workload,
)
from bot.model.looks import Look
from bot.tokens import PromptToken
from tests.insights import SMOLLM2

R = TypeVar("R")

WORD = (PromptToken(35199, " strawberry"),)


class Saying:
    """A model that says what it was given, in pieces; a local one scores too, and finds the first choice likeliest."""

    def __init__(self, said: str | ModelBusy, state: ModelState) -> None:
        self._said = said
        self._state = state
        self.prompts: list[Prompt] = []
        self.scored = 0

    @property
    def state(self) -> ModelState:
        return self._state

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(writes=True, scores=isinstance(self._state, ModelInfo))

    @property
    def workload(self) -> Workload:
        return Workload()

    def start(self) -> None:
        pass

    async def settled(self) -> ModelState:
        return self._state

    async def close(self) -> None:
        pass

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        assert isinstance(self._state, ModelInfo)
        self.scored += 1
        shares = [2 / (len(choices) + 1), *[1 / (len(choices) + 1)] * (len(choices) - 1)]
        return ForcedChoice(dict(zip(choices, shares, strict=True)), 0.5, EncodedPrompt(WORD, WORD))

    async def next_tokens(
        self, text: str, ids: Sequence[int], sampling: Sampling, *, sample: bool = False
    ) -> NextTokens:
        raise AssertionError("no letter question asks for that")

    async def look(self, request: Look[R]) -> R:
        raise AssertionError("no letter question asks for that")

    async def read_ahead(self, prompt: Prompt, max_tokens: int) -> int:
        raise AssertionError("no letter question asks for that")

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        raise AssertionError("no letter question asks for that")

    async def generate(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY
    ) -> AsyncGenerator[EncodedPrompt | Piece]:
        self.prompts.append(prompt)
        if isinstance(self._said, ModelBusy):
            raise self._said
        yield EncodedPrompt((), ()) if isinstance(self._state, ServerInfo) else EncodedPrompt(WORD, WORD)
        for word in self._said.split(" "):
            yield Piece(f" {word}")


class Telling(Saying):
    """A server that tells its tokens, once it was asked whether it does: ``told`` are those of its answers."""

    def __init__(self, said: str, told: dict[str, float] | ChoicesUntold) -> None:
        super().__init__(said, ServerInfo("large-model", "models.example:8000"))
        self._told = told
        self._asked = False

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(writes=True, traces=self._asked, scores=self._asked)

    async def settled(self) -> ModelState:
        self._asked = True
        return self.state

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        self.scored += 1
        if isinstance(self._told, ChoicesUntold):
            raise self._told
        told = {choice: self._told[choice] for choice in choices if choice in self._told}
        return ForcedChoice(told, 0.5, EncodedPrompt((), ()), 0.0041)


def on_a_server(said: str | ModelBusy) -> Saying:
    return Saying(said, ServerInfo("large-model", "models.example:8000"))


def in_here(said: str) -> Saying:
    return Saying(said, ModelInfo("small-model", "1", 1, 1, 1, 1, 1, 1, SMOLLM2))
