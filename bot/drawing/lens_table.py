"""What a model would say after each of its layers: a row a layer."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.chips import label_of, probability_text
from bot.drawing.lines import fitted
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Sheet
from bot.drawing.strip import LEVELS, SHADES
from bot.drawing.theme import FAINT, INK, WIDTH, YELLOW
from bot.inside.views import LayerGuess, LensView, stays_first
from bot.language import number, tr
from bot.sentences import apart, headed, sentences, stopped

MOST_ROWS = 31
_ROW, _CHIP, _LAYER, _GAP, _SPACE = 30, 27, 28, 12, 6
"""Pixels: of a row and its chip from top to bottom, and across of a layer's number, between sides, between columns."""
_PERCENT, _RANK, _KL = 28, 42, 42
"""Pixels across of the columns of figures."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The guesses of one way of reading, whose columns go from ``left`` to ``right``."""

    tuned: bool
    guesses: Sequence[LayerGuess]
    left: float
    right: float

    @property
    def first(self) -> int | None:
        """The place of the layer from which on the final answer stays at rank 1."""
        return stays_first(self.guesses)

    @property
    def name(self) -> str:
        return tr("tuned") if self.tuned else tr("raw")


def lens_table(view: LensView) -> Picture:
    """Draw a row a layer, raw on the left and tuned on the right where there is one.

    Of more layers than ``MOST_ROWS`` every nth is drawn, the first, the last, and those from which on the answer
    stays first.
    """
    sides = _sides(view)
    shown = _shown(len(view.raw), [side.first for side in sides])
    answer = label_of(view.answer.text)
    sheet = Sheet()
    sheet.title(tr("Each layer read as the last; in the end {token}", token=answer))
    for side in sides:
        sheet.paragraph(f"▭ {_first(side, answer)}", ink=YELLOW)
    key = [tr("%: of the token shown"), tr("rank: of {token}", token=answer)]
    key += [tr("also: rank of {token}", token=label_of(view.wanted.text))] if view.wanted else []
    sheet.paragraph(" · ".join(key), ink=FAINT)
    _draw_heads(sheet, sides, wanted=view.wanted is not None)
    for at in shown:
        sheet.write((MARGIN + _LAYER - 4, sheet.y + 20), str(view.raw[at].layer), TEXT, FAINT, 1)
        for side in sides:
            _draw_guess(sheet, side, at, wanted=view.wanted is not None)
        sheet.y += _ROW
    sheet.y += 6
    sheet.paragraph(tr("KL: how far from the final guess, in nats (0: the same)"), ink=FAINT)
    return sheet.picture(_alt(view, sides, answer), len(shown))


def _sides(view: LensView) -> Sequence[_Side]:
    left, right = MARGIN + _LAYER, WIDTH - MARGIN
    if view.tuned is None:
        return [_Side(False, view.raw, left, right)]
    middle = (left + right) / 2
    return [_Side(False, view.raw, left, middle - _GAP / 2), _Side(True, view.tuned, middle + _GAP / 2, right)]


def _shown(total: int, firsts: Sequence[int | None]) -> Sequence[int]:
    step = 1 if total <= MOST_ROWS else -(-total // (MOST_ROWS - 3))
    return sorted({*range(0, total, step), total - 1, *(each for each in firsts if each is not None)})


def _first(side: _Side, answer: str) -> str:
    # Translators: “raw” and “tuned” are two ways to read a layer by a logit lens.
    if side.first is None:
        if side.tuned:
            return tr("tuned: {token} stays first nowhere", token=answer)
        return tr("raw: {token} stays first nowhere", token=answer)
    layer = side.guesses[side.first].layer
    if side.tuned:
        return tr("tuned: {token} stays first from layer {layer} on", token=answer, layer=layer)
    return tr("raw: {token} stays first from layer {layer} on", token=answer, layer=layer)


def _columns(side: _Side, wanted: bool) -> Sequence[tuple[str, float]]:
    """The heads of the figures, and where each column ends."""
    also = [(tr("also"), _RANK)] if wanted else []
    right = side.right
    ends = []
    for head, width in reversed([("%", _PERCENT), (tr("rank"), _RANK), *also, ("KL", _KL)]):
        ends.append((head, right))
        right -= width + _SPACE
    return ends[::-1]


def _chip_end(side: _Side, wanted: bool) -> float:
    return _columns(side, wanted)[0][1] - _PERCENT - _SPACE


def _draw_heads(sheet: Sheet, sides: Sequence[_Side], *, wanted: bool) -> None:
    for side in sides:
        sheet.write((side.left, sheet.y + TEXT), side.name, TEXT, INK)
        for head, end in _columns(side, wanted):
            sheet.write((end, sheet.y + TEXT), head, TEXT, FAINT, 1, room=_RANK + _SPACE)
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
        number(guess.kl, 1 if guess.kl < 99.95 else 0),
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
    return f"{number(rank / 1_000, 1)}k" if rank < 9_950 else f"{round(rank / 1_000)}k"


def _alt(view: LensView, sides: Sequence[_Side], answer: str) -> str:
    """From where on the answer stays first, then some layers of each way of reading."""
    said = [
        tr("In the end it says {token}.", token=answer),
        *(stopped(_capitalised(_first(side, answer))) for side in sides),
    ]
    total = len(view.raw)
    for side in sides:
        places = sorted({0, total // 4, total // 2, 3 * total // 4, max(0, total - 2), total - 1})
        told = apart(_read_out(side.guesses[at]) for at in places)
        said.append(stopped(headed(_capitalised(side.name), told)))
    if view.wanted and view.raw[-1].wanted_rank:
        best = min(view.raw, key=lambda guess: guess.wanted_rank or 1_000_000)
        wanted = label_of(view.wanted.text)
        ranks = tr(
            "The best raw rank of {token} is {rank} after layer {layer}, {last} in the end.",
            token=wanted,
            rank=best.wanted_rank or 0,
            layer=best.layer,
            last=view.raw[-1].wanted_rank,
        )
        said.insert(1, ranks)
    return sentences(said)


def _read_out(guess: LayerGuess) -> str:
    token, probability = guess.top[0]
    return tr(
        "layer {layer} {token} {share}, rank {rank}, KL {kl}",
        layer=guess.layer,
        token=label_of(token.text),
        share=probability_text(probability),
        rank=guess.rank,
        kl=number(guess.kl, 1),
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
