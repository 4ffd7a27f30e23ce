"""Standard input, output and error, which may be closed, full, or read by somebody who has left."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_INPUT, _OUTPUT, _ERROR = 0, 1, 2


class StreamError(Exception):
    """Standard input or output cannot be used."""


class ReaderLeft(StreamError):
    """Whoever read standard output wants no more, which is no failure."""


@contextmanager
def standard_streams() -> Iterator[None]:
    """UTF-8 on all three, whatever the system's own encoding. Raises ``StreamError`` for what could not be printed."""
    _occupy_what_is_closed()
    sys.stdin = io.TextIOWrapper(io.BufferedReader(_Input(_INPUT)), "utf-8-sig", "replace")
    sys.stdout, sys.stderr = _printing(_Output(_OUTPUT, "w")), _printing(_Error(_ERROR, "w"))
    try:
        yield
    finally:
        sys.stdout.flush()


def _occupy_what_is_closed() -> None:
    """Let no file that is opened later take the place of a stream, and be read or written as if it were one."""
    wrong: tuple[int, ...] = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)  # so that using the first two still fails
    for descriptor, mode in enumerate(wrong):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, mode)  # which takes the lowest number that is free


def _printing(raw: "_Output") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "replace", line_buffering=raw.isatty())


class _Stream(io.FileIO):
    def __init__(self, descriptor: int, mode: Literal["r", "w"] = "r") -> None:
        super().__init__(descriptor, mode, closefd=False)


class _Input(_Stream):
    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """As of any file. Raises ``StreamError``."""
        try:
            return super().readinto(buffer) or 0
        except OSError as error:
            raise StreamError(f"Standard input cannot be read: {error.strerror}.") from error


class _Output(_Stream):
    def write(self, data: "ReadableBuffer", /) -> int:
        """As of any file. Raises ``StreamError``; what is still to be written is then given up."""
        try:
            return super().write(data) or 0
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            if isinstance(error, BrokenPipeError):
                raise ReaderLeft("Whoever read standard output has left.") from error
            raise StreamError(f"Standard output cannot be written: {error.strerror}.") from error


class _Error(_Output):
    def write(self, data: "ReadableBuffer", /) -> int:
        """As of any file, but never raises: there is nowhere else to say it."""
        try:
            return super().write(data)
        except StreamError:
            return memoryview(data).nbytes
