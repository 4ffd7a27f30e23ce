"""A text as a model gets it: a dot a token, the same token the same dot; then its ids, then its texts."""

from collections.abc import Iterator, Sequence

from bot.drawing.chips import label_of
from bot.drawing.dot_rows import KEY, KEY_OF_MARKS, Dot, draw_dots, label, letter, numbered
from bot.drawing.picture import Picture
from bot.inside.folding import template_parts
from bot.inside.kinds import Reveal
from bot.language import Later, plural, tr
from bot.sentences import apart
from bot.tokens import PromptToken

MOST_DOTS = 60

_Part = PromptToken | range
"""A token of what was said, or the places of those that a chat template has put there."""


def look_dots(tokens: Sequence[PromptToken], reveal: Reveal) -> Picture:
    """Draw the last ``MOST_DOTS`` of at least one token, alone or with what ``reveal`` says of each below it.

    What a chat template has put there is one box. Letters stand on the dots only with what is below them.
    """
    every = [*_parts(tokens)]
    shown = every[-MOST_DOTS:]
    numbers = numbered([each for each in shown if isinstance(each, PromptToken)])
    row = [
        Dot(None, box=plural("{n} token", "{n} tokens", len(each)))
        if isinstance(each, range)
        else Dot(numbers[each], _below(each, reveal), lettered=reveal != "dots")
        for each in shown
    ]
    key: Later | str = KEY_OF_MARKS if reveal == "dots" else KEY
    if len(shown) < len(every):
        last = {"number": len(shown), "total": len(tokens)}
        same_dot = tr("the last {number} of {total} tokens · same dot: same one", **last)
        key = (
            same_dot if reveal == "dots" else tr("the last {number} of {total} tokens · same letter: same one", **last)
        )
    return draw_dots(row, key=key).picture(_alt(tokens, every, reveal), len(shown), foot=0)


def _parts(tokens: Sequence[PromptToken]) -> Iterator[_Part]:
    """The tokens, with each part of a chat template in one."""
    at = 0
    for part in template_parts(tokens):
        yield from tokens[at : part.start]
        yield part
        at = part.stop
    yield from tokens[at:]


def _below(token: PromptToken, reveal: Reveal) -> str:
    match reveal:
        case "dots":
            return ""
        case "ids":
            return str(token.id) if token.id >= 0 else "–"
        case "text":
            return label(token.text)


def _alt(tokens: Sequence[PromptToken], every: Sequence[_Part], reveal: Reveal) -> str:
    shown = every[-MOST_DOTS:]
    dots = [each for each in shown if isinstance(each, PromptToken)]
    numbers = numbered(dots)
    head = [plural("{n} token as dots: {kinds}.", "{n} tokens as dots: {kinds}.", len(tokens), kinds=_kinds(dots))]
    head += [] if len(shown) == len(every) else [tr("The last {number} of them:", number=len(shown))]
    said = [
        plural("[chat template, {n} token]", "[chat template, {n} tokens]", len(each))
        if isinstance(each, range)
        else _said(each, numbers[each], reveal)
        for each in shown
    ]
    return " ".join([*head, (" " if reveal == "dots" else ", ").join(said)])


def _kinds(dots: Sequence[PromptToken]) -> str:
    """How many of ``dots`` differ, and how many come again."""
    different = len({*dots})
    again = len(dots) - different
    if not again:
        return plural("{n} kind, all different", "{n} kinds, all different", different)
    kinds = plural("{n} kind", "{n} kinds", different)
    return apart([kinds, plural("{n} dot comes again", "{n} dots come again", again)])


def _said(token: PromptToken, number: int, reveal: Reveal) -> str:
    if reveal == "dots":
        return letter(number)
    return f"{letter(number)} {label_of(token.text) if reveal == 'text' else _below(token, reveal)}"
