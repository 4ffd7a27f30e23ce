"""An answer's tokens with their probabilities: as a strip, and one place of it as bars."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from PIL import Image, ImageColor

from bot.drawing import Picture, answer_strip, candidate_bars, probability_text
from bot.drawing.strip import LEVELS, SHADES
from bot.drawing.theme import WIDTH
from bot.model import Candidate, WrittenToken
from bot.tokens import PromptToken
from tests.insights import ODD, prompt_tokens, written

ANSWER = "There are 3 r's in strawberry."


def pixels(picture: Picture) -> NDArray[np.uint8]:
    image = Image.open(BytesIO(picture.data)).convert("RGB")
    assert image.size == (picture.width, picture.height)
    return np.asarray(image)


def one(text: str, probability: float, *, special: bool = False) -> WrittenToken:
    return WrittenToken(PromptToken(1, text, special), probability, ())


def fill(token: WrittenToken) -> tuple[int, ...]:
    """The colour of the only chip of an answer."""
    return tuple(pixels(answer_strip([token]))[20, 40].tolist())


def luminance(colour: str) -> float:
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_alt_text_reads_the_tokens_with_their_probabilities() -> None:
    said = "10 tokens of the answer, each with the probability that the model gave it: There (90%), ␣are (35%), ␣ (4%)"
    assert answer_strip(written(ANSWER)).alt.startswith(said)
    assert answer_strip(written(ANSWER)).alt.endswith("<|im_end|> (0.2%)")
    long = answer_strip(written("a." * 400)).alt
    assert 900 < len(long) <= 1_000
    assert long.endswith("…")


def test_the_likelier_the_darker() -> None:
    shades = [sum(fill(one("strawberry", share))) for share in (0.001, 0.03, 0.1, 0.4, 0.7, 0.99)]
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == len(SHADES) == len(LEVELS) + 1


def test_what_stands_on_a_shade_can_be_read() -> None:
    for colours in SHADES:
        dark, light = sorted(map(luminance, colours))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_special_tokens_are_square_and_have_no_shade() -> None:
    special, plain = (pixels(answer_strip([one("<|im_end|>", 0.9, special=special)])) for special in (True, False))
    ground = plain[0, 0]
    assert (plain[16, 16] == ground).all()
    assert (special[16, 16] != ground).all()
    assert fill(one("<|im_end|>", 0.9, special=True)) == fill(one("<|im_end|>", 0.01, special=True))


@pytest.mark.parametrize("times", [0, 1, 30, 200])
def test_an_answer_of_any_length_fits(times: int) -> None:
    answer = written(ANSWER * times)
    picture = answer_strip(answer)
    assert picture.drawn == len(answer) if times < 2 else 60 < picture.drawn < len(answer)
    assert picture.width == WIDTH
    assert picture.height <= 1.7 * WIDTH
    drawn = pixels(picture).astype(int)
    for edge in (drawn[:8], drawn[-8:], drawn[:, :8], drawn[:, -8:]):
        assert (edge == drawn[0, 0]).all()


@settings(max_examples=20, deadline=None)
@given(ODD)
def test_any_text_is_drawn(text: str) -> None:
    answer = written(text)
    drawn = answer_strip(answer)
    assert drawn.width == WIDTH
    assert 0 < drawn.drawn <= len(answer)


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.0, "<0.1%"), (0.004, "0.4%"), (0.0099, "1%"), (0.414, "41%"), (0.994, "99%"), (0.9951, ">99%"), (1.0, ">99%")],
)
def test_a_probability_in_figures(probability: float, said: str) -> None:
    assert probability_text(probability) == said


def test_the_bars_mark_what_was_chosen_and_say_what_is_left() -> None:
    tokens = prompt_tokens(" in of $$")
    others = tuple(Candidate(token, share) for token, share in zip(tokens, (0.5, 0.2, 0.1), strict=True))
    picture = candidate_bars(WrittenToken(PromptToken(9, " strawberry"), 0.15, others))
    assert picture.width == WIDTH
    assert picture.drawn == 4
    assert picture.alt.endswith("␣in 50%; ␣of 20%; chosen ▸ ␣strawberry 15%; ␣$$ 10%; all others 5%")


@pytest.mark.parametrize("text", [" $$x$$", "草莓", "\n" * 50, "⟨F0·9F⟩", "x" * 200, "שלום", "\u200b"])
@pytest.mark.parametrize("probability", [1.0, 0.0])
def test_no_bar_or_label_touches_the_edge(text: str, probability: float) -> None:
    others = tuple(Candidate(PromptToken(at, text), (1 - probability) / 5) for at in range(5))
    drawn = pixels(candidate_bars(WrittenToken(PromptToken(9, text), probability, others))).astype(int)
    for edge in (drawn[:4], drawn[-4:], drawn[:, :4], drawn[:, -4:]):
        assert (abs(edge - drawn[0, 0]) < 8).all()
