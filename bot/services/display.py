"""What a conversation shows, and where, and what is around it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.chat import Turn
from bot.services.asking import Asked

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A turn as far as its answer has been written.

    At its end comes the letter question that was noticed in it, whether all could be kept, and whether it was written
    ``anew`` because it had begun to copy an earlier answer.
    """

    turn: Turn
    asked: Asked | None = None
    kept: bool = True
    anew: bool = False


class Display(Protocol):
    """Where an answer is shown."""

    async def show(self, draft: Draft) -> bool:
        """Show an answer that is being written: whether it still has a place."""
        ...

    async def finish(self, draft: Draft) -> bool:
        """Show how an answer ended, however long that takes: whether that is settled."""
        ...


Announce = Callable[[Turn], Awaitable[int | None]]
"""Shows that a turn will be answered, and tells the id of the message that does. What it raises ends the turn."""


class Surroundings:
    """How the model is waited for, and what follows on a state of an answer that has been shown.

    A simulated Discord does both in its own way.
    """

    async def wait(self, awaited: Awaitable[T]) -> T:
        """Wait for the model."""
        return await awaited

    def shown(self) -> None:
        """Called when a state of an answer has been shown, also the last."""
