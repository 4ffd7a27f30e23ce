"""``/lab``: small networks that learn before a channel's eyes, and what they show."""

import asyncio

from bot.app import StrawberryBot
from bot.app.trainings import close_left
from bot.ui.buttons.lab import (
    AskOwnText,
    AskTwinsAbout,
    AskWithTool,
    ChooseExperiment,
    RunExperiment,
    ShowMethod,
)
from bot.ui.buttons.lab_bigger import TrainSizesAgain
from bot.ui.buttons.lab_step import OpenOwnStep, ShowStage
from bot.ui.buttons.lab_tool import GiveTool
from bot.ui.buttons.lab_train import ChooseRate, GoOn, StartTraining, StopTraining, TrainAgain, VoteForRate
from bot.ui.buttons.lab_twins import ShowTwinGroups, ShowWhatTwinsRead
from cogs.lab import asking, bigger, stepping, tool, training, twins, votes


class Laboratory(asking.LabCommand):
    """The command, and the cards of trainings that an earlier run of the bot has left open."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self._closing: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        self._closing = asyncio.create_task(close_left(self._bot))

    async def cog_unload(self) -> None:
        if self._closing:
            self._closing.cancel()


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ChooseExperiment, asking.choose_experiment, uses=1)
    bot.presses.on(RunExperiment, asking.run_experiment, uses=1)
    bot.presses.on(ShowMethod, asking.show_method)
    bot.presses.on(AskOwnText, training.ask_for_text)
    bot.presses.on(AskTwinsAbout, twins.ask_for_word)
    bot.presses.on(AskWithTool, tool.ask_for_question)
    bot.presses.on(VoteForRate, votes.vote_for_rate)
    bot.presses.on(StartTraining, votes.start_training)
    bot.presses.on(StopTraining, votes.stop_training)
    bot.presses.on(GoOn, votes.go_on, uses=1)
    bot.presses.on(TrainAgain, votes.train_again, uses=1)
    bot.presses.on(ChooseRate, votes.choose_rate, uses=1)
    bot.presses.on(ShowStage, stepping.show_stage)
    bot.presses.on(OpenOwnStep, stepping.open_own)
    bot.presses.on(TrainSizesAgain, bigger.train_again, uses=bigger.USES)
    bot.presses.on(ShowWhatTwinsRead, twins.show_what_they_read, uses=1)
    bot.presses.on(ShowTwinGroups, twins.show_groups, uses=1)
    bot.presses.on(GiveTool, tool.give_tool)
    await bot.add_cog(Laboratory(bot))
