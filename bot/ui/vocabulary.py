"""The cards of ``/vocab``."""

from collections.abc import Iterable, Sequence
from typing import Literal

from bot.language import plural, tr
from bot.sentences import sentences, separated
from bot.tokens import WHAT_AN_ID_TELLS, Entry, Oddities, Where, visible
from bot.ui.card import Card, Pressable
from bot.ui.text import cell, code, fence, to_right
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
    pages = -(-total // ON_A_PAGE)
    card = Card().text(f"### {_found(query, where, encoding, total)}\n-# {whose(encoding)}").text(_table(shown))
    order = (
        tr("Page {page} of {pages}", page=page + 1, pages=pages),
        tr("the shortest first"),
        tr("upper and lower case are alike"),
        tr("␣ is a space"),
    )
    return _with(card.text(f"-# {' · '.join(order)}"), rows)


def _found(query: str, where: Where, encoding: str, total: int) -> str:
    text = code(visible(query), 60)
    if where == "contains":
        return plural(
            "{n} token of {encoding} contains {text}",
            "{n} tokens of {encoding} contain {text}",
            total,
            encoding=encoding,
            text=text,
        )
    return plural(
        "{n} token of {encoding} starts with {text}",
        "{n} tokens of {encoding} start with {text}",
        total,
        encoding=encoding,
        text=text,
    )


def longest_card(words: Iterable[Entry], others: Iterable[Entry], hidden: int, encoding: str, rows: Rows) -> Card:
    """The longest tokens, words apart from everything else; so many longer ones are ``hidden``."""
    title = tr("The longest tokens of {encoding}", encoding=encoding)
    card = Card().text(f"### {title}\n-# {whose(encoding)}")
    card.text(f"{tr('**Words**: letters alone, with or without a space before them')}\n{_lengths(words)}")
    card.text(f"{tr('**Everything else**: spaces, punctuation, code')}\n{_lengths(others)}")
    card.text(f"-# {tr('Lengths count the space before a word. ␣×8 are eight spaces.')}")
    return _with(card.text(hidden_note(hidden)), rows)


def random_card(shown: Sequence[Entry], hidden: int, total: int, encoding: str, rows: Rows) -> Card:
    """Some random tokens; so many others that were drawn are ``hidden``."""
    title = plural("{n} random token of {encoding}", "{n} random tokens of {encoding}", len(shown), encoding=encoding)
    size = plural("{n} token in all", "{n} tokens in all", total)
    card = Card().text(f"### {title}\n-# {whose(encoding)} · {size}").text(_table(shown))
    card.text("-# " + sentences([tr("Special tokens aside."), str(WHAT_AN_ID_TELLS)])).text(hidden_note(hidden))
    return _with(card, rows)


def oddities_card(odd: Oddities, recut: Sequence[Entry], hidden: int, encoding: str, rows: Rows) -> Card:
    """What is strange in a vocabulary, with examples; of its ``recut`` tokens so many are ``hidden``."""
    title = tr("Oddities of {encoding}", encoding=encoding)
    partial = plural(
        "**{n} token that is part of a character**: not valid UTF-8 on its own, shown as bytes",
        "**{n} tokens that are part of a character**: not valid UTF-8 on their own, shown as bytes",
        len(odd.partial),
    )
    special = plural(
        "**{n} special token**, which typed text never becomes",
        "**{n} special tokens**, which typed text never becomes",
        len(odd.special),
    )
    spaces = tr(
        "**The longest run of spaces** in one token: {spaces} (id {id})",
        spaces=len(odd.spaces.bytes),
        id=str(odd.spaces.id),
    )
    card = Card().text(f"### {title}\n-# {whose(encoding)}")
    card.text(f"{partial}\n{_examples(odd.partial[:: max(1, len(odd.partial) // _EXAMPLES)])}")
    card.text(f"{special}\n{_examples(odd.special)}").text(_without(odd)).text(spaces)
    card.text(_recut(len(odd.recut), recut)).text(hidden_note(hidden))
    return _with(card, rows)


def _without(odd: Oddities) -> str:
    if not odd.gaps:
        return tr("**No id without a token**")
    return plural(
        "**{n} id without a token**: {ids}",
        "**{n} ids without a token**: {ids}",
        sum(map(len, odd.gaps)),
        ids=separated(f"{gap[0]}–{gap[-1]}" if len(gap) > 1 else f"{gap[0]}" for gap in odd.gaps),
    )


def _with(card: Card, rows: Rows) -> Card:
    for row in rows:
        card.row(row)
    return card


def _recut(number: int, shown: Sequence[Entry]) -> str:
    if not number:
        return tr("**No token whose own text is cut into others**: each comes out where its text stands alone.")
    said = plural(
        "**{n} token whose own text is cut into others** when it stands alone: a text is split into words and "
        "punctuation before tokens are looked up. Beside other text some can still come out.",
        "**{n} tokens whose own text is cut into others** when it stands alone: a text is split into words and "
        "punctuation before tokens are looked up. Beside other text some can still come out.",
        number,
    )
    return f"{said}\n{_examples(shown)}"


def hidden_note(number: int) -> str:
    """Said wherever so many tokens are left out that nobody is to be shown unasked."""
    if not number:
        return ""
    said = plural(
        "{n} hidden: adult, swear, drug or betting words. The host can show them.",
        "{n} hidden: adult, swear, drug or betting words. The host can show them.",
        number,
    )
    return f"-# {said}"


def _nothing(query: str, where: Where, encoding: str) -> str:
    text = code(visible(query), 60)
    none = (
        tr("No token of {encoding} contains {text}", encoding=encoding, text=text)
        if where == "contains"
        else tr("No token of {encoding} starts with {text}", encoding=encoding, text=text)
    )
    cut = tr("Such a text is cut into several tokens, as `/tokenize` shows.")
    if where != "contains" and not query.startswith(" "):
        spaced = code(visible(f" {query}"), 60)
        hint = tr("Most words have the space before them in their token: try {text}.", text=spaced)
    else:
        hint = tr("Try a shorter piece of it, or another encoding.")
    return f"### {none}\n{sentences([cut, hint])}"


def _table(shown: Iterable[Entry]) -> str:
    return fence(
        "\n".join([f"{to_right(tr('id'), 6)}  {tr('token')}", *(f"{each.id:>6}  {_name(each)}" for each in shown)])
    )


def _name(each: Entry) -> str:
    mark = f" {tr('(special)')}" if each.special else ""
    return cell(each.readable_text, IN_ROW - 8 - len(mark)) + mark


def _lengths(shown: Iterable[Entry]) -> str:
    said = (
        tr(
            "{length}: {token} (id {id})",
            length=len(each.text or ""),
            token=code(visible(each.readable_text), _TOKEN_IN_LINE),
            id=str(each.id),
        )
        for each in shown
    )
    return "\n".join(f"- {each}" for each in said)


def _examples(shown: Sequence[Entry]) -> str:
    listed = separated(f"{code(visible(each.readable_text), _TOKEN_IN_LINE)} ({each.id})" for each in shown[:_EXAMPLES])
    return separated([listed, "…"]) if len(shown) > _EXAMPLES else listed
