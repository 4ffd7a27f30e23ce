"""A text as a model gets it: a dot a token, the same token the same dot; then its ids, then its texts."""

from collections.abc import Iterator, Sequence

from bot.drawing.chips import label_of
from bot.drawing.dot_rows import FOLDED, KEY, KEY_OF_MARKS, Dot, draw_dots, label, letter, numbered
from bot.drawing.picture import Picture
from bot.inside.folding import template_parts
from bot.inside.kinds import Reveal
from bot.tokens import PromptToken, count

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
        Dot(None, box=count(len(each), "token"))
        if isinstance(each, range)
        else Dot(numbers[each], _below(each, reveal), lettered=reveal != "dots")
        for each in shown
    ]
    key = KEY_OF_MARKS if reveal == "dots" else KEY
    if len(shown) < len(every):
        key = f"the last {len(shown)} of {count(len(tokens), 'token')} · {key.split(':')[0].split(',')[0]}: same one"
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
    last = "" if len(shown) == len(every) else f"The last {len(shown)} of them: "
    dots = [each for each in shown if isinstance(each, PromptToken)]
    numbers = numbered(dots)
    same = len(dots) - len(numbers)
    again = f"; {count(same, 'dot')} {'comes' if same == 1 else 'come'} again" if same else ", all different"
    head = f"{count(len(tokens), 'token')} as dots: {count(len(numbers), 'kind')}{again}. {last}"
    said = [
        f"[{FOLDED}, {count(len(each), 'token')}]" if isinstance(each, range) else _said(each, numbers[each], reveal)
        for each in shown
    ]
    return head + (" " if reveal == "dots" else ", ").join(said)


def _said(token: PromptToken, number: int, reveal: Reveal) -> str:
    if reveal == "dots":
        return letter(number)
    return f"{letter(number)} {label_of(token.text) if reveal == 'text' else _below(token, reveal)}"
