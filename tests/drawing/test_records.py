"""One member's record drawn beside the model's."""

from collections.abc import Mapping
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.drawing import record_bars
from bot.drawing.theme import WIDTH
from bot.quiz import TopicRecord
from bot.ui.quiz_words import TOPIC_NAMES

ALL = {
    str(name): TopicRecord(topic, 123_456, 123_456, 0, 123_456 * (topic != "next"), 61_728)
    for topic, name in TOPIC_NAMES.items()
}
ONE = {"Letters": TopicRecord("letters", 3, 1, 0, 0, 0)}


@pytest.mark.parametrize("records", [ALL, ONE], ids=["all", "one"])
def test_nothing_touches_the_edge(records: Mapping[str, TopicRecord]) -> None:
    picture = record_bars(records)
    grey = np.asarray(Image.open(BytesIO(picture.data)).convert("L")).astype(int)
    assert grey.shape == (picture.height, picture.width)
    assert picture.width == WIDTH
    for edge in (grey[:3], grey[-3:], grey[:, :3], grey[:, -3:]):
        assert (abs(edge - grey[0, 0]) < 8).all()
    assert picture.drawn == len(records)


def test_it_is_read_out() -> None:
    assert record_bars(ONE).alt.endswith(" Letters: you 33% of 3, the model did not play")
    assert "How many tokens: you 100% of 123,456, the model 50% of 123,456; " in record_bars(ALL).alt


def test_longer_bars_were_right_more_often() -> None:
    better = {"Letters": TopicRecord("letters", 3, 2, 0, 0, 0)}
    assert pink(better) > 1.5 * pink(ONE)


def pink(records: Mapping[str, TopicRecord]) -> int:
    """Pixels in the colour of the member's bars."""
    colours = np.asarray(Image.open(BytesIO(record_bars(records).data)).convert("RGB")).astype(int)
    return int((abs(colours - (0xF0, 0x71, 0x8F)).sum(axis=2) < 8).sum())
