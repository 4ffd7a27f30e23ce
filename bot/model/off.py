"""No model, where the config says so: everything exact still works."""

from collections.abc import AsyncGenerator, Sequence
from typing import NoReturn, TypeVar

from bot.errors import ModelUnavailable
from bot.language import later
from bot.model.api import (
    GREEDY,
    EncodedPrompt,
    ForcedChoice,
    Neighbours,
    NextTokens,
    Piece,
    Prompt,
    Sampling,
)
from bot.model.looks import Look
from bot.model.protocols import Capabilities, ModelState, Off, Workload

R = TypeVar("R")


class NoModel:
    """A ``LanguageModel`` that is switched off: whatever it is asked raises ``ModelUnavailable``."""

    state: ModelState = Off()
    capabilities = Capabilities()
    workload = Workload()

    def start(self) -> None:
        """Nothing is to be made ready."""

    async def settled(self) -> ModelState:
        """There is nothing to wait for."""
        return self.state

    async def close(self) -> None:
        """Nothing is held."""

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        """Raises ``ModelUnavailable``."""
        _refuse()

    async def next_tokens(
        self, text: str, ids: Sequence[int], sampling: Sampling, *, sample: bool = False
    ) -> NextTokens:
        """Raises ``ModelUnavailable``."""
        _refuse()

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """Raises ``ModelUnavailable``."""
        _refuse()

    async def look(self, request: Look[R]) -> R:
        """Raises ``ModelUnavailable``."""
        _refuse()

    async def read_ahead(self, prompt: Prompt, max_tokens: int) -> int:
        """Raises ``ModelUnavailable``."""
        _refuse()

    async def generate(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY
    ) -> AsyncGenerator[EncodedPrompt | Piece]:
        """Raises ``ModelUnavailable``."""
        no_pieces: tuple[Piece, ...] = ()
        for piece in no_pieces:  # which makes this a generator, as the protocol has it
            yield piece
        _refuse()


def _refuse() -> NoReturn:
    raise ModelUnavailable(later("The model is switched off here."))
