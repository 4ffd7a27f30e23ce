"""Forced choices against all that could be written, one by one."""

from collections.abc import Mapping
from itertools import product
from math import prod

import pytest
from hypothesis import given, strategies as st

from bot.model import EncodedPrompt
from bot.model.choices import Ids, branches, forced_choice

PROMPT = EncodedPrompt((), ())
VOCABULARY = (0, 1, 2, 3)
CHOICES = st.sets(st.lists(st.integers(0, 2), min_size=1, max_size=3).map(tuple), min_size=1, max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, Ids], dict[Ids, dict[int, float]]]:
    """Choices, and a model: how likely each id of the vocabulary is after each beginning. No choice has the last id."""
    choices = {str(ids): ids for ids in sorted(draw(CHOICES))}
    table = {}
    for length in range(4):
        for beginning in product(VOCABULARY, repeat=length):
            weights = [draw(st.integers(1, 9)) if length < 2 else 1 + sum(beginning) % 3 + id_ for id_ in VOCABULARY]
            table[beginning] = {id_: weights[id_] / sum(weights) for id_ in VOCABULARY}
    return choices, table


def chosen(written: Ids, choices: Mapping[str, Ids]) -> str | None:
    """The choice that ``written`` goes through before it leaves all that could still become one."""
    at = 0
    while any(ids[: at + 1] == written[: at + 1] and len(ids) > at for ids in choices.values()):
        at += 1
    return next((choice for choice, ids in choices.items() if ids == written[:at]), None)


@given(tables())
def test_shares_are_those_of_all_that_could_be_written(
    model: tuple[dict[str, Ids], dict[Ids, dict[int, float]]],
) -> None:
    choices, table = model
    expected = dict.fromkeys(choices, 0.0)
    for written in product(VOCABULARY, repeat=4):
        if (choice := chosen(written, choices)) is not None:
            expected[choice] += prod(table[written[:at]][id_] for at, id_ in enumerate(written))
    wanted = {
        beginning: {id_: table[beginning][id_] for id_ in ids} for beginning, ids in branches(choices.values()).items()
    }
    found = forced_choice(choices, wanted, PROMPT)
    assert found.mass == pytest.approx(sum(expected.values()))
    for choice, share in found.probabilities.items():
        assert share * found.mass == pytest.approx(expected[choice])
    assert list(found.probabilities) == list(choices)
    assert sum(found.probabilities.values()) == pytest.approx(1)


@given(CHOICES)
def test_every_id_of_a_choice_is_asked_for_once_and_no_other(choices: set[Ids]) -> None:
    found = branches(choices)
    asked = {(*beginning, id_) for beginning, ids in found.items() for id_ in ids}
    assert asked == {ids[: length + 1] for ids in choices for length in range(len(ids))}


def test_rounding_makes_no_share_negative() -> None:
    table = {(): {1: 1.0}, (1,): {2: 0.6, 3: 0.4000001}}
    shares = forced_choice({"1": (1,), "12": (1, 2), "13": (1, 3)}, table, PROMPT)
    assert min(shares.probabilities.values()) == 0


def test_choices_that_cannot_come_at_all_are_equally_likely() -> None:
    found = forced_choice({"a": (1,), "b": (2,)}, {(): {1: 0.0, 2: 0.0}}, PROMPT)
    assert (found.mass, found.probabilities) == (0, {"a": 0.5, "b": 0.5})
