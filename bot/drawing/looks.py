"""Whatever view into a model it is, as a picture."""

from bot.drawing.attention_map import attention_map
from bot.drawing.lens_table import lens_table
from bot.drawing.look_dots import look_dots
from bot.drawing.near_lists import near_lists
from bot.drawing.patch_lines import patch_lines
from bot.drawing.picture import Picture
from bot.drawing.probe_bars import probe_bars
from bot.drawing.relation_plot import relation_plot
from bot.drawing.vector_strip import vector_strip
from bot.drawing.word_map import word_map
from bot.inside.views import (
    AttentionView,
    DotsView,
    LensView,
    Near,
    PatchView,
    ProbeResult,
    Relation,
    Seen,
    TokenVector,
    WordMap,
)


def view_picture(seen: Seen) -> Picture:
    """Draw what is seen."""
    match seen:
        case DotsView():
            return look_dots(seen.tokens, seen.reveal)
        case TokenVector():
            return vector_strip(seen)
        case Near():
            return near_lists(seen)
        case WordMap():
            return word_map(seen)
        case Relation():
            return relation_plot(seen)
        case ProbeResult():
            return probe_bars(seen)
        case AttentionView():
            return attention_map(seen)
        case LensView():
            return lens_table(seen)
        case PatchView():
            return patch_lines(seen)
