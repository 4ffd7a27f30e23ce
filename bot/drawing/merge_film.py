"""The merges of a text as an animation: in each frame two neighbours have become one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from bot.drawing.film import film, most_frames
from bot.drawing.lines import fitted, write
from bot.drawing.merge_layout import HIGHEST, MARGIN, Line, Node, Placed, lines, trees
from bot.drawing.merge_tree import BYTE, Box, outlined, read_out, token_box, write_centred
from bot.drawing.picture import Picture
from bot.drawing.theme import GROUND, INK, WIDTH
from bot.language import plural, tr
from bot.tokens import Piece

_CAPTION_SIZE, _CAPTION_HEIGHT, _BOX_HEIGHT, _GAP = 20, 40, 60, 14
_FIRST, _STEP, _SHORT_STEP, _LAST = 1_500, 1_000, 400, 5_000
"""Milliseconds; the short one where there are many steps."""
_MANY_STEPS = 20
_MOST_LINES = (HIGHEST - 2 * MARGIN - _CAPTION_HEIGHT) // (_BOX_HEIGHT + _GAP)


def merge_film(pieces: Sequence[Piece]) -> Picture:
    """Draw the merges of a few words one after the other, in a GIF that begins again at its end.

    ``drawn`` is the number of merges in it: all but the first ones of a token of some twelve bytes or more, which would
    be too wide, and those for whose lines it would be too high.
    """
    grown = trees(pieces)
    placed = lines(grown)[:_MOST_LINES]
    height = 2 * MARGIN + _CAPTION_HEIGHT + len(placed) * (_BOX_HEIGHT + _GAP) - _GAP
    merged = sorted((node for _, _, node in _nodes(placed) if node.children), key=lambda node: node.step)
    steps = most_frames(WIDTH, height) - 2  # of more merges several are shown at a time
    stride = -(-len(merged) // steps) or 1
    shown = [merged[at : at + stride] for at in range(0, len(merged), stride)]
    parts = sum(len(piece.parts) for piece in pieces)
    last = plural("{n} token", "{n} tokens", len(grown))
    canvas = Image.new("RGB", (WIDTH, height), GROUND)
    colours = _together(_frames(canvas, placed, [merged] if merged else [], "", ""), height)
    every = len(merged) == sum(len(piece.merges) for piece in pieces)
    start = (
        plural("{n} byte to start with", "{n} bytes to start with", parts)
        if every
        else plural("{n} byte, some already merged", "{n} bytes, some already merged", parts)
    )
    frames = _frames(canvas, placed, shown, start, tr("Nothing merges any more: {tokens}", tokens=last))
    step = _SHORT_STEP if len(shown) > _MANY_STEPS else _STEP
    data = film(frames, [_FIRST, *[step] * len(shown), _LAST], colours)
    alt = read_out(
        plural(
            "Animation of {n} merge, from {bytes} to {tokens}. Merges in order:",
            "Animation of {n} merges, from {bytes} to {tokens}. Merges in order:",
            len(merged),
            bytes=plural("{n} byte", "{n} bytes", parts),
            tokens=last,
        ),
        merged,
    )
    return Picture(data, alt, WIDTH, height, len(merged))


def _frames(
    canvas: Image.Image, placed: Sequence[Line], shown: Sequence[Sequence[Node]], first: str, last: str
) -> Iterator[Image.Image]:
    """One frame after the other, all on ``canvas``: in each are the next merges of ``shown``."""
    boxes = {node.step: _box(each, node, row) for row, each, node in _nodes(placed) if node.children}
    _start(canvas, placed)
    yield _captioned(canvas, first)
    for before, steps in pairwise([[], *shown]):
        _merge(canvas, before, steps, boxes)
        yield _captioned(canvas, _caption(steps))
    _end(canvas, placed)
    yield _captioned(canvas, last)


def _nodes(placed: Sequence[Line]) -> Iterator[tuple[int, Placed, Node]]:
    for row, line in enumerate(placed):
        for each in line:
            for node in each.tree.root.all():
                yield row, each, node


def _caption(steps: Sequence[Node]) -> str:
    if len(steps) > 1:
        return tr("Merges {first} to {last}", first=steps[0].step, last=steps[-1].step)
    [node] = steps
    left, right = node.children
    return tr(
        "Merge {number}: {left} + {right} → {token}, rank {id}",
        number=node.step,
        left=left.label,
        right=right.label,
        token=node.label,
        id=str(node.id),
    )


def _start(canvas: Image.Image, placed: Sequence[Line]) -> None:
    canvas.paste(GROUND, (0, 0, *canvas.size))
    for row, each, node in _nodes(placed):
        if not node.children:
            outlined(canvas, _box(each, node, row), BYTE)
            write_centred(canvas, _box(each, node, row), node.label, None)


def _merge(canvas: Image.Image, before: Sequence[Node], steps: Sequence[Node], boxes: Mapping[int, Box]) -> None:
    """Those that merge in ``steps`` get a thick rim, and those of ``before`` lose theirs."""
    brush = ImageDraw.Draw(canvas)
    for node in [*before, *steps]:
        box = boxes[node.step]
        brush.rectangle(box, GROUND)
        outlined(canvas, box, GROUND)
        write_centred(canvas, box, node.label, node.id)
    for node in steps:
        brush.rounded_rectangle(boxes[node.step], 9, outline=INK, width=5)


def _end(canvas: Image.Image, placed: Sequence[Line]) -> None:
    for row, each, node in _nodes(placed):
        if node is each.tree.root:
            token_box(canvas, _box(each, node, row), node.label, each.tree.id)


def _captioned(canvas: Image.Image, caption: str) -> Image.Image:
    ImageDraw.Draw(canvas).rectangle((0, 0, canvas.width, MARGIN + _CAPTION_HEIGHT - 1), GROUND)
    shown = fitted(caption, _CAPTION_SIZE, canvas.width - 2 * MARGIN)
    write(canvas, (MARGIN, MARGIN + _CAPTION_SIZE), shown, _CAPTION_SIZE, INK)
    return canvas


def _box(placed: Placed, node: Node, row: int) -> Box:
    left, right = placed.sides(node)
    top = MARGIN + _CAPTION_HEIGHT + row * (_BOX_HEIGHT + _GAP)
    return left, top, right, top + _BOX_HEIGHT


def _together(frames: Iterable[Image.Image], height: int) -> Image.Image:
    """At most three frames below each other, which have every colour."""
    together = Image.new("RGB", (WIDTH, 3 * height), GROUND)
    for number, frame in enumerate(frames):
        together.paste(frame, (0, number * height))
    return together
