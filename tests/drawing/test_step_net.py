"""Back-propagation by hand as pictures: every stage is sound, and each number has a place of its own."""

from itertools import combinations
from math import hypot

import numpy as np
import pytest

from bot.drawing import step_picture
from bot.drawing.sheet import Box, Place
from bot.drawing.step_chart import step_chart
from bot.drawing.step_net import BACK, DOWN, NODES, RADIUS, UP, edge_labels
from bot.drawing.step_scenes import scene_of
from bot.drawing.theme import YELLOW
from bot.lab.step import STAGES, START, Net, Stage, take_step
from tests.drawing.inside import assert_sound, where

WITH_A_NET = [stage for stage in STAGES if stage != "ten"]
WIDE = Net(*(-9.0 + 0 * layer for layer in (START.vectors, START.hidden, START.output)))
"""Whose numbers are as long as they get."""


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("net", [START, WIDE])
def test_every_stage_is_sound_and_always_the_same(stage: Stage, net: Net) -> None:
    picture = step_picture(stage, net)
    assert_sound(picture)
    assert picture == step_picture(stage, net)


@pytest.mark.parametrize("stage", STAGES)
def test_without_a_title_it_is_told_what_is_seen(stage: Stage) -> None:
    picture = step_picture(stage, START, titled=False)
    assert_sound(picture)
    assert picture.alt.startswith(("A net, drawn: ", "The loss falls from "))
    assert picture.height < step_picture(stage, START).height


@pytest.mark.parametrize("stage", WITH_A_NET)
def test_no_number_of_an_edge_covers_another_or_a_node_or_a_word(stage: Stage) -> None:
    boxes = [label.box for label in edge_labels(scene_of(stage, take_step(START)), 0)]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert not any(covers(box, node) for box in boxes for layer in NODES for node in layer)
    words = [(x - 32, y - RADIUS - 28, x + 32, y - RADIUS) for x, y in NODES[-1]]
    assert not any(overlap(box, word) for box in boxes for word in words)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def covers(box: Box, node: Place) -> bool:
    near = (min(max(node[0], box[0]), box[2]), min(max(node[1], box[1]), box[3]))
    return hypot(near[0] - node[0], near[1] - node[1]) < RADIUS


@pytest.mark.parametrize("stage", WITH_A_NET)
def test_each_number_in_the_picture_is_read_out(stage: Stage) -> None:
    scene, alt = scene_of(stage, take_step(START)), step_picture(stage, START).alt
    lines = [line for layer in (scene.inputs, scene.units, scene.outputs) for node in layer for line in node]
    lines += [line for label in edge_labels(scene, 0) for line in label.lines]
    assert len(lines) >= 9
    assert all(said in alt for said, _ in [*lines, *scene.foot])


def test_what_is_above_and_below_zero_differs_in_colour_and_in_its_line() -> None:
    """Turned round, all that was solid is dashed, so less of it is drawn."""
    turned = Net(START.vectors, -START.hidden, -START.output)
    above, below = (len(where(step_picture("net", START), ink)) for ink in (UP, DOWN))
    below_now, above_now = (len(where(step_picture("net", turned), ink)) for ink in (DOWN, UP))
    assert below_now < above
    assert below < above_now


def test_the_way_back_has_a_colour_of_its_own() -> None:
    assert not len(where(step_picture("forward", START), BACK))
    for stage in ("output", "hidden", "vectors"):
        assert len(where(step_picture(stage, START), BACK)) > 500
    assert len(where(step_picture("hidden", START), YELLOW)) > len(where(step_picture("output", START), YELLOW)) + 500


def test_ten_steps_are_read_out() -> None:
    assert step_picture("ten", START).alt == (
        "8 of 8 · ten steps. The loss falls from 2.03 to 0.14, the probability of red rises from 13% to 87%. “roses” "
        "moves from (0.50, −0.40) to (−0.25, 0.41); “are” moves from (0.30, 0.80) to (1.17, 0.53). Loss by step: "
        "2.03, 1.19, 0.94, 0.76, 0.59, 0.44, 0.34, 0.26, 0.20, 0.17, 0.14."
    )


def test_a_word_that_grows_is_drawn_further_right_and_up() -> None:
    """Where it ends is a disc, which has more to it than the ring where it starts."""
    moved = Net(START.vectors + np.array([[0, 0], [2, 1]]), START.hidden, START.output)
    places = where(step_chart("Moved", [START, moved]), DOWN)
    assert places[:, 1].mean() > (places[:, 1].min() + places[:, 1].max()) / 2
    assert places[:, 0].mean() < (places[:, 0].min() + places[:, 0].max()) / 2
