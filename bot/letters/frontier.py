"""What large models answered when they were asked to count letters: StrawberryBench, February 2026.

The table beside this file is condensed from StrawberryBench by Florian Leuerer, data CC-BY-4.0: 847 words and phrases,
the letter asked for, how often it occurs, and the number that each of 14 models answered (zero-shot).
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from bot.language import Value, later, tr
from bot.letters.matching import graphemes
from bot.letters.question import Count, Question
from bot.sentences import separated

FRONTIER_CREDIT = later("StrawberryBench by Florian Leuerer, CC-BY-4.0")
"""Stands wherever these answers are shown."""
FRONTIER_DATE = later("February 2026")
_NAMED = 3
"""So many models with the same answer are named; more are counted."""

_MODELS_FROM = 5
"""The first column of a model; before it stand the id, the word, the letter, the difficulty and the true count."""

_SPELT = {"gpt": "GPT", "glm": "GLM", "mimo": "MiMo", "minimax": "MiniMax", "deepseek": "DeepSeek"}
_SIZE_OR_VERSION = regex.compile(r"[a-z]?\d[\d.]*[a-z]?")


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """How often ``letter`` occurs in ``word`` and how often each model said, the best model of all words first.

    A model's answer is None where no number could be read in it. ``word_length`` is in graphemes.
    """

    word: str
    letter: str
    true_count: int
    word_length: int
    answers: Mapping[str, int | None]


def frontier(word: str, letter: str) -> FrontierRow | None:
    """What the models answered for ``letter`` in ``word``, in whatever case; None where they were not asked that.

    >>> frontier("Strawberry", "r").answers["GPT-5.2"]
    3
    """
    return _index().get((word.casefold(), letter.casefold()))


def frontier_line(question: Question) -> str | None:
    """What the models answered to ``question``, in a line with its credit; None where they were not asked that.

    >>> frontier_line(Count("parliamentary", "b"))
    '14 frontier models, February 2026: all said 0 (StrawberryBench by Florian Leuerer, CC-BY-4.0)'
    """
    row = frontier(question.text, question.letter) if isinstance(question, Count) else None
    if row is None:
        return None
    models: dict[int | None, list[str]] = {}
    for model, answer in row.answers.items():
        models.setdefault(answer, []).append(model)
    groups = sorted(models.items(), key=lambda group: len(group[1]), reverse=True)
    said = " · ".join(_said(answer, names, len(row.answers)) for answer, names in groups)
    return f"{len(row.answers)} frontier models, {FRONTIER_DATE}: {said} ({FRONTIER_CREDIT})"


def frontier_share(question: Question) -> str | None:
    """How many models gave the true count of ``question``, in a sentence; None where they were not asked that.

    >>> frontier_share(Count("strawberry", "r"))
    '13 of 14 frontier models said 3 (February 2026, StrawberryBench by Florian Leuerer, CC-BY-4.0).'
    """
    row = frontier(question.text, question.letter) if isinstance(question, Count) else None
    if row is None:
        return None
    right, total = [*row.answers.values()].count(row.true_count), len(row.answers)
    said: dict[str, Value] = {"total": total, "count": row.true_count, "source": _source()}
    if right == total:
        return tr("All {total} frontier models said {count} ({source}).", **said)
    if not right:
        return tr("None of {total} frontier models said {count} ({source}).", **said)
    return tr("{right} of {total} frontier models said {count} ({source}).", right=right, **said)


def _source() -> str:
    return separated((str(FRONTIER_DATE), str(FRONTIER_CREDIT)))


def _said(answer: int | None, models: Sequence[str], of: int) -> str:
    who = "all" if len(models) == of else ", ".join(models) if len(models) <= _NAMED else str(len(models))
    return f"{who} gave no number that can be read" if answer is None else f"{who} said {answer}"


@cache
def frontier_rows() -> Sequence[FrontierRow]:
    """The whole table, read once.

    >>> len(frontier_rows()), frontier_rows()[0].word, [*frontier_rows()[0].answers][:3]
    (847, 'cat', ['Gemini 3 Pro Preview', 'Grok 4', 'Kimi K2.5'])
    """
    with Path(__file__).with_name("strawberry_bench.tsv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, "excel-tab", quoting=csv.QUOTE_NONE)
    models = [_model_name(column) for column in header[_MODELS_FROM:]]
    return [
        FrontierRow(
            word,
            letter,
            int(true_count),
            len(graphemes(word)),
            {model: int(answer) if answer else None for model, answer in zip(models, answers, strict=True)},
        )
        for _, word, letter, _, true_count, *answers in lines
    ]


@cache
def _index() -> Mapping[tuple[str, str], FrontierRow]:
    # Reversed: of what was asked twice the first row stays.
    return {(row.word.casefold(), row.letter.casefold()): row for row in reversed(frontier_rows())}


def _model_name(column: str) -> str:
    """“openai/gpt-5.2-codex” as people write it: GPT-5.2 Codex."""
    parts = column.partition("/")[2].split("-")
    name = " ".join(part.upper() if _SIZE_OR_VERSION.fullmatch(part) else _spelt(part) for part in parts)
    return regex.sub(r"\b(GPT|GLM) (?=\d)", r"\1-", name)


def _spelt(part: str) -> str:
    return _SPELT.get(part, part.capitalize())
