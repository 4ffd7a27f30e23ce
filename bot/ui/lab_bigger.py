"""The card of bigger networks: the same training with networks of four sizes."""

from collections.abc import Sequence

from bot.drawing import Picture
from bot.drawing.chips import shortest
from bot.lab.bigger import PROMPTS, SEEDS, STEPS, TOLERANCE, WORDS, Grown
from bot.language import joined, number, plural, tr
from bot.sentences import sentences
from bot.ui.card import Card, Pressable
from bot.ui.text import code

_SOURCE = "Kaplan et al. 2020, arXiv:2001.08361"  # untranslated: a work


def method() -> str:
    """How it is done, and what it does not show."""
    rates = tr(
        "Each size has the learning rate that was best for it among four, tried with another seed; better ones may lie "
        "outside these. Words and steps are the same; a bigger network computes more at each step."
    )
    not_shown = tr(
        "**Does not show** how it goes on: beyond these sizes, this text and these steps nothing is claimed. Kaplan et "
        "al. found that the loss of models of up to 1.5 billion numbers fell as a power of their size, where neither "
        "text nor training was short. Ours need not."
    )
    return f"{rates}\n-# {not_shown}\n-# {tr('Read on: {source}', source=_SOURCE)}"


def bigger_card(found: Sequence[Grown], picture: Picture, buttons: Sequence[Pressable]) -> Card:
    """What was ``found`` of all sizes, from small to large."""
    first, last = found[0], found[-1]
    size = " · ".join(
        (
            plural("{n} English word, letter by letter", "{n} English words, letter by letter", WORDS),
            plural("{n} step each", "{n} steps each", STEPS),
            plural("{n} seed", "{n} seeds", len(SEEDS)),
        )
    )
    sizes = tr(
        "The same words, the same steps, four sizes. The smallest network has {smallest} numbers to learn "
        "(**parameters**), the largest {largest}.",
        smallest=first.parameters,
        largest=last.parameters,
    )
    losses = tr(
        "Its loss, the surprise at the next letter of words kept apart, falls from **{first}** to **{last}** nats (0: "
        "certain and right).",
        first=number(first.mean, 2),
        last=number(last.mean, 2),
    )
    makes = tr("What each makes of {beginnings}, with the same random draws:", beginnings=joined(PROMPTS))
    card = Card().text(f"### {tr('Does a bigger network learn more?')}\n-# {size}\n{sentences([sizes, losses, makes])}")
    card.text("\n".join(f"- {_written(each)}" for each in found))
    return card.picture(picture, "bigger.png").row(buttons)


def again_card(found: Sequence[Grown], here: Sequence[Grown], picture: Picture) -> Card:
    """What was trained ``here``, beside what had been ``found``."""
    pairs = [
        (now.parameters, loss, was)
        for now, before in zip(here, found, strict=False)
        for loss, was in zip(now.losses, before.losses, strict=False)
    ]
    lines = [f"- {_beside(parameters, loss, was)}" for parameters, loss, was in pairs]
    where = tr("From the same start (seed {seed}), on this machine, just now. Held-out losses:", seed=str(SEEDS[0]))
    alike = tr(
        "On the same kind of processor they are the same to the digit; others may round differently, and up to "
        "{tolerance} counts as the same.",
        tolerance=shortest(TOLERANCE),
    )
    card = Card().text(f"### {tr('The two smallest, trained again')}\n{where}").text("\n".join(lines))
    card.text(sentences([_apart(max(abs(loss - was) for _, loss, was in pairs)), alike]))
    return card.picture(picture, "bigger.png")


def _beside(parameters: int, loss: float, was: float) -> str:
    return plural(
        "{n} parameter: **{loss}** here, {was} before",
        "{n} parameters: **{loss}** here, {was} before",
        parameters,
        loss=number(loss, 3),
        was=number(was, 3),
    )


def _apart(nats: float) -> str:
    if nats <= TOLERANCE:
        return tr("They are {nats} nats apart at most.", nats=number(nats, 3))
    return tr("They are up to {nats} nats apart, more than rounding should make.", nats=number(nats, 3))


def _written(grown: Grown) -> str:
    words = " ".join(code(word) for word in grown.written)
    return plural("{n} parameter: {words}", "{n} parameters: {words}", grown.parameters, words=words)
