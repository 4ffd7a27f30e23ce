"""The card of ``/tokenize``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.drawing import StripPage
from bot.language import Later, later, number, plural, tr
from bot.sentences import aside, sentences
from bot.tokens import Tokenized, as_read_by, counts, text_of
from bot.ui.card import MAX_FILE_BYTES, Card, Pressable
from bot.ui.text import breadth, capitalized, cell, code, fence, to_left, to_right

PARTIAL = later("⟨ ⟩ is part of a character, shown as bytes.")
"""Said wherever such bytes are shown."""

View = Literal["picture", "ids", "table"]
VIEWS: Mapping[View, Later] = {"picture": later("Picture"), "ids": later("Ids"), "table": later("Table")}

_IDS_IN_CARD = 2_500
"""Characters; a longer list of ids is attached as a file."""
_TEXT_IN_SUMMARY = 120
_ROWS_IN_CARD = 30
IN_ROW = 28
"""Characters of a row of a table: a phone shows no more."""


@dataclass(frozen=True, slots=True)
class TokenTexts:
    """All that a token card says: its texts from top to bottom, and a file, content and name, where they are short."""

    summary: str
    body: str
    notes: tuple[str, ...]
    file: tuple[str, str] | None


def token_texts(cut: Tokenized, view: View, strip: StripPage | None) -> TokenTexts:
    """What the card of ``cut`` says, with the ``strip`` that it shows, if it does. Slow for a long text."""
    body, file = "", None
    if not cut.tokens:
        body = tr("There is no token in this.")
    elif view == "ids":
        body, file = _ids(cut)
    elif view == "table":
        body, file = token_table(cut)
    elif strip and strip.pages > 1:
        body = _page(strip, len(cut.tokens))
    return TokenTexts(_summary(cut), body, notes([cut], partial=cut.partial and view != "ids"), file)


def notes(cuts: Sequence[Tokenized], *, partial: bool) -> tuple[str, ...]:
    """What has to be said below a text that is shown cut into ``cuts``; ``partial`` where ⟨F0·9F⟩ is to be seen.

    Who has typed � reads the same as for a half character: that is kept as �, and nobody knows later which it was.
    """
    said = [f"-# {PARTIAL}"] if partial else []
    if "\ufffd" in cuts[0].text:
        said.append(f"-# {tr('Half characters (lone surrogates) have no bytes: each is replaced by �.')}")
    return (*said, *(f"-# {_unseen(cut)}" for cut in cuts if cut.unseen))


def _unseen(cut: Tokenized) -> str:
    return plural(
        "{encoding} has no token for {n} byte of this text: its models never see it.",
        "{encoding} has no token for {n} bytes of this text: its models never see them.",
        cut.unseen,
        encoding=cut.encoding,
    )


def whose(encoding: str) -> str:
    """Whose tokens a card shows, as it begins a line.

    >>> whose("smollm2")
    'As SmolLM2 reads it (smollm2)'
    """
    return aside(capitalized(as_read_by(encoding)), encoding)


def token_card(texts: TokenTexts, strip: StripPage | None, rows: Sequence[Sequence[Pressable]]) -> Card:
    """The card itself. ``rows`` are its buttons and its select."""
    card = Card().text(texts.summary)
    if strip:
        card.picture(strip.picture, "tokens.png")
    card.text(texts.body)
    if texts.file:
        card.file(*texts.file)
    for note in texts.notes:
        card.text(note)
    for row in rows:
        card.row(row)
    return card


def _summary(cut: Tokenized) -> str:
    said = [whose(cut.encoding)]
    if cut.tokens:
        said.append(tr("{share} bytes a token", share=number(cut.size / len(cut.tokens), 1)))
    return f"### {counts(cut)}\n{code(cut.text, _TEXT_IN_SUMMARY)}\n-# {' · '.join(said)}"


def _page(strip: StripPage, total: int) -> str:
    said = tr(
        "Tokens {first} to {last} of {total}, page {page} of {pages}.",
        first=strip.shown.start + 1,
        last=strip.shown.stop,
        total=total,
        page=strip.number + 1,
        pages=strip.pages,
    )
    if strip.last != total:
        rest = tr("The pages end at {last}: **Ids** and **Table** have all of them.", last=strip.last)
        said = sentences([said, rest])
    return f"-# {said}"


def _ids(cut: Tokenized) -> tuple[str, tuple[str, str] | None]:
    ids = ", ".join(map(str, cut.tokens.ids.tolist()))
    if len(ids) <= _IDS_IN_CARD:
        return fence(ids), None
    return tr("Too many ids for one message: all of them are in the file."), (f"[{ids}]\n", "ids.json")


def token_table(cut: Tokenized) -> tuple[str, tuple[str, str]]:
    """A row for each of the first tokens, and a file of all, with the bytes of each."""
    shown = [*cut.tokens[:_ROWS_IN_CARD]]
    rows = [
        (tr("id"), tr("place"), tr("text")),  # Translators: heads of columns, as short as they can be
        *((str(each.id), f"{each.start}–{each.end}", each.readable_text) for each in shown),
    ]
    ids, places = (max(breadth(row[column]) for row in rows) for column in (0, 1))
    room = IN_ROW - ids - places - 4
    table = fence(
        "\n".join(f"{to_right(id_, ids)}  {to_left(place, places)}  {cell(text, room)}" for id_, place, text in rows)
    )
    content, kept = _tsv(cut)
    said = [
        tr("Places are counted in code points."),
        tr("The file has all of them, with their bytes.")
        if kept == len(cut.tokens)
        else tr("The file has the first {number}, with their bytes.", number=kept),
    ]
    if len(shown) < len(cut.tokens):
        said.insert(0, tr("The first {shown} of {total} tokens.", shown=len(shown), total=len(cut.tokens)))
    return f"{table}\n-# {sentences(said)}", (content, "tokens.tsv")


def _tsv(cut: Tokenized) -> tuple[str, int]:
    """A line a token, and how many fit into a file."""
    lines = ["id\tstart\tend\tbytes\ttext\n"]
    room = MAX_FILE_BYTES - len(lines[0])
    ends = {id_: _end_of_line(cut.tokens.pieces[id_]) for id_ in cut.tokens.kinds}
    starts, stops, *_ = cut.tokens.spans.T.tolist()
    for id_, start, stop in zip(cut.tokens.ids.tolist(), starts, stops, strict=True):
        line = f"{id_}\t{start}\t{stop}\t{ends[id_]}"
        room -= len(line.encode())
        if room < 0:
            break
        lines.append(line)
    return "".join(lines), len(lines) - 1


def _end_of_line(piece: bytes) -> str:
    return f"{piece.hex(' ').upper()}\t{json.dumps(text_of(piece), ensure_ascii=False)}\n"
