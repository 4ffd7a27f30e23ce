"""The merges of a text as trees: bytes on top, tokens at the bottom, every merge between them."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from PIL import Image, ImageDraw

from bot.drawing.lines import length, shrunk, write
from bot.drawing.merge_layout import HIGHEST, ID_SIZE, MARGIN, TEXT_SIZE, Line, Node, Placed, lines, trees
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import DARK_INK, GROUND, INK, WIDTH, YELLOW
from bot.language import later, plural, tr
from bot.sentences import apart
from bot.tokens import Piece

BYTE = "#3a3c43"
_WIRE = "#8e939c"

_BYTE_HEIGHT, _BOX_HEIGHT, _RISE, _LINE_GAP, _LEGEND_HEIGHT, _RADIUS = 40, 60, 38, 30, 34, 9
_BADGE_RADIUS, _BADGE_SIZE = 13, 16
Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""
_LEGEND = later("Circles: order of the merges. Boxes: ids, which are ranks.")


def merge_tree(pieces: Sequence[Piece]) -> Picture:
    """Draw how the bytes of a text become its tokens. ``drawn`` is the number of merges in the picture.

    All of them are, but the first ones of a token of some twelve bytes or more, which would be too wide, and those that
    would make the picture too high.
    """
    grown = trees(pieces)
    placed = lines(grown)
    while _height(placed) > HIGHEST:
        placed.pop()
    canvas = Image.new("RGB", (WIDTH, _height(placed)), GROUND)
    y = MARGIN
    for line in placed:
        for each in line:
            _draw(canvas, each, y, y + _line_height(line))
        y += _line_height(line) + _LINE_GAP
    legend = str(_LEGEND)
    place = (MARGIN, canvas.height - MARGIN - ID_SIZE // 5)
    write(canvas, place, legend, shrunk(legend, ID_SIZE, WIDTH - 2 * MARGIN), INK)
    data = BytesIO()
    canvas.quantize(32, dither=Image.Dither.NONE).save(data, "PNG", compress_level=6)
    shown = [node for line in placed for each in line for node in each.tree.root.all() if node.children]
    whole = sum(len(tree.edges) - 1 for tree in grown) == sum(len(piece.parts) for piece in pieces)
    head = _trees_alt(sum(map(len, placed)), sum(len(piece.ids) for piece in pieces), bytes_alone=whole)
    return Picture(data.getvalue(), read_out(head, shown), *canvas.size, len(shown))


def _trees_alt(drawn: int, total: int, *, bytes_alone: bool) -> str:
    """What stands on top and at the bottom: parts of several bytes where trees were too wide for all of them."""
    tokens = plural("{n} token", "{n} tokens", total)
    if drawn < total:
        tokens = plural("the first {drawn} of {n} token", "the first {drawn} of {n} tokens", total, drawn=drawn)
    if bytes_alone:
        return tr("Trees from bytes on top to {tokens} at the bottom. Merges in order:", tokens=tokens)
    return tr(
        "Trees from bytes, or parts of several bytes, on top to {tokens} at the bottom. Merges in order:",
        tokens=tokens,
    )


def _height(placed: Sequence[Line]) -> int:
    return 2 * MARGIN + sum(_line_height(line) + _LINE_GAP for line in placed) - _LINE_GAP + _LEGEND_HEIGHT


def _line_height(line: Line) -> int:
    # A byte that is a token all by itself is one merge deep too: its token stands under it.
    return _BYTE_HEIGHT + max(max(1, each.tree.root.level) for each in line) * (_RISE + _BOX_HEIGHT)


def _draw(canvas: Image.Image, placed: Placed, top: int, bottom: int) -> None:
    """Draw a tree whose bytes are at ``top`` and whose token ends at ``bottom``."""
    root = placed.tree.root
    left, right = placed.sides(root)
    token = (left, bottom - _BOX_HEIGHT, right, bottom)
    _wires(canvas, [_box(placed, child, top) for child in root.children or (root,)], token, root.step)
    for node in root.all():
        box = _box(placed, node, top)
        if not node.children:
            outlined(canvas, box, BYTE)
            write_centred(canvas, box, node.label, None)
        elif node is not root:
            _wires(canvas, [_box(placed, child, top) for child in node.children], box, node.step)
            outlined(canvas, box, GROUND)
            write_centred(canvas, box, node.label, node.id, INK)
    token_box(canvas, token, root.label, placed.tree.id)


def _box(placed: Placed, node: Node, top: int) -> Box:
    left, right = placed.sides(node)
    if not node.children:
        return left, top, right, top + _BYTE_HEIGHT
    upper = top + _BYTE_HEIGHT + _RISE + (node.level - 1) * (_BOX_HEIGHT + _RISE)
    return left, upper, right, upper + _BOX_HEIGHT


def _wires(canvas: Image.Image, above: Sequence[Box], below: Box, step: int) -> None:
    """Lines from the boxes ``above`` down to the one ``below``, and in a circle where they meet which merge it is."""
    brush = ImageDraw.Draw(canvas)
    middle, joint = (below[0] + below[2]) // 2, below[1] - _RISE // 2
    for left, _, right, bottom in above:
        x = (left + right) // 2
        brush.line([(x, bottom), (x, joint), (middle, joint)], _WIRE, 2)
    brush.line([(middle, joint), (middle, below[1])], _WIRE, 2)
    if step:
        number = str(step)
        half = max(_BADGE_RADIUS, round(length(number, _BADGE_SIZE) / 2) + 5)
        badge = (middle - half, joint - _BADGE_RADIUS, middle + half, joint + _BADGE_RADIUS)
        brush.rounded_rectangle(badge, _BADGE_RADIUS, INK)
        write(canvas, (middle - length(number, _BADGE_SIZE) / 2, joint + 6), number, _BADGE_SIZE, DARK_INK)


def outlined(canvas: Image.Image, box: Box, fill: str) -> None:
    """The box of a byte, or of a part on the way to a token."""
    ImageDraw.Draw(canvas).rounded_rectangle(box, _RADIUS, fill, _WIRE, 2)


def token_box(canvas: Image.Image, box: Box, label: str, id_: int) -> None:
    """A token: light, and with a rim, unlike all that is only on the way to one."""
    left, top, right, bottom = box
    brush = ImageDraw.Draw(canvas)
    brush.rounded_rectangle(box, _RADIUS, INK)
    brush.rounded_rectangle((left + 3, top + 3, right - 3, bottom - 3), _RADIUS - 3, YELLOW)
    write_centred(canvas, box, label, id_, DARK_INK)


def write_centred(canvas: Image.Image, box: Box, label: str, id_: int | None, ink: str = INK) -> None:
    """A text in the middle of ``box``, its id, where it has one, under it."""
    middle, top, bottom = (box[0] + box[2]) / 2, box[1], box[3]
    if id_ is None:
        write(canvas, (middle - length(label, TEXT_SIZE) / 2, (top + bottom) / 2 + 8), label, TEXT_SIZE, ink)
        return
    write(canvas, (middle - length(label, TEXT_SIZE) / 2, top + 28), label, TEXT_SIZE, ink)
    write(canvas, (middle - length(str(id_), ID_SIZE) / 2, top + 51), str(id_), ID_SIZE, ink)


def read_out(head: str, shown: Sequence[Node]) -> str:
    """``head``, then the merges in their order, with ``…`` where not all of them fit into an alt text.

    Merges that are alike and follow each other are read once: ``1 to 3. q + x → qx (148642)``.
    """
    if not shown:
        return tr("{trees} none", trees=head)
    said = f"{head} "
    between = apart(["", ""])
    ordered = enumerate(sorted(shown, key=lambda node: node.step))
    for (merge, _), alike in groupby(ordered, lambda each: (_merge(each[1]), each[1].step - each[0])):
        steps = [node.step for _, node in alike]
        number = tr("{first} to {last}", first=steps[0], last=steps[-1]) if len(steps) > 1 else f"{steps[0]}"
        item = f"{number}. {merge}{between}"
        if len(said) + len(item) > MAX_ALT - 1:
            return f"{said}…"
        said += item
    return said.removesuffix(between)


def _merge(node: Node) -> str:
    left, right = node.children
    return f"{left.label} + {right.label} → {node.label} ({node.id})"
