"""A step by hand: each gradient, and each number that is printed, held against others' arithmetic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, tanh

import numpy as np
import pytest
import regex
from hypothesis import given, strategies as st
from numpy.typing import NDArray

from bot.lab.step import RATE, READ, RIGHT, STAGES, START, STEPS, WORDS, Net, Stage, backward, forward, take_step, walk
from bot.ui.lab_step import stage_text

Floats = NDArray[np.float64]
LAYERS = ("vectors", "hidden", "output")
NUMBER = r"−?\d+\.\d+"
OFF = 0.0025
"""So far may a result be off that was computed from numbers in three decimals, in two steps."""

nets = st.lists(st.floats(-2, 2), min_size=18, max_size=18).map(lambda numbers: net_of(np.array(numbers)))


def net_of(numbers: Floats) -> Net:
    return Net(numbers[:4].reshape(2, 2), numbers[4:12].reshape(4, 2), numbers[12:].reshape(2, 3))


def numbers_of(net: Net) -> Floats:
    return np.concatenate([getattr(net, layer).ravel() for layer in LAYERS])


def loss_of(numbers: Floats) -> float:
    """The loss by plain arithmetic, number by number."""
    inputs, hidden, output = numbers[:4].tolist(), numbers[4:12].tolist(), numbers[12:].tolist()
    states = [tanh(sum(inputs[at] * hidden[2 * at + unit] for at in range(4))) for unit in (0, 1)]
    scores = [sum(states[unit] * output[3 * unit + word] for unit in (0, 1)) for word in range(3)]
    return float(log(sum(map(exp, scores))) - scores[RIGHT])


def by_torch(net: Net) -> tuple[float, Mapping[str, Floats]]:
    """The loss and its gradients as torch finds them."""
    import torch  # takes seconds, which only those wait for that need it

    layers = {name: torch.tensor(getattr(net, name), requires_grad=True) for name in LAYERS}
    scores = torch.tanh(layers["vectors"].flatten() @ layers["hidden"]) @ layers["output"]
    loss = torch.nn.functional.cross_entropy(scores[None], torch.tensor([RIGHT]))
    loss.backward()
    return loss.item(), {name: layer.grad.numpy() for name, layer in layers.items() if layer.grad is not None}


@given(nets)
def test_each_gradient_is_a_finite_difference(net: Net) -> None:
    numbers, wide = numbers_of(net), 1e-5
    found = backward(net, forward(net))
    gradients = np.concatenate([getattr(found, layer).ravel() for layer in LAYERS])
    for at, gradient in enumerate(gradients):
        moved = wide * np.eye(18)[at]
        difference = (loss_of(numbers + moved) - loss_of(numbers - moved)) / (2 * wide)
        assert gradient == pytest.approx(difference, abs=1e-4)


@given(nets)
def test_loss_and_gradients_are_those_of_torch(net: Net) -> None:
    loss, gradients = by_torch(net)
    said = forward(net)
    found = backward(net, said)
    assert said.loss == pytest.approx(loss, abs=1e-9)
    for layer in LAYERS:
        np.testing.assert_allclose(getattr(found, layer), gradients[layer], atol=1e-9)


def test_ten_steps_are_those_of_torch() -> None:
    import torch  # as above

    layers = [torch.tensor(getattr(START, name), requires_grad=True) for name in LAYERS]
    optimizer = torch.optim.SGD(layers, lr=RATE)
    for net in walk(START):
        for name, layer in zip(LAYERS, layers, strict=True):
            np.testing.assert_allclose(getattr(net, name), layer.detach().numpy(), atol=1e-9)
        scores = torch.tanh(layers[0].flatten() @ layers[1]) @ layers[2]
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(scores[None], torch.tensor([RIGHT])).backward()
        optimizer.step()
    assert len(walk(START)) == STEPS + 1


def test_every_number_at_the_start_is_soon_typed_in() -> None:
    numbers = numbers_of(START)
    assert len(numbers) == 18
    assert (numbers == numbers.round(2)).all()
    assert (abs(numbers) > 0).all()


def test_it_learns_what_it_did_not_know() -> None:
    """At first another word is likelier; each step makes the loss smaller, and in the end the right one is."""
    said = [forward(net) for net in walk(START)]
    assert WORDS[int(said[0].probabilities.argmax())] != WORDS[RIGHT]
    assert all(later.loss < earlier.loss for earlier, later in pairwise(said))
    assert said[-1].probabilities[RIGHT] > 0.8


def shown(number: float) -> str:
    return f"{number:z.3f}".replace("-", "−")


def value(written: str) -> float:
    return float(written.replace("−", "-"))


def all_numbers() -> set[str]:
    """Every number that a card may print, by torch and plain arithmetic, in three decimals."""
    found = {RATE, log(3)}
    weights = [START]
    for _ in range(STEPS):
        _, gradients = by_torch(weights[-1])
        weights.append(Net(*(getattr(weights[-1], name) - RATE * gradients[name] for name in LAYERS)))
    for net in weights:
        states = np.tanh(net.vectors.ravel() @ net.hidden)
        powers = np.exp(states @ net.output)
        found |= {*numbers_of(net), *states, *(powers / powers.sum()), by_torch(net)[0]}
    inputs, (_, gradients) = START.vectors.ravel(), by_torch(START)
    sums = inputs @ START.hidden
    states = np.tanh(sums)
    scores = states @ START.output
    shares = np.exp(scores) / np.exp(scores).sum()
    at_scores = shares - [1, 0, 0]
    at_states, slopes = START.output @ at_scores, 1 / np.cosh(sums) ** 2
    found |= {*sums, *scores, *np.exp(scores), np.exp(scores).sum(), *at_scores, *at_states, *slopes}
    found |= {
        *(at_states * slopes),
        *(inputs[:, None] * START.hidden).ravel(),
        *(states[:, None] * START.output).ravel(),
    }
    found |= {*(START.output * at_scores).ravel(), *(START.hidden * (at_states * slopes)).ravel()}
    found |= {each for name in LAYERS for each in gradients[name].ravel()}
    return {shown(float(each)) for each in found}


@pytest.mark.parametrize("stage", STAGES)
def test_every_number_in_a_text_is_one_of_the_net_s(stage: Stage) -> None:
    text = stage_text(stage, take_step(START))
    printed = regex.findall(NUMBER, text)
    assert {shown(value(each)) for each in printed} <= all_numbers()
    assert len(printed) >= {"net": 0}.get(stage, 6)


@dataclass(frozen=True)
class Sum:
    """What stands under one name in a calculation: products with what they come to, and their sum."""

    products: Sequence[tuple[float, float, float]]
    total: float


def sums(text: str) -> Iterator[Sum]:
    products = []
    for line in text.splitlines():
        if found := regex.fullmatch(rf" *({NUMBER}) × +({NUMBER}) +({NUMBER})", line):
            one, other, product = map(value, found.groups())
            products.append((one, other, product))
        elif found := regex.fullmatch(rf" +sum +({NUMBER})", line):
            yield Sum(products, value(found[1]))
            products = []


@pytest.mark.parametrize(("stage", "number"), [("forward", 5), ("hidden", 2), ("vectors", 4)])
def test_sums_come_out_on_a_pocket_calculator(stage: Stage, number: int) -> None:
    found = [*sums(stage_text(stage, take_step(START)))]
    assert len(found) == number
    for each in found:
        assert all(one * other == pytest.approx(product, abs=OFF) for one, other, product in each.products)
        assert sum(product for _, _, product in each.products) == pytest.approx(each.total, abs=OFF)


def test_products_come_out_on_a_pocket_calculator() -> None:
    text = stage_text("output", take_step(START))
    found = [
        (one, other, product)
        for one, rows in regex.findall(rf"^[\w ]+: ({NUMBER}) ×\n((?:  →.+\n)+)", text, regex.M)
        for other, product in regex.findall(rf"→\w+ +({NUMBER}) = +({NUMBER})", rows)
    ]
    assert len(found) == 6
    for one, other, product in found:
        assert value(one) * value(other) == pytest.approx(value(product), abs=OFF)


def test_products_in_columns_come_out_on_a_pocket_calculator() -> None:
    text = stage_text("hidden", take_step(START))
    [came] = regex.findall(rf"^ +× +({NUMBER}) +({NUMBER})$", text, regex.M)
    rows = regex.findall(rf"^\w+ [12] +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, regex.M)
    assert len(rows) == 4
    for one, *products in rows:
        for other, product in zip(came, products, strict=True):
            assert value(one) * value(other) == pytest.approx(value(product), abs=OFF)


def test_the_chain_rule_is_worked_out_in_full_for_one_edge() -> None:
    text = stage_text("hidden", take_step(START))
    found = regex.search(rf"\*\*① ({NUMBER}) × ② ({NUMBER}) × ③ ({NUMBER}) = ({NUMBER})\*\*", text)
    assert found
    came, slope, back, gradient = map(value, found.groups())
    assert came * slope * back == pytest.approx(gradient, abs=OFF)
    assert gradient == pytest.approx(by_torch(START)[1]["hidden"][0, 0], abs=OFF)
    assert regex.findall(rf"② 1 − \(({NUMBER})\)² = ({NUMBER})", text)
    for state, steep in regex.findall(rf"② 1 − \(({NUMBER})\)² = ({NUMBER})", text):
        assert 1 - value(state) ** 2 == pytest.approx(value(steep), abs=OFF)


def test_tanh_softmax_and_loss_come_out_on_a_pocket_calculator() -> None:
    text = stage_text("forward", take_step(START))
    bent = regex.findall(rf"sum +({NUMBER})\n +tanh of it +({NUMBER})", text)
    assert len(bent) == 2
    for total, state in bent:
        assert tanh(value(total)) == pytest.approx(value(state), abs=OFF)
    text = stage_text("loss", take_step(START))
    rows = [
        [value(each) for each in row]
        for row in regex.findall(rf"^\w+ +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, regex.M)
    ]
    assert len(rows) == 3
    for score, power, share in rows:
        assert exp(score) == pytest.approx(power, abs=OFF)
        assert power / sum(each[1] for each in rows) == pytest.approx(share, abs=OFF)
    taken = regex.search(rf"−ln ({NUMBER}) = \*\*({NUMBER})\*\*", text)
    assert taken
    assert -log(value(taken[1])) == pytest.approx(value(taken[2]), abs=OFF)
    assert value(taken[1]) == rows[RIGHT][2]


def by_row(vectors: Floats, hidden: Floats, output: Floats) -> Floats:
    """Each input with the weights that lead from it, then those that lead to the outputs."""
    return np.concatenate([np.column_stack([vectors.ravel(), hidden]).ravel(), output.ravel()])


def test_each_of_the_18_numbers_is_updated_in_the_text() -> None:
    text = stage_text("update", take_step(START))
    rows = regex.findall(rf"^(.+?) +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, regex.M)
    assert [name for name, *_ in rows] == [
        *("roses 1", " →h1", " →h2", "roses 2", " →h1", " →h2", "are 1", " →h1", " →h2", "are 2", " →h1", " →h2"),
        *(" →red", " →blue", " →green") * 2,
    ]
    gradients = by_torch(START)[1]
    starts, expected = by_row(START.vectors, START.hidden, START.output), by_row(*(gradients[each] for each in LAYERS))
    for (_, was, gradient, now), start, moves in zip(rows, starts, expected, strict=True):
        assert value(was) == start
        assert value(gradient) == pytest.approx(moves, abs=0.0006)
        assert value(was) - RATE * value(gradient) == pytest.approx(value(now), abs=OFF)


def test_ten_steps_are_told_one_a_line() -> None:
    text = stage_text("ten", take_step(START))
    rows = regex.findall(rf"^ *(\d+) +({NUMBER}) +({NUMBER})$", text, regex.M)
    assert [int(step) for step, *_ in rows] == [*range(STEPS + 1)]
    for _, loss, share in rows:
        assert -log(value(share)) == pytest.approx(value(loss), abs=0.005)
    assert all(f"`{word}` from (" in text for word in READ)
