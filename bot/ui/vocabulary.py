"""The cards of ``/vocab``."""

from collections.abc import Iterable, Sequence
from typing import Literal

from bot.tokens import WHAT_AN_ID_TELLS, Entry, Oddities, Where, count, visible
from bot.ui.card import Card, Pressable
from bot.ui.text import cell, code, fence
from bot.ui.tokens import IN_ROW, whose

VocabularyView = Literal["random", "longest", "oddities"]
"""What is shown of a vocabulary where nothing is looked for."""
ON_A_PAGE = 20
_TOKEN_IN_LINE = 40
"""Characters."""
_EXAMPLES = 8

Rows = Sequence[Sequence[Pressable]]


def found_card(
    query: str, where: Where, encoding: str, total: int, page: int, shown: Sequence[Entry], rows: Rows
) -> Card:
    """One page of the tokens that were found; ``total`` counts those of all pages."""
    if not total:
        return _with(Card().text(_nothing(query, where, encoding)), rows)
    verb = "contain" if where == "contains" else "start with"
    pages = -(-total // ON_A_PAGE)
    card = Card().text(
        f"### {count(total, 'token')} of {encoding} {verb}{'s' * (total == 1)} {code(visible(query), 60)}\n"
        f"-# {whose(encoding)}"
    )
    card.text(_table(shown))
    card.text(f"-# Page {page + 1:,} of {pages:,} · the shortest first · upper and lower case are alike · ␣ is a space")
    return _with(card, rows)


def longest_card(words: Iterable[Entry], others: Iterable[Entry], hidden: int, encoding: str, rows: Rows) -> Card:
    """The longest tokens, words apart from everything else; so many longer ones are ``hidden``."""
    card = Card().text(f"### The longest tokens of {encoding}\n-# {whose(encoding)}")
    card.text(f"**Words**: letters alone, with or without a space before them\n{_lengths(words)}")
    card.text(f"**Everything else**: spaces, punctuation, code\n{_lengths(others)}")
    card.text("-# Lengths count the space before a word. ␣×8 are eight spaces.")
    return _with(card.text(hidden_note(hidden)), rows)


def random_card(shown: Sequence[Entry], hidden: int, total: int, encoding: str, rows: Rows) -> Card:
    """Some random tokens; so many others that were drawn are ``hidden``."""
    card = Card().text(f"### {len(shown)} random tokens of {encoding}\n-# {whose(encoding)} · {total:,} tokens in all")
    card.text(_table(shown)).text(f"-# Special tokens aside. {WHAT_AN_ID_TELLS}").text(hidden_note(hidden))
    return _with(card, rows)


def oddities_card(odd: Oddities, recut: Sequence[Entry], hidden: int, encoding: str, rows: Rows) -> Card:
    """What is strange in a vocabulary, with examples; of its ``recut`` tokens so many are ``hidden``."""
    gaps = ", ".join(f"{gap[0]}–{gap[-1]}" if len(gap) > 1 else f"{gap[0]}" for gap in odd.gaps)
    without = (
        f"**{count(sum(map(len, odd.gaps)), 'id')} without a token**: {gaps}" if gaps else "**No id without a token**"
    )
    card = Card().text(f"### Oddities of {encoding}\n-# {whose(encoding)}")
    card.text(
        f"**{count(len(odd.partial), 'token')} that are part of a character**: not valid UTF-8 on their own, shown "
        "as bytes\n"
        f"{_examples(odd.partial[:: max(1, len(odd.partial) // _EXAMPLES)])}"
    )
    card.text(
        f"**{count(len(odd.special), 'special token')}**, which typed text never becomes\n{_examples(odd.special)}"
    )
    card.text(without)
    card.text(f"**The longest run of spaces** in one token: {len(odd.spaces.bytes)} (id {odd.spaces.id})")
    card.text(_recut(len(odd.recut), recut)).text(hidden_note(hidden))
    return _with(card, rows)


def _with(card: Card, rows: Rows) -> Card:
    for row in rows:
        card.row(row)
    return card


def _recut(number: int, shown: Sequence[Entry]) -> str:
    if not number:
        return "**No token whose own text is cut into others**: each comes out where its text stands alone."
    return (
        f"**{count(number, 'token')} whose own text is cut into others** when it stands alone: a text is split "
        "into words and punctuation before tokens are looked up. Beside other text some can still come out.\n"
        f"{_examples(shown)}"
    )


def hidden_note(number: int) -> str:
    """Said wherever so many tokens are left out that nobody is to be shown unasked."""
    return f"-# {number:,} hidden: adult, swear, drug or betting words. The host can show them." if number else ""


def _nothing(query: str, where: Where, encoding: str) -> str:
    verb = "contains" if where == "contains" else "starts with"
    said = f"### No token of {encoding} {verb} {code(visible(query), 60)}\nSuch a text is cut into several tokens, as "
    said += "`/tokenize` shows. "
    if where == "starts with" and not query.startswith(" "):
        return said + f"Most words have the space before them in their token: try {code(visible(f' {query}'), 60)}."
    return said + "Try a shorter piece of it, or another encoding."


def _table(shown: Iterable[Entry]) -> str:
    return fence("\n".join(["    id  token", *(f"{each.id:>6}  {_name(each)}" for each in shown)]))


def _name(each: Entry) -> str:
    mark = " (special)" if each.special else ""
    return cell(each.readable_text, IN_ROW - 8 - len(mark)) + mark


def _lengths(shown: Iterable[Entry]) -> str:
    return "\n".join(
        f"- {len(each.text or '')}: {code(visible(each.readable_text), _TOKEN_IN_LINE)} (id {each.id})"
        for each in shown
    )


def _examples(shown: Sequence[Entry]) -> str:
    listed = ", ".join(f"{code(visible(each.readable_text), _TOKEN_IN_LINE)} ({each.id})" for each in shown[:_EXAMPLES])
    return f"{listed}, …" if len(shown) > _EXAMPLES else listed
