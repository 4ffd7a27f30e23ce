"""The card of a training: a vote, a training as it goes on, and what came of it."""

from collections import Counter

import discord

from bot.drawing import Picture
from bot.drawing.chips import shortest
from bot.lab.plan import Plan, Training
from bot.lab.presets import RATES, presets
from bot.language import plural, retold, tr
from bot.sentences import sentences
from bot.services.recipes import MOST_STEPS, OWN, Recipe
from bot.services.trainings import Ballot, Run
from bot.ui.buttons.lab import ShowMethod
from bot.ui.buttons.lab_train import ChooseRate, GoOn, StartTraining, StopTraining, TrainAgain, VoteForRate
from bot.ui.card import Card, Pressable
from bot.ui.lab_outcome import alike_words, finding, how_it_ended, written
from bot.ui.text import plain

_SOURCE = "Bengio, Ducharme, Vincent, Jauvin 2003, A neural probabilistic language model"  # untranslated: a work


def method() -> str:
    """How it is done, and what it does not show."""
    trained = tr(
        "It is trained here, from a random start: nothing of it was learnt before. About a tenth of the lines is kept "
        "apart to judge it. In the film the map keeps the axes and the scale of the last step: it begins small, as a "
        "random start is small numbers."
    )
    not_shown = tr(
        "**Does not show** true distances: the map has two of many directions, and its axes are stretched to fit."
    )
    return f"{trained}\n-# {not_shown}\n-# {tr('Read on: {source}', source=_SOURCE)}"


def vote_card(run: Run, ballot: Ballot) -> Card:
    """Members choose the learning rate."""
    plan, votes = run.training.plan, Counter(ballot.votes.values())
    title = tr("{title}: vote on the learning rate", title=plain(retold(plan.title)))
    card = Card().text(f"### {title}\n{plain(retold(run.planned.why), 600)}".rstrip())
    says = tr(
        "The learning rate says how far each step moves the numbers of the network. Too small, and it learns slowly. "
        "Too large, and it learns nothing, or its loss explodes: {largest} is far too large, to show that.",
        largest=shortest(RATES[-1]),
    )
    # Translators: {when} is an hour as Discord tells it, such as “in 20 seconds”.
    starts = tr(
        "It starts {when}, at {rate} if nobody votes.",
        when=discord.utils.format_dt(ballot.closes_at, "R"),
        rate=shortest(plan.rate),
    )
    card.text(sentences([says, starts]))
    card.row([VoteForRate(run.id, rate).button(_voted(rate, votes[rate])) for rate in RATES])
    card.row([StartTraining(run.id).button(tr("Start now"), style=discord.ButtonStyle.primary)])
    counts = tr("One vote each, and the last one counts. In a tie the lower rate wins.")
    return card.text("-# " + sentences([_about(plan), counts]))


def _voted(rate: float, votes: int) -> str:
    return f"{shortest(rate)} · {plural('{n} vote', '{n} votes', votes)}" if votes else shortest(rate)


def running_card(run: Run, picture: Picture | None) -> Card:
    """A training that waits or goes on; its ``picture`` is there once it has a frame."""
    training = run.training
    card = Card().text(_heading(training))
    if not training.frames:
        card.text(f"{_waiting(run)}\n-# {_about(training.plan)}")
    else:
        at, steps = training.frames[-1].step, training.plan.steps
        card.text(f"-# {tr('Training: step {step} of {steps} …', step=at, steps=steps)}")
    if picture:
        card.picture(picture, "training.png")
    card.text(written(training))
    return card.row([StopTraining(run.id, run.planned.recipe).button(tr("Stop"), emoji="⏹️")])


def _waiting(run: Run) -> str:
    here, elsewhere = run.ahead
    if here and elsewhere:
        return plural(
            "It waits: {n} training goes before it, {here} of them here, as I train one at a time.",
            "It waits: {n} trainings go before it, {here} of them here, as I train one at a time.",
            here + elsewhere,
            here=here,
        )
    if here:
        return plural(
            "It waits: {n} training here goes before it, as I train one at a time.",
            "It waits: {n} trainings here go before it, as I train one at a time.",
            here,
        )
    if elsewhere:
        return plural(
            "It waits: {n} training elsewhere goes before it, as I train one at a time.",
            "It waits: {n} trainings elsewhere go before it, as I train one at a time.",
            elsewhere,
        )
    return tr("It starts at random numbers …")


def ended_card(run: Run, picture: Picture | None, film: Picture | None, *, drawing: bool = False) -> Card:
    """How a training ended; ``drawing`` says that its film is still to come."""
    training = run.training
    said = (how_it_ended(run), alike_words(training, run.planned.alike), finding(training))
    card = Card().text(_heading(training)).text("\n".join(filter(None, said)))
    if film:
        card.picture(film, "training.gif")  # its last frame is the picture
    elif picture:
        card.picture(picture, "training.png")
    axes = f"-# {tr('In the film the map keeps the axes of the last step.')}" if film else ""
    card.text("\n".join(filter(None, (written(training), axes))))
    card.text(f"-# {tr('Its film is being drawn …')}" if drawing else "")
    return _add_buttons(card, run.planned.recipe)


def left_card(recipe: Recipe, step: int | None = None) -> Card:
    """In place of a card that an earlier run of the bot left open; it had told of ``step``, where that is known."""
    title = retold(presets()[recipe.preset].title) if recipe.preset in presets() else tr("Your text")
    card = Card().text(f"### {title}\n-# {_terms(recipe.rate, recipe.seed, recipe.steps)}")
    if step is None:
        ended = tr("This training is over: I was restarted.")
    elif step == recipe.steps:
        ended = tr("It learnt to its end, step {step}, but its film was lost: I was restarted.", step=step)
    else:
        ended = tr("**Cut short** after step {step} of {steps}: I was restarted.", step=step, steps=recipe.steps)
    again = tr("The same seed trains it again: to the digit on the same kind of processor.")
    return _add_buttons(card.text(sentences([ended, again])), recipe)


def left_vote_card() -> Card:
    """In place of a vote that an earlier run of the bot left open."""
    return Card().text(tr("This vote is over: I was restarted before the training began. `/lab` begins another one."))


def _add_buttons(card: Card, recipe: Recipe) -> Card:
    if recipe.preset == OWN and not recipe.kept:
        none = tr(
            "I could not keep your text, so this card has no buttons. **Train on a text of yours** of `/lab` takes it "
            "again."
        )
        return card.text(f"-# {none}")
    buttons: list[Pressable] = []
    if (steps := min(MOST_STEPS, 2 * recipe.steps)) > recipe.steps:
        more = Recipe(recipe.preset, recipe.kept, recipe.seed, recipe.rate, steps)
        label = plural("Go on to {n} step", "Go on to {n} steps", steps)
        buttons.append(GoOn(more).button(label, emoji="⏩", style=discord.ButtonStyle.primary))
    buttons.append(TrainAgain(recipe).button(tr("Same seed again"), emoji="🔁"))
    buttons.append(ShowMethod("train").button(tr("Method")))
    rates = [discord.SelectOption(label=shortest(rate), value=f"{rate:g}") for rate in RATES if rate != recipe.rate]
    return card.row(buttons).row([ChooseRate(recipe).select(rates, tr("Other learning rate"))])


def _heading(training: Training) -> str:
    plan = training.plan
    return f"### {plain(retold(plan.title))}\n-# {_terms(plan.rate, plan.seed, plan.steps)}"


def _terms(rate: float, seed: int, steps: int) -> str:
    begins = f"{tr('learning rate {rate}', rate=shortest(rate))} · {tr('seed {seed}', seed=str(seed))}"
    return f"{begins} · {plural('{n} step', '{n} steps', steps)}"


def _about(plan: Plan) -> str:
    if plan.unit == "letters":
        learns = plural(
            "A transformer of {n} layer and {width} numbers a token learns to tell the next letter, from a random "
            "start.",
            "A transformer of {n} layers and {width} numbers a token learns to tell the next letter, from a random "
            "start.",
            plan.layers,
            width=plan.width,
        )
    else:
        learns = plural(
            "A transformer of {n} layer and {width} numbers a token learns to tell the next word, from a random start.",
            "A transformer of {n} layers and {width} numbers a token learns to tell the next word, from a random "
            "start.",
            plan.layers,
            width=plan.width,
        )
    lines = len([line for line in plan.text.splitlines() if line.strip()])
    apart = plural(
        "Of {n} line, about a tenth is kept apart to judge it.",
        "Of {n} lines, about a tenth are kept apart to judge it.",
        lines,
    )
    return sentences([learns, apart])
