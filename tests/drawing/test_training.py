"""A training as a picture and as a film, from frames that were made by hand."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from bot.drawing.film import MAX_FRAMES
from bot.drawing.picture import MAX_ALT
from bot.drawing.theme import WIDTH
from bot.drawing.training_card import training_card
from bot.drawing.training_film import training_film
from bot.drawing.training_map import MOST_LABELS, places_of
from bot.lab.plan import Frame, Plan, Training
from bot.ui.card import MAX_FILE_BYTES

NAN, INFINITE = float("nan"), float("inf")
BURST, NO_NUMBERS = "It had exploded by step {}. ", "What it computes are no numbers any more. "
WORDS = ("⏎", "the", "dax", "wug", "sees", "שלום", "🍓", "x" * 90)


def frame(step: int, loss: float, scale: float = 1.0, tokens: int = len(WORDS)) -> Frame:
    vectors = (np.random.default_rng(3).normal(size=(tokens, 8)) * scale).astype(np.float32)
    return Frame(step, loss, loss + 0.5, (" sees",), (("sees", 0.75), ("שלום", 0.25)), vectors)


def training(*frames: Frame, tokens: tuple[str, ...] = WORDS) -> Training:
    plan = Plan("A tiny language", "the dax sees\nthe wug sees", ("the",), "words", steps=90)
    return Training(plan, tokens, frames, "done")


def test_the_losses_are_those_of_the_frames() -> None:
    drawn = training_card(training(frame(0, 3.0), frame(90, 1.25)), ("dax", "wug"))
    assert "The loss on what is learnt went from 3.00 to 1.25, on lines kept apart from 3.50 to 1.75" in drawn.alt
    assert drawn.alt.startswith("Step 90 of 90. ")
    assert "Likeliest after “the”: sees 75%, שלום 25%." in drawn.alt
    assert Image.open(BytesIO(drawn.data)).size == (drawn.width, drawn.height)
    assert drawn.width == WIDTH


def test_in_brief_it_is_said_what_is_seen_without_how_it_was_set_up() -> None:
    drawn = training_card(training(frame(0, 3.0), frame(90, 1.25)), ("dax", "wug"), brief=True)
    assert drawn.alt.startswith("A training as a picture: ")
    assert "Step 90 of 90. Likeliest after “the”: sees 75%" in drawn.alt
    assert "nats" not in drawn.alt


def test_the_film_keeps_the_axes_and_the_scale_of_the_last_step() -> None:
    start, end = frame(0, 3.0, 0.1), frame(90, 1.0)
    moving = places_of([start, end])
    np.testing.assert_allclose(np.ptp(moving[1], axis=0), [1, 1])
    np.testing.assert_allclose(np.ptp(moving[0], axis=0), [0.1, 0.1], rtol=1e-4)  # the same vectors, a tenth as long


@pytest.mark.parametrize(
    ("frames", "losses", "burst"),
    [
        ([frame(0, 3.0)], ("3.00", "3.00", "3.50", "3.50"), ""),
        ([frame(0, 3.0), frame(1, 1e30)], ("3.00", "1e+30", "3.50", "1e+30"), BURST.format(1)),
        ([frame(0, 3.0), frame(1, NAN, NAN)], ("3.00", "NaN", "3.50", "NaN"), BURST.format(1) + NO_NUMBERS),
        ([frame(0, NAN, NAN)], ("NaN", "NaN", "NaN", "NaN"), BURST.format(0) + NO_NUMBERS),
        ([frame(0, 3.0, 0.0)], ("3.00", "3.00", "3.50", "3.50"), ""),
        ([frame(0, 3.0, 1e30), frame(1, INFINITE)], ("3.00", "∞", "3.50", "∞"), BURST.format(1) + NO_NUMBERS),
    ],
    ids=["one", "huge", "no numbers", "none at all", "all at one place", "infinite"],
)
def test_whatever_becomes_of_it_is_drawn_and_said(
    frames: list[Frame], losses: tuple[str, str, str, str], burst: str
) -> None:
    first, last, first_apart, last_apart = losses
    drawn = training_card(training(*frames), ("dax", "wug"))
    assert (
        f"The loss on what is learnt went from {first} to {last}, on lines kept apart from {first_apart} to "
        f"{last_apart} nats a token. {burst}Likeliest after “the”" in drawn.alt
    )
    assert len(drawn.alt) <= MAX_ALT
    film = training_film(training(*frames), ("dax", "wug"))
    assert film.drawn == len(frames)
    assert film.alt.endswith(drawn.alt)
    assert len(film.alt) <= MAX_ALT


def test_few_tokens_and_many_are_drawn() -> None:
    for number in (2, 500):
        names = ("⏎", *(chr(0x4E00 + at) for at in range(number - 1)))
        assert training_card(training(frame(0, 3.0, tokens=number), tokens=names)).drawn == min(MOST_LABELS, number)


def test_a_film_is_the_same_each_time_and_has_its_first_and_its_last_step() -> None:
    many = training(*(frame(step, 3.0 - step / 100, 0.1 + step / 100) for step in range(90)))
    film = training_film(many)
    assert training_film(many).data == film.data
    opened = Image.open(BytesIO(film.data))
    assert isinstance(opened, GifImageFile)
    assert opened.n_frames == film.drawn == MAX_FRAMES
    assert opened.size == (film.width, film.height)
    assert len(film.data) < MAX_FILE_BYTES
