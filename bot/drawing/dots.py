"""Tokens as dots, the same token the same dot: which comes next? Then the same dots with the tokens that they are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.drawing.chips import label_of
from bot.drawing.dot_rows import Dot, draw_dots, label, letter, numbered
from bot.drawing.picture import Picture
from bot.language import tr
from bot.quiz import Dots, dot_name
from bot.sentences import apart, separated
from bot.tokens import PromptToken


def dots(illustration: Dots) -> Picture:
    """Draw the tokens in their order as dots, each with the letter of its token: A for the first, B for the next new.

    A dashed dot with “?” comes last.
    """
    numbers = numbered([*illustration.tokens, illustration.next])
    shown = [*(Dot(numbers[each]) for each in illustration.tokens), Dot(None)]
    letters = " ".join(each.letter for each in shown[:-1])
    alt = tr("Dots: {letters}, and then? Same letter, same colour: the same token.", letters=letters)
    return draw_dots(shown).picture(alt, len(shown), foot=0)


def revealed_dots(illustration: Dots, said: str | None, *, right: bool) -> Picture:
    """The same with the token that really follows in the place of the “?”, and the text of every dot.

    ``said`` is the option that the model chose, None where it did not play, and ``right`` whether that is so.
    """
    numbers = numbered([*illustration.tokens, illustration.next])
    shown = [Dot(numbers[each], label(each.text)) for each in illustration.tokens]
    shown.append(Dot(numbers[illustration.next], label(illustration.next.text), marked=True))
    told = _told(illustration, agreed=bool(said) and right)
    wrong = tr("the model said {option}", option=said) if said and not right else ""
    notes = [(replace(shown[-1], marked=False), told)]
    if said and wrong:
        meant = next((each for each in shown if said == str(dot_name(each.letter))), Dot(None))
        notes.append((meant, wrong))
    alt = tr(
        "Dots with their tokens. Last {token}: {told}. Before it: {tokens}",
        token=_named([illustration.next], numbers),
        told=apart([told, wrong]) if wrong else told,
        tokens=_named(illustration.tokens, numbers),
    )
    return draw_dots(shown, notes).picture(alt, len(shown), foot=0)


def _told(illustration: Dots, *, agreed: bool) -> str:
    # Translators: these follow the name of a dot.
    if illustration.next in illustration.tokens:
        return tr("comes next, as the model said") if agreed else tr("comes next")
    return tr("is a new colour, as the model said") if agreed else tr("is a new colour")


def _named(tokens: Iterable[PromptToken], numbers: Mapping[PromptToken, int]) -> str:
    return separated(f"{letter(numbers[each])} {label_of(each.text)}" for each in tokens)
