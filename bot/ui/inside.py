"""The card of ``/inside``: one view of a text, what is to be seen there, and what is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import Picture
from bot.inside.folding import said_parts
from bot.inside.presets import PRESETS
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
from bot.language import plural, retold, tr
from bot.model.install import OFF
from bot.services.looking import Looking, Subject
from bot.ui.card import Card, Pressable
from bot.ui.inside_layers import attention_words, lens_words, patch_words, probe_words
from bot.ui.inside_vectors import dots_words, ending, map_words, near_words, relation_words, vector_words
from bot.ui.inside_words import VIEW_WORDS
from bot.ui.text import code, plain

_ABOUT_A_TEXT = ("dots", "vector", "near", "attention", "layers", "patch")


@dataclass(frozen=True, slots=True)
class Inside:
    """What a card is about: what is ``seen`` of ``subject`` inside ``model``.

    ``given`` is whether a member gave the text that is patched in.
    """

    model: str
    subject: Subject
    looking: Looking
    seen: Seen
    given: bool = False


def inside_card(inside: Inside, picture: Picture, rows: Sequence[Sequence[Pressable]], *, small: bool = False) -> Card:
    """The view; ``rows`` are what leads to others, of which a ``small`` install has fewer."""
    words = VIEW_WORDS[inside.looking.view]
    card = Card().text(f"### {words.title}\n{_subject(inside)}").text(finding(inside.seen, given=inside.given))
    card.picture(picture, f"{inside.looking.view}.png")
    card.text(f"-# {words.not_shown}\n-# {tr('Read on: {source}', source=words.source)}")
    if small:
        card.text(f"-# {OFF}")
    for row in rows:
        card.row(row)
    return card


def _subject(inside: Inside) -> str:
    model = plain(inside.model)
    if isinstance(inside.seen, ProbeResult):
        said = tr("{letter} in the words of its vocabulary", letter=code(inside.seen.letter))
        return f"-# {model} · {said}"
    if inside.looking.view not in _ABOUT_A_TEXT and inside.looking.words in PRESETS:
        return f"-# {model} · {retold(PRESETS[inside.looking.words].title)}"
    tokens, said_by = inside.subject.tokens, said_parts(inside.subject.tokens)
    text = " … ".join("".join(token.text for token in part) for part in said_by)
    parts = [model, _size(inside.subject)]
    if template := len(tokens) - sum(map(len, said_by)):
        parts.append(plural("{n} of them the chat template", "{n} of them the chat template", template))
    return f"{ending(text)}\n-# {' · '.join(parts)}"


def _size(subject: Subject) -> str:
    number_of = len(subject.tokens)
    if not subject.left_out:
        return plural("{n} token", "{n} tokens", number_of)
    total = number_of + subject.left_out
    return plural("{n} token, the last of {total}", "{n} tokens, the last of {total}", number_of, total=total)


def finding(seen: Seen, *, given: bool) -> str:
    """What is to be seen, in words that are safe to show; ``given`` is whether a member gave the text patched in."""
    match seen:
        case DotsView():
            return dots_words(seen)
        case TokenVector():
            return vector_words(seen)
        case Near():
            return near_words(seen)
        case WordMap():
            return map_words(seen)
        case Relation():
            return relation_words(seen)
        case ProbeResult():
            return probe_words(seen)
        case AttentionView():
            return attention_words(seen)
        case LensView():
            return lens_words(seen)
        case PatchView():
            return patch_words(seen, given=given)
