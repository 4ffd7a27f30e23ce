"""The card of ``/lab``, its experiments to choose from, and how each is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import discord

from bot.language import Later, later, tr
from bot.model.install import OFF
from bot.ui.buttons.lab import AskOwnText, ChooseExperiment, Experiment, RunExperiment, ShowMethod
from bot.ui.card import Card, Pressable
from bot.ui.lab_bigger import method as how_bigger
from bot.ui.lab_step import method as how_by_hand
from bot.ui.lab_tool import method as how_with_tool
from bot.ui.lab_train import method as how_trained
from bot.ui.lab_twins import method as how_twins
from bot.ui.text import capitalized


@dataclass(frozen=True, slots=True)
class ExperimentWords:
    """What an experiment is called, and ``what`` it shows, as the end of a line."""

    name: Later
    what: Later


EXPERIMENTS: Mapping[Experiment, ExperimentWords] = {
    "train": ExperimentWords(
        later("Watch one train"), later("a small network starts at random; you vote how fast it learns")
    ),
    "step": ExperimentWords(later("One step by hand"), later("back-propagation with every number, in eight pages")),
    "bigger": ExperimentWords(later("Bigger networks"), later("the same training with networks of four sizes")),
    "twins": ExperimentWords(later("Meet the twins"), later("networks that read letters or tokens count a letter")),
    "report": ExperimentWords(
        later("How the twins do"), later("how often they are right about words that none has seen")
    ),
    "tool": ExperimentWords(later("A tool that counts"), later("the model may call it: does that help?")),
}
_METHODS: Mapping[Experiment, Callable[[], str]] = {
    "train": how_trained,
    "step": how_by_hand,
    "bigger": how_bigger,
    "twins": how_twins,
    "report": how_twins,
    "tool": how_with_tool,
}


def lab_card(*, trains: bool) -> Card:
    """All experiments, each with a line; where nothing ``trains`` here, those that need no training, and why."""
    offered = {name: words for name, words in EXPERIMENTS.items() if trains or name != "train"}
    options = [
        discord.SelectOption(label=str(words.name), value=name, description=capitalized(str(words.what)))
        for name, words in offered.items()
    ]
    listed = "\n".join(f"- {tr('**{name}**: {text}', name=words.name, text=words.what)}" for words in offered.values())
    choose = tr("Small experiments with language models. Choose an experiment:")
    first = (
        [next_button("train"), AskOwnText().button(tr("Train on a text of yours"))] if trains else [next_button("step")]
    )
    return (
        Card()
        .text(f"### {tr('The laboratory')}\n{choose}\n{listed}")
        .text("" if trains else f"-# {OFF}")
        .row([ChooseExperiment().select(options, tr("Choose an experiment"))])
        .row(first)
    )


def next_button(experiment: Experiment) -> Pressable:
    """The next step from a card: another experiment."""
    return RunExperiment(experiment).button(str(EXPERIMENTS[experiment].name), style=discord.ButtonStyle.primary)


def method_button(experiment: Experiment) -> Pressable:
    """What leads to ``method_card``."""
    return ShowMethod(experiment).button(tr("Method"))


def method_card(experiment: Experiment, measured: str = "") -> Card:
    """How it is done, what was ``measured``, and what it does not show."""
    title = tr("{experiment}: how it is done", experiment=EXPERIMENTS[experiment].name)
    return Card().text(f"### {title}").text(measured).text(_METHODS[experiment]())
