"""How this process allocates, and searches for garbage."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_M_ARENA_MAX = -8
"""Of glibc's malloc.h."""
_SELDOM = 50_000
"""Objects more than before. Python searches at 700, and so hundreds of times while a command is imported."""
_USUAL = gc.get_threshold()


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


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Search for garbage seldom: most of what a short run makes is imported, and stays."""
    gc.set_threshold(_SELDOM, *_USUAL[1:])
    try:
        yield
    finally:
        collect_as_usual()


def collect_as_usual() -> None:
    """Search for garbage as often as Python does by itself."""
    gc.set_threshold(*_USUAL)
