"""Where texts are worked on: on threads, so that the event loop goes on, and long ones one after the other."""

import asyncio
from collections.abc import Callable
from threading import Lock
from typing import ParamSpec, TypeVar

import tiktoken
from cachetools import LRUCache, cached

from bot.services.budget import Budget
from bot.tokens import Tokenized, tokenize

P = ParamSpec("P")
T = TypeVar("T")

LONG = 20_000
"""Characters, or ids, from which on a text is a long one."""
_EXTRA = 0.5
"""Uses that each piece of work on a long text takes beyond what asked for it."""
_REMEMBERED = 64 * 1024 * 1024
"""Bytes of the texts whose cut is remembered while members look at it in other ways."""


class Workshop:
    """Works on texts for members. Belongs to one event loop."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._long = asyncio.Lock()
        remembered = LRUCache[tuple[str, str], Tokenized](_REMEMBERED, getsizeof=lambda cut: cut.memory)
        self._cut = cached(remembered, key=lambda encoding, text: (encoding.name, text), lock=Lock())(tokenize)

    async def do(self, size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``work(…)`` on a text of ``size`` characters or ids. Long ones wait for each other, and take more."""
        if size < LONG:
            return await asyncio.to_thread(work, *args, **kwargs)
        await self._budget.charge(_EXTRA)
        async with self._long:
            return await asyncio.to_thread(work, *args, **kwargs)

    async def cut(self, encoding: tiktoken.Encoding, text: str) -> Tokenized:
        """``text`` cut with one of the named encodings. Raises ``InputError``."""
        return await self.do(len(text), self._cut, encoding, text)
