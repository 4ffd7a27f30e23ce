"""Stacks: a labelled strip under each other, all of it inside the picture."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.drawing import Picture
from bot.drawing.stack import MAX_IN_ROW, Row, stack
from bot.drawing.theme import WIDTH
from bot.tokens import Encodings, PromptToken, tokenize


@pytest.fixture(scope="session")
def encodings(tmp_path_factory: pytest.TempPathFactory) -> Encodings:
    return Encodings(tmp_path_factory.mktemp("cache"))


def row(encodings: Encodings, label: str, text: str, encoding: str = "o200k_base") -> Row:
    return Row(label, tokenize(encodings.get(encoding), text))


def opened(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return image.convert("RGB")


def test_the_rows_are_read_out_with_their_labels(encodings: Encodings) -> None:
    picture = stack([row(encodings, "bare", "strawberry"), row(encodings, "after a space", " strawberry")])
    assert picture.alt == (
        "2 strips of tokens, each token with its id. bare: st (302), raw (1618), berry (19772). "
        "after a space: ␣strawberry (101830)."
    )
    assert picture.drawn == 4
    assert picture.width == WIDTH


def test_a_row_may_be_a_part_of_a_prompt() -> None:
    picture = stack([Row("spaced", [PromptToken(265, " c"), PromptToken(253, " a")] * 30)])
    assert picture.drawn == MAX_IN_ROW
    assert " spaced … 20 more not drawn: ␣c (265), ␣a (253)" in picture.alt


def test_of_a_row_that_matters_for_its_end_the_last_are_drawn_and_read_out() -> None:
    tokens = [PromptToken(at, f" word{at}") for at in range(200)]
    pictures = [stack([Row("a call", tokens[start:], ends=True)] * 3, 150) for start in (0, 1)]
    for picture, total in zip(pictures, (200, 199), strict=True):
        assert f" a call · last {picture.drawn // 3} of {total}: … " in picture.alt
        assert picture.alt.endswith(", ␣word198 (198), ␣word199 (199).")
    assert stack([Row("a call", tokens[-3:], ends=True)]) == stack([Row("a call", tokens[-3:])])


def test_what_a_long_row_leaves_out_is_said(encodings: Encodings) -> None:
    picture = stack([row(encodings, "long " * 60, " strawberry" * 50), row(encodings, "none", "")])
    assert 20 < picture.drawn < MAX_IN_ROW, "all that there is room for"
    assert f"… {50 - picture.drawn} more not drawn: ␣strawberry (101830)" in picture.alt
    assert picture.alt.endswith(" none: none.")


@pytest.mark.parametrize("text", ["a", "W" * 300, "👩‍👩‍👧" * 40, "שלום مرحبا नमस्ते ไทย", "\n" * 50, "﷽﷽﷽", "x" * 5_000])
def test_nothing_is_cut_off_at_the_edges(encodings: Encodings, text: str) -> None:
    names = ("o200k_base", "o200k_harmony", "cl100k_base", "smollm2")
    picture = stack([row(encodings, f"{name} {text[:1_000]}", text, name) for name in names])
    assert picture.height <= 2 * WIDTH == 2 * picture.width
    assert len(picture.alt) <= 1_000
    pixels = np.asarray(opened(picture))
    for edge in (pixels[:10], pixels[-10:], pixels[:, :10], pixels[:, -10:]):
        assert (edge == pixels[0, 0]).all()


def test_no_rows_make_an_empty_picture() -> None:
    picture = stack([])
    assert picture.drawn == 0
    assert opened(picture).width == WIDTH
