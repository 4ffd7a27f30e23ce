"""``strawberry`` run in the process of the tests, which spares an interpreter where the process is not the subject."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import NamedTuple

import pytest

from bot.cli import main


class Done(NamedTuple):
    """How a command has ended, and what it has printed."""

    returncode: int
    stdout: str
    stderr: str


class Strawberry:
    """Runs the command with the environment and in the folder that the tests' own process has."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        """``capture`` is of the descriptors, to which the command prints."""
        self._capture = capture

    def __call__(self, *arguments: str, typed: str | bytes = b"") -> Done:
        """What ``strawberry`` does with these arguments, and with what was typed on its standard input."""
        given = typed if isinstance(typed, bytes) else typed.encode()
        self._capture.readouterr()
        with _called_with(arguments, given), pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        stdout, stderr = self._capture.readouterr()
        return Done(ended.value.code, stdout.decode(), stderr.decode())


@contextmanager
def _called_with(arguments: Sequence[str], typed: bytes) -> Iterator[None]:
    """The command line and standard input are these; afterwards they and what Python prints to are as before."""
    own = os.dup(0)
    with TemporaryFile() as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["strawberry", *arguments])
        for stream in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, stream, getattr(sys, stream))
        file.write(typed)
        file.seek(0)
        os.dup2(file.fileno(), 0)
        try:
            yield
        finally:
            os.dup2(own, 0)
            os.close(own)
