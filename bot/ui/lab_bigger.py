"""The card of bigger networks: the same training with networks of four sizes."""

from collections.abc import Sequence

from bot.drawing import Picture
from bot.lab.bigger import PROMPTS, SEEDS, STEPS, TOLERANCE, WORDS, Grown
from bot.ui.card import Card, Pressable
from bot.ui.text import code

METHOD = (
    "Each size has the learning rate that was best for it among four, tried with another seed; better ones may lie "
    "outside these. Words and steps are the same; a bigger network computes more at each step.\n"
    "-# **Does not show** how it goes on: beyond these sizes, this text and these steps nothing is claimed. Kaplan "
    "et al. found that the loss of models of up to 1.5 billion numbers fell as a power of their size, where neither "
    "text nor training was short. Ours need not.\n"
    "-# Read on: Kaplan et al. 2020, arXiv:2001.08361"
)

_LISTED = f"{', '.join(PROMPTS[:-1])} and {PROMPTS[-1]}"


def bigger_card(found: Sequence[Grown], picture: Picture, buttons: Sequence[Pressable]) -> Card:
    """What was ``found`` of all sizes, from small to large."""
    first, last = found[0], found[-1]
    card = Card().text(
        f"### Does a bigger network learn more?\n-# {WORDS:,} English words, letter by letter · {STEPS} steps each · "
        f"{len(SEEDS)} seeds\nThe same words, the same steps, four sizes. The smallest network has "
        f"{first.parameters:,} numbers to learn (**parameters**), the largest {last.parameters:,}. Its loss, the "
        f"surprise at the next letter of words kept apart, falls from **{first.mean:.2f}** to **{last.mean:.2f}** nats "
        f"(0: certain and right). What each makes of {_LISTED}, with the same random draws:"
    )
    card.text("\n".join(f"- {each.parameters:,} parameters: {_words(each)}" for each in found))
    return card.picture(picture, "bigger.png").row(buttons)


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
        f"{alike}. On the same kind of processor they are the same to the digit; others may round differently, and up "
        f"to {TOLERANCE:g} counts as the same."
    )
    return card.picture(picture, "bigger.png")


def _words(grown: Grown) -> str:
    return " ".join(code(word) for word in grown.written)
