"""An answer while it is being written."""

import asyncio

from bot.chat import Ending
from bot.model import EncodedPrompt, GenerationTrace, Piece, WrittenToken
from bot.model.repetition import before_repetition


class Writing:
    """Grows by what a model yields, and sets ``grown`` whenever it does. ``ending`` is None until it ends.

    ``anew`` is whether it has been begun again.
    """

    def __init__(self, longest: int) -> None:
        """``longest`` is the most tokens that the answer can have."""
        self.ending: Ending | None = None
        self.trouble = ""
        self.anew = False
        self.grown = asyncio.Event()
        self._longest = longest
        self._clear()

    def _clear(self) -> None:
        self.text = ""
        self._reading = EncodedPrompt((), ())
        self._tokens: list[WrittenToken] = []
        self._told_ending = ""
        self._began = self._last = 0.0

    @property
    def insight(self) -> GenerationTrace | None:
        """The tokens that were read and written, as far as they are told; None before the first piece."""
        if not self._began:
            return None
        return GenerationTrace(self._reading, tuple(self._tokens), self._last - self._began)

    def take(self, part: EncodedPrompt | Piece) -> bool:
        """Add what the model yields next: whether it has begun to repeat itself, so that it is to be stopped."""
        if isinstance(part, EncodedPrompt):
            self._reading = part
            return False
        self._last = part.at  # it may have waited here since
        self._began = self._began or self._last
        self._tokens += part.tokens
        self._told_ending = part.ended or self._told_ending
        self.text += part.text
        self.grown.set()
        end = before_repetition(self.text)
        if end is None:
            return False
        self.text = self.text[:end]
        self.ending = "loop"
        return True

    def begin_again(self) -> None:
        """Leave what has been written, for another answer."""
        self._clear()
        self.anew = True

    def finish(self) -> None:
        """The model has stopped."""
        if self._told_ending:  # a server may tell of fewer tokens than it wrote
            by_itself = self._told_ending == "stop"
        else:
            by_itself = len(self._tokens) < self._longest or self._tokens[-1].token.special
        self.ending = self.ending or ("complete" if by_itself else "long")

    def fail(self, trouble: str) -> None:
        """The model could not go on, for a reason that the member may read."""
        self.ending = "failed"
        self.trouble = trouble
