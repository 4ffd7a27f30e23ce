"""The pictures of quiz questions: what they say, and that all of it is inside them."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray
from PIL import Image

from bot.drawing import Picture, dots, illustrate as illustrate_question, next_token_bars, prompt_strip, view_picture
from bot.drawing.picture import MAX_ALT
from bot.drawing.theme import WIDTH
from bot.inside.views import LayerGuess, LensView, PatchView, ProbeResult, ProbeScore
from bot.letters import FRONTIER_CREDIT, frontier
from bot.model import NextToken
from bot.quiz import (
    Dots,
    Illustration,
    Layers,
    Lengths,
    Likeliest,
    Patched,
    Played,
    Probed,
    Question,
    Reading,
    SatOut,
    Similarities,
    Spelling,
    Strip,
    Strips,
    Survey,
    TwoCosines,
)
from bot.tokens import PromptToken

PINK = (0xF0, 0x71, 0x8F)
ROW, BOAT, DREAM, LIFE = (PromptToken(id_, f" {word}") for id_, word in enumerate(("row", "boat", "dream", "life")))
ODD = ["👩‍👩‍👧", "שלום", " مرحبا", "\n\n", "⟨F0·9F·8D⟩", "\u202e", "e\u0301" * 30, "﷽", "W" * 45, "$a$"]
texts = st.sampled_from(ODD) | st.text(max_size=40)


def pixels(picture: Picture) -> NDArray[np.uint8]:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    assert picture.width == WIDTH
    return np.asarray(image.convert("RGB"))


def assert_inside(picture: Picture) -> None:
    drawn = pixels(picture).astype(int)
    assert 10 < len(picture.alt) <= MAX_ALT
    for edge in (drawn[:5], drawn[-5:], drawn[:, :7], drawn[:, -7:]):
        assert (abs(edge - drawn[0, 0]) < 8).all()


def illustrate(
    illustration: Illustration, said: str | None = None, options: tuple[str, ...] = ("Dot A", "Dot B", "a new colour")
) -> Picture:
    """Revealed as that of a question whose right answer is “Dot B”, and to which the model has ``said`` something."""
    model = SatOut("") if said is None else Played("model", options.index(said), 0.5)
    return illustrate_question(Question("dots", "", "", options, 1, "", "", illustration, model))


def spelling_of(word: str, letter: str) -> Spelling:
    return Spelling(tuple(word), tuple(at for at, each in enumerate(word) if each == letter), letter)


def survey_of(word: str, letter: str, asked: str) -> Survey:
    row = frontier(word, letter)
    assert row
    return Survey(word, letter, tuple(row.answers.items()), asked, row.true_count, str(FRONTIER_CREDIT))


def test_dots_are_letters_by_first_appearance_and_tell_no_text_before_the_reveal() -> None:
    picture = dots(Dots((ROW, BOAT, ROW), BOAT))
    assert picture.alt == "Dots: A B A, and then? Same letter, same colour: the same token."
    assert picture.drawn == 4
    assert picture.data == dots(Dots((DREAM, LIFE, DREAM), LIFE)).data
    assert_inside(picture)


def test_revealed_dots_name_the_tokens_the_next_one_and_the_guess() -> None:
    row = Dots((ROW, BOAT, ROW), BOAT)
    right, wrong, new, none = (illustrate(row, said) for said in ("Dot B", "Dot A", "a new colour", None))
    before = "Before it: A ␣row, B ␣boat, A ␣row"
    assert right.alt == f"Dots with their tokens. Last B ␣boat: comes next, as the model said. {before}"
    assert wrong.alt == f"Dots with their tokens. Last B ␣boat: comes next; the model said Dot A. {before}"
    assert new.alt == f"Dots with their tokens. Last B ␣boat: comes next; the model said a new colour. {before}"
    assert none.alt == f"Dots with their tokens. Last B ␣boat: comes next. {before}"
    assert right.height < wrong.height


def test_where_the_next_dot_is_new_whoever_said_so_is_right_whichever_token_it_was() -> None:
    options = ("Dot A", "a new colour")
    picture = illustrate(Dots((ROW, ROW), BOAT), "a new colour", options)
    assert "Last B ␣boat: is a new colour, as the model said. Before it" in picture.alt


def test_each_of_24_dots_looks_different() -> None:
    tokens = tuple(PromptToken(id_, "same") for id_ in range(24))
    picture = dots(Dots(tokens, tokens[0]))
    found = pixels(picture)[18:]  # below the margin, in a grid of 66 by 74 pixels
    looks = {found[y * 74 : y * 74 + 17, 18 + x * 66 : 18 + x * 66 + 56].tobytes() for y in range(3) for x in range(8)}
    assert len(looks) == 24, "the upper part of a dot, without its letter"


@given(st.lists(texts, min_size=1, max_size=24), texts, st.sampled_from([None, "Dot A", "Dot B", "a new colour"]))
@settings(deadline=None, max_examples=15)
def test_whatever_the_tokens_of_dots_are_they_are_inside(shown: list[str], following: str, said: str | None) -> None:
    ids = {text: id_ for id_, text in enumerate(dict.fromkeys([*shown, following]))}
    token = {text: PromptToken(id_, text) for text, id_ in ids.items()}
    row = Dots(tuple(token[text] for text in shown), token[following])
    assert_inside(dots(row))
    assert_inside(illustrate(row, said))


def test_letters_that_count_are_filled_and_their_places_read_out() -> None:
    picture = illustrate(spelling_of("strawberry", "r"))
    assert picture.alt == ("strawberry letter by letter, 10 in all: r stands at 3, 8, 9. s t r a w b e r r y")
    none = illustrate(spelling_of("cat", "x"))
    assert "x does not stand in it" in none.alt
    amounts = [int((pixels(each) == PINK).all(axis=2).sum()) for each in (picture, none)]
    assert amounts[0] > 3_000
    assert amounts[1] == 0


@pytest.mark.parametrize("word", ["a", "electroencephalographs", "pneumonoultramicroscopicsilicovolcanoconiosis", ""])
def test_a_long_word_wraps(word: str) -> None:
    picture = illustrate(spelling_of(word, "o"))
    assert picture.drawn == len(word)
    assert_inside(picture)


@given(st.lists(texts, min_size=1, max_size=20), texts)
@settings(deadline=None, max_examples=15)
def test_whatever_the_graphemes_are_they_are_inside(graphemes: list[str], letter: str) -> None:
    assert_inside(illustrate(Spelling(tuple(graphemes), (0,), letter)))


def test_a_survey_counts_models_names_the_few_and_says_who_was_asked_about() -> None:
    picture = illustrate(survey_of("strawberry", "r", "GPT-5.2"))
    assert picture.alt == (
        "Bars: how often 14 models counted r in “strawberry”; there are 3. 2: 1 model (MiMo V2 Flash); "
        f"3: 13 models (among them GPT-5.2). {FRONTIER_CREDIT}"
    )
    assert picture.drawn == 2
    assert_inside(picture)


def test_the_true_count_is_drawn_even_if_no_model_gave_it() -> None:
    picture = illustrate(Survey("cat", "t", (("One", None), ("Two", 2)), "One", 1, "credit"))
    assert "1: 0 models; 2: 1 model (Two); no number: 1 model (One). credit" in picture.alt
    assert_inside(picture)


@pytest.mark.parametrize("number", [1, None, 1_000])
def test_all_models_may_agree(number: int | None) -> None:
    names = [f"Model {each}" for each in range(14)]
    picture = illustrate(Survey("W" * 45, "w", tuple((name, number) for name in names), names[3], 45, "credit"))
    assert "14 models (among them Model 3)" in picture.alt
    assert_inside(picture)


@given(texts, texts.filter(bool), texts, texts)
@settings(deadline=None, max_examples=15)
def test_whatever_a_survey_is_about_is_inside(word: str, letter: str, model: str, credit: str) -> None:
    assert_inside(illustrate(Survey(word, letter, ((model, 1), ("other", 2)), model, 1, credit)))


def test_the_nearest_is_marked_or_the_odd_one_out() -> None:
    others = ((ROW, 0.1), (BOAT, 0.432), (DREAM, -0.07))
    near, odd = illustrate(Similarities(LIFE, others)), illustrate(Similarities(None, others))
    assert near.alt == "Bars of cosines to ␣life: ␣row 0.10; ␣boat 0.43 (nearest); ␣dream −0.07."
    assert odd.alt == (
        "Bars of cosines of each token to the others: ␣row 0.10; ␣boat 0.43; ␣dream −0.07 (odd one out)."
    )
    assert_inside(near)
    assert_inside(odd)


def test_what_a_random_pair_has_stands_beside_the_cosines() -> None:
    with_control = illustrate(Similarities(LIFE, ((ROW, 0.5),), 0.44))
    assert with_control.alt == "Bars of cosines to ␣life: ␣row 0.50 (nearest). Mean of all pairs of tokens: 0.44."
    assert with_control.height > illustrate(Similarities(LIFE, ((ROW, 0.5),))).height
    assert_inside(with_control)


def test_a_negative_cosine_goes_left_of_zero() -> None:
    one, other = (pixels(illustrate(Similarities(LIFE, ((ROW, cosine),)))) for cosine in (0.15, -0.15))
    filled = [np.flatnonzero((each[52 + 28] == PINK).all(axis=1)) for each in (one, other)]
    assert filled[1][0] < filled[0][0]


@given(st.lists(st.tuples(texts, st.floats(-1, 1)), min_size=1, max_size=5), st.none() | texts)
@settings(deadline=None, max_examples=15)
def test_whatever_the_cosines_are_they_are_inside(others: list[tuple[str, float]], target: str | None) -> None:
    tokens = tuple((PromptToken(id_, text), cosine) for id_, (text, cosine) in enumerate(others))
    assert_inside(illustrate(Similarities(None if target is None else PromptToken(9, target), tokens)))


def test_what_a_head_reads_is_in_the_order_of_the_text_with_the_first_token_told_of_below() -> None:
    picture = illustrate(Reading(LIFE, ((BOAT, 0.2), (DREAM, 0.7), (LIFE, 0.1)), 0.6, 7, 3))
    assert picture.alt == (
        "Bars: layer 7, head 3 reads most from ␣dream at ␣life, the first token left aside, which gets 60%. "
        "In the order of the text: ␣boat 20%; ␣dream 70%; ␣life 10%"
    )
    assert_inside(picture)
    mean = illustrate(Reading(LIFE, tuple((BOAT, each / 210) for each in range(1, 21)), 0.6, 7, 0))
    assert "Bars: layer 7, mean of all heads reads" in mean.alt
    assert mean.drawn == 11, "the ten that are read most, and all others together"
    assert_inside(mean)


def test_lengths_stand_beside_the_median() -> None:
    picture = illustrate(Lengths(((ROW, 2.5), (BOAT, 3.75)), 3.15))
    assert picture.alt == ("Bars of the lengths of vectors: ␣row 2.50; ␣boat 3.75 (longest); median of all tokens 3.15")
    assert_inside(picture)


def test_the_one_that_is_no_longer_near_is_told_of() -> None:
    picture = illustrate(
        TwoCosines(LIFE, ((ROW, 0.6, None), (BOAT, 0.5, 0.4), (DREAM, 0.7, 0.6)), (0.44, 0.0), 100, 0.3)
    )
    assert picture.alt == (
        "Pairs of bars: cosines to ␣life, plain and with what all vectors share taken away: ␣row 0.60, then below "
        "0.30: not among the nearest 100; ␣boat 0.50, then 0.40; ␣dream 0.70, then 0.60. Random pairs: 0.44, "
        "then 0.00"
    )
    assert_inside(picture)


def test_where_all_stay_near_the_nearest_is_marked_and_what_is_below_zero_covers_no_name() -> None:
    picture = illustrate(TwoCosines(LIFE, ((ROW, -0.16, 0.1), (BOAT, -0.19, 0.3)), (0.44, 0.0)))
    assert picture.alt == (
        "Pairs of bars: cosines to ␣life, plain and with what all vectors share taken away: ␣row −0.16, then 0.10; "
        "␣boat −0.19, then 0.30 (nearest). Random pairs: 0.44, then 0.00"
    )
    assert_inside(picture)
    lower = illustrate(TwoCosines(LIFE, ((ROW, -0.76, 0.1), (BOAT, -0.79, 0.3)), (0.44, 0.0)))
    filled = [(pixels(each)[:120] == PINK).all(axis=2).any(axis=0) for each in (picture, lower)]  # above the legend
    zero, shifted = (int(np.flatnonzero(each)[0]) for each in filled)
    assert shifted > zero, "zero goes to the right where there is more below it"


SCORE = ProbeScore(0.79, 0.5, 0.65, 0.5, 17_106, 7_273)
PROBE = ProbeResult("z", 0, SCORE, SCORE, None)
PATCH = PatchView((ROW, BOAT), (ROW, DREAM), 1, 1, (LIFE,), (0.7,), (0.1,), ((0.1,), (0.3,), (0.7,)))


@given(st.lists(st.tuples(texts, st.floats(0, 1)), min_size=1, max_size=30), texts)
@settings(deadline=None, max_examples=15)
def test_whatever_is_read_or_measured_is_inside(shown: list[tuple[str, float]], other: str) -> None:
    tokens = tuple((PromptToken(id_, text), value) for id_, (text, value) in enumerate(shown))
    token = PromptToken(99, other)
    assert_inside(illustrate(Reading(token, tokens, 0.5, 30, 9)))
    assert_inside(illustrate(Lengths(tokens[:4], 3)))
    pairs = tuple((each, value, value - 0.2 if number else None) for number, (each, value) in enumerate(tokens[:4]))
    assert_inside(illustrate(TwoCosines(token, pairs, (0.4, 0.0), 100, 0.123)))


LIKELY = NextToken(ROW, 0.5, 0.5)
LENS = LensView(
    (ROW,), 0, BOAT, None, (LayerGuess(0, ((ROW, 0.9),), 3, 9.0), LayerGuess(1, ((BOAT, 0.6),), 1, 0.0)), None
)


@pytest.mark.parametrize(
    ("illustration", "same"),
    [
        (Strip((ROW, BOAT)), prompt_strip([ROW, BOAT])),
        (Likeliest((LIKELY,)), next_token_bars([LIKELY])),
        (Layers(LENS), view_picture(LENS)),
        (Probed(PROBE), view_picture(PROBE)),
        (Patched(PATCH), view_picture(PATCH)),
    ],
)
def test_strips_and_likeliest_tokens_are_drawn_as_elsewhere(illustration: Illustration, same: Picture) -> None:
    assert illustrate(illustration) == same


def test_the_strips_of_options_are_named_and_the_right_one_is_marked() -> None:
    question = Question("ids", "", "", ("row", "boat"), 1, "", "", Strips(((ROW,), (BOAT, LIFE))), SatOut(""))
    picture = illustrate_question(question)
    assert picture.alt.startswith("2 strips of tokens, each token with its id. row: ")
    assert "boat ✓: " in picture.alt
    assert_inside(picture)


def test_two_letters_are_counted_together() -> None:
    picture = illustrate(Spelling(tuple("sees"), (0, 1, 2, 3), "e", "s"))
    assert picture.alt == "sees letter by letter, 4 in all: e or s stands at 1, 2, 3, 4. s e e s"
    assert_inside(picture)
