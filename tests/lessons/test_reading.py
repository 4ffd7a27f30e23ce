"""The reading list: its form. Whether its addresses answer is for ``strawberry links``, which a host runs."""

from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest
import regex
from discord import ui
from pydantic import ValidationError

from bot.lessons.reading import LessonId, Work, works, works_for
from bot.ui.reading import TOPICS, reading_card

_INNER_END = regex.compile(r"[.!?…]\s+\p{Lu}")
SHORT = 15
"""Minutes."""
FITTING = 1_900
"""Characters, with addresses: what is longer is too high for a phone."""
LISTS: tuple[str | None, ...] = (None, *get_args(LessonId))


def test_no_work_and_no_address_stands_twice() -> None:
    for twice in (Counter(work.url.rstrip("/") for work in works()), Counter(work.title for work in works())):
        assert [each for each, times in twice.items() if times > 1] == []
    assert all(urlsplit(work.url).hostname and "#" not in work.url for work in works())


def test_what_it_is_good_for_and_where_to_begin_are_one_sentence_each() -> None:
    for work in works():
        assert not _INNER_END.search(work.good_for), work.title
        assert not _INNER_END.search(work.first), work.title
        assert len(set(work.lessons)) == len(work.lessons), work.title


@pytest.mark.parametrize("lesson", LISTS)
def test_each_list_has_several_a_short_one_first_and_fits_on_a_card(lesson: str | None) -> None:
    found = works_for(lesson)
    assert len(found) >= 2
    assert found[0].minutes <= SHORT
    assert found[0].kind != "paper"
    for papers in (False, True):
        card = reading_card(lesson, papers=papers)
        texts = [each.content for each in card.walk_children() if isinstance(each, ui.TextDisplay)]
        assert sum(map(len, texts)) < FITTING
        shown = "\n".join(texts)
        listed = [work for work in found if (work.kind == "paper") == papers]
        assert [work.title for work in found if f"[{work.title}](<{work.url}>)" in shown] == [
            work.title for work in listed
        ]
        assert all(work.first in shown for work in listed)


def test_what_the_lessons_are_about_is_known_of_all_and_of_no_other() -> None:
    assert [*TOPICS] == [*get_args(LessonId)]
    with pytest.raises(ValueError, match="poetry"):
        reading_card("poetry")


def test_what_has_another_form_is_refused() -> None:
    good = works()[0].model_dump()
    for wrong in ({"url": "http://example.org/"}, {"lessons": ("poetry",)}, {"lessons": ()}, {"good_for": "no stop"}):
        with pytest.raises(ValidationError, match=next(iter(wrong))):
            Work.model_validate(good | wrong)


def test_the_data_is_beside_the_code() -> None:
    """A wheel has it, too: it lies in the package."""
    assert Path(str(files("bot.lessons").joinpath("reading.toml"))).is_file()
