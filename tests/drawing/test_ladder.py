"""The forms of a question: a panel each, exact and answer marked, all on one scale."""

from io import BytesIO

import numpy as np
from PIL import Image

from bot.drawing import Panel, Picture, ladder
from bot.drawing.theme import WIDTH

DIGITS = {str(number): share for number, share in enumerate((0.05, 0.6, 0.2, 0.1, 0.05, 0, 0, 0, 0, 0))}
PRIOR = dict(zip(DIGITS, (0.1, 0.7, 0.1, 0.05, 0.05, 0, 0, 0, 0, 0), strict=True))
FORMS = [Panel(label, "1", DIGITS, PRIOR) for label in ("as it is", "in quotes", "letter by letter", "numbered")]


def opened(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return image.convert("RGB")


def test_each_form_is_read_out_with_its_answer() -> None:
    picture = ladder(FORMS, "3")
    assert picture.drawn == 4
    assert picture.width == WIDTH
    assert picture.alt.startswith(
        "Bars of the model's probabilities in 4 forms. Exact: 3. as it is: the model's answer 1;"
    )
    assert picture.alt.count("1: 60% (word hidden: 70%)") == 4
    assert picture.alt.count("15 percentage points") == 4
    assert picture.alt.count("3: 10%") == 4
    assert " 9: " not in picture.alt
    assert len(picture.alt) <= 1_000


def test_the_exact_one_is_drawn_even_if_it_was_no_choice_and_a_prior_may_be_missing() -> None:
    picture = ladder([Panel("as it is", "1", DIGITS, None)], "100")
    assert "Exact: 100." in picture.alt
    assert "hidden" not in picture.alt
    assert picture.height > ladder([Panel("as it is", "1", DIGITS, None)], "1").height


def test_nothing_touches_the_edge() -> None:
    hundred = {str(number): 1 / (2 + abs(number - 20)) for number in range(100)}
    for panels in (FORMS, [*FORMS[:1], Panel("in quotes", "20", hundred, None)]):
        pixels = np.asarray(opened(ladder(panels, "99"))).astype(int)
        for edge in (pixels[:4], pixels[-4:], pixels[:, :4], pixels[:, -4:]):
            assert (abs(edge - pixels[0, 0]) < 8).all()
