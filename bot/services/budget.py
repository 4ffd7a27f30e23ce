"""How much the bot works for one member: as much as the host has set, whatever they ask for it with."""

from contextvars import ContextVar

from cachetools import TLRUCache, TTLCache

from bot.config import CooldownSettings
from bot.errors import TooQuick
from bot.language import later
from bot.quiz import Clock

PRESS = 0.25
"""What a press, a choice or a form takes, in uses: pages are turned faster than questions are asked."""

_MEMBERS = 100_000
"""Who is remembered, those who asked last."""
_ROUNDING = 1e-6
"""Seconds."""

_spender: ContextVar[int | None] = ContextVar("spender", default=None)
"""On whose behalf something is done."""


class Budget:
    """What each member has left of the ``uses`` that they have; it comes back evenly, all of it in ``seconds``."""

    def __init__(self, limit: CooldownSettings, clock: Clock) -> None:
        def now() -> float:
            return clock().timestamp()

        self._now = now
        self._window = limit.seconds
        self._each = limit.seconds / limit.uses
        # By member, the moment at which they have everything again; they are forgotten then.
        self._full = TLRUCache[int, float](_MEMBERS, ttu=lambda _member, full, _now: full, timer=now)
        self._warned = TTLCache[int, bool](_MEMBERS, ttl=limit.seconds, timer=now)

    def spend(self, user_id: int, uses: float = 1) -> None:
        """Take ``uses`` from what the member has left. What this task does from now on is done for them.

        Raises ``TooQuick`` where they have too little, and takes nothing.
        """
        now = self._now()
        full = self._full.get(user_id, now) + uses * self._each
        wait = full - now - self._window
        if wait > _ROUNDING:
            raise TooQuick(later("That was quick. You can use this again in {seconds} s.", seconds=max(1, round(wait))))
        self._full[user_id] = full
        _spender.set(user_id)

    def charge(self, uses: float) -> None:
        """Take ``uses`` more from whom this is done for, also where they have less: they wait longer the next time."""
        if (user_id := _spender.get()) is not None:
            self._full[user_id] = self._full.get(user_id, self._now()) + uses * self._each

    def warn(self, user_id: int) -> bool:
        """Whether to tell the member, where others read it, that they have too little: once in ``seconds``."""
        if user_id in self._warned:
            return False
        self._warned[user_id] = True
        return True
