"""What a model would say after each of its layers: a row a layer."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.chips import label_of, percent
from bot.drawing.lines import fitted
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Sheet
from bot.drawing.strip import LEVELS, SHADES
from bot.drawing.theme import FAINT, INK, WIDTH, YELLOW
from bot.inside.views import LayerGuess, LensView, stays_first

MOST_ROWS = 31
_ROW, _CHIP, _LAYER, _GAP, _SPACE = 30, 27, 28, 12, 6
"""Pixels: of a row and its chip from top to bottom, and across of a layer's number, between sides, between columns."""
_PERCENT, _RANK, _KL = 28, 42, 42
"""Pixels across of the columns of figures."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The guesses of one way of reading, whose columns go from ``left`` to ``right``."""

    name: str
    guesses: Sequence[LayerGuess]
    left: float
    right: float

    @property
    def first(self) -> int | None:
        """The place of the layer from which on the final answer stays at rank 1."""
        return stays_first(self.guesses)


def lens_table(view: LensView) -> Picture:
    """Draw a row a layer, raw on the left and tuned on the right where there is one.

    Of more layers than ``MOST_ROWS`` every nth is drawn, the first, the last, and those from which on the answer
    stays first.
    """
    sides = _sides(view)
    shown = _shown(len(view.raw), [side.first for side in sides])
    answer = label_of(view.answer.text)
    sheet = Sheet()
    sheet.title(f"Each layer read as the last; in the end {answer}")
    for side in sides:
        sheet.paragraph(f"▭ {_first(side, answer)}", ink=YELLOW)
    also = f" · also: rank of {label_of(view.wanted.text)}" if view.wanted else ""
    sheet.paragraph(f"%: of the token shown · rank: of {answer}{also}", ink=FAINT)
    _draw_heads(sheet, sides, wanted=view.wanted is not None)
    for at in shown:
        sheet.write((MARGIN + _LAYER - 4, sheet.y + 20), str(view.raw[at].layer), TEXT, FAINT, 1)
        for side in sides:
            _draw_guess(sheet, side, at, wanted=view.wanted is not None)
        sheet.y += _ROW
    sheet.y += 6
    sheet.paragraph("KL: how far from the final guess, in nats (0: the same)", ink=FAINT)
    return sheet.picture(_alt(view, sides, answer), len(shown))


def _sides(view: LensView) -> Sequence[_Side]:
    left, right = MARGIN + _LAYER, WIDTH - MARGIN
    if view.tuned is None:
        return [_Side("raw", view.raw, left, right)]
    middle = (left + right) / 2
    return [_Side("raw", view.raw, left, middle - _GAP / 2), _Side("tuned", view.tuned, middle + _GAP / 2, right)]


def _shown(total: int, firsts: Sequence[int | None]) -> Sequence[int]:
    step = 1 if total <= MOST_ROWS else -(-total // (MOST_ROWS - 3))
    return sorted({*range(0, total, step), total - 1, *(each for each in firsts if each is not None)})


def _first(side: _Side, answer: str) -> str:
    if side.first is None:
        return f"{side.name}: {answer} stays first nowhere"
    return f"{side.name}: {answer} stays first from layer {side.guesses[side.first].layer} on"


def _columns(side: _Side, wanted: bool) -> Sequence[tuple[str, float]]:
    """The heads of the figures, and where each column ends."""
    widths = {"%": _PERCENT, "rank": _RANK, **({"also": _RANK} if wanted else {}), "KL": _KL}
    right = side.right
    ends = []
    for head, width in reversed(widths.items()):
        ends.append((head, right))
        right -= width + _SPACE
    return ends[::-1]


def _chip_end(side: _Side, wanted: bool) -> float:
    return _columns(side, wanted)[0][1] - _PERCENT - _SPACE


def _draw_heads(sheet: Sheet, sides: Sequence[_Side], *, wanted: bool) -> None:
    for side in sides:
        sheet.write((side.left, sheet.y + TEXT), side.name, TEXT, INK)
        for head, end in _columns(side, wanted):
            sheet.write((end, sheet.y + TEXT), head, TEXT, FAINT, 1)
    sheet.y += 28


def _draw_guess(sheet: Sheet, side: _Side, at: int, *, wanted: bool) -> None:
    """The likeliest token, shaded by its probability; a frame from where on it stays the final answer."""
    guess = side.guesses[at]
    token, probability = guess.top[0]
    fill, ink = SHADES[bisect_right(LEVELS, probability)]
    y, end = sheet.y, _chip_end(side, wanted)
    sheet.chip((side.left, y, end, y + _CHIP), fill)
    if at == side.first:
        sheet.box((side.left - 3, y - 2, side.right + 4, y + _CHIP + 2), None, YELLOW, 2)
    sheet.write((side.left + 5, y + 20), fitted(label_of(token.text), TEXT, end - side.left - 8), TEXT, ink)
    figures = [
        _hundredths(probability),
        _short(guess.rank),
        f"{guess.kl:.1f}" if guess.kl < 99.95 else f"{guess.kl:.0f}",
    ]
    if wanted:
        figures.insert(2, "–" if guess.wanted_rank is None else _short(guess.wanted_rank))
    for (_, right), figure in zip(_columns(side, wanted), figures, strict=True):
        sheet.write((right, y + 20), figure, TEXT, INK, 1)


def _hundredths(probability: float) -> str:
    return "<1" if probability < 0.0095 else f"{min(99, round(probability * 100))}"


def _short(rank: int) -> str:
    """A rank in at most four characters: 999, 1.2k, 49k."""
    if rank < 1_000:
        return str(rank)
    return f"{rank / 1_000:.1f}k" if rank < 9_950 else f"{round(rank / 1_000)}k"


def _alt(view: LensView, sides: Sequence[_Side], answer: str) -> str:
    """From where on the answer stays first, then some layers of each way of reading."""
    said = [
        f"In the end it says {answer}.",
        *(f"{_first(side, answer)}.".replace(side.name, side.name.capitalize(), 1) for side in sides),
    ]
    total = len(view.raw)
    for side in sides:
        places = sorted({0, total // 4, total // 2, 3 * total // 4, max(0, total - 2), total - 1})
        told = "; ".join(_read_out(side.guesses[at]) for at in places)
        said.append(f"{side.name.capitalize()}: {told}.")
    if view.wanted and view.raw[-1].wanted_rank:
        best = min(view.raw, key=lambda guess: guess.wanted_rank or 1_000_000)
        wanted = label_of(view.wanted.text)
        ranks = f"{best.wanted_rank:,} after layer {best.layer}, {view.raw[-1].wanted_rank:,} in the end"
        said.insert(1, f"The best raw rank of {wanted} is {ranks}.")
    return " ".join(said)


def _read_out(guess: LayerGuess) -> str:
    token, probability = guess.top[0]
    return f"layer {guess.layer} {label_of(token.text)} {percent(probability)}, rank {guess.rank:,}, KL {guess.kl:.1f}"
