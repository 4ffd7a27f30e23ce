"""How near vectors are to each other, as bars."""

from bot.drawing.picture import Picture
from bot.drawing.rows import BarRow, bar_rows
from bot.drawing.strip import label_of
from bot.quiz import Similarities


def similarities(illustration: Similarities) -> Picture:
    """Draw the cosine of each token, largest first. Marked is the nearest, or, without a target, the odd one out."""
    ordered = sorted(illustration.others, key=lambda each: -each[1])
    target = illustration.target
    marked = ordered[0 if target else -1][0]
    rows = [BarRow(label_of(token.text), cosine, _figure(cosine), token == marked) for token, cosine in ordered]
    title = f"Near {label_of(target.text)} in vector space" if target else "How near each is to the other three"
    foot = "1: the same direction · 0: nothing in common"
    said = "; ".join(f"{row.label}: {row.said}" for row in rows)
    kind = "the nearest" if target else "the odd one out"
    alt = (
        f"{title}, bars of cosines (mean cosines without a target). {said}. Marked as {kind}: {label_of(marked.text)}."
    )
    return bar_rows(title, rows, foot, alt)


def _figure(cosine: float) -> str:
    return f"{cosine:.2f}".replace("-", "−")
