"""What a model read of a question: the template folded up, the word framed; and the word alone, in a low picture."""

import re
from io import BytesIO

import numpy as np
from PIL import Image

from bot.drawing import Picture, question_strip, word_strip
from bot.drawing.theme import WIDTH
from bot.letters import Prompted
from bot.tokens import PromptToken

DARK = (0x1B, 0x1D, 0x22)
TEMPLATE = tuple(PromptToken(1, text, special=text[0] == "<") for text in ("<|im_start|>", "user", "\n"))
ASKED = tuple(
    PromptToken(id_, text) for id_, text in ((2020, "How"), (800, " many"), (35199, " strawberry"), (47, "?"))
)
CUE = (PromptToken(21350, "Answer"), PromptToken(42, ":"))


def dark(picture: Picture) -> int:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return int((np.asarray(image.convert("RGB")) == DARK).all(axis=2).sum())


def test_the_template_is_two_boxes_and_the_word_is_framed() -> None:
    framed = question_strip(Prompted(TEMPLATE, ASKED, TEMPLATE[:2], CUE, range(2, 3)))
    assert framed.alt == (
        "The prompt as tokens, each with its id, the chat template folded up; framed: ␣strawberry: chat template (3 "
        "tokens), How (2020), ␣many (800), ␣strawberry (35199), ? (47), chat template (2 tokens), Answer (21350), "
        ": (42)"
    )
    assert framed.drawn == 8
    assert dark(framed) > dark(question_strip(Prompted(TEMPLATE, ASKED, TEMPLATE[:2], CUE, range(0)))) + 1_000


def test_of_a_long_question_the_page_with_the_word_is_drawn_and_the_rest_is_counted() -> None:
    long = question_strip(Prompted(TEMPLATE, ASKED[:2] * 200 + ASKED[2:] + ASKED[:2] * 200, (), CUE, range(400, 401)))
    assert (long.width <= WIDTH, long.height <= 1.7 * WIDTH) == (True, True)
    assert "framed: ␣strawberry: chat template (3 tokens), … (" in long.alt
    assert "␣strawberry (35199), ? (47)" in long.alt
    counted = [int(number) for number in re.findall(r"… \((\d+) tokens\)", long.alt)]
    assert sum(counted) + long.drawn == 802 + len(counted) + 1 + len(CUE)


def test_without_a_template_there_is_no_box() -> None:
    assert question_strip(Prompted((), ASKED, (), (), range(2, 3))).drawn == len(ASKED)


def test_the_tokens_of_a_long_text_are_a_low_picture() -> None:
    long = word_strip(ASKED * 200)
    assert long.height <= 300
    assert long.alt.startswith("800 tokens, each with its id: How (2020)")
    assert long.alt.endswith("…")
    assert word_strip(ASKED).drawn == len(ASKED)
