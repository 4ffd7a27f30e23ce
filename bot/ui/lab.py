"""The card of ``/lab``, its experiments to choose from, and how each is done."""

from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.ui.buttons.lab import AskOwnText, ChooseExperiment, Experiment, RunExperiment, ShowMethod
from bot.ui.card import Card, Pressable
from bot.ui.lab_bigger import METHOD as BIGGER
from bot.ui.lab_step import METHOD as STEP
from bot.ui.lab_tool import METHOD as TOOL
from bot.ui.lab_train import METHOD as TRAIN
from bot.ui.lab_twins import METHOD as TWINS


@dataclass(frozen=True, slots=True)
class ExperimentWords:
    """What an experiment is called, and ``what`` it shows, as the end of a line."""

    name: str
    what: str


EXPERIMENTS: Mapping[Experiment, ExperimentWords] = {
    "train": ExperimentWords("Watch one train", "a small network starts at random; you vote how fast it learns"),
    "step": ExperimentWords("One step by hand", "back-propagation with every number, in eight pages"),
    "bigger": ExperimentWords("Bigger networks", "the same training with networks of four sizes"),
    "twins": ExperimentWords("Meet the twins", "networks that read letters or tokens count a letter"),
    "report": ExperimentWords("How the twins do", "how often they are right about words that none has seen"),
    "tool": ExperimentWords("A tool that counts", "the model may call it: does that help?"),
}
_METHODS: Mapping[Experiment, str] = {
    "train": TRAIN,
    "step": STEP,
    "bigger": BIGGER,
    "twins": TWINS,
    "report": TWINS,
    "tool": TOOL,
}


def lab_card() -> Card:
    """All experiments, each with a line."""
    options = [
        discord.SelectOption(label=words.name, value=name, description=words.what.capitalize())
        for name, words in EXPERIMENTS.items()
    ]
    listed = "\n".join(f"- **{words.name}**: {words.what}" for words in EXPERIMENTS.values())
    return (
        Card()
        .text(f"### The laboratory\nSmall experiments with language models. Choose an experiment:\n{listed}")
        .row([ChooseExperiment().select(options, "Choose an experiment")])
        .row([next_button("train"), AskOwnText().button("Train on a text of yours")])
    )


def next_button(experiment: Experiment) -> Pressable:
    """The next step from a card: another experiment."""
    return RunExperiment(experiment).button(EXPERIMENTS[experiment].name, style=discord.ButtonStyle.primary)


def method_button(experiment: Experiment) -> Pressable:
    """What leads to ``method_card``."""
    return ShowMethod(experiment).button("Method")


def method_card(experiment: Experiment, measured: str = "") -> Card:
    """How it is done, what was ``measured``, and what it does not show."""
    return Card().text(f"### {EXPERIMENTS[experiment].name}: how it is done").text(measured).text(_METHODS[experiment])
