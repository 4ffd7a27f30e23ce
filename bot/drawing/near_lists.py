"""The nearest tokens to one, by two geometries side by side."""

from collections.abc import Collection

from bot.drawing.chips import label_of, signed
from bot.drawing.lines import fitted, length
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Sheet
from bot.drawing.theme import FAINT, INK, PINK, WIDTH, YELLOW
from bot.inside.views import Near, Nearest
from bot.language import plural, tr
from bot.sentences import sentences, separated
from bot.tokens import PromptToken

_MOST = 12
"""Of a list."""
_GAP, _ROW, _BAR = 24, 52, 14
_NUMBER = 58
"""Pixels beside a bar for its number."""
_WIDTH = (WIDTH - 2 * MARGIN - _GAP) / 2
_SIGN = "◆ "


def near_lists(view: Near) -> Picture:
    """Draw the first ``_MOST`` of each list, the nearest first, with the mean of random pairs as a line."""
    sheet = Sheet()
    asked = " + ".join(label_of(each.text) for each in view.asked)
    several = len(view.asked) > 1
    sheet.title(
        tr("Nearest to the mean of {tokens}", tokens=asked) if several else tr("Nearest to {token}", token=asked)
    )
    both = {each.id for each, _ in view.plain.tokens} & {each.id for each, _ in view.centred.tokens}
    top = sheet.y
    for number, (name, nearest) in enumerate(((tr("plain cosine"), view.plain), (tr("mean taken away"), view.centred))):
        sheet.y = top
        _draw(sheet, name, nearest, both, MARGIN + number * (_WIDTH + _GAP))
    rows = min(_MOST, max(len(view.plain.tokens), len(view.centred.tokens)))
    sheet.y = top + 62 + rows * _ROW
    sheet.paragraph(_SIGN + tr("in both lists: {number}", number=view.shared), ink=YELLOW)
    sheet.paragraph(tr("dashed line: what random pairs have, the zero of each list"), ink=FAINT)
    return sheet.picture(_alt(view, asked), rows)


def _draw(sheet: Sheet, name: str, nearest: Nearest, both: Collection[int], left: float) -> None:
    shown = nearest.tokens[:_MOST]
    sheet.write((left, sheet.y + TEXT), name, 20, room=_WIDTH)
    sheet.write(
        (left, sheet.y + TEXT + 26),
        tr("random pairs {cosine}", cosine=signed(nearest.random_mean)),
        TEXT,
        FAINT,
        room=_WIDTH,
    )
    top = sheet.y + 62
    low = min(0.0, nearest.random_mean, *(cosine for _, cosine in shown)) if shown else 0.0
    unit = (_WIDTH - _NUMBER) / (1 - low)
    for number, (token, cosine) in enumerate(shown):
        _draw_row(sheet, token, (left, top + number * _ROW), token.id in both)
        y = top + number * _ROW + 26
        start, end = (left + (each - low) * unit for each in sorted((0, cosine)))
        sheet.box((start, y, max(end, start + 2), y + _BAR), PINK)
        number_text = signed(cosine)
        sheet.write((left + _WIDTH - length(number_text, TEXT), y + _BAR), number_text)
    zero = left + (nearest.random_mean - low) * unit
    for number in range(len(shown)):
        y = top + number * _ROW + 22
        sheet.line([(zero, y), (zero, y + _BAR + 8)], INK, 2, (4, 3))


def _draw_row(sheet: Sheet, token: PromptToken, place: tuple[float, float], shared: bool) -> None:
    x, y = place
    ink = YELLOW if shared else INK
    if shared:  # by itself: beside text that is read from right to left it would go to the right
        sheet.write((x, y + TEXT), _SIGN, TEXT, ink)
        x += length(_SIGN, TEXT)
    sheet.write((x, y + TEXT), fitted(label_of(token.text), TEXT, place[0] + _WIDTH - x), TEXT, ink)


def _alt(view: Near, asked: str) -> str:
    def listed(nearest: Nearest) -> str:
        tokens = separated(f"{label_of(each.text)} {signed(cosine)}" for each, cosine in nearest.tokens[:_MOST])
        return tr("{tokens} (random pairs {cosine})", tokens=tokens, cosine=signed(nearest.random_mean))

    shared = plural(
        "Nearest to {tokens}: {n} token in both lists.",
        "Nearest to {tokens}: {n} tokens in both lists.",
        view.shared,
        tokens=asked,
    )
    plain = tr("Plain cosine: {tokens}.", tokens=listed(view.plain))
    centred = tr("With the mean of the vocabulary taken away: {tokens}.", tokens=listed(view.centred))
    return sentences([shared, plain, centred])
