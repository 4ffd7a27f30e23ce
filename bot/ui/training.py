"""The card of ``/bpe-train``."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from bot.drawing import Picture, Row
from bot.language import plural, tr
from bot.sentences import sentences
from bot.tokens import Tokenized, as_read_by, readable_text
from bot.tokens.training import LearntMerge, LearntVocabulary
from bot.ui.card import Card, Pressable
from bot.ui.text import cell, code, fence
from bot.ui.tokens import notes

_TEXT_IN_HEADING = 60
_ROWS_IN_CARD = 5
_Part = Literal["all", "both", "start"]
_IN_ROW = 15
"""Tokens of each strip."""
_TEXT_IN_ROW = 8
"""Characters of each token in a row of the table."""


@dataclass(frozen=True, slots=True)
class TrainingTexts:
    """All that the card says from top to bottom, and the content of its file."""

    heading: str
    counts: str
    table: str
    notes: tuple[str, ...]
    file: str


def training_texts(vocabulary: LearntVocabulary, asked: int, own: Tokenized, known: Tokenized) -> TrainingTexts:
    """What the card of ``vocabulary`` says. ``asked`` is how many merges were to be learnt; ``own`` and ``known`` are
    the whole text, cut with it and with a well-known encoding. Slow for a long text.
    """
    heading = plural(
        "A vocabulary of 256 bytes + {n} learnt token, from {characters}",
        "A vocabulary of 256 bytes + {n} learnt tokens, from {characters}",
        len(vocabulary.merges),
        characters=plural("{n} character", "{n} characters", own.graphemes),
    )
    table = _table(vocabulary.merges, asked)
    lesson = tr(
        "Training joined, step by step, the two neighbours inside a word that stood together most often; the space "
        "before a word counts as part of it. So yours knows only what this text repeats; {encoding} was learnt from "
        "far more.",
        encoding=known.encoding,
    )
    drawn = [replace(cut, tokens=cut.tokens[:_IN_ROW]) for cut in (own, known)]
    partial = "⟨" in table or any(cut.partial for cut in drawn)
    return TrainingTexts(
        f"### {heading}\n{code(own.text, _TEXT_IN_HEADING)}",
        tr(
            "The whole text is **{yours}** in yours and **{theirs}** in {encoding}, {as_read}.",
            yours=plural("{n} token", "{n} tokens", len(own.tokens)),
            theirs=plural("{n} token", "{n} tokens", len(known.tokens)),
            encoding=known.encoding,
            as_read=as_read_by(known.encoding),
        ),
        table,
        (lesson, *notes([own, known], partial=partial)),
        _file(vocabulary.merges),
    )


def training_card(texts: TrainingTexts, strips: Picture, curve: Picture, buttons: Sequence[Pressable]) -> Card:
    """The card itself; ``buttons`` lead on."""
    card = Card().text(texts.heading).text(texts.counts).picture(strips, "tokens.png").text(texts.table)
    card.picture(curve, "learning.png")
    for note in texts.notes:
        card.text(note)
    return card.file(texts.file, "merges.txt").row(buttons)


def beginnings(own: Tokenized, known: Tokenized) -> tuple[Row, Row]:
    """The same beginning of a text as the rows of a stack, cut both ways: as far as both fit into a row."""
    ends = [[*accumulate(len(token.bytes) for token in cut.tokens[:_IN_ROW])] for cut in (own, known)]
    end = max(set(ends[0]).intersection(ends[1]), default=0)
    numbers = [each.index(end) + 1 if end else len(each) for each in ends]
    yours, theirs = (
        replace(cut, tokens=cut.tokens[:number]) for cut, number in zip((own, known), numbers, strict=True)
    )
    part: _Part = "all" if end == own.size else "both" if end else "start"
    return Row(_label(tr("yours"), yours, part), yours), Row(_label(known.encoding, theirs, part), theirs)


def _label(name: str, cut: Tokenized, part: _Part) -> str:
    """Whose tokens are drawn, and of what: of all, of a beginning that both end at, or just of the start."""
    n = len(cut.tokens)
    if part == "all":
        return plural("{name}: {n} token", "{name}: {n} tokens", n, name=name)
    if part == "start":
        return plural("{name}: {n} token at the beginning", "{name}: {n} tokens at the beginning", n, name=name)
    return plural("{name}: {n} token for the same beginning", "{name}: {n} tokens for the same beginning", n, name=name)


def _table(merges: Sequence[LearntMerge], asked: int) -> str:
    first = merges[:_ROWS_IN_CARD]
    # A phone shows less than thirty characters of a row.
    widest = max(len(str(merge.together)) for merge in first)
    rows = [f"{step:>2} {merge.together:>{widest}}× {_joined(merge)}" for step, merge in enumerate(first, 1)]
    said = [tr("{times}×: how often the two stood together at that step.", times=str(first[0].together))]
    if len(first) < len(merges):
        said.append(tr("The first {shown} of {total} merges; the file has all.", shown=len(first), total=len(merges)))
    if len(merges) < asked:
        goal = tr(
            "It would have gone on to {merges}, but then no two neighbours inside a word stood together twice.",
            merges=asked,
        )
        said.append(goal)
    return "\n".join([fence("\n".join(rows)), f"-# {sentences(said)}"])


def _joined(merge: LearntMerge) -> str:
    left, right = (cell(readable_text(part), _TEXT_IN_ROW) for part in (merge.left, merge.right))
    return f"{left} + {right}"


def _file(merges: Sequence[LearntMerge]) -> str:
    """A line a merge: all that is known of it, separated by tabs."""
    lines = [
        f"{step}\t{merge.together}\t{_quoted(merge.left)}\t{_quoted(merge.right)}\t{_quoted(merge.token)}\t{merge.tokens}"
        for step, merge in enumerate(merges, 1)
    ]
    head = "step\ttimes together\tleft\tright\ttoken\ttokens of the text after it"  # untranslated: columns of a file
    return "\n".join([head, *lines, ""])


def _quoted(token: bytes) -> str:
    return json.dumps(readable_text(token), ensure_ascii=False)
