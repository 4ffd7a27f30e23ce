"""The cards of ``/vocab``."""

from collections.abc import Iterable, Sequence

from bot.tokens import WHAT_AN_ID_TELLS, Entry, Oddities, Where, count, visible
from bot.ui.card import Card, Pressable
from bot.ui.text import cell, code, fence

ON_A_PAGE = 20
_TOKEN_IN_ROW = 40
"""Characters."""
_EXAMPLES = 8


def found_card(
    query: str, where: Where, encoding: str, total: int, page: int, shown: Sequence[Entry], buttons: Sequence[Pressable]
) -> Card:
    """One page of the tokens that were found; ``total`` counts those of all pages."""
    if not total:
        return Card().text(_nothing(query, where, encoding))
    verb = "contain" if where == "contains" else "start with"
    pages = -(-total // ON_A_PAGE)
    card = Card().text(
        f"### {count(total, 'token')} of {encoding} {verb}{'s' * (total == 1)} {code(visible(query), 60)}"
    )
    card.text(_table(shown))
    card.text(f"-# Page {page + 1:,} of {pages:,} · the shortest first · upper and lower case are alike · ␣ is a space")
    return card.row(buttons)


def longest_card(words: Iterable[Entry], others: Iterable[Entry], encoding: str) -> Card:
    """The longest tokens, words apart from everything else."""
    return (
        Card()
        .text(f"### The longest tokens of {encoding}")
        .text(f"**Words**: letters alone, with or without a space before them\n{_lengths(words)}")
        .text(f"**Everything else**: spaces, punctuation, code\n{_lengths(others)}")
        .text("-# Length in code points, the space before a word among them. ␣×8 are eight spaces.")
    )


def random_card(shown: Iterable[Entry], total: int, encoding: str, buttons: Sequence[Pressable]) -> Card:
    """Some random tokens."""
    card = Card().text(f"### Some of the {total:,} tokens of {encoding}").text(_table(shown))
    card.text(f"-# Drawn at random, special tokens aside. {WHAT_AN_ID_TELLS}")
    return card.row(buttons)


def oddities_card(odd: Oddities, encoding: str) -> Card:
    """What is strange in a vocabulary, with examples."""
    gaps = ", ".join(f"{gap[0]}–{gap[-1]}" if len(gap) > 1 else f"{gap[0]}" for gap in odd.gaps)
    without = (
        f"**{count(sum(map(len, odd.gaps)), 'id')} without a token**: {gaps}" if gaps else "**No id without a token**"
    )
    recut = (
        f"**{count(len(odd.recut), 'token')} whose own text is cut into others** when it stands alone, because "
        "a text is parted into words and signs before tokens are looked for. Beside other text some of them can still "
        f"come out.\n{_examples(odd.recut)}"
        if odd.recut
        else "**Tokens whose own text is cut into others** none: each comes out where its text stands alone."
    )
    return (
        Card()
        .text(f"### Oddities of {encoding}")
        .text(
            f"**{count(len(odd.partial), 'token')} that are no complete UTF-8**: parts of characters, seen as bytes\n"
            f"{_examples(odd.partial[:: max(1, len(odd.partial) // _EXAMPLES)])}"
        )
        .text(
            f"**{count(len(odd.special), 'special token')}**, which typed text never becomes\n{_examples(odd.special)}"
        )
        .text(without)
        .text(f"**The longest run of spaces** in one token: {len(odd.spaces.bytes)} (id {odd.spaces.id})")
        .text(recut)
    )


def _nothing(query: str, where: Where, encoding: str) -> str:
    verb = "contains" if where == "contains" else "starts with"
    said = f"### No token of {encoding} {verb} {code(visible(query), 60)}\nSuch a text is cut into several tokens, as "
    said += "`/tokenize` shows. "
    if where == "starts with" and not query.startswith(" "):
        return said + f"Most words have the space before them in their token: try {code(visible(f' {query}'), 60)}."
    return said + "Try a shorter piece of it, or another encoding."


def _table(shown: Iterable[Entry]) -> str:
    return fence("\n".join(["    id  token", *(f"{each.id:>6}  {_name(each)}" for each in shown)]))


def _lengths(shown: Iterable[Entry]) -> str:
    rows = [f"{len(each.text or ''):>6}  {each.id:>6}  {_name(each)}" for each in shown]
    return fence("\n".join(["length      id  token", *rows]))


def _name(each: Entry) -> str:
    return cell(each.readable_text, _TOKEN_IN_ROW) + (" (special)" if each.special else "")


def _examples(shown: Sequence[Entry]) -> str:
    listed = ", ".join(f"{code(visible(each.readable_text), _TOKEN_IN_ROW)} ({each.id})" for each in shown[:_EXAMPLES])
    return f"{listed}, …" if len(shown) > _EXAMPLES else listed
