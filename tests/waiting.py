"""Waiting for what nobody tells of, and not for ever where it never comes."""

import asyncio
from collections.abc import Callable

SECONDS = 90
"""Time enough on a machine that is busy with something else."""


async def until(seen: Callable[[], object], what: str, pause: float = 0.01) -> None:
    """Wait until something is seen, looking every ``pause`` seconds; ``what`` says what was waited for in vain."""
    try:
        async with asyncio.timeout(SECONDS):
            while not seen():  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(pause)
    except TimeoutError:
        raise AssertionError(f"{SECONDS} seconds were waited in vain for {what}") from None
