"""Results as pictures: PNG or GIF bytes with alt text.

Drawing takes tens of milliseconds: it belongs off the event loop.
"""

from bot.drawing.accuracy_chart import accuracy_chart
from bot.drawing.answer_strip import answer_strip
from bot.drawing.attention_map import attention_map
from bot.drawing.bigger_chart import bigger_chart
from bot.drawing.candidates import candidate_bars
from bot.drawing.chips import probability_text, signed
from bot.drawing.distribution import distribution, few_choices
from bot.drawing.dots import dots
from bot.drawing.final_table import Final, final_table
from bot.drawing.illustrate import illustrate
from bot.drawing.ladder import Panel, ladder
from bot.drawing.languages import language_bars
from bot.drawing.layouts import has_low_tiles
from bot.drawing.learning import learning_curve
from bot.drawing.lens_table import lens_table
from bot.drawing.look_dots import look_dots
from bot.drawing.looks import view_picture
from bot.drawing.merge_film import merge_film
from bot.drawing.merge_tree import merge_tree
from bot.drawing.name_pages import name_page, name_pages
from bot.drawing.near_lists import near_lists
from bot.drawing.next_tokens import chance_words, next_token_bars
from bot.drawing.patch_lines import patch_lines
from bot.drawing.picture import Picture
from bot.drawing.probe_bars import probe_bars
from bot.drawing.question_strip import question_strip, word_strip
from bot.drawing.records import record_bars
from bot.drawing.relation_plot import relation_plot
from bot.drawing.stack import Row, stack
from bot.drawing.step_scenes import step_picture
from bot.drawing.strip import StripPage, prompt_end, prompt_page, prompt_strip, token_strip
from bot.drawing.survey import survey
from bot.drawing.tiles import name_tiles, tile_map
from bot.drawing.twins_answers import twins_answers
from bot.drawing.twins_curves import twins_curves
from bot.drawing.twins_groups import twins_groups
from bot.drawing.two_readings import two_readings
from bot.drawing.vector_strip import vector_strip
from bot.drawing.warming import warm_up
from bot.drawing.word_map import word_map

__all__ = [
    "Final",
    "Panel",
    "Picture",
    "Row",
    "StripPage",
    "accuracy_chart",
    "answer_strip",
    "attention_map",
    "bigger_chart",
    "candidate_bars",
    "chance_words",
    "distribution",
    "dots",
    "few_choices",
    "final_table",
    "has_low_tiles",
    "illustrate",
    "ladder",
    "language_bars",
    "learning_curve",
    "lens_table",
    "look_dots",
    "merge_film",
    "merge_tree",
    "name_page",
    "name_pages",
    "name_tiles",
    "near_lists",
    "next_token_bars",
    "patch_lines",
    "probability_text",
    "probe_bars",
    "prompt_end",
    "prompt_page",
    "prompt_strip",
    "question_strip",
    "record_bars",
    "relation_plot",
    "signed",
    "stack",
    "step_picture",
    "survey",
    "tile_map",
    "token_strip",
    "twins_answers",
    "twins_curves",
    "twins_groups",
    "two_readings",
    "vector_strip",
    "view_picture",
    "warm_up",
    "word_map",
    "word_strip",
]
