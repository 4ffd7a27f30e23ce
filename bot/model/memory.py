"""The memory that this process may use."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.config import ModelSettings
from bot.model.processors import CGROUP, OWN_GROUPS, control_groups
from bot.model.requests import LANES

_INFO = Path("/proc/meminfo")
_MUCH = 3 * 2**29
"""Bytes from which on there is room for several chats, and longer ones."""


@dataclass(frozen=True, slots=True)
class Memory:
    """In bytes: what there is, by the machine or by the least limit around the process, and what is free of it.

    ``swap`` is what is free of the machine's; it is not counted where a control group has the limit (``limited``),
    which mostly leaves none.
    """

    total: int
    free: int
    swap: int
    limited: bool


def memory(info: Path = _INFO, cgroup: Path = CGROUP, own_groups: Path = OWN_GROUPS) -> Memory | None:
    """The memory of this machine or container; None where the system does not tell."""
    told: dict[str, int] = {}
    with suppress(OSError, ValueError, IndexError):
        told = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in info.read_text().splitlines()}
    if "MemTotal" not in told:
        return None
    total, free = told["MemTotal"], told.get("MemAvailable", told.get("MemFree", 0))
    limits = [found for folder in control_groups(cgroup, own_groups, "memory") for found in _limit(folder)]
    least = min((limit for limit, _ in limits), default=total)
    free = min([free, *(max(0, limit - used) for limit, used in limits)])
    limited = least < total
    return Memory(min(total, least), free, 0 if limited else told.get("SwapFree", 0), limited)


class Room(NamedTuple):
    """What a model has room for: answers that it writes at the same time, and the tokens of the longest prompt."""

    chats: int
    prompt_tokens: int


def room_for(settings: ModelSettings, found: Memory | None) -> Room:
    """What a model is given room for: what the host has chosen, else what fits.

    >>> room_for(ModelSettings(), Memory(2**30, 2**29, swap=0, limited=True))
    Room(chats=1, prompt_tokens=512)
    >>> room_for(ModelSettings(chats=2), None)
    Room(chats=2, prompt_tokens=1024)
    """
    usual = Room(1, 512) if found is not None and found.total < _MUCH else Room(LANES["writing"], 1024)
    return Room(settings.chats or usual.chats, settings.prompt_tokens or usual.prompt_tokens)


def _limit(group: Path) -> Iterator[tuple[int, int]]:
    """A group's limit and what is in use of it, but for files that are kept only while nobody needs the room."""
    for limit, used, kept in (
        ("memory.max", "memory.current", "inactive_file"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    ):
        with suppress(OSError, ValueError):  # version 2 has the word max for none
            most, current = (int((group / name).read_text()) for name in (limit, used))
            statistics = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
            yield most, current - int(statistics.get(kept, 0))
