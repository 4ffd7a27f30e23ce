"""A text as a model gets it: a dot a token, the same token the same dot; then its ids, then its texts."""

from collections.abc import Sequence
from typing import Literal

from bot.drawing.chips import label_of
from bot.drawing.dot_rows import KEY, Dot, draw_dots, label, letter, numbered
from bot.drawing.picture import Picture
from bot.tokens import PromptToken, count

MOST_DOTS = 60

Reveal = Literal["dots", "ids", "text"]


def look_dots(tokens: Sequence[PromptToken], reveal: Reveal) -> Picture:
    """Draw the last ``MOST_DOTS`` of at least one token, alone or with what ``reveal`` says of each below it."""
    shown = tokens[-MOST_DOTS:]
    numbers = numbered(shown)
    below = [_below(each, reveal) for each in shown]
    row = [Dot(numbers[each], said) for each, said in zip(shown, below, strict=True)]
    key = (
        KEY
        if len(shown) == len(tokens)
        else f"the last {len(shown)} of {count(len(tokens), 'token')} · same letter: same one"
    )
    return draw_dots(row, key=key).picture(_alt(tokens, shown, reveal), len(shown), foot=0)


def _below(token: PromptToken, reveal: Reveal) -> str:
    match reveal:
        case "dots":
            return ""
        case "ids":
            return str(token.id) if token.id >= 0 else "–"
        case "text":
            return label(token.text)


def _alt(tokens: Sequence[PromptToken], shown: Sequence[PromptToken], reveal: Reveal) -> str:
    numbers = numbered(shown)
    last = "" if len(shown) == len(tokens) else f"The last {len(shown)} of them: "
    same = len(shown) - len(numbers)
    again = f"; {count(same, 'dot')} {'comes' if same == 1 else 'come'} again" if same else ", all different"
    head = f"{count(len(tokens), 'token')} as dots: {count(len(numbers), 'kind')}{again}. {last}"
    letters = [letter(numbers[each]) for each in shown]
    if reveal == "dots":
        return f"{head}{' '.join(letters)}"
    said = [label_of(each.text) if reveal == "text" else _below(each, reveal) for each in shown]
    return head + ", ".join(f"{dot} {what}" for dot, what in zip(letters, said, strict=True))
