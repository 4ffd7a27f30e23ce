"""The card of ids that were turned back into text."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import StripPage
from bot.drawing.chips import MAX_CHIPS
from bot.language import later, plural, tr
from bot.sentences import sentences, separated, stopped
from bot.tokens import Entry, Part, PromptToken, Unknown, decoded_bytes, readable_text, text_of, well_formed
from bot.ui.card import Card, Pressable
from bot.ui.text import code, fence
from bot.ui.tokens import PARTIAL, whose

_TEXT_IN_CARD = 1_200
"""Characters; a longer text is attached as a file."""
_UNKNOWN_IN_CARD, _SPECIAL_IN_CARD = 12, 8
_WRITTEN = 30


_NONE = later("None of this stands for a token. Ids are whole numbers: **Ids** below a text shows its own.")


@dataclass(frozen=True, slots=True)
class DecodedTexts:
    """All that the card says, and the content of its file where the text is too long for the card.

    ``drawn`` are those of the ``total`` tokens that its picture may show; ``text`` is what the ids stand for, empty
    where they are no text.
    """

    summary: str
    body: str
    notes: tuple[str, ...]
    file: str | None
    text: str
    drawn: tuple[PromptToken, ...]
    total: int


def decoded_texts(parts: Sequence[Part], encoding: str, own: str | None) -> DecodedTexts:
    """What the card of ``parts`` says; ``own`` is the model's own vocabulary. Slow for many of them."""
    entries = [part for part in parts if isinstance(part, Entry)]
    unknown = [part for part in parts if isinstance(part, Unknown)]
    data = decoded_bytes(parts)
    text = readable_text(data)
    if not entries:
        body, file = str(_NONE), None
    elif len(text) <= _TEXT_IN_CARD:
        body, file = fence(text), None
    else:
        body, file = tr("Too much text for one message: all of it is in the file."), text
    notes = [_unknown(unknown), _special([entry for entry in entries if entry.special])]
    sound = text_of(data)
    if sound is None:
        notes.append(f"-# {PARTIAL}")
    summary = f"### {tr('Ids to text: {size}', size=_size(len(entries), len(data)))}\n-# {whose(encoding)}"
    if own and own != encoding:
        choose = tr("For ids that the model here has read or written, choose {encoding}.", encoding=code(own))
        summary = sentences([stopped(summary), choose])
    drawn = tuple(PromptToken(entry.id, entry.readable_text, entry.special) for entry in entries[:MAX_CHIPS])
    return DecodedTexts(summary, body, tuple(filter(None, notes)), file, sound or "", drawn, len(entries))


def decoded_card(texts: DecodedTexts, strip: StripPage | None, buttons: Sequence[Pressable]) -> Card:
    """The card itself."""
    card = Card().text(texts.summary).text(texts.body)
    if texts.file is not None:
        card.file(texts.file, "decoded.txt")
    if strip:
        card.picture(strip.picture, "tokens.png")
        if strip.shown.stop < texts.total:
            drawn = plural("The first token is drawn.", "The first {n} tokens are drawn.", strip.shown.stop)
            card.text(f"-# {drawn}")
    for note in texts.notes:
        card.text(note)
    return card.row(buttons)


def _size(tokens: int, size: int) -> str:
    if not tokens:
        return tr("No token")
    return f"{plural('{n} token', '{n} tokens', tokens)} · {plural('{n} byte', '{n} bytes', size)}"


def _unknown(unknown: Sequence[Unknown]) -> str:
    if not unknown:
        return ""
    lines = [f"- {code(well_formed(each.written), _WRITTEN)} {each.reason}" for each in unknown[:_UNKNOWN_IN_CARD]]
    if more := len(unknown) - len(lines):
        lines.append(f"- {plural('and {n} more', 'and {n} more', more)}")
    return "\n".join([plural("**{n} passed over**", "**{n} passed over**", len(unknown)), *lines])


def _special(special: Sequence[Entry]) -> str:
    if not special:
        return ""
    # Each once, in the order in which they come.
    named = [f"{code(entry.readable_text, _WRITTEN)} ({entry.id})" for entry in dict.fromkeys(special)]
    shown, more = separated(named[:_SPECIAL_IN_CARD]), len(named) - _SPECIAL_IN_CARD
    said = (
        plural("**Special:** {tokens} and {n} more", "**Special:** {tokens} and {n} more", more, tokens=shown)
        if more > 0
        else tr("**Special:** {tokens}", tokens=shown)
    )
    return f"{said}\n-# {tr('Text that is typed never becomes one of them.')}"
