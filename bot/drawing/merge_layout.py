"""Where the merges of a text stand: a tree for each token, its bytes side by side, trees in lines under each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from bot.drawing.chips import label_of
from bot.drawing.lines import length
from bot.drawing.theme import WIDTH
from bot.tokens import Merge, Piece, readable_text

MARGIN, TREE_GAP = 16, 10
TEXT_SIZE, ID_SIZE = 22, 17
HIGHEST = 2 * WIDTH
"""Pixels: clients shrink a picture that is higher to a thin one."""
_PADDING, _INSET, _NARROWEST = 9, 3, 40
_ROOM = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Node:
    """A byte, or what a merge makes of two neighbours.

    It is made of the bytes ``first`` up to ``last`` of its piece, each of which has a column, or of those parts that
    stand at the top instead of them. ``step`` counts the
    merges of the whole text from 1, and is 0 for a byte; ``level`` is how many merges lie between it and its furthest
    byte.
    """

    label: str
    first: int
    last: int
    level: int = 0
    step: int = 0
    id: int | None = None
    children: tuple["Node", ...] = ()

    def all(self) -> Iterator["Node"]:
        """This node and all below it, children before what they become."""
        for child in self.children:
            yield from child.all()
        yield self


@dataclass(frozen=True, slots=True)
class Tree:
    """A token with its id, and the merges that lead to it; ``edges`` are those of its columns, in pixels from 0."""

    root: Node
    id: int
    edges: tuple[int, ...]

    @property
    def width(self) -> int:
        """Pixels."""
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class Placed:
    """A tree whose left end is at ``x``."""

    tree: Tree
    x: int

    def sides(self, node: Node) -> tuple[int, int]:
        """Where the box of ``node`` begins and ends, in pixels; a little is left free beside it."""
        edges, shift = self.tree.edges, self.tree.root.first
        return self.x + edges[node.first - shift] + _INSET, self.x + edges[node.last - shift] - _INSET


Line = Sequence[Placed]


def trees(pieces: Sequence[Piece]) -> list[Tree]:
    """The tree of every token. One that is too wide begins later: its first merges are left out, of the widest all.

    >>> import tiktoken
    >>> from bot.tokens import merge_trace
    >>> grown = trees(merge_trace(tiktoken.get_encoding("o200k_base"), "straw"))
    >>> [(tree.root.label, tree.id, [node.label for node in tree.root.all()]) for tree in grown]
    [('st', 302, ['s', 't', 'st']), ('raw', 1618, ['r', 'a', 'ra', 'w', 'raw'])]
    """
    grown = []
    step = 0
    for piece in pieces:
        nodes = [Node(_byte(part), at, at + 1) for at, part in enumerate(piece.parts)]
        for merge in piece.merges:
            step += 1
            nodes[merge.at : merge.at + 2] = [_merged(merge, step, nodes[merge.at], nodes[merge.at + 1])]
        for id_, node in zip(piece.ids, nodes, strict=True):
            grown.append(_narrow(node, id_))
    return grown


def lines(grown: Sequence[Tree]) -> list[list[Placed]]:
    """The trees in lines of a picture.

    >>> raw = Tree(Node("raw", 0, 1), 1618, (0, 250))
    >>> [[placed.x for placed in line] for line in lines([raw, raw, raw])]
    [[16, 276], [16]]
    """
    placed: list[list[Placed]] = []
    x = WIDTH
    for tree in grown:
        if x + tree.width > WIDTH - MARGIN:
            placed.append([])
            x = MARGIN
        placed[-1].append(Placed(tree, x))
        x += tree.width + TREE_GAP
    return placed


def _merged(merge: Merge, step: int, left: Node, right: Node) -> Node:
    level = 1 + max(left.level, right.level)
    return Node(label_of(readable_text(merge.bytes)), left.first, right.last, level, step, merge.id, (left, right))


def _narrow(root: Node, id_: int) -> Tree:
    """The tree of a token with as many of its last merges as there is room for."""
    steps = sorted(node.step for node in root.all() if node.children)
    kept = min(len(steps), _ROOM // _NARROWEST - 1)
    while (tree := _tree(_since(root, steps[-kept] if kept else root.step + 1), id_)).width > _ROOM and kept:
        kept -= 1
    return tree


def _since(node: Node, step: int, at: int = 0) -> Node:
    """``node`` as it grows from ``step`` on out of the parts that there are by then; its first column is ``at``."""
    if not node.children or node.step < step:
        return Node(node.label, at, at + 1)
    left, right = node.children
    left = _since(left, step, at)
    right = _since(right, step, left.last)
    level = 1 + max(left.level, right.level)
    return replace(node, first=at, last=right.last, level=level, children=(left, right))


def _tree(root: Node, id_: int) -> Tree:
    columns = [_NARROWEST] * (root.last - root.first)
    for node in root.all():
        own = range(node.first - root.first, node.last - root.first)
        missing = _needed(node, id_ if node is root else node.id) - sum(columns[at] for at in own)
        for at in own:
            columns[at] += -(-max(0, missing) // len(own))
    return Tree(root, id_, (0, *accumulate(columns)))


def _needed(node: Node, id_: int | None) -> int:
    below = "" if id_ is None else str(id_)
    return round(max(length(node.label, TEXT_SIZE), length(below, ID_SIZE))) + 2 * _PADDING


def _byte(part: bytes) -> str:
    return f"{part[0]:02X}" if len(part) == 1 and part[0] > 0x7E else label_of(readable_text(part))
