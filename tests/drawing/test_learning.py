"""The falling line of training."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.drawing import learning_curve
from bot.drawing.learning import HEIGHT
from bot.drawing.theme import WIDTH


def test_the_line_is_read_out() -> None:
    picture = learning_curve([86, 74, 67, 62], 20, "o200k_base")
    assert picture.alt == (
        "A falling line: this text needs 86 tokens, one a byte, before training, 74 after 1 merge, "
        "62 after 3 merges. A dashed line marks the 20 of o200k_base."
    )
    assert (picture.width, picture.height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("tokens", "known"),
    [([6, 4], 1), ([5_000, 1, 1], 40), ([800_000, *range(700_000, 698_001, -1)], 800_000), ([49, 5], 22)],
)
def test_nothing_touches_the_edge(tokens: list[int], known: int) -> None:
    picture = learning_curve(tokens, known, "o200k_harmony")
    pixels = np.asarray(Image.open(BytesIO(picture.data)).convert("L")).astype(int)
    assert pixels.shape == (HEIGHT, WIDTH)
    for edge in (pixels[:4], pixels[-4:], pixels[:, :4], pixels[:, -4:]):
        assert (abs(edge - pixels[0, 0]) < 8).all()
    assert (pixels > 200).any()
