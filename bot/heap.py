"""How this process allocates."""

import ctypes
import sys
from contextlib import suppress

_M_ARENA_MAX = -8
"""Of glibc's malloc.h."""


def share_one_heap() -> None:
    """Have all threads allocate from one heap. glibc gives each its own, and what one frees the others cannot use."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # other C libraries have one heap anyway
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give the pages that are free back to the system, after something large."""
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
