"""The card of ``/decode``."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import Picture
from bot.drawing.chips import MAX_CHIPS
from bot.tokens import Entry, Part, PromptToken, Unknown, count, decoded_bytes, readable_text, well_formed
from bot.ui.card import Card
from bot.ui.text import code, fence
from bot.ui.tokens import PARTIAL

_TEXT_IN_CARD = 1_200
"""Characters; a longer text is attached as a file."""
_UNKNOWN_IN_CARD, _SPECIAL_IN_CARD = 20, 8
_WRITTEN = 30


_NONE = "None of this stands for a token. Ids are whole numbers: `/tokenize` shows those of a text."


@dataclass(frozen=True, slots=True)
class DecodedTexts:
    """All that a card of ``/decode`` says, and the content of its file where the text is too long for the card.

    ``drawn`` are those of the ``total`` tokens that its picture shows.
    """

    summary: str
    body: str
    notes: tuple[str, ...]
    file: str | None
    drawn: tuple[PromptToken, ...]
    total: int


def decoded_texts(parts: Sequence[Part], encoding: str, own: str | None) -> DecodedTexts:
    """What the card of ``parts`` says; ``own`` is the model's own vocabulary. Slow for many of them."""
    entries = [part for part in parts if isinstance(part, Entry)]
    unknown = [part for part in parts if isinstance(part, Unknown)]
    data = decoded_bytes(parts)
    text = readable_text(data)
    if not entries:
        body, file = _NONE, None
    elif len(text) <= _TEXT_IN_CARD:
        body, file = fence(text), None
    else:
        body, file = "Too much text for one message: all of it is in the file.", text
    notes = [_unknown(unknown), _special([entry for entry in entries if entry.special])]
    if not _is_text(data):
        notes.append(PARTIAL)
    size = f"{count(len(entries), 'token')} · {count(len(data), 'byte')}" if entries else "No token"
    other = f"; for ids that the model has read or written, use `encoding:{own}`" if own not in (None, encoding) else ""
    summary = f"### {size}\n-# encoding {encoding}{other}"
    drawn = tuple(PromptToken(entry.id, entry.readable_text, entry.special) for entry in entries[:MAX_CHIPS])
    return DecodedTexts(summary, body, tuple(filter(None, notes)), file, drawn, len(entries))


def decoded_card(texts: DecodedTexts, picture: Picture | None) -> Card:
    """The card itself."""
    card = Card().text(texts.summary).text(texts.body)
    if texts.file is not None:
        card.file(texts.file, "decoded.txt")
    if picture:
        card.picture(picture, "tokens.png")
        if picture.drawn < texts.total:
            card.text(f"-# The first {picture.drawn:,} tokens are drawn.")
    for note in texts.notes:
        card.text(note)
    return card


def _unknown(unknown: Sequence[Unknown]) -> str:
    if not unknown:
        return ""
    lines = [f"- {code(well_formed(each.written), _WRITTEN)} {each.reason}" for each in unknown[:_UNKNOWN_IN_CARD]]
    if len(unknown) > len(lines):
        lines.append(f"- and {len(unknown) - len(lines):,} more")
    return "\n".join([f"**{len(unknown):,} passed over**", *lines])


def _special(special: Sequence[Entry]) -> str:
    if not special:
        return ""
    # Each once, in the order in which they come.
    named = [f"{code(entry.readable_text, _WRITTEN)} ({entry.id})" for entry in dict.fromkeys(special)]
    more = f" and {len(named) - _SPECIAL_IN_CARD:,} more" if len(named) > _SPECIAL_IN_CARD else ""
    return f"**Special** {', '.join(named[:_SPECIAL_IN_CARD])}{more}\n-# Text that is typed never becomes one of them."


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
