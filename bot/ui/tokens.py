"""The card of ``/tokenize``."""

import json
from collections.abc import Sequence
from typing import Literal

from bot.drawing import Picture
from bot.tokens import Token, Tokenized
from bot.ui.card import Card
from bot.ui.errors import Pressable
from bot.ui.text import clip, fence

View = Literal["picture", "ids", "table"]
VIEWS: tuple[View, ...] = ("picture", "ids", "table")

_IDS_IN_CARD = 2_500
"""Characters; a longer list of ids is attached as a file."""
_ROWS_IN_CARD = 40
_TEXT_IN_ROW = 24
_HEX_IN_ROW = 24


def token_card(cut: Tokenized, view: View, picture: Picture | None, rows: Sequence[Sequence[Pressable]]) -> Card:
    """``cut`` as a picture, as its ids, or as a table. ``rows`` are its buttons and its select."""
    card = Card().text(_summary(cut))
    match view:
        case "picture" if picture:
            card.picture(picture, "tokens.png")
            if picture.drawn < len(cut.tokens):
                card.text(f"-# The first {picture.drawn:,} tokens are drawn. **Ids** and **Table** have all of them.")
        case "ids":
            _add_ids(card, cut)
        case _:
            _add_table(card, cut)
    if cut.repaired:
        card.text("-# Half characters (lone surrogates) have no bytes; they were replaced by �.")
    if cut.unseen:
        unseen = _count(cut.unseen, "byte")
        card.text(f"-# {cut.encoding} has no token for {unseen} of this text: a model that reads it never sees them.")
    for row in rows:
        card.row(row)
    return card


def _summary(cut: Tokenized) -> str:
    counts = [_count(len(cut.tokens), "token"), _count(cut.graphemes, "character"), _count(cut.size, "byte")]
    share = f" · {cut.size / len(cut.tokens):.1f} bytes a token" if cut.tokens else ""
    return f"### {' · '.join(counts)}\n-# encoding {cut.encoding}{share}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _add_ids(card: Card, cut: Tokenized) -> None:
    ids = ", ".join(str(token.id) for token in cut.tokens)
    if len(ids) <= _IDS_IN_CARD:
        card.text(fence(ids))
    else:
        card.text("Too many ids for one message: all of them are in the file.").file(f"[{ids}]\n", "ids.json")


def _add_table(card: Card, cut: Tokenized) -> None:
    shown = cut.tokens[:_ROWS_IN_CARD]
    card.text(fence("\n".join(["    id  characters  bytes and text", *map(_row, shown)])))
    if len(shown) < len(cut.tokens):
        card.text(f"-# The first {len(shown)} of {len(cut.tokens):,} tokens; all of them are in the file.")
        card.file(_tsv(cut), "tokens.tsv")


def _row(token: Token) -> str:
    # What varies in width, the text, stands last.
    characters = f"{token.start}–{token.end}"
    text = "(part of a character)" if token.text is None else repr(clip(token.text, _TEXT_IN_ROW))
    return f"{token.id:>6}  {characters:<10}  {clip(token.hex, _HEX_IN_ROW)}  {text}"


def _tsv(cut: Tokenized) -> str:
    rows = [f"{t.id}\t{t.start}\t{t.end}\t{t.hex}\t{json.dumps(t.text, ensure_ascii=False)}" for t in cut.tokens]
    return "\n".join(["id\tstart\tend\tbytes\ttext", *rows, ""])
