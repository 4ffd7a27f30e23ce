"""Tokens as dots, the same token the same dot: which comes next? Then the same dots with the tokens that they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase, ascii_uppercase

from PIL import Image, ImageDraw

from bot.drawing.chips import label_of
from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import Picture, picture
from bot.drawing.strip import FILLS
from bot.drawing.theme import DARK_INK, FAINT, GROUND, INK, WIDTH, YELLOW
from bot.quiz import Dots
from bot.tokens import PromptToken

_FINE = 2
"""Everything is drawn so many times larger and shrunk, so that round edges come out smooth."""
_LETTERS = ascii_uppercase + ascii_lowercase
_KEY = "same letter, same colour: the same token"
# All sizes are those in the picture as it is seen.
_MARGIN, _DOT, _GAP, _LINE_GAP, _RING, _MARK = 18, 56, 10, 18, 5, 8
_LETTER_SIZE, _LABEL_SIZE, _NOTE_SIZE = 27, 19, 20
_LABEL_HEIGHT, _WIDEST_LABEL = 27, 150
_NOTE_HEIGHT, _NOTE_DOT = 46, 36
_DASHES = 10

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Dot:
    """``number`` is that of its colour, None for the dot that is asked for; ``label`` is what stands below it."""

    number: int | None
    label: str = ""
    marked: bool = False

    @property
    def letter(self) -> str:
        return "?" if self.number is None else _LETTERS[self.number]

    @property
    def width(self) -> float:
        return max(_DOT + 2 * self.marked * _MARK, length(self.label, _LABEL_SIZE))


def dots(illustration: Dots) -> Picture:
    """Draw the tokens in their order as dots, each with the letter of its token: A for the first, B for the next new.

    A dashed dot with “?” comes last. There may be as many different tokens as there are ``_LETTERS``.
    """
    numbers = _numbers(illustration)
    shown = [*(_Dot(numbers[each.id]) for each in illustration.tokens), _Dot(None)]
    alt = f"Dots: {' '.join(each.letter for each in shown[:-1])}, and then? {_KEY.capitalize()}."
    return picture(_draw(shown, []), alt, len(shown))


def revealed_dots(illustration: Dots, said: str | None, *, right: bool) -> Picture:
    """The same with the token that really follows in the place of the “?”, and the text of every dot.

    ``said`` is the option that the model chose, None where it did not play, and ``right`` whether that is so.
    """
    numbers = _numbers(illustration)
    shown = [_Dot(numbers[each.id], _label(each)) for each in illustration.tokens]
    shown.append(_Dot(numbers[illustration.next.id], _label(illustration.next), marked=True))
    told = _told(illustration, said, right=right)
    notes = [(replace(shown[-1], marked=False), told)]
    if said and not right:
        notes.append((next((each for each in shown if said == f"Dot {each.letter}"), _Dot(None)), _model_said(said)))
    before = _named(illustration.tokens, numbers)
    following = _named([illustration.next], numbers)
    wrong = f"; {_model_said(said)}" if said and not right else ""
    alt = f"Dots with their tokens. Last {following}: {told}{wrong}. Before it: {before}"
    return picture(_draw(shown, notes), alt, len(shown))


def _told(illustration: Dots, said: str | None, *, right: bool) -> str:
    what = "comes next" if illustration.next in illustration.tokens else "is a new colour"
    return f"{what}{', as the model said' if said and right else ''}"


def _model_said(said: str) -> str:
    return f"the model said {said}"


def _numbers(illustration: Dots) -> Mapping[int, int]:
    """Which colour each id has: 0 for the first, and so on by first appearance."""
    seen = [*illustration.tokens, illustration.next]
    return {id_: number for number, id_ in enumerate(dict.fromkeys(each.id for each in seen))}


def _named(tokens: Iterable[PromptToken], numbers: Mapping[int, int]) -> str:
    return ", ".join(f"{_LETTERS[numbers[each.id]]} {label_of(each.text)}" for each in tokens)


def _label(token: PromptToken) -> str:
    return fitted(label_of(token.text), _LABEL_SIZE, _WIDEST_LABEL)


def _draw(shown: Sequence[_Dot], notes: Sequence[tuple[_Dot, str]]) -> Image.Image:
    """The dots, and below them ``notes``, or the key where there are none."""
    line = _DOT + _LINE_GAP + (_LABEL_HEIGHT if shown[0].label else 0)
    places = _flow(shown, line)
    foot = places[-1][1] + line
    height = round(foot + _NOTE_HEIGHT * max(1, len(notes)) + _MARGIN / 2)
    canvas = Image.new("RGB", (WIDTH * _FINE, height * _FINE), GROUND)
    for each, (x, y) in zip(shown, places, strict=True):
        _draw_dot(canvas, each, (x + each.width / 2, y + _DOT / 2), _DOT / 2)
        if each.label:
            start = x + (each.width - length(each.label, _LABEL_SIZE)) / 2
            _write(canvas, (start, y + _DOT + 24), each.label, _LABEL_SIZE, YELLOW if each.marked else INK)
    for number, (dot, said) in enumerate(notes):
        _write_note(canvas, dot, said, foot + number * _NOTE_HEIGHT)
    if not notes:
        _write(canvas, (_MARGIN, foot + _NOTE_HEIGHT / 2 + 4), _KEY, _NOTE_SIZE, FAINT)
    return canvas.resize((WIDTH, height), Image.Resampling.LANCZOS)


def _flow(shown: Sequence[_Dot], line: float) -> Sequence[Place]:
    """Where the left upper corner of each dot with its text is, in lines that are ``line`` apart."""
    places = []
    x, y = float(_MARGIN), float(_MARGIN)
    for each in shown:
        if x > _MARGIN and x + each.width > WIDTH - _MARGIN:
            x, y = float(_MARGIN), y + line
        places.append((x, y))
        x += each.width + _GAP
    return places


def _write_note(canvas: Image.Image, dot: _Dot, said: str, top: float) -> None:
    middle = top + _NOTE_HEIGHT / 2
    _draw_dot(canvas, dot, (_MARGIN + _NOTE_DOT / 2, middle), _NOTE_DOT / 2)
    x, baseline = _MARGIN + _NOTE_DOT + 12, middle + 7
    label = fitted(dot.label, _NOTE_SIZE, WIDTH - _MARGIN - x - 8 - length(said, _NOTE_SIZE))
    _write(canvas, (x, baseline), label, _NOTE_SIZE, YELLOW)
    _write(canvas, (x + length(label, _NOTE_SIZE) + 8, baseline), said, _NOTE_SIZE, INK)


def _draw_dot(canvas: Image.Image, dot: _Dot, centre: Place, radius: float) -> None:
    """The first eight are discs, the next eight rings, then discs with a ring inside; after that from the start."""
    brush = ImageDraw.Draw(canvas)
    colour, ink = INK, INK
    if dot.number is None:
        _dash(brush, centre, radius)
    else:
        look, hue = divmod(dot.number, len(FILLS))
        colour = f"#{bytes(FILLS[hue]).hex()}"
        ink = colour if look % 3 == 1 else DARK_INK
        _circle(brush, centre, radius, colour, filled=look % 3 != 1)
        if look % 3 == 2:
            _circle(brush, centre, radius * 0.84, DARK_INK, filled=False)
    if dot.marked:
        _circle(brush, centre, radius + _MARK, YELLOW, filled=False)
    size = round(_LETTER_SIZE * 2 * radius / _DOT)
    x, y = centre
    _write(canvas, (x - length(dot.letter, size) / 2, y + size * 0.36), dot.letter, size, ink)


def _circle(brush: ImageDraw.ImageDraw, centre: Place, radius: float, colour: str, *, filled: bool) -> None:
    brush.ellipse(_box(centre, radius), colour if filled else None, colour, _RING * _FINE)


def _dash(brush: ImageDraw.ImageDraw, centre: Place, radius: float) -> None:
    step = 360 / _DASHES
    for number in range(_DASHES):
        brush.arc(_box(centre, radius), number * step, (number + 0.55) * step, INK, _RING * _FINE)


def _box(centre: Place, radius: float) -> tuple[float, float, float, float]:
    x, y = centre
    return (x - radius) * _FINE, (y - radius) * _FINE, (x + radius) * _FINE, (y + radius) * _FINE


def _write(canvas: Image.Image, place: Place, text: str, size: int, ink: str) -> None:
    write(canvas, (place[0] * _FINE, place[1] * _FINE), text, size * _FINE, ink)
