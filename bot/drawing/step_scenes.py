"""Back-propagation by hand, a picture a stage: what stands on the nodes and edges of the net."""

from collections.abc import Callable, Iterable, Mapping

from bot.drawing.chips import shortest, signed
from bot.drawing.picture import Picture
from bot.drawing.sheet import Sheet
from bot.drawing.step_chart import step_chart
from bot.drawing.step_net import BACK, DOWN, UP, Edges, Lines, Scene, draw_net, quiet
from bot.drawing.theme import FAINT, INK, YELLOW
from bot.lab.step import RATE, READ, RIGHT, STAGES, WORDS, Floats, Net, Stage, Step, forward, slopes, take_step, walk
from bot.language import joined, tr
from bot.sentences import headed, sentences, separated, stopped


def step_picture(stage: Stage, start: Net, *, titled: bool = True) -> Picture:
    """Draw ``stage`` of the step that begins at ``start``; ``titled`` with its name, and its number of all."""
    number = tr("{number} of {total}", number=STAGES.index(stage) + 1, total=len(STAGES))
    if stage == "ten":
        return step_chart(f"{number} · {tr('ten steps')}" if titled else "", walk(start))
    scene = scene_of(stage, take_step(start))
    sheet = Sheet(800)
    if titled:
        sheet.title(f"{number} · {scene.title}")
    draw_net(sheet, scene)
    seen = stopped(separated([number, scene.title])) if titled else _seen()
    return sheet.picture(sentences([seen, _alt(scene)]), len(scene.inputs))


def _seen() -> str:
    return tr("A net, drawn: lines lead from the two numbers of each of two words through two units to three words.")


def scene_of(stage: Stage, step: Step) -> Scene:
    """What is seen of the net at ``stage``, which is not the last one."""
    return _SCENES[stage](step)


def exact(number: float) -> str:
    """A number of the net at its start, as short as it is typed in.

    >>> exact(-0.4)
    '−0.4'
    """
    return signed(number, 1)


def rounded(number: float) -> str:
    """A number that was computed, in three decimals.

    >>> rounded(-0.86837)
    '−0.868'
    """
    return signed(number, 3)


def _net(step: Step) -> Scene:
    net = step.before
    return Scene(
        tr("the network and its 18 numbers"),
        _weights(net.hidden),
        _weights(net.output),
        [[(exact(each), INK)] for each in net.vectors.reshape(4)],
        foot=[(tr("solid, teal: above zero"), UP), (tr("dashed, orange: below zero"), DOWN)],
    )


def _forward(step: Step) -> Scene:
    net, said = step.before, step.forward
    return Scene(
        tr("forward"),
        _weights(net.hidden),
        _weights(net.output),
        [[(exact(each), INK)] for each in said.inputs],
        [[(rounded(each), INK)] for each in said.states],
        [[(rounded(each), INK)] for each in said.scores],
        [
            (tr("Hidden: tanh of the sum of value × weight"), INK),
            (tr("Outputs: the same sum without tanh, the score"), INK),
        ],
    )


def _loss(step: Step) -> Scene:
    net, said = step.before, step.forward
    return Scene(
        tr("softmax and loss"),
        quiet(net.hidden),
        quiet(net.output),
        [[(exact(each), INK)] for each in said.inputs],
        [[(rounded(each), INK)] for each in said.states],
        [[(rounded(each), INK)] for each in said.probabilities],
        [
            (tr("Outputs: probability, e^score ÷ the sum of all three"), INK),
            (
                tr(
                    "loss = −ln {probability} = {loss}",
                    probability=rounded(said.probabilities[RIGHT]),
                    loss=rounded(said.loss),
                ),
                YELLOW,
            ),
        ],
    )


def _output(step: Step) -> Scene:
    net, said, found = step.before, step.forward, step.gradients
    return Scene(
        tr("backward: the outputs"),
        quiet(net.hidden),
        _gradients(found.output),
        [[(exact(each), INK)] for each in said.inputs],
        [[(rounded(each), INK)] for each in said.states],
        [[(rounded(each), BACK)] for each in found.scores],
        [
            (tr("Outputs: the probability, at the right word minus 1"), BACK),
            (tr("Edges: hidden value × what its output has"), BACK),
        ],
    )


def _hidden(step: Step) -> Scene:
    net, said, found = step.before, step.forward, step.gradients
    came, slope, back = exact(said.inputs[0]), rounded(slopes(said)[0]), rounded(found.states[0])
    return Scene(
        tr("backward: the hidden layer"),
        _gradients(found.hidden, (0, 0)),
        _weights(net.output),
        [[(exact(each), INK)] for each in said.inputs],
        _both(map(rounded, said.states), map(rounded, found.states)),
        [[(rounded(each), BACK)] for each in found.scores],
        [
            (f"① {came} × ② {slope} × ③ {back} = {rounded(found.hidden[0, 0])}", YELLOW),  # untranslated: a formula
            (tr("① what came in · ② the slope of tanh, 1 − {value}²", value=rounded(said.states[0])), INK),
            (tr("③ what comes back, below what the unit said"), BACK),
        ],
        factors=True,
    )


def _vectors(step: Step) -> Scene:
    net, said, found = step.before, step.forward, step.gradients
    (first, second), (one, two) = net.hidden[0], found.sums
    total = rounded(found.vectors[0, 0])
    return Scene(
        tr("backward: the words"),
        _weights(net.hidden),
        quiet(net.output),
        _both(map(exact, said.inputs), map(rounded, found.vectors.reshape(4))),
        [[(rounded(each), BACK)] for each in found.sums],
        [[(rounded(each), BACK)] for each in found.scores],
        [
            (f"{exact(first)} × {rounded(one)} + {exact(second)} × {rounded(two)} = {total}", YELLOW),
            (tr("“{word}”, first number: weight × what its unit has, added", word=READ[0]), INK),
            (tr("Hidden units: ② × ③ of the stage before"), BACK),
        ],
    )


def _update(step: Step) -> Scene:
    net, after = step.before, step.after
    said = forward(after)
    return Scene(
        tr("the update"),
        _changed(net.hidden, after.hidden),
        _changed(net.output, after.output),
        [
            [(exact(was), FAINT), (rounded(now), INK)]
            for was, now in zip(net.vectors.reshape(4), after.vectors.reshape(4), strict=True)
        ],
        [[(rounded(each), INK)] for each in said.states],
        [[(rounded(each), INK)] for each in said.probabilities],
        [
            (tr("Above: before. Below it: before − {rate} × gradient", rate=shortest(RATE)), YELLOW),
            (
                tr(
                    "Forward again: loss {before} → {after}",
                    before=rounded(step.forward.loss),
                    after=rounded(said.loss),
                ),
                INK,
            ),
        ],
    )


def _weights(values: Floats) -> Edges:
    return Edges(values, {at: [(exact(values[at]), DOWN if values[at] < 0 else UP)] for at in _places(values)})


def _gradients(values: Floats, followed: tuple[int, int] | None = None) -> Edges:
    labels = {at: [(rounded(values[at]), YELLOW if at == followed else BACK)] for at in _places(values)}
    return Edges(values, labels, BACK, back=True, followed=followed)


def _changed(before: Floats, after: Floats) -> Edges:
    labels = {
        at: [(exact(before[at]), FAINT), (rounded(after[at]), DOWN if after[at] < 0 else UP)] for at in _places(after)
    }
    return Edges(after, labels)


def _places(values: Floats) -> list[tuple[int, int]]:
    rows, columns = values.shape
    return [(row, column) for row in range(rows) for column in range(columns)]


def _both(above: Iterable[str], below: Iterable[str]) -> list[Lines]:
    """What each node said, and below it what comes back."""
    return [[(one, INK), (other, BACK)] for one, other in zip(above, below, strict=True)]


def _alt(scene: Scene) -> str:
    """What is found, then every number in the picture, from the words to the outputs."""
    said = [stopped(line) for line, _ in scene.foot]
    inputs = [f"{word} {at}" for word in READ for at in (1, 2)]
    units = [tr("hidden 1"), tr("hidden 2")]
    for names, nodes in ((inputs, scene.inputs), (units, scene.units), (WORDS, scene.outputs)):
        said += [stopped(headed(name, _told(lines))) for name, lines in zip(names, nodes, strict=True) if lines]
    for starts, ends, edges in ((inputs, units, scene.into_units), (units, WORDS, scene.into_outputs)):
        said += [
            tr(
                "{start} to {ends}: {numbers}.",
                start=start,
                ends=joined(ends),
                numbers=separated(_told(edges.labels[row, at]) for at in range(len(ends))),
            )
            for row, start in enumerate(starts)
            if edges.labels
        ]
    return sentences(said)


def _told(lines: Lines) -> str:
    return sentences(said for said, _ in lines)


_SCENES: Mapping[Stage, Callable[[Step], Scene]] = {
    "net": _net,
    "forward": _forward,
    "loss": _loss,
    "output": _output,
    "hidden": _hidden,
    "vectors": _vectors,
    "update": _update,
}
