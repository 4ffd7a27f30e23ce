"""Where the maps of a tuned lens are kept, and when they are fitted."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread, get_native_id
from time import sleep

import numpy as np
import torch
from filelock import FileLock, Timeout
from torch import Tensor

from bot.inside.views import Floats
from bot.model.anatomy import Anatomy
from bot.model.lens_fitting import Fitted, Fitting, Sizes, fitting, record_of
from bot.model.worker import Cancelled

_NAME, _FORMAT = "tuned-lens", 1
SIZES = Sizes()
_PAUSE = 0.01
"""Seconds in which others get their turn between two steps of a fit."""
_LOW = 10
"""The priority of a fit that nobody waits for, as a nice value."""


class TunedLens:
    """The maps of a model, in a file of the folder where it has been prepared: what is prepared anew is fitted anew."""

    def __init__(self, anatomy: Anatomy, folder: Path, start: int | None, sizes: Sizes = SIZES) -> None:
        """``start`` is the token that chats begin with, where there is one."""
        self._anatomy = anatomy
        self._path = folder / f"{_NAME}-{_FORMAT}.npy"
        self._start = start
        self._sizes = sizes
        self._known: Fitted | None = None
        self._underway: Fitting | None = None
        self._aside: Thread | None = None

    def maps(self) -> Tensor | None:
        """The maps (layers × width + 1 × width) for ``brought``; None where they have not been fitted."""
        found = self._read()
        return None if found is None else torch.from_numpy(np.asarray(found["map"], np.float32))

    def errors(self) -> tuple[Floats, Floats] | None:
        """The mean KL in nats (layers) to the final distribution on texts that were held out: raw, and by the maps."""
        found = self._read()
        return None if found is None else (found["raw"], found["tuned"])

    def begin(self, turn: Lock) -> None:
        """Fit the maps on a thread of its own, unless it is at it; ``turn`` is held whenever the model is run."""
        if self._aside is None or not self._aside.is_alive():
            self._aside = Thread(target=self._fit_aside, args=(turn,), name="fitting", daemon=True)
            self._aside.start()

    def fit(self, cancelled: Cancelled, emit: Callable[[None], None]) -> None:
        """Fit the maps, unless they are there or another process is at it, and keep them once they are whole.

        ``emit`` is called every now and then, to say that this goes on. What is cut short goes on the next time.
        """
        emit(None)
        try:
            with FileLock(self._path.with_suffix(".lock"), blocking=False):
                if self._read() is None:
                    self._go_on(cancelled, emit)
        except Timeout:
            return

    def _fit_aside(self, turn: Lock) -> None:
        def let_others(_: None) -> None:
            turn.release()
            sleep(_PAUSE)
            turn.acquire()

        if sys.platform == "linux":  # where threads have priorities of their own
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _LOW)
        with turn:
            self.fit(Cancelled(), let_others)

    def _go_on(self, cancelled: Cancelled, emit: Callable[[None], None]) -> None:
        underway, self._underway = self._underway or fitting(self._anatomy, self._start, self._sizes), None
        while not cancelled.is_set():
            try:
                next(underway)
            except StopIteration as end:
                self._keep(end.value)
                return
            emit(None)
        self._underway = underway

    def _keep(self, found: Fitted) -> None:
        for old in self._path.parent.glob(f"{_NAME}-*.npy"):
            old.unlink()
        unfinished = self._path.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            np.save(file, found)
        unfinished.replace(self._path)

    def _read(self) -> Fitted | None:
        if self._known is None:
            try:
                found: Fitted = np.load(self._path, mmap_mode="r")
            except (OSError, ValueError, EOFError):  # there is none, or half of one
                return None
            if found.dtype == record_of(self._anatomy) and len(found) == len(self._anatomy.layers):
                self._known = found
        return self._known
