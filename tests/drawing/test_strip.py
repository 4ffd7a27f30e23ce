"""Strips of tokens: what stands on the chips, that all of it is inside the picture, and what is read out."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.drawing import Picture, prompt_end, prompt_page, prompt_strip, token_strip
from bot.drawing.chips import MAX_CHIPS, Chip, chips, prompt_chips
from bot.drawing.strip import PAGE_LINES, pages, strip_page
from bot.drawing.theme import WIDTH
from bot.tokens import Encodings, PromptToken, tokenize


@pytest.fixture(scope="session")
def encodings(tmp_path_factory: pytest.TempPathFactory) -> Encodings:
    return Encodings(tmp_path_factory.mktemp("cache"))


def labels(encodings: Encodings, text: str, encoding: str = "o200k_base") -> list[str]:
    return [chip.label for chip in chips(tokenize(encodings.get(encoding), text))]


def strip(shown: list[Chip], total: int) -> Picture:
    return strip_page(shown, total).picture


def opened(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return image.convert("RGBA")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("strawberry pie", ["st", "raw", "berry", "␣pie"]),
        ("a\n\tb", ["a", "⏎", "⇥b"]),
        ("\r\n", ["⇤⏎"]),
        ("\u00a0", ["U+00A0"]),
        ("\u200b", ["U+200B"]),
        ("\0", ["U+0000"]),
        ("é", ["é"]),
        ("日本語", ["日本", "語"]),
        ("-" * 16, ["-×16"]),
        (" " * 9, ["␣×9"]),
        ("🍓", ["⟨F0·9F·8D⟩", "⟨93⟩"]),
    ],
)
def test_what_stands_on_a_chip(encodings: Encodings, text: str, expected: list[str]) -> None:
    assert labels(encodings, text) == expected


def test_what_no_font_has_is_written_as_its_number(encodings: Encodings) -> None:
    assert labels(encodings, "a\U000e0001")[0] == "a"
    assert [chip.label for chip in prompt_chips([PromptToken(1, "\U0010abcd")])] == ["U+10ABCD"]


def test_an_emoji_is_drawn_in_its_colours_or_written_as_its_number() -> None:
    [chip] = prompt_chips([PromptToken(1, "🍓")])
    pixels = np.asarray(opened(prompt_strip([PromptToken(1, "🍓")]))).reshape(-1, 4).tolist()
    red = sum(1 for r, g, b, _ in pixels if r > 180 > 90 > g and b < 90)
    assert red > 20 if chip.label == "🍓" else chip.label == "U+1F353"


def test_tokens_of_one_character_hold_together(encodings: Encodings) -> None:
    cut = chips(tokenize(encodings.get("o200k_base"), "a👩‍👩‍👧b"))
    assert [chip.joined for chip in cut] == [False, False, *[True] * 7, False]
    whole = opened(strip([Chip("F0", 1), Chip("9F", 2, joined=True)], 2))
    apart = opened(strip([Chip("F0", 1), Chip("9F", 2)], 2))
    assert whole.width < apart.width


@pytest.mark.parametrize(
    "text",
    ["a", "strawberry " * 60, "W" * 300, "👩‍👩‍👧" * 40, "שלום مرحبا नमस्ते 한국어 ไทย", "\n" * 50, "﷽﷽﷽", "x" * 5_000],
)
@pytest.mark.parametrize("encoding", ["o200k_base", "smollm2"])
def test_nothing_is_cut_off_at_the_edges(encodings: Encodings, text: str, encoding: str) -> None:
    cut = tokenize(encodings.get(encoding), text)
    page = token_strip(cut)
    picture = page.picture
    pixels = np.asarray(opened(picture))
    assert picture.width <= WIDTH
    assert picture.height <= 1.5 * WIDTH
    assert picture.drawn == len(page.shown)
    ink = (pixels[..., :3].sum(axis=2) < 200) & (pixels[..., 3] > 0)
    assert ink.any()
    assert not ink[:, 0].any()
    assert not ink[:, -1].any()


def test_the_ground_is_see_through_and_the_ink_dark_on_light() -> None:
    pixels = np.asarray(opened(strip([Chip("strawberry", 1), Chip("pie", 2)], 2)))
    assert (pixels[..., 3] == 0).any()
    opaque = pixels[pixels[..., 3] == 255][:, :3].sum(axis=1)
    assert opaque.max() > 550
    assert opaque.min() < 120


def test_neighbours_differ_in_colour_and_special_tokens_in_shape_too() -> None:
    plain = np.asarray(opened(strip([Chip("x", 1)], 1)))
    special = np.asarray(opened(strip([Chip("x", 1, special=True)], 1)))
    assert plain[0, 0, 3] == 0
    assert special[0, 0, 3] == 255
    pair = np.asarray(opened(strip([Chip("x", 1), Chip("x", 1)], 2)))
    assert (pair[3, 15] != pair[3, -15]).any()


def test_the_alt_text_reads_the_tokens_and_stops_in_time() -> None:
    assert strip([Chip("st", 302), Chip("raw", 1618)], 2).alt == "2 tokens, each with its id: st (302), raw (1618)"
    assert strip([Chip("a", 1)], 1).alt.startswith("1 token,")
    assert strip([Chip("a", -1)], 1).alt.endswith("a (–)"), "a server may tell no id"
    long = strip([Chip("a", 1)] * 500, 500).alt
    assert 900 < len(long) <= 1_000
    assert long.endswith("…")


def test_no_tokens_make_an_empty_picture() -> None:
    picture = strip([], 0)
    assert picture.drawn == 0
    assert opened(picture).width == 1


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "BrokenSans-Regular.ttf").write_bytes(b"no font")
    program = """
from bot.drawing.chips import Chip
from bot.drawing.strip import strip_page
print(strip_page([Chip("\U00012000", 1)], 1).picture.drawn)
"""  # a character that needs every font to be looked into
    done = subprocess.run(
        [sys.executable, "-c", program],
        # A folder that matplotlib cannot write to, as another test sets it, would be told of.
        env={name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
        | {"XDG_DATA_HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_long_strip_has_pages_that_show_every_token_once(encodings: Encodings) -> None:
    cut = tokenize(encodings.get("o200k_base"), "strawberry pie 🍓 " * 70)
    first, last = token_strip(cut), token_strip(cut, 99)
    assert first.number == 0
    assert last.number == first.pages - 1 > 1
    assert first.picture.alt.startswith(
        f"Tokens 1 to {first.shown.stop} of {len(cut.tokens)}, each with its id: st (302)"
    )
    every = [at for page in range(first.pages) for at in token_strip(cut, page).shown]
    assert every == [*range(len(cut.tokens))]
    assert token_strip(tokenize(encodings.get("o200k_base"), "x " * 5_000), 99).shown.stop == MAX_CHIPS
    assert all(len(page) <= PAGE_LINES * 20 for page in pages(chips(cut)))


def test_the_end_of_a_long_prompt_is_a_page_that_ends_with_its_last_token() -> None:
    prompt = [PromptToken(at, f" word{at}") for at in range(200)]
    end = prompt_end(prompt)
    assert end.width <= WIDTH
    assert end.height == prompt_page(prompt).picture.height
    assert 30 < end.drawn < 50
    assert end.alt.startswith(f"{end.drawn} tokens, each with its id: ␣word{200 - end.drawn} ({200 - end.drawn})")
    assert prompt_end(prompt[:3]).drawn == 3
    assert prompt_end([]).drawn == 0
