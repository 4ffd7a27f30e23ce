"""Bigger networks: what is shipped is what the training makes, and says what it is said to."""

from itertools import pairwise
from math import log
from statistics import mean

import pytest

from bot.lab.bigger import PROMPTS, SEEDS, SIZES, STEPS, WORDS, Size, parameters, plan_of, shipped, words
from bot.lab.examples import read


def test_all_sizes_are_shipped_with_all_their_seeds() -> None:
    found = shipped()
    assert [each.size for each in found] == [*SIZES]
    assert all(len(each.losses) == len(SEEDS) for each in found)
    for each in found:
        assert len(each.written) == len(PROMPTS)
        assert all(word.startswith(prompt) for word, prompt in zip(each.written, PROMPTS, strict=True))


@pytest.mark.parametrize("size", SIZES)
def test_parameters_are_those_of_the_network(size: Size) -> None:
    from bot.lab.net import NetShape, Transformer  # torch takes seconds, which only those wait for that need it

    plan = plan_of(size, 0)
    shape = NetShape(len(read(plan).tokens), plan.context, plan.width, plan.layers, plan.heads)
    assert parameters(size) == Transformer(shape, 0).parameters_count
    [grown] = [each for each in shipped() if each.size == size]
    assert grown.parameters == parameters(size)


def test_only_the_size_its_rate_and_the_seed_differ() -> None:
    plans = [plan_of(size, seed) for size in SIZES for seed in SEEDS]
    assert len({(plan.text, plan.steps, plan.context, plan.unit, plan.prompts) for plan in plans}) == 1
    assert plans[0].steps == STEPS
    assert {plan.seed for plan in plans} == {*SEEDS}


def test_words_that_judge_are_not_among_those_that_are_learnt() -> None:
    examples = read(plan_of(SIZES[0], 0))
    assert len({*words()}) == WORDS == len(examples.learnt) + len(examples.held_out)
    assert not {*examples.learnt} & {*examples.held_out}
    assert len(examples.held_out) == WORDS // 10


def test_a_bigger_network_does_better_with_every_seed_here() -> None:
    found = shipped()
    guess = log(27)
    assert all(loss < guess for each in found for loss in each.losses)
    for smaller, larger in pairwise(found):
        assert max(larger.losses) < min(smaller.losses)
        assert larger.mean == pytest.approx(mean(larger.losses))
