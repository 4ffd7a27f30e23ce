"""Trainings that are begun before a channel, as far as some state of their cards."""

import discord
from simcord.actors import MemberActor

from bot.services.recipes import Recipe
from bot.ui import Card
from bot.ui.buttons import CustomId
from bot.ui.buttons.lab_train import TrainAgain
from bot.ui.sending import send
from tests.raw import send_press
from tests.talking import said_by_bot, shown
from tests.waiting import until
from tests.world import World

SHORT = Recipe("language", 0, 7, 0.003, 12)
LONG = Recipe("language", 0, 7, 0.003, 4_000)


async def posted(world: World, asked: CustomId) -> discord.Message:
    """A message with such a button."""
    button = discord.ui.Button[Card](label="Press", custom_id=str(asked))
    return await send(world.bot.get_partial_messageable(world.channel.id), Card().text("Look!").row([button]))


async def begin(world: World, member: MemberActor, recipe: Recipe = LONG) -> None:
    """Have a member press the same button, and go on without waiting for the end."""
    send_press(world, member, await posted(world, TrainAgain(recipe)), str(TrainAgain(recipe)))


async def card_with(world: World, words: str) -> discord.Message:
    """The newest message with these words, once there is one."""
    await until(lambda: any(words in shown(message) for message in said_by_bot(world)), f"a card with “{words}”")
    return next(message for message in reversed(said_by_bot(world)) if words in shown(message))
