"""The card of ``/next``: a text, what could come after it, and what has been appended so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import Picture, chance_words
from bot.model import NextToken, NextTokens, Sampling
from bot.tokens import PromptToken, count, visible
from bot.ui.card import Card, Pressable
from bot.ui.text import clip, code, plain
from bot.ui.tokens import PARTIAL

MAX_READ = 30
"""Tokens in the strip of what was read: the last ones."""

_TEXT, _APPENDED = 120, 400
"""Characters."""
_LABEL = 20


@dataclass(frozen=True, slots=True)
class Step:
    """What a card is about: ``text``, read by ``model``, with as many tokens ``appended`` to it, and what was ``seen``.

    ``drawn`` is the token that has just been appended by chance, if one has.
    """

    model: str
    text: str
    appended: int
    sampling: Sampling
    seen: NextTokens
    drawn: NextToken | None = None

    @property
    def read(self) -> Sequence[PromptToken]:
        """The last tokens that the model has read, at most ``MAX_READ``."""
        return self.seen.tokens[-MAX_READ:]


def next_card(step: Step, bars: Picture, strip: Picture, rows: Sequence[Sequence[Pressable]]) -> Card:
    """What could come next; ``rows`` are the buttons and the selects."""
    card = Card().text(_summary(step))
    if step.drawn:
        card.text(
            f"**Drawn at random:** {_token(step.drawn.token)}, which had a chance of {chance_words(step.drawn.chance)}."
        )
    if step.seen.ended:
        card.text(
            f"**{_token(step.seen.tokens[-1])} is the model’s end token:** where it chooses that, its answer is over. "
            "You can go on all the same; it reads the mark like any other token."
        )
    card.text(_chances(step, bars.drawn)).picture(bars, "next.png")
    total = len(step.seen.tokens)
    last = f": the last {strip.drawn} of {total:,} tokens" if total > strip.drawn else ""
    card.text(f"**What it has read**{last}").picture(strip, "read.png")
    if any("⟨" in token.text for token in (*step.read, *(each.token for each in step.seen.likeliest[: bars.drawn]))):
        card.text(PARTIAL)
    for row in rows:
        card.row(row)
    return card


def token_label(token: PromptToken) -> str:
    """What stands on the button that appends ``token``."""
    return clip(visible(token.text), _LABEL) or f"id {token.id}"


def cut_words(sampling: Sampling) -> str:
    """The cut-offs of ``sampling``, in the order in which they are made.

    >>> cut_words(Sampling(top_k=40, top_p=0.9))
    'top-k 40, then top-p 0.9'
    """
    cuts = [f"top-k {sampling.top_k}"] if sampling.top_k else []
    if sampling.top_p < 1:
        cuts.append(f"top-p {sampling.top_p:g}")
    return ", then ".join(cuts) or "no cut-off"


def _summary(step: Step) -> str:
    shown = code(step.text, _TEXT)
    appended = ""
    if step.appended:
        added = "".join(token.text for token in step.seen.tokens[-step.appended :])
        # Its end is what counts.
        shown += f" **+** {code(added if len(added) <= _APPENDED else f'…{added[-_APPENDED:]}', _APPENDED + 1)}"
        number = f"{step.appended:,} " if step.appended > 1 else ""
        appended = f", the last {number}of them appended here"
    read = f"{count(len(step.seen.tokens), 'token')}{appended}"
    return (
        f"### {_finding(step)}\n{shown}\n"
        f"-# {plain(step.model)} reads this as plain text, cut by its own vocabulary, without its chat template: {read}"
    )


def _finding(step: Step) -> str:
    """What is likeliest to be drawn, with its chance."""
    likeliest = max(step.seen.likeliest, key=lambda each: each.chance)
    return f"Most likely next: {code(visible(likeliest.token.text), 40)} ({chance_words(likeliest.chance)})"


def _chances(step: Step, drawn: int) -> str:
    kept, vocabulary = step.seen.kept, step.seen.vocabulary
    left = f"all {vocabulary:,} tokens" if kept == vocabulary else f"{kept:,} of {vocabulary:,} tokens"
    together = chance_words(sum(each.chance for each in step.seen.likeliest[:drawn]))
    always = " (always the likeliest)" if step.sampling.temperature == 0 else ""
    return (
        f"-# Temperature {step.sampling.temperature:g}{always} · {cut_words(step.sampling)}: **{left}** can be drawn. "
        f"The {drawn} below have {together} of the chance together.\n"
        "-# A token is often only the beginning of a word: these are chances of the next token, not of the next word."
    )


def _token(token: PromptToken) -> str:
    return f"{code(visible(token.text), 40)} (id {token.id})"
