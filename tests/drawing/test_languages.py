"""What a sentence costs in several languages, as bars."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.drawing import language_bars
from bot.drawing.theme import WIDTH
from bot.language import speaking
from bot.tokens import Price, translations

PRICES = [Price("English", 33, 1.0), Price("Greek", 142, 142 / 33), Price("Burmese", 1_726, 1_726 / 33)]


def test_every_language_is_drawn_and_read_out() -> None:
    picture = language_bars(PRICES, "cl100k_base")
    assert Image.open(BytesIO(picture.data)).size == (picture.width, picture.height)
    assert (picture.width, picture.drawn) == (WIDTH, 3)
    assert "3 languages in cl100k_base" in picture.alt
    assert picture.alt.endswith("English 33 · 1.0×; Greek 142 · 4.3×; Burmese 1,726 · 52.3×")


def test_every_language_of_the_sentence_has_a_name_in_another() -> None:
    with speaking("ja"):
        picture = language_bars([Price(each.language, 33, 1.0) for each in translations()], "cl100k_base")
    assert not [each.language for each in translations() if each.language in picture.alt]
    assert "ベンガル語 33" in picture.alt


@pytest.mark.parametrize("number", [1, 3, 17])
def test_nothing_touches_the_edge(number: int) -> None:
    picture = language_bars((PRICES * 6)[-number:], "o200k_harmony")
    pixels = np.asarray(Image.open(BytesIO(picture.data)).convert("L")).astype(int)
    for edge in (pixels[:4], pixels[-4:], pixels[:, :4], pixels[:, -4:]):
        assert (abs(edge - pixels[0, 0]) < 8).all()
    assert (pixels > 200).any()
