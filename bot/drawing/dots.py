"""Tokens as dots, the same token the same dot: which comes next? Then the same dots with the tokens that they are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.drawing.chips import label_of
from bot.drawing.dot_rows import KEY, Dot, draw_dots, label, letter, numbered
from bot.drawing.picture import Picture
from bot.quiz import Dots
from bot.tokens import PromptToken


def dots(illustration: Dots) -> Picture:
    """Draw the tokens in their order as dots, each with the letter of its token: A for the first, B for the next new.

    A dashed dot with “?” comes last.
    """
    numbers = numbered([*illustration.tokens, illustration.next])
    shown = [*(Dot(numbers[each]) for each in illustration.tokens), Dot(None)]
    alt = f"Dots: {' '.join(each.letter for each in shown[:-1])}, and then? {KEY.capitalize()}."
    return draw_dots(shown).picture(alt, len(shown), foot=0)


def revealed_dots(illustration: Dots, said: str | None, *, right: bool) -> Picture:
    """The same with the token that really follows in the place of the “?”, and the text of every dot.

    ``said`` is the option that the model chose, None where it did not play, and ``right`` whether that is so.
    """
    numbers = numbered([*illustration.tokens, illustration.next])
    shown = [Dot(numbers[each], label(each.text)) for each in illustration.tokens]
    shown.append(Dot(numbers[illustration.next], label(illustration.next.text), marked=True))
    told = _told(illustration, said, right=right)
    notes = [(replace(shown[-1], marked=False), told)]
    if said and not right:
        notes.append((next((each for each in shown if said == f"Dot {each.letter}"), Dot(None)), _model_said(said)))
    before = _named(illustration.tokens, numbers)
    following = _named([illustration.next], numbers)
    wrong = f"; {_model_said(said)}" if said and not right else ""
    alt = f"Dots with their tokens. Last {following}: {told}{wrong}. Before it: {before}"
    return draw_dots(shown, notes).picture(alt, len(shown), foot=0)


def _told(illustration: Dots, said: str | None, *, right: bool) -> str:
    what = "comes next" if illustration.next in illustration.tokens else "is a new colour"
    return f"{what}{', as the model said' if said and right else ''}"


def _model_said(said: str) -> str:
    return f"the model said {said}"


def _named(tokens: Iterable[PromptToken], numbers: Mapping[PromptToken, int]) -> str:
    return ", ".join(f"{letter(numbers[each])} {label_of(each.text)}" for each in tokens)
