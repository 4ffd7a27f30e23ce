"""What a training is to do, and what is seen of it while it goes on. Knows no torch: it travels between processes."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from bot.model.requests import Lane, Stream

Unit = Literal["letters", "words"]
"""What a token is: one character, or one word."""
Ended = Literal["done", "stopped", "lost"]
"""How a training ended: as planned, by who had begun it, or with its process."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A network, what it learns, and how: with the same plan comes the same training, to the digit.

    ``text`` has an example a line; ``prompts`` are what is written on from each time it is looked at. ``rate`` is
    AdamW's learning rate, ``seed`` is from 0 to 2³¹ - 1, ``context`` in tokens.
    """

    title: str
    text: str
    prompts: tuple[str, ...]
    unit: Unit = "letters"
    rate: float = 0.003
    steps: int = 400
    seed: int = 0
    width: int = 32
    layers: int = 2
    heads: int = 2
    context: int = 32


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen of a training after ``step`` steps; step 0 is the random start.

    Losses are in nats a token: ``train_loss`` on lines that are learnt, ``held_out_loss`` on lines kept apart; either
    may be NaN or infinite, where the learning rate is too large. ``written`` are continuations, one a prompt, to be
    put right behind it, ``likeliest`` the tokens with their probabilities after the first prompt, likeliest first, or
    nothing where these are NaN. ``vectors`` (tokens × width, float32) are the rows of the embedding, in the order of
    ``Training.tokens``.
    """

    step: int
    train_loss: float
    held_out_loss: float
    written: tuple[str, ...]
    likeliest: tuple[tuple[str, float], ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Training:
    """A training as far as it has come: the frames so far, in order; ``ended`` is None while it goes on.

    ``tokens`` are the vocabulary, in the order of their ids.
    """

    plan: Plan
    tokens: tuple[str, ...]
    frames: tuple[Frame, ...]
    ended: Ended | None = None


@dataclass(frozen=True, slots=True)
class Train(Stream[Frame]):
    """Train as planned: frames at the start, after each of the first steps, then ever rarer, and at the end.

    Cancelled, it stops at the next step. Asked again, with as many steps or more, it goes on: all frames come once
    more, then new ones, and they are the same to the digit as if it had never stopped.
    """

    lane: ClassVar[Lane] = "training"
    plan: Plan
