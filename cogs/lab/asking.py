"""``/lab``: an experiment that is run, or all of them to choose from."""

from typing import cast, get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import services_of
from bot.app.cards import measured_twins_card, sizes_card, step_by_hand_card
from bot.app.commands import WHICH_MODEL, begin, model_choices, on_private_card
from bot.app.presses import chosen_one
from bot.lab.presets import presets
from bot.lab.step import STAGES
from bot.lab.twin_report import report
from bot.services.recipes import LEAST_RATE, MOST_RATE
from bot.services.tools import LONGEST_QUESTION
from bot.ui.buttons.lab import ChooseExperiment, Experiment, RunExperiment, ShowMethod
from bot.ui.lab import EXPERIMENTS, lab_card, method_card
from bot.ui.lab_twins import report_method
from bot.ui.sending import reply
from cogs.lab.tool import QUESTION, show_with_tool
from cogs.lab.training import Wanted, train
from cogs.lab.twins import show_twins

_WORD, _LETTER = "strawberry", "r"


class LabCommand(commands.Cog):
    """The command."""

    @app_commands.command(
        description="Small networks that learn before your eyes, twins that count letters, and a tool for the model",
        extras={"example": "/lab word:strawberry letter:r"},
    )
    @app_commands.describe(
        experiment="What is tried; without one, you get a list to choose from",
        preset="train: what it learns (default: A tiny language)",
        seed="train: what its random start follows from; the same seed gives the same training (default: any)",
        rate="train: the learning rate, from 0.0001 to 1,000; without one, members vote on it",
        file="train: a text of yours (UTF-8, up to 1 MiB and 200,000 characters); it learns the first 50,000",
        word="twins: a word of a to z, up to 14 letters (default: strawberry)",
        letter="twins: the letter to count, a to z (default: r)",
        question="tool: for example: How many r's are in strawberry?",
        model=f"tool: {WHICH_MODEL[0].lower()}{WHICH_MODEL[1:]}",
        private="Show it only to me; a training then starts without a vote",
    )
    @app_commands.choices(
        experiment=[app_commands.Choice(name=str(words.name), value=name) for name, words in EXPERIMENTS.items()],
        preset=[app_commands.Choice(name=str(preset.title), value=name) for name, preset in presets().items()],
    )
    @app_commands.autocomplete(model=model_choices)
    async def lab(
        self,
        interaction: discord.Interaction,
        experiment: str | None = None,
        preset: str | None = None,
        seed: app_commands.Range[int, 0, 2**31 - 1] | None = None,
        rate: app_commands.Range[float, LEAST_RATE, MOST_RATE] | None = None,
        file: discord.Attachment | None = None,
        word: app_commands.Range[str, 1, 100] | None = None,
        letter: app_commands.Range[str, 1, 10] | None = None,
        question: app_commands.Range[str, 1, LONGEST_QUESTION] | None = None,
        model: app_commands.Range[str, 1, 100] | None = None,
        private: bool = False,
    ) -> None:
        """Run an experiment: the chosen one, or that which needs what was given."""
        chosen = cast("Experiment | None", experiment)
        if chosen == "train" or (chosen is None and (preset or file or seed is not None or rate is not None)):
            await train(interaction, Wanted(preset, seed, rate, file), private=private)
        elif chosen == "twins" or (chosen is None and (word or letter)):
            await show_twins(interaction, word or _WORD, letter or _LETTER, private=private)
        elif chosen == "tool" or (chosen is None and question):
            await show_with_tool(interaction, question or QUESTION, model, private=private)
        elif chosen is None:
            server = await begin(interaction, private=private)
            await reply(
                interaction, lab_card(trains=services_of(interaction).laboratory.trains), ephemeral=server.private
            )
        else:
            await run(interaction, chosen, private=private)


async def run(interaction: discord.Interaction, experiment: Experiment, *, private: bool = False) -> None:
    """Run an experiment with what it takes where nothing is given."""
    services = services_of(interaction)
    match experiment:
        case "train":
            await train(interaction, Wanted(), private=private)
        case "step":
            await begin(interaction, private=private)
            await reply(interaction, await step_by_hand_card(services, STAGES[0], interaction.user.id))
        case "bigger":
            await begin(interaction, private=private)
            await reply(interaction, await sizes_card(services))
        case "twins":
            await show_twins(interaction, _WORD, _LETTER, private=private)
        case "report":
            await begin(interaction, private=private)
            await reply(interaction, await measured_twins_card(services))
        case "tool":
            await show_with_tool(interaction, QUESTION, private=private)


async def choose_experiment(interaction: discord.Interaction, _: ChooseExperiment) -> None:
    """Run the chosen experiment, on a card of its own."""
    await run(interaction, chosen_one(interaction, _experiment), private=on_private_card(interaction))


async def run_experiment(interaction: discord.Interaction, asked: RunExperiment) -> None:
    """Run an experiment, on a card of its own."""
    await run(interaction, asked.experiment, private=on_private_card(interaction))


async def show_method(interaction: discord.Interaction, asked: ShowMethod) -> None:
    """How an experiment is done, to whoever presses alone."""
    measured = report_method(report()) if asked.experiment == "report" else ""
    await reply(interaction, method_card(asked.experiment, measured), ephemeral=True)


def _experiment(value: str) -> Experiment:
    experiments: tuple[Experiment, ...] = get_args(Experiment)
    return experiments[experiments.index(cast("Experiment", value))]
