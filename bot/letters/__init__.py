"""Letter questions: what is asked, the exact answer, how a model is asked, and the comparison of the two."""

from bot.letters.accuracy import Cell, Counting, Groups, ModelSummary, Share, Summary, frontier_counting, summarize
from bot.letters.comparison import Asker, Comparison, ModelAnswer, ModelMissing, NotLogged, Series
from bot.letters.frontier import FRONTIER_CREDIT, FRONTIER_DATE, FrontierRow, frontier, frontier_line, frontier_rows
from bot.letters.names import NAME_LISTS
from bot.letters.notice import Noticed, asks_more, notice
from bot.letters.parse import EXAMPLES, parse
from bot.letters.question import (
    Answer,
    Contains,
    Count,
    HowManyOf,
    Kind,
    Length,
    NoLetterQuestion,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    answer_text,
    subject,
)
from bot.letters.reading import read
from bot.letters.recall import Recall, recall, said_of
from bot.letters.solve import (
    capitals_matter,
    checked_letter,
    graphemes,
    make_count,
    note,
    occurrences,
    one_letter,
    solve,
)
from bot.letters.trial import FORM_NAMES, FORMS, Form, Trial, forms_of, in_words, place, trial
from bot.letters.untold import untold_line
from bot.letters.variation import effect, in_points, total_variation
from bot.letters.why import habit, why

__all__ = [
    "EXAMPLES",
    "FORMS",
    "FORM_NAMES",
    "FRONTIER_CREDIT",
    "FRONTIER_DATE",
    "NAME_LISTS",
    "Answer",
    "Asker",
    "Cell",
    "Comparison",
    "Contains",
    "Count",
    "Counting",
    "Form",
    "FrontierRow",
    "Groups",
    "HowManyOf",
    "Kind",
    "Length",
    "ModelAnswer",
    "ModelMissing",
    "ModelSummary",
    "NoLetterQuestion",
    "NotLogged",
    "Noticed",
    "Position",
    "Question",
    "Recall",
    "Reverse",
    "Series",
    "Share",
    "Spell",
    "Summary",
    "Trial",
    "Which",
    "answer_text",
    "asks_more",
    "capitals_matter",
    "checked_letter",
    "effect",
    "forms_of",
    "frontier",
    "frontier_counting",
    "frontier_line",
    "frontier_rows",
    "graphemes",
    "habit",
    "in_points",
    "in_words",
    "make_count",
    "note",
    "notice",
    "occurrences",
    "one_letter",
    "parse",
    "place",
    "read",
    "recall",
    "said_of",
    "solve",
    "subject",
    "summarize",
    "total_variation",
    "trial",
    "untold_line",
    "why",
]
