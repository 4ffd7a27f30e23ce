"""Back-propagation by hand: one step of training of a net of 18 numbers, few enough for a pocket calculator.

It reads two words and says which of three comes next. Two numbers a word are its inputs, two hidden units mix them
through tanh, and softmax makes a probability of each output's score. There are no biases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Stage = Literal["net", "forward", "loss", "output", "hidden", "vectors", "update", "ten"]
"""Where somebody is who follows the step: forward from the net to the loss, back again, and on."""

STAGES: Sequence[Stage] = get_args(Stage)
READ = ("roses", "are")
WORDS = ("red", "blue", "green")
"""What it can say next."""
RIGHT = 0
"""The place of the right one in ``WORDS``."""
RATE = 0.5
"""The learning rate."""
STEPS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """All that is learnt: ``vectors`` (2 words read × 2), ``hidden`` (4 inputs × 2 units), ``output`` (2 units × 3)."""

    vectors: Floats
    hidden: Floats
    output: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """What a net makes of its words: ``states`` (2) are tanh of ``sums`` (2), ``powers`` (3) are e to the ``scores``.

    ``inputs`` (4) are the numbers of both vectors, ``probabilities`` (3) the shares of the powers, and ``loss`` is
    minus the logarithm of the right word's, in nats.
    """

    inputs: Floats
    sums: Floats
    states: Floats
    scores: Floats
    powers: Floats
    probabilities: Floats
    loss: float


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """By how much the loss rises for each bit by which a number does, from the back to the front.

    ``states`` (2) are of what the hidden units say, ``sums`` (2) of what goes into their tanh; the others are shaped
    as what they belong to.
    """

    scores: Floats
    output: Floats
    states: Floats
    sums: Floats
    hidden: Floats
    vectors: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of training, from the net ``before`` to the one ``after``."""

    before: Net
    forward: Forward
    gradients: Gradients
    after: Net


START = Net(
    np.array([[0.5, -0.4], [0.3, 0.8]]),
    np.array([[0.6, -0.5], [-0.7, 0.4], [0.2, 0.9], [0.5, -0.3]]),
    np.array([[-0.6, 0.8, 0.3], [0.7, -0.4, 0.5]]),
)
"""In place of a random start, numbers that are soon typed in."""


def forward(net: Net) -> Forward:
    """What ``net`` makes of its two words.

    >>> said = forward(START)
    >>> said.states.round(3).tolist(), said.probabilities.round(3).tolist(), round(said.loss, 3)
    ([0.778, -0.363], [0.132, 0.583, 0.285], 2.027)
    """
    inputs = net.vectors.reshape(4)
    sums = inputs @ net.hidden  # (4) @ (4, 2) → (2)
    states = np.tanh(sums)
    scores = states @ net.output  # (2) @ (2, 3) → (3)
    powers = np.exp(scores)
    probabilities = powers / powers.sum()
    return Forward(inputs, sums, states, scores, powers, probabilities, -float(np.log(probabilities[RIGHT])))


def backward(net: Net, said: Forward) -> Gradients:
    """The gradients of the loss that ``net`` has with what it ``said``, by the chain rule.

    >>> found = backward(START, forward(START))
    >>> found.scores.round(3).tolist(), found.vectors.round(3).tolist()
    ([-0.868, 0.583, 0.285], [[0.558, -0.539], [-0.461, 0.394]])
    """
    scores = said.probabilities - np.eye(len(WORDS))[RIGHT]  # of softmax and logarithm together
    output = np.outer(said.states, scores)  # (2, 3)
    states = net.output @ scores  # (2, 3) @ (3) → (2)
    sums = states * slopes(said)
    hidden = np.outer(said.inputs, sums)  # (4, 2)
    vectors = (net.hidden @ sums).reshape(2, 2)
    return Gradients(scores, output, states, sums, hidden, vectors)


def slopes(said: Forward) -> Floats:
    """How steep tanh is where each hidden unit stands (2): 1 where it says 0, and less the nearer it is to 1 or −1.

    >>> slopes(forward(START)).round(3).tolist()
    [0.395, 0.868]
    """
    steep: Floats = 1 - said.states**2
    return steep


def take_step(net: Net, rate: float = RATE) -> Step:
    """One step of gradient descent: each number moves against its gradient, ``rate`` times as far.

    >>> take_step(START).after.vectors.round(3).tolist()
    [[0.221, -0.13], [0.531, 0.603]]
    """
    said = forward(net)
    found = backward(net, said)
    after = Net(net.vectors - rate * found.vectors, net.hidden - rate * found.hidden, net.output - rate * found.output)
    return Step(net, said, found, after)


def walk(net: Net, steps: int = STEPS, rate: float = RATE) -> list[Net]:
    """The net as it is at first, and after each of ``steps`` steps.

    >>> [round(forward(each).loss, 2) for each in walk(START)]
    [2.03, 1.19, 0.94, 0.76, 0.59, 0.44, 0.34, 0.26, 0.2, 0.17, 0.14]
    """
    nets = [net]
    for _ in range(steps):
        nets.append(take_step(nets[-1], rate).after)
    return nets
