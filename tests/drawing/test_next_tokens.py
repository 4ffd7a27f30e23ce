"""The likeliest next tokens as bars."""

from io import BytesIO

import numpy as np
from hypothesis import given, settings, strategies as st
from PIL import Image

from bot.drawing import Picture, chance_words, next_token_bars
from bot.drawing.next_tokens import MAX_BARS
from bot.drawing.picture import MAX_ALT
from bot.drawing.theme import WIDTH
from bot.model import NextToken
from bot.tokens import PromptToken

PARIS = NextToken(PromptToken(7042, " Paris"), 0.77, 0.77)
THE = NextToken(PromptToken(260, " the"), 0.07, 0.07)
END = NextToken(PromptToken(2, "<|im_end|>", special=True), 0.0001, 0.0001)


def pixels(picture: Picture) -> np.ndarray:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return np.asarray(image.convert("L")).astype(int)


def assert_inside(picture: Picture) -> None:
    drawn = pixels(picture)
    for edge in (drawn[:6], drawn[-6:], drawn[:, :6], drawn[:, -6:]):
        assert (abs(edge - drawn[0, 0]) < 8).all()


def test_tokens_are_read_out_with_ids_and_chances() -> None:
    picture = next_token_bars([PARIS, THE, END])
    assert (picture.width, picture.drawn) == (WIDTH, 3)
    assert picture.alt == (
        "Bars of the 3 likeliest next tokens: of each its id, its chance to be drawn. "
        "␣Paris (7042): 77%; ␣the (260): 7%; <|im_end|> (2): <0.1%"
    )
    assert_inside(picture)


def test_where_chances_differ_the_model_s_own_are_drawn_too_and_what_is_cut_off_says_so() -> None:
    cut = NextToken(THE.token, 0.07, 0)
    picture = next_token_bars([NextToken(PARIS.token, 0.77, 1), cut])
    assert "␣Paris (7042): 100% (77%); ␣the (260): never drawn (7%)" in picture.alt
    assert picture.height > next_token_bars([PARIS, THE]).height
    assert_inside(picture)


def test_what_is_cut_off_can_be_told_apart_without_colour() -> None:
    first = NextToken(PARIS.token, 0.5, 0.5)
    kept, cut = (next_token_bars([first, NextToken(THE.token, 0.4, chance)]) for chance in (0.4, 0))
    row = slice(48 + 54 + 29 + 3, 48 + 54 + 29 + 11)  # the lower bar of the second token
    bar = pixels(cut)[row, 185:400]
    assert np.ptp(bar) > 100, "hatched"
    assert (pixels(kept)[row, 185:300].std(axis=1) < 1).all(), "filled"


@given(
    st.lists(
        st.tuples(
            st.text(max_size=40)
            | st.sampled_from(["👩‍👩‍👧", "שלום", " مرحبا", "\n\n", "⟨F0·9F·8D⟩", "\u202e", "e\u0301" * 30]),
            st.floats(0, 1),
            st.floats(0, 1),
        ),
        min_size=1,
        max_size=20,
    )
)
@settings(deadline=None, max_examples=30)
def test_whatever_the_tokens_are_they_are_drawn_inside_the_picture(tokens: list[tuple[str, float, float]]) -> None:
    picture = next_token_bars(
        [NextToken(PromptToken(id_, text), own, chance) for id_, (text, own, chance) in enumerate(tokens)]
    )
    assert picture.drawn == min(len(tokens), MAX_BARS)
    assert 30 < len(picture.alt) <= MAX_ALT
    assert_inside(picture)


def test_only_all_of_the_chance_is_100_percent() -> None:
    assert [chance_words(chance) for chance in (0.9999, 1)] == [">99%", "100%"]
    assert chance_words(sum([0.1] * 10)) == "100%"
