"""The pages of ``/explain``: the story of one word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex
import tiktoken

from bot.drawing import Picture, Row, merge_film, merge_tree, stack
from bot.letters.matching import occurrences
from bot.tokens import (
    WHAT_AN_ID_TELLS,
    Merge,
    Standing,
    Tokenized,
    contexts,
    count,
    merge_trace,
    readable_text,
    standing,
    tokenize,
    visible,
)
from bot.ui.card import Card, Pressable
from bot.ui.text import cell, code, fence
from bot.ui.tokens import IN_ROW, notes, token_table, whose

_STEPS_IN_CARD = 30
_TOKENS_OF_VOCABULARY = 3
_TOKENS_OF_LETTERS = 20
_TEXT_IN_ROW = 24
_NEIGHBOUR_IN_ROW = 17
_PIECES_NAMED = 6
_NO_TOKEN = "There is no token in this: this vocabulary has none for any of its bytes."  # noqa: S105 - no password
_LETTER = regex.compile(r"\p{L}\p{M}*")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, a picture and its name, and what it says below.

    ``listed`` is what stands instead of the picture for who wants a list, and ``file`` belongs to it, content and name.
    """

    said: str
    picture: tuple[Picture, str] | None = None
    below: str = ""
    listed: str = ""
    file: tuple[str, str] | None = None


def pieces_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """The tokens, with their ids."""
    cut = tokenize(encoding, text)
    if not cut.tokens:
        return Page(_NO_TOKEN)
    spaced = tokenize(encoding, f" {text}")
    rows = [_row("on its own", cut), _row("after a space, as in a sentence", spaced)]
    said = f"{_numbers(cut, spaced)} {_space(spaced)}"
    if text[:1].isspace():
        said, rows = f"On its own, this is **{count(len(cut.tokens), 'token')}**.", rows[:1]
    table, file = token_table(cut)
    below = [
        "-# The number below each piece is its id, all that the model gets. ␣ is a space.",
        *notes([cut], partial=cut.partial),
    ]
    return Page(said, (stack(rows), "tokens.png"), "\n".join(below), f"On its own:\n{table}", file)


def _numbers(cut: Tokenized, spaced: Tokenized) -> str:
    alone, after = (count(len(each.tokens), "token") for each in (cut, spaced))
    if alone == after:
        return f"This is **{alone}**, on its own and after a space, as in a sentence."
    return f"On its own, this is **{alone}**; after a space, as in a sentence, **{after}**."


def _space(spaced: Tokenized) -> str:
    if spaced.tokens[0].bytes == b" ":
        return "Here the space is a token of its own."
    return "The space before a word belongs to its first token, so the two begin with different tokens."


def _row(name: str, cut: Tokenized) -> Row:
    return Row(f"{name} · {count(len(cut.tokens), 'token')}", cut)


def merges_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """The merges as trees, and as a list."""
    pieces = merge_trace(encoding, text)
    if not pieces:
        return Page(_NO_TOKEN)
    said = (
        f"It starts as {count(sum(len(piece.parts) for piece in pieces), 'byte')}. Then, again and again, two "
        "neighbours become one: always those whose result has the lowest rank, until no two neighbours make a token."
    )
    if len(pieces) > 1:
        parts = (code(visible(readable_text(b"".join(piece.parts))), _TEXT_IN_ROW) for piece in pieces[:_PIECES_NAMED])
        named = ", ".join(f"\u2068{part}\u2069" for part in parts)  # so that Hebrew does not change their order
        more = len(pieces) - _PIECES_NAMED
        said += f" That is done piece by piece: {named}{f' … and {more:,} more' if more > 0 else ''}."
    merges = [merge for piece in pieces for merge in piece.merges]
    if not merges:
        said += " Here no two neighbours do: its bytes are its tokens."
        return Page(said, (merge_tree(pieces), "merges.png"))
    picture = merge_tree(pieces)
    below = ""
    if picture.drawn < len(merges):
        below = f"-# {picture.drawn:,} of {count(len(merges), 'merge')} are drawn. **As a list** has all of them."
    return Page(said, (picture, "merges.png"), below, *_steps(merges))


def film_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """The merges as an animation."""
    pieces = merge_trace(encoding, text)
    if not pieces:
        return Page(_NO_TOKEN)
    merges = sum(len(piece.merges) for piece in pieces)
    film = merge_film(pieces)
    said = "Each step is one merge. Within a piece, the merge with the lowest rank comes first, wherever it stands."
    if not merges:
        said = "Nothing moves here: it starts out as the tokens that it ends as."
    elif film.drawn < merges:
        said += f"\n-# {film.drawn:,} of {count(merges, 'merge')} are shown; there is no room for the others."
    return Page(said, (film, "merges.gif"))


def contexts_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """The same word in other surroundings."""
    cuts = {name: tokenize(encoding, changed) for name, changed in contexts(text).items()}
    rows = [_row(name, cut) for name, cut in cuts.items()]
    said = (
        "A reader sees one word; a model may read entirely different numbers. A space before it, a capital, "
        "quotes or a typo can change where it is cut."
    )
    return Page(said, (stack(rows), "contexts.png"))


def vocabulary_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """Where the tokens stand in the vocabulary, with their neighbours by id."""
    ids = list(dict.fromkeys(token.id for token in tokenize(encoding, text).tokens))
    if not ids:
        return Page(_NO_TOKEN)
    places = [standing(encoding, id_) for id_ in ids[:_TOKENS_OF_VOCABULARY]]
    size = len(encoding.token_byte_values()) + len(encoding.special_tokens_set)
    said = (
        f"The vocabulary {encoding.name} has {count(size, 'token')}, with ids up to {encoding.max_token_value:,}. The "
        "single bytes come first, then the merges in the order in which they were made. Special tokens were not "
        f"learnt. {WHAT_AN_ID_TELLS} Neighbours by id need not have more in common."
    )
    more = len(ids) - len(places)
    below = [f"-# … and {more:,} more of its tokens."] if more else []
    return Page(said, None, "\n".join([*map(_place, places), *below]))


def letters_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """What counting a letter takes."""
    cut = tokenize(encoding, f" {text.strip()}")
    letters: dict[str, str] = {}
    for written in _LETTER.findall(cut.text):
        letters.setdefault(written.casefold(), written)
    if not letters or not cut.tokens:
        return Page("There is no letter in this to be counted. Try /explain with a word.")
    letter = max(letters.values(), key=lambda letter: len(occurrences(cut.text, letter)))
    held = _held(cut, letter)
    rows = [
        f"{number:>5}  {token.id:>6}  {cell(token.readable_text, IN_ROW - 15)}"
        for number, token in zip(held, cut.tokens, strict=True)
    ]
    table = fence("\n".join(["count      id  token", *rows[:_TOKENS_OF_LETTERS], f"{sum(held):>5}  in all"]))
    said = (
        f"How many {code(letter)} are in it? In a sentence, after a space, {encoding.name} makes it "
        f"{count(len(cut.tokens), 'token')}, and the model is given the ids:"
    )
    below = (
        f"{table}\nNone of these counts can be read off an id such as {cut.tokens[0].id}. A model gets there by what "
        "it has learnt about how its tokens are spelt. Or it spells the word out and counts letter by letter."
    )
    if len(rows) > _TOKENS_OF_LETTERS:
        below += f"\n-# The first {_TOKENS_OF_LETTERS} of {len(rows)} tokens; the sum is of all."
    return Page(said, None, below)


def _held(cut: Tokenized, letter: str) -> Sequence[int]:
    """How often each token holds ``letter``; one whose bytes are spread over tokens counts where it begins."""
    tokens = [*cut.tokens]
    held = [0] * len(tokens)
    for place in occurrences(cut.text, letter):
        at = next((at for at, token in enumerate(tokens) if token.grapheme_start <= place < token.grapheme_end), None)
        if at is not None:
            held[at] += 1
    return held


PAGES: tuple[tuple[str, Callable[[tiktoken.Encoding, str], Page]], ...] = (
    ("Its pieces", pieces_page),
    ("How it was put together", merges_page),
    ("The same, moving", film_page),
    ("Context changes the cut", contexts_page),
    ("Where it stands in the vocabulary", vocabulary_page),
    ("What counting a letter takes", letters_page),
)
"""Title and what makes the page of a text, in order. Making one takes up to a second: it belongs off the event loop."""


def explain_card(
    page: Page, number: int, text: str, encoding: str, buttons: Sequence[Pressable], *, listed: bool = False
) -> Card:
    """The card of the page ``number``, counted from 0, or of the list behind it."""
    title, _ = PAGES[number]
    card = Card().text(f"### {code(text)}\n-# {number + 1} of {len(PAGES)}: {title}\n-# {whose(encoding)}")
    if listed:
        card.text(page.listed)
        if page.file:
            card.file(*page.file)
        return card.row(buttons)
    card.text(page.said)
    if page.picture:
        card.picture(*page.picture)
    return card.text(page.below).row(buttons)


def _steps(merges: Sequence[Merge]) -> tuple[str, tuple[str, str]]:
    """The merges as a table, and all of them as a file."""
    head = "step    rank  merge"
    table = fence("\n".join([head, *(_step(number, merge) for number, merge in enumerate(merges[:_STEPS_IN_CARD], 1))]))
    first = f"The first {_STEPS_IN_CARD} of {len(merges)} steps. " if len(merges) > _STEPS_IN_CARD else ""
    rows = [f"{number:>4}  {merge.id:>6}  {_joined(merge)}" for number, merge in enumerate(merges, 1)]
    return f"{table}\n-# {first}All of them, in full, are in the file.", ("\n".join([head, *rows, ""]), "merges.txt")


def _step(number: int, merge: Merge) -> str:
    left, right = (cell(readable_text(part), 7) for part in (merge.left, merge.right))
    return f"{number:>4}  {merge.id:>6}  {left} + {right}"


def _place(place: Standing) -> str:
    where = "a single byte" if place.merge is None else f"merge {place.merge:,} of {place.merges:,}"
    rows = [
        f"{'▸' if each.id == place.id else ' '} {each.id:>6}  {cell(each.readable_text, _NEIGHBOUR_IN_ROW)}"
        f"{' (special)' if each.special else ''}"
        for each in place.neighbours
    ]
    return f"**id {place.id}**, {where}\n{fence(chr(10).join(rows))}"


def _joined(merge: Merge) -> str:
    left, right, whole = (cell(readable_text(part), _TEXT_IN_ROW) for part in (merge.left, merge.right, merge.bytes))
    return f"{left} + {right} → {whole}"
