"""What a model read of a letter question: its prompt with the template folded up, or the word alone."""

from collections.abc import Sequence

from bot.drawing.chips import Chip, label_of, listed, prompt_chips
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.strip import WIDTHS, bottom, flow, strip
from bot.letters import Prompted
from bot.tokens import PromptToken, count

_HIGHEST = 300
"""Pixels of the strip of a word."""


def question_strip(read: Prompted) -> Picture:
    """Draw what was asked, token by token, the word asked about framed, and the chat template as one chip around it."""
    asked = [Chip(label_of(token.text), token.id, marked=place in read.word) for place, token in enumerate(read.asked)]
    parts = [_folded(read.before), *asked, _folded(read.after), *prompt_chips(read.cue)]
    shown = [chip for chip in parts if chip]
    drawn = strip(shown, len(shown))
    word = "".join(chip.label for chip in asked if chip.marked)
    marked = f"; framed: {word}" if word else ""
    alt = f"The prompt as tokens, each with its id, the chat template folded up{marked}: "
    alt += listed(shown, len(shown), MAX_ALT - len(alt))
    return Picture(drawn.data, alt, drawn.width, drawn.height, drawn.drawn)


def word_strip(tokens: Sequence[PromptToken]) -> Picture:
    """Draw the tokens that carry a word: as many as fit into one low picture."""
    shown = prompt_chips(tokens)
    places = flow(shown, WIDTHS[0])
    fitting = sum(bottom(places[: number + 1]) <= _HIGHEST for number in range(len(places)))
    return strip(shown[:fitting], len(tokens))


def _folded(template: Sequence[PromptToken]) -> Chip | None:
    """What the chat template has put there, as one chip; none where it has put nothing there."""
    return Chip("chat template", -1, special=True, amount=count(len(template), "token")) if template else None
