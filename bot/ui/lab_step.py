"""The card of a step by hand: back-propagation by hand, a stage at a time, with every number to be typed in."""

from collections.abc import Callable, Mapping, Sequence
from math import log

from bot.drawing import Picture
from bot.drawing.chips import shortest
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
from bot.language import Later, later, tr
from bot.sentences import sentences, vector
from bot.ui.card import Card, Pressable
from bot.ui.step_tables import added, grid, moved, products, table
from bot.ui.text import code, to_left, to_right

_INPUTS = [f"{word} {at}" for word in READ for at in (1, 2)]
_HIDDEN = ("h1", "h2")
_SOURCE = "Rumelhart, Hinton, Williams 1986, doi:10.1038/323533a0"  # untranslated: a work


def method() -> str:
    """How it is done, and what it does not show."""
    follow = tr(
        "The network and its numbers are the same each time, so that you can follow with a pocket calculator. Computed "
        "with all decimals, shown with three: if you go on from what is shown, the last digit may be off by one or two."
    )
    not_shown = tr(
        "**Does not show** how a network comes to know more than this one line: for that it learns from many texts, "
        "with a little of each."
    )
    return f"{follow}\n-# {not_shown}\n-# {tr('Read on: {source}', source=_SOURCE)}"


def step_card(stage: Stage, start: Net, picture: Picture, buttons: Sequence[Pressable]) -> Card:
    """The ``stage`` of the step that begins at ``start``; ``buttons`` lead to others."""
    place = tr("{page} of {pages}: {title}", page=STAGES.index(stage) + 1, pages=len(STAGES), title=_TITLES[stage])
    card = Card().text(f"### {tr('Back-propagation by hand')}\n-# {place}")
    card.picture(picture, f"step-{stage}.png").text(stage_text(stage, take_step(start)))
    return card.row(buttons)


def stage_text(stage: Stage, step: Step) -> str:
    """What is said at ``stage``, with the calculation in full."""
    return "\n".join(_TEXTS[stage](step))


def _net(step: Step) -> Sequence[str]:
    reads = tr(
        "This network reads two words and says which of three comes next: {words} should give {right}. Each word is "
        "two numbers, a **vector**. Each line carries one number, its **weight**. That makes 18 numbers, and training "
        "may change each of them.",
        words=code(" ".join(READ)),
        right=code(WORDS[RIGHT]),
    )
    decimal = tr(
        "A real network starts at random. Here each number has one decimal, so that a pocket calculator can follow."
    )
    return reads, decimal


def _forward(step: Step) -> Sequence[str]:
    net, said = step.before, step.forward
    lines = []
    for at, unit in enumerate(_units()):
        lines += added(unit, said.inputs, net.hidden[:, at], said.sums[at], exact)
        lines.append(f"   {to_left(tr('tanh of it'), 15)}{rounded(said.states[at]):>7}")
    for at, word in enumerate(WORDS):
        lines += added(tr("score of {word}", word=word), said.states, net.output[:, at], said.scores[at], rounded)
    adds = tr(
        "Each hidden unit adds up what comes in, times the weight on the way. Then it bends the sum by tanh, which "
        "keeps it between −1 and 1. Outputs do the same without bending: their **scores**."
    )
    return adds, table(lines)


def _loss(step: Step) -> Sequence[str]:
    said = step.forward
    lines = [f"{'':<5} {to_right(tr('score'), 6)} {to_right(tr('e^score'), 7)} {tr('share')}"]
    lines += [
        f"{word:<5} {rounded(score):>6} {rounded(power):>7} {rounded(share)}"
        for word, score, power, share in zip(WORDS, said.scores, said.powers, said.probabilities, strict=True)
    ]
    lines.append(f"{to_left(tr('sum'), 4)}{rounded(said.powers.sum()):>16}")
    softmax = tr(
        "**Softmax** makes probabilities of scores: e to each score, as a share of all. It would say {word}.",
        word=code(WORDS[int(said.probabilities.argmax())]),
    )
    loss = tr(
        "The **loss** tells how surprised it is by the right word: −ln {share} = **{loss}**. Certain and right would "
        "be 0, an even guess among three words {even}.",
        share=rounded(said.probabilities[RIGHT]),
        loss=rounded(said.loss),
        even=rounded(log(len(WORDS))),
    )
    return softmax, table(lines), loss


def _output(step: Step) -> Sequence[str]:
    said, found = step.forward, step.gradients
    lines = [
        f"{word:<6} {rounded(share)} − {int(at == RIGHT)} = {rounded(found.scores[at]):>6}"
        for at, (word, share) in enumerate(zip(WORDS, said.probabilities, strict=True))
    ]
    lines += ["", *products(_HIDDEN, WORDS, said.states, found.scores, rounded)]
    scores = tr(
        "Now backwards: how steeply does the loss rise as a number rises? That is its **gradient**. Of a score it is "
        "simple, as softmax and logarithm fit together: the probability, minus 1 for the right word. Below zero means: "
        "more of this, and the loss falls."
    )
    return scores, tr("Of a weight it is what came in × the gradient of where it leads."), table(lines)


def _hidden(step: Step) -> Sequence[str]:
    net, said, found = step.before, step.forward, step.gradients
    slope = slopes(said)
    lines = []
    for at, unit in enumerate(_units()):
        name = tr("③ back to {unit}", unit=unit)
        lines += added(name, net.output[at], found.scores, found.states[at], exact, rounded)
        lines.append(f"② 1 − ({rounded(said.states[at])})² = {rounded(slope[at])}")  # untranslated: figures
        lines.append(f"② × ③             {rounded(found.sums[at]):>7}")  # untranslated: figures
    lines += ["", *grid(_INPUTS, _HIDDEN, said.inputs, found.sums)]
    one = f"① {exact(said.inputs[0])} × ② {rounded(slope[0])} × ③ {rounded(found.states[0])}"  # untranslated: figures
    rule = tr(
        "The **chain rule**: along a way, multiply how much each number moves the next. Where ways meet, add up. The "
        "yellow line, from the first number of {word}:",
        word=code(READ[0]),
    )
    parts = tr(
        "① came in. ② is how steep tanh is there: 1 minus the square of what the unit said. ③ comes back from the "
        "outputs."
    )
    return rule, f"**{one} = {rounded(found.hidden[0, 0])}**", parts, table(lines)


def _vectors(step: Step) -> Sequence[str]:
    net, found = step.before, step.gradients
    lines = []
    for at, name in enumerate(_INPUTS):
        lines += added(name, net.hidden[at], found.sums, found.vectors.reshape(4)[at], exact, rounded)
    words = tr(
        "It goes on to the words: each of their numbers is moved, too, by all that comes back to it, weight × ② × ③. "
        "Nobody says where a word belongs; it is pulled to where the loss is smaller, text by text."
    )
    return words, table(lines)


def _update(step: Step) -> Sequence[str]:
    before, after, found = step.before, step.after, step.gradients
    # Translators: heads of columns: a number as it was, its gradient, and as it is now; at most 5, 6 and 6 letters.
    was, gradient, now = tr("was"), tr("grad."), tr("now")
    lines = [f"{'':<7}{to_right(was, 5)}{to_right(gradient, 7)}{to_right(now, 7)}"]
    for at, name in enumerate(_INPUTS):
        lines.append(moved(name, *(each.vectors.reshape(4)[at] for each in (before, found, after))))
        for to, unit in enumerate(_HIDDEN):
            lines.append(moved(f" →{unit}", *(each.hidden[at, to] for each in (before, found, after))))
    for at, unit in enumerate(_HIDDEN):
        lines.append(unit)
        for to, word in enumerate(WORDS):
            lines.append(moved(f" →{word}", *(each.output[at, to] for each in (before, found, after))))
    said = forward(after)
    rule = tr(
        "Each number moves a little against its gradient: now = was − {rate} × gradient. {rate} is the **learning "
        "rate**.",
        rate=shortest(RATE),
    )
    again = tr(
        "Forward again: {word} has {share} instead of {share_before}, and the loss is **{loss}** instead of "
        "{loss_before}.",
        word=code(WORDS[RIGHT]),
        share=rounded(said.probabilities[RIGHT]),
        share_before=rounded(step.forward.probabilities[RIGHT]),
        loss=rounded(said.loss),
        loss_before=rounded(step.forward.loss),
    )
    return rule, table(lines), again


def _ten(step: Step) -> Sequence[str]:
    nets = walk(step.before)
    lines = [f"{to_right(tr('step'), 4)}  {to_right(tr('loss'), 6)}  {WORDS[RIGHT]:>6}"]
    for count, net in enumerate(nets):
        said = forward(net)
        lines.append(f"{count:>4}  {rounded(said.loss):>6}  {rounded(said.probabilities[RIGHT]):>6}")
    first, last = (forward(net) for net in (nets[0], nets[-1]))
    falls = tr(
        "The same {steps} times: the loss falls from {loss_before} to **{loss}**, and {word} rises from {share_before} "
        "to **{share}**.",
        steps=STEPS,
        loss_before=rounded(first.loss),
        loss=rounded(last.loss),
        word=code(WORDS[RIGHT]),
        share_before=rounded(first.probabilities[RIGHT]),
        share=rounded(last.probabilities[RIGHT]),
    )
    pulled = tr(
        "Both words were pulled along, {one} from {one_before} to {one_now} and {other} from {other_before} to "
        "{other_now}.",
        one=code(READ[0]),
        one_before=_place(nets[0].vectors[0], exact),
        one_now=_place(nets[-1].vectors[0], rounded),
        other=code(READ[1]),
        other_before=_place(nets[0].vectors[1], exact),
        other_now=_place(nets[-1].vectors[1], rounded),
    )
    return sentences([falls, pulled]), table(lines)


def _units() -> Sequence[str]:
    return [tr("hidden {number}", number=at + 1) for at in range(len(_HIDDEN))]


def _place(numbers: Floats, number: Callable[[float], str]) -> str:
    return vector(number(each) for each in numbers)


_TITLES: Mapping[Stage, Later] = {
    "net": later("the network and its 18 numbers"),
    "forward": later("forward, from words to scores"),
    "loss": later("softmax and the loss"),
    "output": later("backward, at the outputs"),
    "hidden": later("backward, through the hidden layer"),
    "vectors": later("backward, to the words"),
    "update": later("the update"),
    "ten": later("ten steps"),
}
_TEXTS: Mapping[Stage, Callable[[Step], Sequence[str]]] = {
    "net": _net,
    "forward": _forward,
    "loss": _loss,
    "output": _output,
    "hidden": _hidden,
    "vectors": _vectors,
    "update": _update,
    "ten": _ten,
}
