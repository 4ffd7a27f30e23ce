"""Where the right answer stands, which every topic leaves to ``among``, or to the order of numbers."""

import ast
from collections import Counter
from pathlib import Path
from random import Random

import pytest

import bot.quiz.makers
from bot.quiz.lots import among, numbers_around
from tests.quiz.checking import EACH, check_places

_MAKERS = [each for each in sorted(Path(bot.quiz.makers.__path__[0]).glob("[a-z]*.py")) if each.stem != "seen"]
"""All but what two of them have in common, which is given the place."""
_PLACING = {"among", "ascending", "numbers_around", "_label", "_range"}
"""What puts a right answer among others: by chance, or numbers, of layers and ranges too, as they ascend."""


@pytest.mark.parametrize("options", [2, 3, 4, 5])
def test_the_right_answer_stands_at_any_place_as_likely(options: int) -> None:
    places: Counter[int] = Counter()
    for seed in range(EACH):
        others = [f"wrong {number}" for number in range(options - 1)]
        offered, right = among(Random(seed), "right", others)
        assert sorted(offered) == sorted(["right", *others])
        assert offered[right] == "right"
        places[right] += 1
    check_places({options: places})


def test_of_numbers_around_it_the_right_one_has_any_rank_as_likely() -> None:
    ranks: Counter[int] = Counter()
    for seed in range(EACH):
        offered, right = numbers_around(Random(seed), 9, 0)
        assert offered[right] == "9"
        assert [*map(int, offered)] == sorted(map(int, offered))
        ranks[right] += 1
    check_places({4: ranks})


@pytest.mark.parametrize("maker", [each.stem for each in _MAKERS])
def test_every_maker_leaves_the_place_to_it(maker: str) -> None:
    [path] = [each for each in _MAKERS if each.stem == maker]
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    called = [node.func.id for node in calls if isinstance(node.func, ast.Name)]
    assert {"Question", "about_seen"} & {*called}
    assert _PLACING & {*called}
