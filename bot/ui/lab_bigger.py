"""The card of ``/lab bigger``: the same training with networks of four sizes."""

from collections.abc import Sequence

from bot.drawing import Picture
from bot.lab.bigger import SEEDS, STEPS, TOLERANCE, WORDS, Grown
from bot.ui.card import Card, Pressable
from bot.ui.text import code

_FOOT = (
    "-# **Does not show** how it goes on: beyond these sizes, this text and these steps nothing is claimed. In one "
    "family of far larger models the loss fell as a power of the size; ours need not.\n"
    "-# Read on: Kaplan et al. 2020, arXiv:2001.08361"
)


def bigger_card(found: Sequence[Grown], picture: Picture, buttons: Sequence[Pressable]) -> Card:
    """What was ``found`` of all sizes, from small to large."""
    first, last = found[0], found[-1]
    times = last.parameters / first.parameters
    card = Card().text(
        f"### Does a bigger network learn more?\n-# {WORDS:,} English words, letter by letter · {STEPS} steps each · "
        f"{len(SEEDS)} seeds\nThe same words, the same steps, four sizes. With {times:,.0f} times as many numbers to "
        f"learn, a network is surprised by the next letter of a word that it has not seen by **{last.mean:.2f}** nats "
        f"instead of **{first.mean:.2f}**. What each makes of the same beginnings, by the same chance:"
    )
    card.text("\n".join(f"- {each.parameters:,}: {_words(each)}" for each in found))
    card.picture(picture, "bigger.png")
    card.text(
        "-# Each size has the learning rate that was best for it among four, tried with another seed; all else is the "
        f"same.\n{_FOOT}"
    )
    return card.row(buttons)


def again_card(found: Sequence[Grown], here: Sequence[Grown], picture: Picture) -> Card:
    """What was trained ``here``, beside what had been ``found``."""
    pairs = [
        (now.parameters, loss, was)
        for now, before in zip(here, found, strict=False)
        for loss, was in zip(now.losses, before.losses, strict=False)
    ]
    lines = [f"- {parameters:,} parameters: **{loss:.3f}** here, {was:.3f} before" for parameters, loss, was in pairs]
    apart = max(abs(loss - was) for _, loss, was in pairs)
    alike = (
        f"They are {apart:.3f} nats apart at most"
        if apart <= TOLERANCE
        else f"They are up to {apart:.3f} nats apart, more than rounding should make"
    )
    card = Card().text(
        f"### The two smallest, trained again\nFrom the same start (seed {SEEDS[0]}), on this machine, just now. "
        "Held-out losses:"
    )
    card.text("\n".join(lines)).text(
        f"{alike}. On the same kind of processor they are the same to the digit; others round differently, and up to "
        f"{TOLERANCE:g} counts as the same."
    )
    return card.picture(picture, "bigger.png")


def _words(grown: Grown) -> str:
    return " ".join(code(word) for word in grown.written)
