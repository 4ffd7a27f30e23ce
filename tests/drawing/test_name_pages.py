"""Names of a list, page by page: each in its place, low enough, and what was asked about marked in them."""

from io import BytesIO
from string import ascii_lowercase

import numpy as np
import pytest
from PIL import Image

from bot.drawing import Picture, name_page, name_pages
from bot.letters import HowManyOf, Which, names_of

MARK = (0xF0, 0x71, 0x8F)


def marked(picture: Picture) -> int:
    found = np.asarray(Image.open(BytesIO(picture.data)).convert("RGB"))
    for edge in (found[:6], found[-6:], found[:, :6], found[:, -6:]):
        assert (edge == found[0, 0]).all(), "nothing touches the edge"
    return int((found == MARK).all(axis=2).sum())


@pytest.mark.parametrize("letter", [*ascii_lowercase, "republic"])
def test_every_name_is_on_one_low_page(letter: str) -> None:
    question = Which("countries", letter)
    pages = name_pages(question)
    assert [name for page in pages for line in page for name in line] == [*names_of(question)]
    if pages:
        picture = name_page(question, pages, len(pages) - 1)
        assert picture.width == 560
        assert picture.height <= 300
        assert picture.alt.endswith(f", {names_of(question)[-1]}.") or picture.drawn == 1
        assert marked(picture) > 0
    assert all(len(page) <= len(pages[0]) for page in pages)


def test_what_was_asked_about_is_marked_and_nothing_else() -> None:
    def mark(question: Which | HowManyOf) -> int:
        return marked(name_page(question, name_pages(question), 0))

    assert mark(Which("countries", "a", without=True)) == 0
    assert mark(Which("countries", "stan", where="end")) > mark(Which("countries", "stan")) - 10
    one, two = (mark(HowManyOf("US states", "x", also=also)) for also in ((), ("s",)))
    assert two > 0
    assert one > 0
    start, anywhere = (mark(Which("months", "a", where=where)) for where in ("start", "anywhere"))
    assert 0 < start < anywhere / 2
