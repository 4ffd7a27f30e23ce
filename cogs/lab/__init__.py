"""``/lab``: small networks that learn before a channel's eyes, and what they show."""

from discord.ext import commands

from bot.app import StrawberryBot
from bot.ui.buttons.lab_bigger import TrainAgain
from bot.ui.buttons.lab_step import OpenOwnStep, ShowStage
from cogs.lab import bigger, stepping


class LabGroup(
    bigger.Bigger,
    stepping.Stepping,
    commands.GroupCog,
    group_name="lab",
    group_description="Small networks that learn before your eyes",
):
    """The commands of ``/lab``: a class a topic, each in a file of its own, are its other bases."""


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowStage, stepping.show_stage)
    bot.presses.on(OpenOwnStep, stepping.open_own)
    bot.presses.on(TrainAgain, bigger.train_again, uses=bigger.USES)
    await bot.add_cog(LabGroup())
