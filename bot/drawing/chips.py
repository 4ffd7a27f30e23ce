"""Chips: what is said of tokens where each is drawn with its text and its id, or how likely it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.fonts import legible
from bot.language import number, percent
from bot.sentences import separated
from bot.tokens import PromptToken, Tokenized, visible

MAX_CHIPS = 600
_MAX_LABEL = 30
"""Characters."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A token to be drawn: what stands on it, and its id, -1 where it is not known.

    ``joined`` chips hold together with the one before: only together are they a character. ``special`` ones come from
    the chat template. A chip with a ``probability`` is shaded by it, and shows it instead of its id. ``marked`` ones
    are framed. ``amount`` stands on a chip that stands for several tokens.
    """

    label: str
    id: int
    joined: bool = False
    special: bool = False
    probability: float | None = None
    marked: bool = False
    amount: str = ""

    @property
    def foot(self) -> str:
        """What stands below the label."""
        if self.amount:
            return self.amount
        if self.probability is not None:
            return probability_text(self.probability)
        return str(self.id) if self.id >= 0 else "–"


def chips(cut: Tokenized) -> list[Chip]:
    """The tokens of a text as chips, at most ``MAX_CHIPS``.

    >>> import tiktoken
    >>> from bot.tokens import tokenize
    >>> [(chip.label, chip.joined) for chip in chips(tokenize(tiktoken.get_encoding("o200k_base"), "🍓"))]
    [('⟨F0·9F·8D⟩', False), ('⟨93⟩', True)]
    """
    shown = cut.tokens[:MAX_CHIPS]
    ends = [0, *(token.grapheme_end for token in shown)]
    return [
        Chip(label_of(token.readable_text), token.id, token.grapheme_start < end)
        for token, end in zip(shown, ends, strict=False)
    ]


def prompt_chips(tokens: Sequence[PromptToken]) -> list[Chip]:
    """The tokens of a prompt as chips, at most ``MAX_CHIPS``.

    >>> [(chip.label, chip.foot) for chip in prompt_chips([PromptToken(302, "st"), PromptToken(1618, "raw")])]
    [('st', '302'), ('raw', '1618')]
    """
    return [Chip(label_of(token.text), token.id, special=token.special) for token in tokens[:MAX_CHIPS]]


def listed(shown: Sequence[Chip], total: int, room: int) -> str:
    """The chips read out in at most ``room`` characters, with ``…`` where they are not all ``total`` of them.

    >>> listed([Chip("st", 302), Chip("raw", 1618)], 2, 100)
    'st (302), raw (1618)'
    """
    said = ""
    for at, chip in enumerate(shown):
        item = f"{chip.label} ({chip.foot})"
        if at:
            item = separated(["", item])
        if len(said) + len(item) > room - 1:
            return f"{said}…"
        said += item
    return said if len(shown) == total else f"{said}…"


def probability_text(probability: float) -> str:
    """A probability in figures; what a model gives its tokens is never quite 0 or 1.

    >>> [probability_text(each) for each in (0.414, 0.0042, 0.00001, 0.9999)]
    ['41%', '0.4%', '<0.1%', '>99%']
    """
    if probability < 0.001:
        return f"<{percent(0.001, 1)}"
    if probability < 0.0095:
        return percent(probability, 1)
    return f">{percent(0.99)}" if probability >= 0.995 else percent(probability)


def signed(value: float, digits: int = 2) -> str:
    """A number that may be negative, in figures.

    >>> signed(-0.234), signed(0.5, 1), signed(-0.001)
    ('−0.23', '0.5', '0.00')
    """
    return number(round(value, digits) + 0.0, digits)  # never −0


def shortest(value: float) -> str:
    """A number of a scale, with no more digits than it needs.

    >>> shortest(0.5), shortest(2.0)
    ('0.5', '2')
    """
    return number(value, len(f"{value:g}".partition(".")[2]))


def label_of(text: str) -> str:
    """What stands on the chip of a token: at most ``_MAX_LABEL`` characters, all of them to be seen.

    >>> label_of(" straw\\n"), label_of("strawberry" * 9)
    ('␣straw⏎', 'strawberrystrawberrystrawberr…')
    """
    shown = legible(visible(text))
    return shown if len(shown) <= _MAX_LABEL else f"{shown[: _MAX_LABEL - 1]}…"
