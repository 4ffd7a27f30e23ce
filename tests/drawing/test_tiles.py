"""Tiles: every name has a place, the fill, the mark and the frame say what they should, and all of it is read out."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from bot.drawing import Picture, name_tiles, tile_map
from bot.drawing.layouts import layout
from bot.letters import NAME_LISTS, Asker, Comparison, Contains, ModelAnswer, ModelMissing, solve

WITH, FRAME = (0xF0, 0x71, 0x8F), (0xFF, 0xD9, 0x8E)


def asked(key: str, letter: str, said: Callable[[str], bool | None]) -> list[Comparison]:
    return [_asked(Contains(name, letter), said(name)) for name in NAME_LISTS[key].names]


def _asked(question: Contains, said: bool | None) -> Comparison:
    answer = ModelAnswer("SmolLM2", "1", said, "", {"Yes": 1.0}, None, 1.0, (), 0.1)
    model = ModelMissing("busy") if said is None else answer
    return Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), "?", question, solve(question), model, ())


def pixels(picture: Picture) -> NDArray[np.uint8]:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return np.asarray(image.convert("RGB"))


def amount(picture: Picture, colour: tuple[int, int, int]) -> int:
    return int((pixels(picture) == colour).all(axis=2).sum())


@pytest.mark.parametrize("key", [*NAME_LISTS])
def test_every_name_has_a_place_of_its_own(key: str) -> None:
    placed = layout(key)
    names = {*NAME_LISTS[key].names}
    assert {*placed.places} == {*placed.labels} == names
    assert len({*placed.places.values()}) == len({*placed.labels.values()}) == len(names)
    assert {column for column, _ in placed.places.values()} == {*range(placed.columns)}


def test_states_and_elements_have_their_usual_labels_and_places() -> None:
    states, elements = layout("US states"), layout("elements")
    labels = {"Alaska": "AK", "Iowa": "IA", "Maine": "ME", "Missouri": "MO", "Nebraska": "NE", "West Virginia": "WV"}
    assert {name: states.labels[name] for name in labels} == labels
    assert states.places["Maine"][0] == max(column for column, _ in states.places.values())
    assert states.places["Washington"][0] == states.places["Hawaii"][0] == 0
    symbols = {"Hydrogen": "H", "Sodium": "Na", "Iron": "Fe", "Tungsten": "W", "Gold": "Au", "Oganesson": "Og"}
    assert {name: elements.labels[name] for name in symbols} == symbols
    noble = ("Helium", "Neon", "Argon", "Krypton", "Xenon", "Radon", "Oganesson")
    assert [elements.places[name] for name in noble] == [(17, period) for period in range(7)]
    assert elements.places["Gold"] == (10, 5)


def test_the_answers_are_read_out_in_words() -> None:
    right = tile_map("months", "r", asked("months", "r", lambda name: "r" in name.lower() or name == "May"))
    assert right.alt == (
        "Tiles of the months, and whether the name has r: has it and the model says yes, right (8): January, February, "
        "March, April, September, October, November, December. has it not and it says no, right (3): June, July, "
        "August. has it not but it says yes, wrong (1): May."
    )
    assert right.drawn == 12
    off = tile_map("months", "z", asked("months", "z", lambda _: None))
    assert off.alt == "Tiles of the months. 0 contain z: none."


@pytest.mark.parametrize("key", ["US states", "elements"])
def test_all_names_are_read_out_even_where_there_are_many(key: str) -> None:
    picture = tile_map(key, "i", asked(key, "i", lambda name: len(name) % 2 == 0))
    read_out = picture.alt.rstrip(".").replace(".", ",").replace(":", ",").split(", ")
    placed = layout(key)
    assert len(picture.alt) <= 1_000
    assert all(name in read_out or label in read_out for name, label in placed.labels.items())


@pytest.mark.parametrize("letter", ["i", "u", "m", "e", "👩‍👩‍👧" * 10])
def test_without_a_model_too_no_name_is_cut_off(letter: str) -> None:
    picture = tile_map("elements", letter, asked("elements", letter, lambda _: None))
    placed, contain = layout("elements"), [name for name in NAME_LISTS["elements"].names if letter in name.lower()]
    read_out = picture.alt.removesuffix(".").rpartition(": ")[2].split(", ")
    assert len(picture.alt) <= 1_000
    assert read_out in (contain or ["none"], [placed.labels[name] for name in contain])


def test_a_frame_tells_the_wrong_ones_and_the_fill_does_not_depend_on_the_model() -> None:
    right = tile_map("US states", "d", asked("US states", "d", lambda name: "d" in name.lower()))
    wrong = tile_map("US states", "d", asked("US states", "d", lambda name: "d" not in name.lower()))
    off = tile_map("US states", "d", asked("US states", "d", lambda _: None))
    assert amount(wrong, FRAME) > 10 * amount(right, FRAME) > 0  # some are in the legend
    assert amount(off, FRAME) == 0
    assert amount(off, WITH) > 5 * amount(tile_map("US states", "z", asked("US states", "z", lambda _: None)), WITH)


def test_who_gave_no_answer_is_in_the_legend() -> None:
    picture = tile_map("planets", "e", asked("planets", "e", lambda name: None if name == "Mars" else True))
    assert "no answer (1): Mars." in picture.alt
    assert picture.height > tile_map("planets", "e", asked("planets", "e", lambda _: True)).height


@pytest.mark.parametrize("letter", ["W" * 10, "👩‍👩‍👧" * 10, "ש", "\u0301", "﷽", "\u200b", "\n", "\ud800"], ids=ascii)
@pytest.mark.parametrize("key", ["US states", "elements", "days of the week"])
def test_nothing_touches_the_edge(key: str, letter: str) -> None:
    picture = tile_map(key, letter, asked(key, letter, lambda name: len(name) % 2 == 0))
    found = pixels(picture)
    assert len(picture.alt) <= 1_000
    for edge in (found[:10], found[-4:], found[:, :10], found[:, -10:]):
        assert (edge == found[0, 0]).all()


@pytest.mark.parametrize("key", [key for key in NAME_LISTS if key != "countries"])
def test_names_alone_are_a_low_picture(key: str) -> None:
    picture = name_tiles(key, "e")
    assert picture.width == 560
    assert picture.height <= 300
    assert picture.alt == tile_map(key, "e", asked(key, "e", lambda _: None)).alt
    assert amount(picture, FRAME) == 0
    assert amount(picture, WITH) > 0
    found = pixels(picture)
    for edge in (found[:4], found[-4:], found[:, :4], found[:, -4:]):
        assert (edge == found[0, 0]).all()
