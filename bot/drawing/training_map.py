"""The token vectors of a network on a map of two axes, with labels beside the most frequent of them."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.drawing.chips import label_of
from bot.drawing.lines import fitted, length
from bot.drawing.marks import draw_mark
from bot.drawing.sheet import MARGIN, TEXT, Box, Place, Sheet
from bot.drawing.theme import FAINT, INK, WIDTH, YELLOW
from bot.lab.examples import cut
from bot.lab.plan import Frame, Training
from bot.lab.projection import points_of
from bot.language import Later, joined, later, tr

MOST_LABELS = 30
_LABEL, _ALIKE_LABEL, _WIDEST = 17, 20, 110
"""Pixels of a label's letters, and of its width."""
_HEIGHT = 372
_MARK, _ALIKE_MARK, _INNER = 5, 9, 30
"""Pixels: half of a mark, and from the edge to the outermost points."""
_KINDS = {"alike": 3, "words": 0, "consonants": 0, "vowels": 1, "capitals": 2, "letters": 4, "others": 6}
"""The shape and colour of each group."""
_NAMES: Mapping[str, Later] = {
    "words": later("words"),
    "consonants": later("consonants"),
    "vowels": later("vowels"),
    "capitals": later("capitals"),
    "letters": later("other letters"),
    "others": later("others"),
}
KINDS = sorted({*_KINDS.values()})
_RIM = "#454850"

Floats = NDArray[np.float64]
Sides = Mapping[int, int]
"""Of tokens that have a label, by id: where it stands beside its point, an index of ``_beside``."""


@dataclass(frozen=True, slots=True)
class TokenLooks:
    """What is the same in every map of a training: of each token its label and the number of its group.

    ``labelled`` are the tokens that get a label, first those that must have one; ``groups`` the groups' names.
    """

    labels: Sequence[str]
    kinds: Sequence[int]
    groups: Mapping[int, str]
    labelled: Sequence[int]
    alike: frozenset[int]


def token_looks(training: Training, alike: Sequence[str]) -> TokenLooks:
    """How the tokens of a training look; those that are ``alike`` stand out."""
    letters = training.plan.unit == "letters"
    counts = Counter(token for line in training.plan.text.splitlines() for token in cut(line, training.plan.unit))
    pair = frozenset(at for at, token in enumerate(training.tokens) if token in alike)
    names = [
        "alike" if at in pair else _group(token) if letters else "words" for at, token in enumerate(training.tokens)
    ]
    order = sorted(range(len(training.tokens)), key=lambda at: (at not in pair, -counts[training.tokens[at]], at))
    groups = {_KINDS[name]: str(said) for name, said in _NAMES.items() if name in names}
    if pair:
        groups = {_KINDS["alike"]: tr("{words}: used alike", words=joined(alike))} | groups
        groups |= {_KINDS["words"]: tr("other words")} if not letters else {}
    return TokenLooks(
        [fitted(label_of(token), _LABEL, _WIDEST) for token in training.tokens],
        [_KINDS[name] for name in names],
        groups if len(groups) > 1 else {},
        order[:MOST_LABELS],
        pair,
    )


def _group(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[:1]
    if "a" <= base <= "z":
        return "vowels" if base in "aeiou" else "consonants"
    if "A" <= base <= "Z":
        return "capitals"
    return "letters" if base.isalpha() else "others"


def places_of(frames: Sequence[Frame]) -> Floats:
    """Where each token is in each frame (frames × tokens × 2), on the axes of the last frame that has numbers.

    All are from 0 to 1, or NaN where the vectors are no numbers.
    """
    good = np.array([np.isfinite(each.vectors).all() for each in frames])
    places = np.full((len(frames), len(frames[0].vectors), 2), np.nan)
    if good.any():
        points = points_of([frame for frame, fine in zip(frames, good, strict=True) if fine]).astype(np.float64)
        lowest, spread = points.min((0, 1)), np.ptp(points, axis=(0, 1))
        places[good] = (points - lowest) / np.where(spread > 0, spread, 1)
    return places


def draw_map(sheet: Sheet, places: Floats, looks: TokenLooks, before: Sides) -> Sides:
    """Draw a map of ``places`` (tokens × 2) below what there is.

    Labels stand where they stood ``before``, if there is room: returns on which side of its point each stands.
    """
    area: Box = (MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + _HEIGHT)
    sheet.box(area, None, _RIM)
    sides = before
    if np.isnan(places).any():
        sheet.write(
            (WIDTH / 2, (area[1] + area[3]) / 2),
            tr("These vectors are no numbers any more."),
            TEXT,
            FAINT,
            0.5,
            room=WIDTH - 3 * MARGIN,
        )
    else:
        points = _points(places, area)
        sides, boxes = _placed(points, looks, area, before)
        _draw_tokens(sheet, points, boxes, looks)
    sheet.y = area[3]
    _draw_legend(sheet, looks.groups)
    return sides


def _draw_tokens(sheet: Sheet, points: Sequence[Place], boxes: Mapping[int, Box], looks: TokenLooks) -> None:
    for at, (left, top, _, _) in boxes.items():
        sheet.write(
            (left + 2, top + _size(looks, at)), looks.labels[at], _size(looks, at), YELLOW if at in looks.alike else INK
        )
    for at in sorted(range(len(points)), key=lambda each: each in looks.alike):
        draw_mark(sheet, points[at], _ALIKE_MARK if at in looks.alike else _MARK, looks.kinds[at])


def _points(places: Floats, area: Box) -> list[Place]:
    left, top, right, bottom = area
    across, down = right - left - 2 * _INNER, bottom - top - 2 * _INNER
    return [(left + _INNER + x * across, bottom - _INNER - y * down) for x, y in places.tolist()]


def _size(looks: TokenLooks, at: int) -> int:
    return _ALIKE_LABEL if at in looks.alike else _LABEL


def _placed(
    points: Sequence[Place], looks: TokenLooks, area: Box, before: Sides
) -> tuple[dict[int, int], dict[int, Box]]:
    """A side and a box for each label that has room: it covers no mark and no other label."""
    sides: dict[int, int] = {}
    boxes: dict[int, Box] = {}
    marks = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in points]
    for at in looks.labelled:
        tries = _tries(points[at], looks, at)
        first = before.get(at, 0)
        for side in [first, *range(len(tries))]:
            others = (*boxes.values(), *(mark for other, mark in enumerate(marks) if other != at))
            if _inside(tries[side], area) and not any(_overlap(tries[side], each) for each in others):
                sides[at], boxes[at] = side, tries[side]
                break
    return sides, boxes


def _tries(point: Place, looks: TokenLooks, at: int) -> list[Box]:
    """Where the label of a token may stand, the best place first; one that must be there may be further away."""
    size = _size(looks, at)
    width, height = length(looks.labels[at], size) + 4, size * 1.25
    gaps = (_ALIKE_MARK + 2, 3 * _ALIKE_MARK, 6 * _ALIKE_MARK) if at in looks.alike else (_MARK + 2,)
    return [box for gap in gaps for box in _beside(point, width, height, gap)]


def _beside(point: Place, width: float, height: float, gap: float) -> list[Box]:
    """The boxes on the right, left, above and below, and at the corners."""
    x, y = point
    lefts = {"right": x + gap, "left": x - gap - width, "middle": x - width / 2}
    tops = {"above": y - gap - height + 4, "below": y + gap - 4, "middle": y - height / 2}
    pairs = [("right", "middle"), ("left", "middle"), ("middle", "above"), ("middle", "below")]
    pairs += [("right", "above"), ("right", "below"), ("left", "above"), ("left", "below")]
    return [(lefts[side], tops[level], lefts[side] + width, tops[level] + height) for side, level in pairs]


def _inside(box: Box, area: Box) -> bool:
    return area[0] < box[0] and area[1] < box[1] and box[2] < area[2] and box[3] < area[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_legend(sheet: Sheet, groups: Mapping[int, str]) -> None:
    """The groups with their marks, in as many lines as they need."""
    x, sheet.y = float(MARGIN), sheet.y + 4
    for kind, group in groups.items():
        wide = length(group, TEXT) + 42
        if x > MARGIN and x + wide - 20 > WIDTH - MARGIN:
            x, sheet.y = float(MARGIN), sheet.y + 26
        draw_mark(sheet, (x + 8, sheet.y + 13), _MARK + 1, kind)
        sheet.write((x + 22, sheet.y + 19), group, TEXT, FAINT)
        x += wide
    sheet.y += 26 if groups else 0
