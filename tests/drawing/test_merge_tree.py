"""Merges as trees and as an animation: all of it inside the picture, and read out."""

from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from bot.drawing import Picture, merge_film, merge_tree
from bot.drawing.film import MAX_FRAMES, MAX_PIXELS
from bot.drawing.merge_layout import lines, trees
from bot.drawing.theme import WIDTH
from bot.tokens import Encodings, Piece, merge_trace

LONG = "pneumonoultramicroscopicsilicovolcanoconiosis"
TEXTS = [
    "a",
    " ",
    LONG,
    "zqxj" * 25,
    "👩‍👩‍👧" * 20,
    "שלום مرحبا नमस्ते",
    "e\u0301" * 20,
    "<|endoftext|>",
    "12345",
    "-" * 100,
    "\0",
]


@pytest.fixture(scope="module")
def encodings(tmp_path_factory: pytest.TempPathFactory) -> Encodings:
    return Encodings(tmp_path_factory.mktemp("cache"))


def traced(encodings: Encodings, text: str, encoding: str = "o200k_base") -> tuple[Piece, ...]:
    return merge_trace(encodings.get(encoding), text)


def opened(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return image


def assert_margins(image: Image.Image) -> None:
    pixels = np.asarray(image.convert("RGB"))
    for edge in (pixels[:8], pixels[-8:], pixels[:, :8], pixels[:, -8:]):
        assert (edge == pixels[0, 0]).all()


def test_a_tree_reads_out_its_merges_in_order(encodings: Encodings) -> None:
    picture = merge_tree(traced(encodings, "straw"))
    assert picture.alt == (
        "Trees from bytes on top to 2 tokens at the bottom. Merges in order: "
        "1. s + t → st (302); 2. r + a → ra (614); 3. ra + w → raw (1618)"
    )
    assert picture.drawn == 3


def test_tokens_that_are_not_drawn_are_not_said_to_be(encodings: Encodings) -> None:
    alt = merge_tree(traced(encodings, LONG)).alt
    assert alt.startswith("Trees from bytes on top to the first 12 of 15 tokens at the bottom. Merges in order: ")


def test_merges_that_are_alike_and_follow_each_other_are_read_once(encodings: Encodings) -> None:
    picture = merge_film(traced(encodings, "zqxj" * 25))
    assert picture.alt.endswith("Merges in order: 1 to 25. q + x → qx (148642)")
    gap = merge_tree(traced(encodings, "-" * 100)).alt
    assert "49 to 50. - + - → -- (375); " in gap
    assert "; 94 to 96. -×16 + -×16 → -×32 (2737); 97. " in gap


def test_bytes_are_shown_in_hex_until_they_are_text(encodings: Encodings) -> None:
    alt = merge_tree(traced(encodings, "é")).alt
    assert "C3 + A9 → é" in alt
    assert "F0 + 9F → ⟨F0·9F⟩" in merge_tree(traced(encodings, "🍓")).alt


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["o200k_base", "smollm2"])
def test_nothing_is_cut_off_at_the_edges(encodings: Encodings, text: str, encoding: str) -> None:
    pieces = traced(encodings, text, encoding)
    picture = merge_tree(pieces)
    assert picture.width == WIDTH
    assert picture.height <= 2 * picture.width
    assert len(picture.alt) <= 1_000
    assert_margins(opened(picture))


def test_no_text_is_wider_than_its_box_and_no_boxes_overlap(encodings: Encodings) -> None:
    for line in lines(trees(traced(encodings, f"{LONG} 🍓 नमस्ते"))):
        ends = [(each.x, each.x + each.tree.width) for each in line]
        assert all(end < start for (_, end), (start, _) in pairwise(ends))
        for each in line:
            for node in each.tree.root.all():
                left, right = each.sides(node)
                assert each.x <= left < right <= each.x + each.tree.width
                assert all(left <= each.sides(child)[0] <= each.sides(child)[1] <= right for child in node.children)


def test_a_token_that_is_too_wide_is_drawn_with_its_last_merges(encodings: Encodings) -> None:
    pieces = traced(encodings, "-" * 100)
    assert sum(len(piece.merges) for piece in pieces) == 98
    tree = merge_tree(pieces)
    assert 3 < tree.drawn < 98
    assert tree.alt.startswith("Trees from bytes, or parts of several bytes, on top to 2 tokens at the bottom.")
    assert tree.alt.endswith("; 98. -×64 + -×32 → -×96 (85810)")
    assert merge_film(pieces).drawn == tree.drawn
    [word] = trees(traced(encodings, " telecommunications"))
    assert len({node.last for node in word.root.all() if not node.children}) > 5
    assert word.root.label == "␣telecommunications"


def test_trees_that_would_be_too_high_are_left_out(encodings: Encodings) -> None:
    pieces = traced(encodings, "🧑🏽‍🚀 zqxj " * 60)
    picture = merge_tree(pieces)
    assert 0 < picture.drawn < sum(len(piece.merges) for piece in pieces)
    assert picture.height <= 2 * picture.width == 2 * WIDTH


def test_no_tokens_make_an_empty_picture() -> None:
    assert merge_tree([]).drawn == merge_film([]).drawn == 0


def test_a_film_has_a_frame_for_each_merge_and_holds_the_last(encodings: Encodings) -> None:
    picture = merge_film(traced(encodings, "strawberry"))
    film = opened(picture)
    assert isinstance(film, GifImageFile)
    assert picture.alt == (
        "Animation of 7 merges, from 10 bytes to 3 tokens. Merges in order: 1. e + r → er (259); 2. s + t → st (302); "
        "3. r + a → ra (614); 4. b + er → ber (718); 5. r + y → ry (1102); 6. ra + w → raw (1618); "
        "7. ber + ry → berry (19772)"
    )
    assert film.n_frames == 9
    assert film.info["loop"] == 0
    durations = []
    for number in range(film.n_frames):
        film.seek(number)
        durations.append(film.info["duration"])
        assert_margins(film)
    assert durations[-1] == max(durations)


@pytest.mark.parametrize("text", [*TEXTS, "\u200b" * 100], ids=ascii)
def test_a_film_stays_small(encodings: Encodings, text: str) -> None:
    picture = merge_film(traced(encodings, text))
    film = opened(picture)
    assert isinstance(film, GifImageFile)
    assert film.n_frames <= MAX_FRAMES
    assert film.n_frames * picture.width * picture.height <= MAX_PIXELS
    assert len(picture.data) < 2_000_000
    assert picture.height <= 2 * picture.width
