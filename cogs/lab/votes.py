"""The buttons of a training: votes, Start and Stop, and what there is to do after its end."""

from dataclasses import replace

import discord

from bot.app import services_of
from bot.app.commands import check_may_lead, on_private_card
from bot.app.presses import chosen_one
from bot.errors import TooLate
from bot.lab.presets import RATES
from bot.language import later
from bot.services.recipes import Planned, Recipe, found
from bot.services.trainings import Run
from bot.ui import Card
from bot.ui.buttons.lab_train import ChooseRate, GoOn, StartTraining, StopTraining, TrainAgain, VoteForRate
from bot.ui.lab_train import left_card, left_vote_card, vote_card
from bot.ui.sending import update
from cogs.lab.training import begin_training

_NOT_TO_START = later("Only the person who began this training, or someone who manages messages here, can start it.")
_NOT_TO_STOP = later("Only the person who began this training, or someone who manages messages here, can stop it.")


async def vote_for_rate(interaction: discord.Interaction, asked: VoteForRate) -> None:
    """Count a vote."""
    await interaction.response.defer()
    run = await _voted_on(interaction, asked.run)
    if asked.rate in RATES:
        ballot = services_of(interaction).trainings.vote(run.id, interaction.user.id, asked.rate)
        await update(interaction, vote_card(run, ballot))


async def start_training(interaction: discord.Interaction, asked: StartTraining) -> None:
    """Close the vote before its time."""
    await interaction.response.defer()
    run = await _voted_on(interaction, asked.run)
    check_may_lead(interaction, run.asker.user_id, _NOT_TO_START)
    services_of(interaction).trainings.start(run)


async def stop_training(interaction: discord.Interaction, asked: StopTraining) -> None:
    """Stop a training; whoever shows it says so. One that an earlier run of the bot left is closed."""
    await interaction.response.defer()
    run = _here(interaction, asked.run)
    if run is None:
        await _close_left(interaction, asked.run, left_card(asked.recipe))
        raise TooLate(later("This training is over. Choose Watch one train under /lab to begin another one."))
    check_may_lead(interaction, run.asker.user_id, _NOT_TO_STOP)
    services_of(interaction).trainings.stop(run)


async def go_on(interaction: discord.Interaction, asked: GoOn) -> None:
    """Train with more steps, on a card of its own."""
    await _again(interaction, asked.recipe)


async def train_again(interaction: discord.Interaction, asked: TrainAgain) -> None:
    """Train the same once more, on a card of its own."""
    await _again(interaction, asked.recipe)


async def choose_rate(interaction: discord.Interaction, asked: ChooseRate) -> None:
    """Train the same with another learning rate, on a card of its own."""
    await _again(interaction, replace(asked.recipe, rate=chosen_one(interaction, _rate)))


async def _again(interaction: discord.Interaction, recipe: Recipe) -> None:
    plan = await _found(interaction, recipe)
    await begin_training(interaction, plan, vote=False, private=on_private_card(interaction))


async def _found(interaction: discord.Interaction, recipe: Recipe) -> Planned:
    services, user_id, channel_id = services_of(interaction), interaction.user.id, interaction.channel_id
    return await found(recipe, services.texts, services.workshop, user_id, channel_id)


async def _voted_on(interaction: discord.Interaction, run_id: int) -> Run:
    """The training whose vote this is. Raises ``TooLate``."""
    run = _here(interaction, run_id)
    if run is None:
        await _close_left(interaction, run_id, left_vote_card())
    if run is None or run.ballot is None:
        raise TooLate(later("This vote is over. Choose Watch one train under /lab to begin another training."))
    return run


async def _close_left(interaction: discord.Interaction, run_id: int, card: Card) -> None:
    """Close the card whose button was pressed, which an earlier run of the bot has left open."""
    if not services_of(interaction).trainings.is_over(run_id):
        await update(interaction, card)


def _here(interaction: discord.Interaction, run_id: int) -> Run | None:
    """The training of this id, if it goes on in this channel."""
    run = services_of(interaction).trainings.get(run_id)
    return run if run and run.asker.channel_id == interaction.channel_id else None


def _rate(value: str) -> float:
    return RATES[[f"{rate:g}" for rate in RATES].index(value)]
