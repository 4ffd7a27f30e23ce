"""What a model read of a letter question: its prompt with the template folded up, or the word alone."""

from collections.abc import Sequence

from bot.drawing.chips import Chip, label_of, listed, prompt_chips
from bot.drawing.picture import MAX_ALT, Picture, picture
from bot.drawing.strip import bottom, flow, pages, paint, strip_page
from bot.drawing.theme import WIDTH
from bot.language import plural, tr
from bot.letters import Prompted
from bot.tokens import PromptToken

_HIGHEST = 300
"""Pixels of the strip of a word."""


def question_strip(read: Prompted) -> Picture:
    """Draw what was asked, token by token, the word asked about framed, and the chat template as one chip around it.

    Of a long question it is the page where the word begins; what stands before and after that is one chip each.
    """
    asked = [Chip(label_of(token.text), token.id, marked=place in read.word) for place, token in enumerate(read.asked)]
    parts = [_folded(read.before), *_near_the_word(asked), _folded(read.after), *prompt_chips(read.cue)]
    shown = [chip for chip in parts if chip]
    word = "".join(chip.label for chip in asked if chip.marked)
    head = (
        tr("The prompt as tokens, each with its id, the chat template folded up; framed: {word}:", word=word)
        if word
        else tr("The prompt as tokens, each with its id, the chat template folded up:")
    )
    alt = f"{head} "
    alt += listed(shown, len(shown), MAX_ALT - len(alt))
    return picture(paint(shown, flow(shown, WIDTH)), alt, len(shown))


def word_strip(tokens: Sequence[PromptToken]) -> Picture:
    """Draw the tokens that carry a word: as many as fit into one low picture."""
    shown = prompt_chips(tokens)
    places = flow(shown, WIDTH)
    fitting = sum(bottom(places[: number + 1]) <= _HIGHEST for number in range(len(places)))
    return strip_page(shown[:fitting], len(tokens)).picture


def _near_the_word(asked: Sequence[Chip]) -> Sequence[Chip]:
    every = pages(asked)
    page = next((each for each in every if any(asked[at].marked for at in each)), every[0])
    before, after = page.start, len(asked) - page.stop
    return [*_rest(before), *asked[page.start : page.stop], *_rest(after)]


def _rest(number: int) -> Sequence[Chip]:
    """Chips that are not drawn, as one; none of none."""
    return [Chip("…", -1, special=True, amount=plural("{n} token", "{n} tokens", number))] if number else []


def _folded(template: Sequence[PromptToken]) -> Chip | None:
    """What the chat template has put there, as one chip; none where it has put nothing there."""
    amount = plural("{n} token", "{n} tokens", len(template))
    return Chip(tr("chat template"), -1, special=True, amount=amount) if template else None
