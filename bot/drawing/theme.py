"""What all pictures share: their colours and width, and how charts begin and end."""

from io import BytesIO
from typing import TYPE_CHECKING

from bot.drawing.fonts import matplotlib_fonts
from bot.drawing.lines import length

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 560
"""Pixels. On a phone a picture is shown at a bit more than half of that."""
DPI = 100
PIXELS = DPI / 72
"""Of a point, by which matplotlib measures letters."""

GROUND, INK, FAINT, PINK = "#232428", "#f2f3f5", "#b5bac1", "#f0718f"
"""Of what stands on a dark ground of its own, in the dark and the light theme alike."""
YELLOW, DARK_INK = "#ffd98e", "#1b1d22"
"""What stands out, and what is written on light colours."""
TEMPLATE = "#c9ccd3"
"""Of what a chat template has put there: grey, as special tokens are."""


def points_within(text: str, points: float, widest: float) -> float:
    """The size of letters in ``points``, or so few that ``text`` is no wider than ``widest`` pixels."""
    return min(points, points * widest / max(1, length(text, round(points * PIXELS))))


def blank(height: int) -> "Figure":
    """An empty picture of ``WIDTH`` × ``height`` pixels."""
    from matplotlib import rcParams  # not above: it takes a third of a second to import, and charts alone need it
    from matplotlib.figure import Figure

    rcParams["font.family"] = matplotlib_fonts()
    return Figure((WIDTH / DPI, height / DPI), DPI, facecolor=GROUND)


def chart(title: str, height: int) -> "Figure":
    """An empty chart of ``WIDTH`` × ``height`` pixels, laid out such that its parts do not overlap."""
    figure = blank(height)
    figure.set_layout_engine("constrained", w_pad=0.12, h_pad=0.12)
    figure.suptitle(title, color=INK, fontsize=points_within(title, 16, WIDTH - 34), x=0.03, ha="left")
    return figure


def png(figure: "Figure") -> bytes:
    """``figure`` as a file."""
    data = BytesIO()
    figure.savefig(data, format="png")
    return data.getvalue()
