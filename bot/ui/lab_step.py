"""The card of a step by hand: back-propagation by hand, a stage at a time, with every number to be typed in."""

from collections.abc import Callable, Mapping, Sequence
from math import log

from bot.drawing import Picture
from bot.drawing.step_scenes import exact, rounded
from bot.lab.step import (
    RATE,
    READ,
    RIGHT,
    STAGES,
    STEPS,
    WORDS,
    Floats,
    Net,
    Stage,
    Step,
    forward,
    slopes,
    take_step,
    walk,
)
from bot.ui.card import Card, Pressable
from bot.ui.text import code, fence

_INPUTS = [f"{word} {at}" for word in READ for at in (1, 2)]
_UNITS = ("hidden 1", "hidden 2")
METHOD = (
    "The network and its numbers are the same each time, so that you can follow with a pocket calculator. Computed "
    "with all decimals, shown with three: if you go on from what is shown, the last digit may be off by one or two.\n"
    "-# **Does not show** how a network comes to know more than this one line: for that it learns from many texts, "
    "with a little of each.\n-# Read on: Rumelhart, Hinton, Williams 1986, doi:10.1038/323533a0"
)


def step_card(stage: Stage, start: Net, picture: Picture, buttons: Sequence[Pressable]) -> Card:
    """The ``stage`` of the step that begins at ``start``; ``buttons`` lead to others."""
    title = f"### Back-propagation by hand\n-# {STAGES.index(stage) + 1} of {len(STAGES)}: {_TITLES[stage]}"
    card = Card().text(title).picture(picture, f"step-{stage}.png").text(stage_text(stage, take_step(start)))
    return card.row(buttons)


def stage_text(stage: Stage, step: Step) -> str:
    """What is said at ``stage``, with the calculation in full."""
    return _TEXTS[stage](step)


def _net(step: Step) -> str:
    return (
        f"This network reads two words and says which of three comes next: {code(' '.join(READ))} should give "
        f"{code(WORDS[RIGHT])}. Each word is two numbers, a **vector**. Each line carries one number, its **weight**. "
        "That makes 18 numbers, and training may change each of them.\nA real network starts at random. Here each "
        "number has one decimal, so that a pocket calculator can follow."
    )


def _forward(step: Step) -> str:
    net, said = step.before, step.forward
    lines = []
    for at, unit in enumerate(_UNITS):
        lines += _added(unit, said.inputs, net.hidden[:, at], said.sums[at], exact)
        lines.append(f"   tanh of it     {rounded(said.states[at]):>7}")
    for at, word in enumerate(WORDS):
        lines += _added(f"score of {word}", said.states, net.output[:, at], said.scores[at], rounded)
    return (
        "Each hidden unit adds up what comes in, times the weight on the way. Then it bends the sum by tanh, which "
        f"keeps it between −1 and 1. Outputs do the same without bending: their **scores**.\n{_table(lines)}"
    )


def _loss(step: Step) -> str:
    said = step.forward
    lines = ["       score e^score share"]
    lines += [
        f"{word:<5} {rounded(score):>6} {rounded(power):>7} {rounded(share)}"
        for word, score, power, share in zip(WORDS, said.scores, said.powers, said.probabilities, strict=True)
    ]
    lines.append(f"sum {rounded(said.powers.sum()):>16}")
    likeliest = WORDS[int(said.probabilities.argmax())]
    return (
        f"**Softmax** makes probabilities of scores: e to each score, as a share of all. It would say "
        f"{code(likeliest)}.\n{_table(lines)}\nThe **loss** tells how surprised it is by the right word: "
        f"−ln {rounded(said.probabilities[RIGHT])} = **{rounded(said.loss)}**. Certain and right would be 0, an even "
        f"guess among three words {rounded(log(len(WORDS)))}."
    )


def _output(step: Step) -> str:
    said, found = step.forward, step.gradients
    lines = [
        f"{word:<6} {rounded(share)} − {int(at == RIGHT)} = {rounded(found.scores[at]):>6}"
        for at, (word, share) in enumerate(zip(WORDS, said.probabilities, strict=True))
    ]
    lines += ["", *_products(_UNITS, WORDS, said.states, found.scores, rounded)]
    return (
        "Now backwards: how steeply does the loss rise as a number rises? That is its **gradient**. Of a score it is "
        "simple, as softmax and logarithm fit together: the probability, minus 1 for the right word. Below zero means: "
        f"more of this, and the loss falls.\nOf a weight it is what came in × the gradient of where it leads.\n"
        f"{_table(lines)}"
    )


def _hidden(step: Step) -> str:
    net, said, found = step.before, step.forward, step.gradients
    slope = slopes(said)
    lines = []
    for at, unit in enumerate(_UNITS):
        lines += _added(f"③ back to {unit}", net.output[at], found.scores, found.states[at], exact, rounded)
        lines.append(f"② 1 − ({rounded(said.states[at])})² = {rounded(slope[at])}")
        lines.append(f"② × ③             {rounded(found.sums[at]):>7}")
    lines += ["", *_grid(_INPUTS, _UNITS, said.inputs, found.sums)]
    one = f"① {exact(said.inputs[0])} × ② {rounded(slope[0])} × ③ {rounded(found.states[0])}"
    return (
        "The **chain rule**: along a way, multiply how much each number moves the next. Where ways meet, add up. The "
        f"yellow line, from the first number of {code(READ[0])}:\n**{one} = {rounded(found.hidden[0, 0])}**\n① came "
        "in. ② is how steep tanh is there: 1 minus the square of what the unit said. ③ comes back from the outputs.\n"
        f"{_table(lines)}"
    )


def _vectors(step: Step) -> str:
    net, found = step.before, step.gradients
    lines = []
    for at, name in enumerate(_INPUTS):
        lines += _added(name, net.hidden[at], found.sums, found.vectors.reshape(4)[at], exact, rounded)
    return (
        "It goes on to the words: each of their numbers is moved, too, by all that comes back to it, weight × ② × ③. "
        "Nobody says where a word belongs; it is pulled to where the loss is smaller, text by text."
        f"\n{_table(lines)}"
    )


def _update(step: Step) -> str:
    before, after, found = step.before, step.after, step.gradients
    lines = ["         was  grad.    now"]
    for at, name in enumerate(_INPUTS):
        lines.append(_moved(name, *(each.vectors.reshape(4)[at] for each in (before, found, after))))
        for to, unit in enumerate(_UNITS):
            lines.append(_moved(f" →{_short(unit)}", *(each.hidden[at, to] for each in (before, found, after))))
    for at, unit in enumerate(_UNITS):
        lines.append(_short(unit))
        for to, word in enumerate(WORDS):
            lines.append(_moved(f" →{word}", *(each.output[at, to] for each in (before, found, after))))
    said = forward(after)
    return (
        f"Each number moves a little against its gradient: now = was − {RATE:g} × gradient. {RATE:g} is the **learning "
        f"rate**.\n{_table(lines)}\nForward again: {code(WORDS[RIGHT])} has "
        f"{rounded(said.probabilities[RIGHT])} instead of {rounded(step.forward.probabilities[RIGHT])}, and the loss "
        f"is **{rounded(said.loss)}** instead of {rounded(step.forward.loss)}."
    )


def _ten(step: Step) -> str:
    nets = walk(step.before)
    lines = [f"step    loss  {WORDS[RIGHT]:>6}"]
    for number, net in enumerate(nets):
        said = forward(net)
        lines.append(f"{number:>4}  {rounded(said.loss):>6}  {rounded(said.probabilities[RIGHT]):>6}")
    first, last = (forward(net) for net in (nets[0], nets[-1]))
    moved = " and ".join(
        f"{code(word)} from {_place(nets[0].vectors[at], exact)} to {_place(nets[-1].vectors[at], rounded)}"
        for at, word in enumerate(READ)
    )
    return (
        f"The same {STEPS} times: the loss falls from {rounded(first.loss)} to **{rounded(last.loss)}**, and "
        f"{code(WORDS[RIGHT])} rises from {rounded(first.probabilities[RIGHT])} to "
        f"**{rounded(last.probabilities[RIGHT])}**. Both words were pulled along, {moved}.\n{_table(lines)}"
    )


def _place(vector: Floats, number: Callable[[float], str]) -> str:
    return f"({', '.join(number(each) for each in vector)})"


def _added(
    name: str,
    values: Floats,
    weights: Floats,
    total: float,
    value: Callable[[float], str],
    weight: Callable[[float], str] = exact,
) -> list[str]:
    """A sum of products, a line each."""
    lines = [
        f"  {value(one):>6} × {weight(other):>6} {rounded(one * other):>7}"
        for one, other in zip(values, weights, strict=True)
    ]
    return [name, *lines, f"   sum            {rounded(total):>7}"]


def _products(
    starts: Sequence[str], ends: Sequence[str], values: Floats, came: Floats, value: Callable[[float], str]
) -> list[str]:
    """The gradients of all weights between two layers: what came in × what comes back."""
    lines = []
    for start, one in zip(starts, values, strict=True):
        lines.append(f"{_short(start)}: {value(one)} ×")
        lines += [
            f"  →{_short(end):<5} {rounded(other):>6} = {rounded(one * other):>6}"
            for end, other in zip(ends, came, strict=True)
        ]
    return lines


def _grid(starts: Sequence[str], ends: Sequence[str], values: Floats, came: Floats) -> list[str]:
    """The same between two layers whose second has two units: a column for each."""
    heads = (f"→{_short(end)}" for end in ends)
    lines = [
        f"{'':<12}{''.join(f'{head:>7}' for head in heads)}",
        f"{'':<11}×{''.join(f'{rounded(each):>7}' for each in came)}",
    ]
    for start, one in zip(starts, values, strict=True):
        lines.append(f"{start:<7}{exact(one):>5}{''.join(f'{rounded(one * other):>7}' for other in came)}")
    return lines


def _short(name: str) -> str:
    return name.replace("hidden ", "h")


def _moved(name: str, was: float, gradient: float, now: float) -> str:
    return f"{name:<7}{exact(was):>5}{rounded(gradient):>7}{rounded(now):>7}"


def _table(lines: Sequence[str]) -> str:
    return fence("\n".join(lines))


_TITLES: Mapping[Stage, str] = {
    "net": "the network and its 18 numbers",
    "forward": "forward, from words to scores",
    "loss": "softmax and the loss",
    "output": "backward, at the outputs",
    "hidden": "backward, through the hidden layer",
    "vectors": "backward, to the words",
    "update": "the update",
    "ten": "ten steps",
}
_TEXTS: Mapping[Stage, Callable[[Step], str]] = {
    "net": _net,
    "forward": _forward,
    "loss": _loss,
    "output": _output,
    "hidden": _hidden,
    "vectors": _vectors,
    "update": _update,
    "ten": _ten,
}
