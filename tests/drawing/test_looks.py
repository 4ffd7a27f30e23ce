"""Pictures of a text inside a model: as dots, who reads from whom, the guess after each layer, and states replaced."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from bot.drawing import attention_map, lens_table, look_dots, patch_lines
from bot.drawing.attention_map import MOST_ROWS
from bot.drawing.dot_rows import letter
from bot.drawing.lens_table import MOST_ROWS as MOST_LAYERS
from bot.drawing.marks import colour_of
from bot.drawing.theme import TEMPLATE, YELLOW
from bot.inside.views import AttentionView, LayerGuess, LensView, PatchView
from bot.tokens import PromptToken
from bot.ui.inside import finding
from tests.drawing.inside import ODD, assert_sound, floats, named, pixels, texts, where
from tests.insights import insight

PARIS, ROME = PromptToken(7, " Paris"), PromptToken(8, " Rome")


def test_the_same_token_is_the_same_dot_and_ids_and_texts_are_revealed() -> None:
    tokens = named(["the", " cat", "the"])
    hidden, ids, text = (look_dots(tokens, reveal) for reveal in ("dots", "ids", "text"))
    assert hidden.alt == "3 tokens as dots: 2 kinds; 1 dot comes again. A B A"
    assert ids.alt.endswith("A 0, B 1, A 0")
    assert text.alt.endswith("A the, B ␣cat, A the")
    assert hidden.data == look_dots(named(["a", "b", "a"]), "dots").data
    assert hidden.height < text.height


def test_a_chat_template_is_one_box_for_each_part() -> None:
    asked = insight("a rose is a rose", "Yes.").prompt.tokens
    hidden, text = (look_dots(asked, reveal) for reveal in ("dots", "text"))
    assert hidden.alt == (
        "14 tokens as dots: 4 kinds; 1 dot comes again. [chat template, 3 tokens] A B C D B [chat template, 6 tokens]"
    )
    assert text.alt.endswith(", A a, B ␣rose, C ␣is, D ␣a, B ␣rose, [chat template, 6 tokens]")
    assert where(hidden, TEMPLATE).size > 0
    assert_sound(hidden)


def test_dots_alone_have_no_letters_and_each_of_60_looks_different() -> None:
    found = pixels(look_dots([PromptToken(at, "same") for at in range(60)], "dots"))[18:]
    looks = {found[y * 74 : y * 74 + 56, 18 + x * 66 : 18 + x * 66 + 56].tobytes() for y in range(8) for x in range(8)}
    assert len(looks) == 61, "60 dots, and the ground behind the last one"


def test_of_many_tokens_the_last_are_drawn_and_it_is_said_how_many_there_are() -> None:
    tokens = named([f" word{at}" for at in range(97)])
    picture = look_dots(tokens, "text")
    assert picture.drawn == 60
    assert picture.alt.startswith("97 tokens as dots: 60 kinds, all different. The last 60 of them: A ␣word37, ")
    assert picture.alt.endswith("AH ␣word96")
    assert_sound(picture)
    assert len({letter(number) for number in range(60)}) == 60


def test_tokens_without_ids_are_told_apart_by_their_texts() -> None:
    picture = look_dots([PromptToken(-1, "a"), PromptToken(-1, "b"), PromptToken(-1, "a")], "ids")
    assert picture.alt.endswith("A –, B –, A –")


@given(st.lists(texts, min_size=1, max_size=70))
@settings(deadline=None, max_examples=10)
def test_whatever_the_dots_are_they_are_inside(names: list[str]) -> None:
    assert_sound(look_dots(named(names), "text"))


def attention(names: list[str], *, without_first: bool = False) -> AttentionView:
    total = len(names)
    weights = np.tril(np.random.default_rng(total).exponential(1, (total, total)))
    weights[:, 0] += total
    weights /= weights.sum(1, keepdims=True)
    on_first = float(weights[1:, 0].mean()) if total > 1 else 1.0
    if without_first:
        weights[:, 0] = 0
        sums = weights.sum(1, keepdims=True)
        weights = np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
    return AttentionView(
        named(names), 7, 3, floats(weights), without_first, without_first, on_first, (0.3,) * 9, ((1, 2, 0.9),)
    )


def test_attention_is_read_out_with_the_share_of_the_first_and_whom_the_last_read_from() -> None:
    weights = floats([[1, 0, 0], [0.8, 0.2, 0], [0.3, 0.6, 0.1]])
    view = AttentionView(named(["The", " cat", " sat"]), 7, 0, weights, False, False, 0.55, (0.45,), ())
    assert attention_map(view).alt == (
        "Layer 7, mean of all heads: 55% of the attention goes to the first token, The. Read from most: ␣sat from ␣cat "
        "(60%); ␣cat from The (80%); The from The (>99%)."
    )


@pytest.mark.parametrize("total", [1, 2, MOST_ROWS, MOST_ROWS + 1, MOST_ROWS + 2, 256])
@pytest.mark.parametrize("without_first", [False, True])
def test_attention_of_few_and_many_tokens_has_a_mark_in_every_row(total: int, without_first: bool) -> None:
    view = attention([ODD[at % len(ODD)] for at in range(total)], without_first=without_first)
    picture = attention_map(view)
    assert picture.drawn == min(total - (without_first and 1 < total <= MOST_ROWS), MOST_ROWS)
    assert_sound(picture)
    assert picture == attention_map(view)


def test_nothing_between_is_dropped() -> None:
    """What the middle of a long text gets is told apart from nothing there."""
    total = MOST_ROWS + 5
    weights = np.zeros((total, total), np.float32)
    weights[:, 0] = 1
    first = replace(attention(["x"] * total), weights=weights)
    weights = weights.copy()
    weights[5:, :] = 0
    weights[5:, 2] = weights[5:, 3] = 0.5
    between = replace(first, weights=weights)
    pictures = [attention_map(view) for view in (first, between)]
    light = [where(each, "#ffd3dc") for each in pictures]
    columns = [float(np.median(places[:, 1])) for places in light]
    assert 15 < columns[1] - columns[0] < 30, "from the first column to that of the rest, which is beside it"


def test_a_text_of_one_token_has_nothing_else_to_read_from() -> None:
    assert attention_map(attention(["x"], without_first=True)).alt.endswith("There is nothing else to read from.")


def guesses(total: int, first: int) -> tuple[LayerGuess, ...]:
    return tuple(
        LayerGuess(
            layer,
            (
                (
                    PARIS if layer >= first else PromptToken(100 + layer, ODD[layer % len(ODD)]),
                    0.001 + layer / total / 2,
                ),
            ),
            1 if layer >= first else 40_000 // (layer + 1),
            total - layer + 90.0,
            layer + 3,
        )
        for layer in range(total + 1)
    )


def lens(total: int, raw: int, tuned: int | None, *, wanted: bool = False) -> LensView:
    return LensView(
        named(["x"]),
        0,
        PARIS,
        ROME if wanted else None,
        guesses(total, raw),
        None if tuned is None else guesses(total, tuned),
    )


def test_a_lens_says_where_the_answer_stays_first() -> None:
    picture = lens_table(lens(30, 28, 21, wanted=True))
    assert picture.alt.startswith(
        "In the end it says ␣Paris. The best raw rank of ␣Rome is 3 after layer 0, 33 in the end. "
        "Raw: ␣Paris stays first from layer 28 on. Tuned: ␣Paris stays first from layer 21 on. Raw: layer 0 "
    )
    assert "layer 30 ␣Paris 50%, rank 1, KL 90.0" in picture.alt
    assert "raw: ␣Paris stays first nowhere" in lens_table(lens(30, 99, None)).alt.lower().replace("paris", "Paris")
    assert picture.drawn == 31


def test_a_layer_that_is_first_only_for_a_while_does_not_count() -> None:
    raw = guesses(30, 28)
    for_a_while = replace(lens(30, 28, None), raw=(*raw[:24], replace(raw[24], rank=1), *raw[25:]))
    assert "␣Paris stays first from layer 28 on" in lens_table(for_a_while).alt
    assert "it stays first from layer **28** on" in finding(for_a_while, given=False)


def test_the_row_where_the_answer_is_first_has_a_frame() -> None:
    early, late = (where(lens_table(lens(30, at, None)), YELLOW) for at in (3, 28))
    frames = [each[each[:, 0] > 100][:, 0] for each in (early, late)]
    assert frames[1].min() - frames[0].min() == 25 * 30
    assert frames[0].max() < frames[1].min()


@pytest.mark.parametrize("layers", [1, 30, 32, 80, 126])
@pytest.mark.parametrize(("wanted", "tuned"), [(False, None), (True, 5)])
def test_lenses_of_any_depth_are_inside_with_at_most_31_rows(layers: int, wanted: bool, tuned: int | None) -> None:
    view = lens(layers, layers - 1, tuned, wanted=wanted)
    picture = lens_table(view)
    assert picture.drawn <= MOST_LAYERS
    assert_sound(picture)
    assert picture == lens_table(view)


def patch(names: list[str], after: list[list[float]]) -> PatchView:
    tokens = named(names)
    shares = tuple(after[-1])
    return PatchView(tokens, tokens, 0, len(names) - 1, tokens, shares, tuple(after[0]), tuple(map(tuple, after)))


def test_a_patch_says_up_to_which_layer_the_answer_is_the_other_one() -> None:
    after = [[0.01, 0.7]] * 18 + [[0.75, 0.01]] * 13
    picture = patch_lines(patch([" Paris", " Rome"], after))
    assert picture.alt == (
        "The state of ␣Paris replaced by that of ␣Rome. ␣Paris: 75% as is, 1% in the other text; replaced: 1% at layer "
        "0, 1% at layer 7, 1% at layer 15, 75% at layer 22, 75% at layer 30. ␣Rome: 1% as is, 70% in the other text; "
        "replaced: 70% at layer 0, 70% at layer 7, 70% at layer 15, 1% at layer 22, 1% at layer 30. ␣Rome is likelier "
        "than ␣Paris up to layer 17."
    )
    assert picture.drawn == 2
    own, other = (where(picture, colour_of(kind)) for kind in (0, 1))
    ends = [each[each[:, 1] > 425][:, 0].mean() for each in (own, other)]
    assert ends[0] < ends[1], "the likelier one ends higher"


def test_lines_differ_without_colour_by_their_dashes() -> None:
    picture = patch_lines(patch(["a", "b"], [[0.7, 0.3]] * 31))
    solid, dashed = (where(picture, colour_of(kind)) for kind in (0, 1))
    filled = [len({column for _, column in each if 220 < column < 405}) for each in (solid, dashed)]
    assert filled[1] < 0.85 * filled[0]


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("layers", [1, 2, 31])
@pytest.mark.parametrize("names", [["W" * 40], [*ODD[:4]], [*ODD[4:9]]], ids=ascii)
def test_lines_at_the_same_place_have_labels_inside(names: list[str], layers: int, share: float) -> None:
    picture = patch_lines(patch(names, [[share] * len(names)] * layers))
    assert picture.drawn == min(len(names), 4)
    assert_sound(picture)
