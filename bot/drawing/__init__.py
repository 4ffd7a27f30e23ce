"""Results as pictures: PNG or GIF bytes with alt text.

Drawing takes tens of milliseconds: it belongs off the event loop.
"""

from bot.drawing.accuracy_chart import accuracy_chart
from bot.drawing.answer_strip import answer_strip
from bot.drawing.candidates import candidate_bars
from bot.drawing.chips import percent
from bot.drawing.distribution import distribution
from bot.drawing.dots import dots
from bot.drawing.illustrate import illustrate
from bot.drawing.ladder import Panel, ladder
from bot.drawing.languages import language_bars
from bot.drawing.learning import learning_curve
from bot.drawing.looks import view_picture
from bot.drawing.merge_film import merge_film
from bot.drawing.merge_tree import merge_tree
from bot.drawing.next_tokens import chance_words, next_token_bars
from bot.drawing.picture import Picture
from bot.drawing.records import record_bars
from bot.drawing.stack import Row, stack
from bot.drawing.strip import prompt_strip, token_strip
from bot.drawing.tiles import tile_map
from bot.drawing.warming import warm_up

__all__ = [
    "Panel",
    "Picture",
    "Row",
    "accuracy_chart",
    "answer_strip",
    "candidate_bars",
    "chance_words",
    "distribution",
    "dots",
    "illustrate",
    "ladder",
    "language_bars",
    "learning_curve",
    "merge_film",
    "merge_tree",
    "next_token_bars",
    "percent",
    "prompt_strip",
    "record_bars",
    "stack",
    "tile_map",
    "token_strip",
    "view_picture",
    "warm_up",
]
