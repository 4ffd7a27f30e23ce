"""The card of a training: a vote, a training as it goes on, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from math import log

import discord

from bot.drawing import Picture, signed
from bot.drawing.loss_chart import loss_words
from bot.lab.course import exploded_at, rising_since, sound
from bot.lab.plan import Plan, Training
from bot.lab.presets import RATES, presets
from bot.lab.together import together
from bot.services.recipes import MOST_STEPS, OWN, Recipe
from bot.services.trainings import Ballot, Run
from bot.tokens import count
from bot.ui.buttons.lab import ShowMethod
from bot.ui.buttons.lab_train import ChooseRate, GoOn, StartTraining, StopTraining, TrainAgain, VoteForRate
from bot.ui.card import Card, Pressable
from bot.ui.text import code, plain

_SHOWN = 60
"""Characters of what a network writes."""
_FILM = "-# In the film the map keeps the axes of the last step."
METHOD = (
    "It is trained here, from a random start: nothing of it was learnt before. About a tenth of the lines is kept "
    "apart to judge it. In the film the map keeps the axes and the scale of the last step: it begins small, as a "
    "random start is small numbers.\n"
    "-# **Does not show** true distances: the map has two of many directions, and its axes are stretched to fit.\n"
    "-# Read on: Bengio, Ducharme, Vincent, Jauvin 2003, A neural probabilistic language model"
)


def vote_card(run: Run, ballot: Ballot) -> Card:
    """Members choose the learning rate."""
    plan, votes = run.training.plan, Counter(ballot.votes.values())
    closes = discord.utils.format_dt(ballot.closes_at, "R")
    card = Card().text(f"### {plain(plan.title)}: vote on the learning rate\n{plain(run.planned.why, 600)}".rstrip())
    card.text(
        "The learning rate says how far each step moves the numbers of the network. Too small, and it gets hardly "
        "anywhere. Too large, and it learns nothing, or its loss explodes. "
        f"It starts {closes}, at {plan.rate:g} if nobody votes."
    )
    card.row([VoteForRate(run.id, rate).button(_voted(rate, votes[rate])) for rate in RATES])
    card.row([StartTraining(run.id).button("Start now", style=discord.ButtonStyle.primary)])
    return card.text(f"-# {_about(plan)} One vote each, and the last one counts. In a tie the lower rate wins.")


def _voted(rate: float, votes: int) -> str:
    return f"{rate:g} · {count(votes, 'vote')}" if votes else f"{rate:g}"


def running_card(run: Run, picture: Picture | None) -> Card:
    """A training that waits or goes on; its ``picture`` is there once it has a frame."""
    training = run.training
    card = Card().text(_heading(training))
    if not training.frames:
        card.text(f"{_waiting(run)}\n-# {_about(training.plan)}")
    else:
        frame = training.frames[-1]
        card.text(f"-# Training: step {frame.step:,} of {training.plan.steps:,} …")
    if picture:
        card.picture(picture, "training.png")
    card.text(_written(training))
    return card.row([StopTraining(run.id, run.planned.recipe).button("Stop", emoji="⏹️")])


def _waiting(run: Run) -> str:
    here, elsewhere = run.ahead
    if not here and not elsewhere:
        return "It starts at random numbers …"
    ahead = [
        f"{count(number, 'training')} {where}" for number, where in ((here, "here"), (elsewhere, "elsewhere")) if number
    ]
    goes = "goes" if here + elsewhere == 1 else "go"
    return f"It waits: {' and '.join(ahead)} {goes} before it, as I train one at a time."


def ended_card(run: Run, picture: Picture | None, film: Picture | None, *, drawing: bool = False) -> Card:
    """How a training ended; ``drawing`` says that its film is still to come."""
    training = run.training
    said = "\n".join(filter(None, (_ended(run), _alike(training, run.planned.alike), finding(training))))
    card = Card().text(_heading(training)).text(said)
    if film:
        card.picture(film, "training.gif")  # its last frame is the picture
    elif picture:
        card.picture(picture, "training.png")
    card.text("\n".join(filter(None, (_written(training), _FILM if film else ""))))
    card.text("-# Its film is being drawn …" if drawing else "")
    return _add_buttons(card, run.planned.recipe)


def left_card(recipe: Recipe, step: int | None = None) -> Card:
    """In place of a card that an earlier run of the bot left open; it had told of ``step``, where that is known."""
    title = presets()[recipe.preset].title if recipe.preset in presets() else "Your text"
    card = Card().text(
        f"### {title}\n-# learning rate {recipe.rate:g} · seed {recipe.seed} · {count(recipe.steps, 'step')}"
    )
    if step is None:
        ended = "This training is over"
    elif step == recipe.steps:
        ended = f"It learnt to its end, step {step:,}, but its film was lost"
    else:
        ended = f"**Cut short** after step {step:,} of {recipe.steps:,}"
    card.text(f"{ended}: I was restarted. The same seed trains it again: to the digit on the same kind of processor.")
    return _add_buttons(card, recipe)


def left_vote_card() -> Card:
    """In place of a vote that an earlier run of the bot left open."""
    return Card().text("This vote is over: I was restarted before the training began. `/lab` begins another one.")


def _add_buttons(card: Card, recipe: Recipe) -> Card:
    if recipe.preset == OWN and not recipe.kept:
        return card.text(
            "-# I could not keep your text, so this card has no buttons. **Train on a text of yours** of `/lab` takes "
            "it again."
        )
    steps = min(MOST_STEPS, 2 * recipe.steps)
    buttons: list[Pressable] = []
    if steps > recipe.steps:
        more = Recipe(recipe.preset, recipe.kept, recipe.seed, recipe.rate, steps)
        label = f"Go on to {steps:,} steps"
        buttons.append(GoOn(more).button(label, emoji="⏩", style=discord.ButtonStyle.primary))
    buttons.append(TrainAgain(recipe).button("Same seed again", emoji="🔁"))
    buttons.append(ShowMethod("train").button("Method"))
    rates = [discord.SelectOption(label=f"{rate:g}", value=f"{rate:g}") for rate in RATES if rate != recipe.rate]
    return card.row(buttons).row([ChooseRate(recipe).select(rates, "Other learning rate")])


def _heading(training: Training) -> str:
    plan = training.plan
    return f"### {plain(plan.title)}\n-# learning rate {plan.rate:g} · seed {plan.seed} · {count(plan.steps, 'step')}"


def _about(plan: Plan) -> str:
    unit = "letter" if plan.unit == "letters" else "word"
    layers, lines = count(plan.layers, "layer"), len([line for line in plan.text.splitlines() if line.strip()])
    return (
        f"A transformer of {layers} and {plan.width} numbers a token learns to tell the next {unit}, from a random "
        f"start. Of {count(lines, 'line')}, about a tenth are kept apart to judge it."
    )


def _ended(run: Run) -> str:
    training = run.training
    step = training.frames[-1].step if training.frames else 0
    where = f"after step {step:,} of {training.plan.steps:,}, the last that was looked at, seed {training.plan.seed}"
    match training.ended:
        case "stopped":
            return f"**Stopped** {where}."
        case "lost":
            return f"**Cut short** {where}: {plain(run.trouble, 300)}"
        case _:
            return ""


def finding(training: Training) -> str:
    """What came of a training, in words that are safe to show."""
    frames = training.frames
    if not frames:
        return ""
    first, last = frames[0], frames[-1]
    said = (
        "Its **loss**, its surprise at the next token in nats (0: certain and right), went from "
        f"{loss_words(first.train_loss)} to **{loss_words(last.train_loss)}** on lines that it learns from. On lines "
        f"kept apart it went from {loss_words(first.held_out_loss)} to **{loss_words(last.held_out_loss)}**."
    )
    if (burst := exploded_at(frames)) is not None:
        no_numbers = (
            "" if sound(last) else " What it computes grew too large for the machine: these are no numbers (NaN)."
        )
        too_large = f"**It had exploded by step {burst:,}:** the learning rate is too large, so steps overshoot."
        return f"{too_large} {said}{no_numbers}"
    evenly = log(max(2, len(training.tokens)))
    if last.train_loss > evenly * 1.05:
        why = ", so far." if training.ended == "stopped" else ": the learning rate is too large for it."
        return f"{said} That is worse than guessing evenly ({evenly:.2f}){why}"
    if best := rising_since(frames):
        said += (
            f" On those it was lowest at step {best.step:,}, {loss_words(best.held_out_loss)}: since then it fits the "
            "lines that it learns from better, and others worse."
        )
    return said


def _alike(training: Training, alike: Sequence[str]) -> str:
    """How near the tokens that are used alike have come to each other."""
    if len(alike) != 2 or not training.frames or exploded_at(training.frames) is not None:
        return ""
    one, other = alike
    seen = together(training, (one, other))
    was, is_now = signed(seen.start.centred_cosine), signed(seen.now.centred_cosine)
    return (
        f"**{plain(one)}** and **{plain(other)}** are used alike: the cosine of their vectors, without the mean of "
        f"all, went from {was} to **{is_now}**. Of other pairs it is {signed(seen.others.centred_cosine)} on average, "
        f"and {seen.nearer:,} of {seen.pairs:,} are nearer."
    )


def _written(training: Training) -> str:
    """What it writes at its prompts."""
    if not training.frames:
        return ""
    pairs = zip(training.plan.prompts, training.frames[-1].written, strict=False)
    lines = [
        f"{code(prompt) if prompt else 'from nothing'} → {code(prompt + written, _SHOWN)}" for prompt, written in pairs
    ]
    return "\n".join(["It writes:", *lines])
