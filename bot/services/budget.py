"""How much the bot works for one member: as much as the host has set, whatever they ask for it with."""

import asyncio
import logging
from contextvars import ContextVar

from cachetools import TLRUCache, TTLCache

from bot.config import CooldownSettings
from bot.errors import DatabaseError, TooQuick
from bot.language import later
from bot.quiz import Clock
from bot.storage import Budgets

log = logging.getLogger(__name__)

PRESS = 0.25
"""What a press, a choice or a form takes, in uses: pages are turned faster than questions are asked."""

_MEMBERS = 100_000
"""Who is remembered, those who asked last."""
_ROUNDING = 1e-6
"""Seconds."""
_PATIENCE = 1.0
"""Seconds that all processes together may take: Discord waits three for a first answer, whatever comes after this."""
_ANY = 1e9
"""Seconds: longer than anybody waits."""

_spender: ContextVar[int | None] = ContextVar("spender", default=None)
"""On whose behalf something is done."""


class Budget:
    """What each member has left of the ``uses`` that they have; it comes back evenly, all of it in ``seconds``."""

    def __init__(
        self, limit: CooldownSettings, clock: Clock, shared: Budgets | None = None, patience: float = _PATIENCE
    ) -> None:
        """``shared`` is where all processes that share the work keep it, asked for ``patience`` seconds at most.

        One that is alone knows by itself.
        """

        def now() -> float:
            return clock().timestamp()

        self._now = now
        self._shared = shared
        self._patience = patience
        self._window = limit.seconds
        self._each = limit.seconds / limit.uses
        # By member, the moment at which they have everything again; they are forgotten then.
        self._full = TLRUCache[int, float](_MEMBERS, ttu=lambda _member, full, _now: full, timer=now)
        self._warned = TTLCache[int, bool](_MEMBERS, ttl=limit.seconds, timer=now)

    async def spend(self, user_id: int, uses: float = 1) -> None:
        """Take ``uses`` from what the member has left. What this task does from now on is done for them.

        Raises ``TooQuick`` where they have too little, and takes nothing.
        """
        wait = await self._take(user_id, uses, self._window + _ROUNDING) - self._window
        if wait > _ROUNDING:
            raise TooQuick(later("That was quick. You can use this again in {seconds} s.", seconds=max(1, round(wait))))
        _spender.set(user_id)

    async def charge(self, uses: float) -> None:
        """Take ``uses`` more from whom this is done for, also where they have less: they wait longer the next time."""
        if (user_id := _spender.get()) is not None:
            await self._take(user_id, uses, _ANY)

    def warn(self, user_id: int) -> bool:
        """Whether to tell the member, where others read it, that they have too little: once in ``seconds``."""
        if user_id in self._warned:
            return False
        self._warned[user_id] = True
        return True

    async def purge(self) -> None:
        """Forget who has everything again. Raises ``DatabaseError``."""
        if self._shared:
            await self._shared.purge(self._now())

    async def _take(self, user_id: int, uses: float, most: float) -> float:
        """Seconds until the member has everything again; where these would be more than ``most``, nothing is taken."""
        now, cost = self._now(), uses * self._each
        if self._shared:
            try:
                async with asyncio.timeout(self._patience):
                    return await self._shared.take(user_id, cost, now, most) - now
            except (DatabaseError, TimeoutError) as error:
                log.warning("Uses are counted by each process alone for now: %s", error or "the database is busy")
        full = self._full.get(user_id, now) + cost
        if full - now <= most:
            self._full[user_id] = full
        return full - now
