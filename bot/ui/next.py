"""The card of ``/next``: a text, what could come after it, and what has been appended so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import Picture, chance_words
from bot.drawing.chips import shortest
from bot.language import plural, tr
from bot.model import NextToken, NextTokens, Sampling
from bot.sentences import sentences
from bot.tokens import PromptToken, visible
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

    ``sampled`` is the token that has just been appended by chance, if one has.
    """

    model: str
    text: str
    appended: int
    sampling: Sampling
    seen: NextTokens
    sampled: NextToken | None = None

    @property
    def read(self) -> Sequence[PromptToken]:
        """The last tokens that the model has read, at most ``MAX_READ``."""
        return self.seen.tokens[-MAX_READ:]


def next_card(step: Step, bars: Picture, strip: Picture, rows: Sequence[Sequence[Pressable]]) -> Card:
    """What could come next; ``rows`` are the buttons and the selects."""
    card = Card().text(_summary(step))
    if step.sampled:
        sampled, chance = _token(step.sampled.token), chance_words(step.sampled.chance)
        card.text(tr("**Drawn at random:** {token}, which had a chance of {chance}.", token=sampled, chance=chance))
    if step.seen.ended:
        end = tr(
            "**{token} is the model’s end token:** where it chooses that, its answer is over. You can go on all the "
            "same; it reads the mark like any other token.",
            token=_token(step.seen.tokens[-1]),
        )
        card.text(end)
    card.text(_chances(step, bars.drawn)).picture(bars, "next.png")
    total = len(step.seen.tokens)
    read = (
        tr("**What it has read**: the last {number} of {total} tokens", number=strip.drawn, total=total)
        if total > strip.drawn
        else tr("**What it has read**")
    )
    card.text(read).picture(strip, "read.png")
    if any("⟨" in token.text for token in (*step.read, *(each.token for each in step.seen.likeliest[: bars.drawn]))):
        card.text(f"-# {PARTIAL}")
    for row in rows:
        card.row(row)
    return card


def token_label(token: PromptToken) -> str:
    """What stands on the button that appends ``token``."""
    return clip(visible(token.text), _LABEL) or tr("id {id}", id=str(token.id))


def cut_words(sampling: Sampling) -> str:
    """The cut-offs of ``sampling``, in the order in which they are made.

    >>> cut_words(Sampling(top_k=40, top_p=0.9))
    'top-k 40, then top-p 0.9'
    """
    kept, share = str(sampling.top_k), shortest(sampling.top_p)
    if sampling.top_k and sampling.top_p < 1:
        return tr("top-k {kept}, then top-p {share}", kept=kept, share=share)
    if sampling.top_k:
        return tr("top-k {kept}", kept=kept)
    return tr("top-p {share}", share=share) if sampling.top_p < 1 else tr("no cut-off")


def _summary(step: Step) -> str:
    shown = code(step.text, _TEXT)
    if step.appended:
        added = "".join(token.text for token in step.seen.tokens[-step.appended :])
        # Its end is what counts.
        shown += f" **+** {code(added if len(added) <= _APPENDED else f'…{added[-_APPENDED:]}', _APPENDED + 1)}"
    read = tr(
        "{model} reads this as plain text, cut by its own vocabulary, without its chat template: {tokens}",
        model=plain(step.model),
        tokens=_read(len(step.seen.tokens), step.appended),
    )
    return f"### {_finding(step)}\n{shown}\n-# {read}"


def _read(total: int, appended: int) -> str:
    """How many tokens it reads, of which so many were appended here."""
    if not appended:
        return plural("{n} token", "{n} tokens", total)
    if appended == 1:
        return plural("{n} token, the last of them appended here", "{n} tokens, the last of them appended here", total)
    return plural(
        "{n} token, the last {appended} of them appended here",
        "{n} tokens, the last {appended} of them appended here",
        total,
        appended=appended,
    )


def _finding(step: Step) -> str:
    """What is likeliest to be drawn, with its chance."""
    likeliest = max(step.seen.likeliest, key=lambda each: each.chance)
    token, chance = code(visible(likeliest.token.text), 40), chance_words(likeliest.chance)
    return tr("Most likely next: {token} ({chance})", token=token, chance=chance)


def _chances(step: Step, drawn: int) -> str:
    kept, vocabulary = step.seen.kept, step.seen.vocabulary
    cut = cut_words(step.sampling)
    if kept == vocabulary:
        left = tr("{cut}: **all {vocabulary} tokens** can be drawn.", cut=cut, vocabulary=vocabulary)
    else:
        left = tr("{cut}: **{kept} of {vocabulary} tokens** can be drawn.", cut=cut, kept=kept, vocabulary=vocabulary)
    together = plural(
        "The {n} below has {share} of the chance together.",
        "The {n} below have {share} of the chance together.",
        drawn,
        share=chance_words(sum(each.chance for each in step.seen.likeliest[:drawn])),
    )
    word = tr(
        "A token is often only the beginning of a word: these are chances of the next token, not of the next word."
    )
    return f"-# {_temperature(step.sampling)} · {sentences([left, together])}\n-# {word}"


def _temperature(sampling: Sampling) -> str:
    if sampling.temperature == 0:
        return tr("Temperature 0 (always the likeliest)")
    return tr("Temperature {temperature}", temperature=shortest(sampling.temperature))


def _token(token: PromptToken) -> str:
    return tr("{token} (id {id})", token=code(visible(token.text), 40), id=str(token.id))
