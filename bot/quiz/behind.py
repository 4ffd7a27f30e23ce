"""What lies behind a question: the text that it is about, for whoever wants to know more once it is over."""

from dataclasses import dataclass

import regex

from bot.inside.kinds import View
from bot.quiz.illustration import (
    Dots,
    Layers,
    Lengths,
    Likeliest,
    Patched,
    Reading,
    Similarities,
    Spelling,
    Strip,
    Strips,
    Survey,
    TwoCosines,
)
from bot.quiz.question import Question
from bot.tokens import PromptToken

_QUOTED = regex.compile(r"“(.*?)(?: …)?”", regex.DOTALL)
"""How questions of older versions, which were all English, quote the text that they are about."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A ``text``, or the tokens ``ids`` in its place, and the ``view`` of it; without one it is the cut that counts."""

    text: str
    ids: tuple[int, ...] = ()
    view: View | None = None
    layer: int = 0
    head: int = 0


def behind(question: Question) -> Behind | None:
    """What there is to be told; None of a question that says all itself, as those of members do.

    >>> from bot.quiz.question import SatOut
    >>> row = Strip(())
    >>> asked = Question("cut", "strawberry", "?", ("st | raw | berry", "straw | berry"), 0, "", "", row, SatOut(""))
    >>> behind(asked)
    Behind(text='strawberry', ids=(), view=None, layer=0, head=0)
    """
    match question.illustration:
        case Strip() if question.topic in ("tokens", "cut") and question.subject:
            return Behind(question.subject)
        case Spelling(graphemes):
            return Behind("".join(graphemes))
        case Survey(word):
            return Behind(word)
        case Strips():
            return Behind(question.options[question.right])
        case Strip():
            return None
        case _:
            return _inside(question)


def _inside(question: Question) -> Behind | None:
    match question.illustration:
        case Dots(tokens, following):
            return Behind("", _ids(*tokens, following), "dots")
        case Likeliest():
            return Behind(_quoted(question), (), "layers")
        case Layers(seen) | Patched(seen):
            return Behind("", _ids(*seen.tokens), "layers")
        case Reading(layer=layer, head=head):
            return Behind(_quoted(question), (), "attention", layer, head)
        case Similarities(others=others):
            return Behind("", _ids(*(token for token, _ in others)), "near")
        case TwoCosines(target=target):
            return Behind("", (target.id,), "near")
        case Lengths(tokens):
            return Behind("", _ids(*(token for token, _ in tokens)), "vector")
        case _:
            return None


def _ids(*tokens: PromptToken) -> tuple[int, ...]:
    return tuple(token.id for token in tokens)


def _quoted(question: Question) -> str:
    found = _QUOTED.search(question.text)
    return question.quoted or (found[1] if found else question.text)
