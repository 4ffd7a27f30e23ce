"""What tests of the microscope's looks have in common: slow to import, as torch is, so only where needed."""

from pathlib import Path
from threading import Event
from typing import TypeVar, cast

from bot.config import ModelSettings
from bot.model import prepared
from bot.model.lens_fitting import Sizes
from bot.model.looks import Look
from bot.model.microscope import load, opened
from bot.model.recording import Recorder
from bot.model.worker import Worker
from bot.tokens import PromptToken
from tests.plain import PlainModel

R = TypeVar("R")

FEW = Sizes(texts=8, together=4, held_out=4, tokens=24)


def looking_into(model: Path, cache: Path, sizes: Sizes = FEW, *, aside: bool = False) -> Worker:
    """A microscope over a model's file, in this process."""
    settings = ModelSettings(name=str(model), threads=1)
    folder = prepared.prepare(settings.name, cache, lambda _: None, settings.packing)
    return opened(folder, load(prepared.weights(folder)), sizes, aside=aside)


def look(microscope: Worker, request: Look[R]) -> R:
    """Its answer."""
    answers: list[object] = []
    microscope.answer(request, Event(), answers.append)
    return cast("R", answers[-1])


def named(id_: int) -> PromptToken:
    """A token whose text is its id."""
    return PromptToken(id_, str(id_))


def recording(plain: PlainModel) -> Recorder:
    """A recorder of the real model in float32."""
    return Recorder(plain.model, named)
