"""The pages of ``/explain``: the story of one word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex
import tiktoken

from bot.drawing import Picture, Row, merge_film, merge_tree, stack
from bot.language import Later, later, plural, retold, tr
from bot.letters.matching import occurrences
from bot.sentences import sentences
from bot.tokens import (
    WHAT_AN_ID_TELLS,
    Standing,
    Tokenized,
    contexts,
    merge_trace,
    standing,
    tokenize,
    vocabulary_size,
)
from bot.ui.card import Card, Pressable
from bot.ui.explain_merges import merge_list, piece_by_piece
from bot.ui.text import cell, code, fence, to_right
from bot.ui.tokens import IN_ROW, notes, token_table, whose

_TOKENS_OF_VOCABULARY = 3
_TOKENS_OF_LETTERS = 20
_NEIGHBOUR_IN_ROW = 17
_NO_TOKEN = later("There is no token in this: this vocabulary has none for any of its bytes.")
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
        return Page(str(_NO_TOKEN))
    spaced = tokenize(encoding, f" {text}")
    rows = [_row(tr("on its own"), cut), _row(tr("after a space, as in a sentence"), spaced)]
    said = sentences([_numbers(cut, spaced), _space(spaced)])
    if text[:1].isspace():
        alone = plural("On its own, this is **{n} token**.", "On its own, this is **{n} tokens**.", len(cut.tokens))
        said, rows = alone, rows[:1]
    table, file = token_table(cut)
    below = [
        f"-# {tr('The number below each piece is its id, all that the model gets. ␣ is a space.')}",
        *notes([cut], partial=cut.partial),
    ]
    return Page(said, (stack(rows), "tokens.png"), "\n".join(below), f"{tr('On its own:')}\n{table}", file)


def _numbers(cut: Tokenized, spaced: Tokenized) -> str:
    alone, after = len(cut.tokens), len(spaced.tokens)
    if alone == after:
        return plural(
            "This is **{n} token**, on its own and after a space, as in a sentence.",
            "This is **{n} tokens**, on its own and after a space, as in a sentence.",
            alone,
        )
    return plural(
        "On its own, this is **{n} token**; after a space, as in a sentence, **{after}**.",
        "On its own, this is **{n} tokens**; after a space, as in a sentence, **{after}**.",
        alone,
        after=plural("{n} token", "{n} tokens", after),
    )


def _space(spaced: Tokenized) -> str:
    if spaced.tokens[0].bytes == b" ":
        return tr("Here the space is a token of its own.")
    return tr("The space belongs to the first token then, so the two begin with different tokens.")


def _row(name: str, cut: Tokenized) -> Row:
    return Row(f"{name} · {plural('{n} token', '{n} tokens', len(cut.tokens))}", cut)


def merges_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """The merges as trees, and as a list."""
    pieces = merge_trace(encoding, text)
    if not pieces:
        return Page(str(_NO_TOKEN))
    starts = plural("It starts as {n} byte.", "It starts as {n} bytes.", sum(len(piece.parts) for piece in pieces))
    joins = tr(
        "Then, again and again, two neighbours become one: always those whose result has the lowest rank, until no two "
        "neighbours make a token."
    )
    said = [starts, joins, *([piece_by_piece(pieces)] if len(pieces) > 1 else [])]
    picture = merge_tree(pieces)
    merges = [merge for piece in pieces for merge in piece.merges]
    if not merges:
        said.append(tr("Here no two neighbours do: its bytes are its tokens."))
        return Page(sentences(said), (picture, "merges.png"))
    below = ""
    if picture.drawn < len(merges):
        drawn = plural(
            "{drawn} of {n} merge are drawn.", "{drawn} of {n} merges are drawn.", len(merges), drawn=picture.drawn
        )
        below = "-# " + sentences([drawn, tr("**As a list** has all of them.")])
    return Page(sentences(said), (picture, "merges.png"), below, *merge_list(merges))


def film_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """The merges as an animation."""
    pieces = merge_trace(encoding, text)
    if not pieces:
        return Page(str(_NO_TOKEN))
    merges = sum(len(piece.merges) for piece in pieces)
    film = merge_film(pieces)
    said = tr("Each step is one merge. Within a piece, the merge with the lowest rank comes first, wherever it stands.")
    if not merges:
        said = tr("Nothing moves here: it starts out as the tokens that it ends as.")
    elif film.drawn < merges:
        shown = plural(
            "{shown} of {n} merge are shown; there is no room for the others.",
            "{shown} of {n} merges are shown; there is no room for the others.",
            merges,
            shown=film.drawn,
        )
        said = f"{said}\n-# {shown}"
    return Page(said, (film, "merges.gif"))


def contexts_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """The same word in other surroundings."""
    cuts = {name: tokenize(encoding, changed) for name, changed in contexts(text).items()}
    rows = [_row(retold(name), cut) for name, cut in cuts.items()]
    said = tr(
        "A reader sees the same in all of them; a model may read entirely different numbers. A space before it, a "
        "capital, quotes or a typo can change where it is cut."
    )
    return Page(said, (stack(rows), "contexts.png"))


def vocabulary_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """Where the tokens stand in the vocabulary, with their neighbours by id."""
    ids = list(dict.fromkeys(token.id for token in tokenize(encoding, text).tokens))
    if not ids:
        return Page(str(_NO_TOKEN))
    places = [standing(encoding, id_) for id_ in ids[:_TOKENS_OF_VOCABULARY]]
    size = vocabulary_size(encoding)
    said = (
        plural(
            "The vocabulary {encoding} has {n} token, with ids up to {last}.",
            "The vocabulary {encoding} has {n} tokens, with ids up to {last}.",
            size,
            encoding=encoding.name,
            last=encoding.max_token_value,
        ),
        tr(
            "The single bytes come first, then the merges in the order in which they were made. Special tokens were "
            "not learnt."
        ),
        str(WHAT_AN_ID_TELLS),
        tr("Neighbours by id need not have more in common."),
    )
    below = [_place(place) for place in places]
    if more := len(ids) - len(places):
        below.append(f"-# {plural('… and {n} more of its tokens.', '… and {n} more of its tokens.', more)}")
    return Page(sentences(said), None, "\n".join(below))


def letters_page(encoding: tiktoken.Encoding, text: str) -> Page:
    """What counting a letter takes."""
    cut = tokenize(encoding, f" {text.strip()}")
    letters: dict[str, str] = {}
    for written in _LETTER.findall(cut.text):
        letters.setdefault(written.casefold(), written)
    if not letters or not cut.tokens:
        return Page(tr("There is no letter in this to be counted. Try /explain with a word."))
    letter = max(letters.values(), key=lambda letter: len(occurrences(cut.text, letter)))
    held = _held(cut, letter)
    rows = [
        f"{number:>5}  {token.id:>6}  {cell(token.readable_text, IN_ROW - 15)}"
        for number, token in zip(held, cut.tokens, strict=True)
    ]
    # Translators: heads of columns, of 5 and 6 characters at most, and what stands after their sum.
    head, total = (
        f"{to_right(tr('count'), 5)}  {to_right(tr('id'), 6)}  {tr('token')}",
        f"{sum(held):>5}  {tr('in all')}",
    )
    said = plural(
        "How many {letter} are in it? In a sentence, after a space, {encoding} makes it {n} token, and the model is "
        "given the ids:",
        "How many {letter} are in it? In a sentence, after a space, {encoding} makes it {n} tokens, and the model is "
        "given the ids:",
        len(rows),
        letter=code(letter),
        encoding=encoding.name,
    )
    below = [fence("\n".join([head, *rows[:_TOKENS_OF_LETTERS], total])), _cannot_be_read(cut.tokens[0].id)]
    if len(rows) > _TOKENS_OF_LETTERS:
        first = tr("The first {shown} of {total} tokens; the sum is of all.", shown=_TOKENS_OF_LETTERS, total=len(rows))
        below.append(f"-# {first}")
    return Page(said, None, "\n".join(below))


def _cannot_be_read(id_: int) -> str:
    return tr(
        "None of these counts can be read off an id such as {id}. A model gets there by what it has learnt about how "
        "its tokens are spelt. Or it spells the word out and counts letter by letter.",
        id=str(id_),
    )


def _held(cut: Tokenized, letter: str) -> Sequence[int]:
    """How often each token holds ``letter``; one whose bytes are spread over tokens counts where it begins."""
    tokens = [*cut.tokens]
    held = [0] * len(tokens)
    for place in occurrences(cut.text, letter):
        at = next((at for at, token in enumerate(tokens) if token.grapheme_start <= place < token.grapheme_end), None)
        if at is not None:
            held[at] += 1
    return held


PAGES: tuple[tuple[Later, Callable[[tiktoken.Encoding, str], Page]], ...] = (
    (later("Its pieces"), pieces_page),
    (later("How it was put together"), merges_page),
    (later("The same, moving"), film_page),
    (later("Context changes the cut"), contexts_page),
    (later("Where it stands in the vocabulary"), vocabulary_page),
    (later("What counting a letter takes"), letters_page),
)
"""Title and what makes the page of a text, in order. Making one takes up to a second: it belongs off the event loop."""


def explain_card(
    page: Page, number: int, text: str, encoding: str, buttons: Sequence[Pressable], *, listed: bool = False
) -> Card:
    """The card of the page ``number``, counted from 0, or of the list behind it."""
    title, _ = PAGES[number]
    place = tr("{page} of {pages}: {title}", page=number + 1, pages=len(PAGES), title=title)
    card = Card().text(f"### {code(text)}\n-# {place}\n-# {whose(encoding)}")
    if listed:
        card.text(page.listed)
        if page.file:
            card.file(*page.file)
        return card.row(buttons)
    card.text(page.said)
    if page.picture:
        card.picture(*page.picture)
    return card.text(page.below).row(buttons)


def _place(place: Standing) -> str:
    id_ = str(place.id)
    where = (
        tr("**id {id}**, a single byte", id=id_)
        if place.merge is None
        else tr("**id {id}**, merge {merge} of {merges}", id=id_, merge=place.merge, merges=place.merges)
    )
    rows = [
        f"{'▸' if each.id == place.id else ' '} {each.id:>6}  {cell(each.readable_text, _NEIGHBOUR_IN_ROW)}"
        f"{' ' + tr('(special)') if each.special else ''}"
        for each in place.neighbours
    ]
    return f"{where}\n{fence(chr(10).join(rows))}"
