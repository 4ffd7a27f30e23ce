"""``/lab`` without anything: all experiments to choose from."""

from typing import get_args

import pytest

from bot.ui.buttons.lab import Experiment
from bot.ui.lab import EXPERIMENTS
from tests.world import World, card, labels, options, text

SAID = {
    "train": "vote on the learning rate",
    "step": "1 of 8: the network",
    "bigger": "Does a bigger network learn more?",
    "twins": "`r` occurs **3 times** in `strawberry`",
    "report": "what reading tokens costs them",
    "tool": "asked in three ways",
}


async def test_all_experiments_are_offered_and_run_at_once(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "lab"))
    assert [value for value, _ in options(shown)] == [*get_args(Experiment)] == [*SAID]
    assert labels(shown) == ["Watch one train", "Train on a text of yours"]
    for experiment, words in EXPERIMENTS.items():
        assert f"- **{words.name}**: {words.what}" in text(shown)
        ran = card(await here.bob.select(shown, [experiment]))
        assert SAID[experiment] in text(ran)
        assert ran.id != shown.id
        assert not ran.ephemeral


@pytest.mark.parametrize("experiment", SAID)
async def test_each_experiment_is_run_by_its_option(here: World, experiment: str) -> None:
    assert SAID[experiment] in text(card(await here.alice.slash(here.channel, "lab", experiment=experiment)))


@pytest.mark.usefixtures("brief")
async def test_from_a_private_card_all_is_private(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "lab", private=True))
    assert shown.ephemeral
    report = card(await here.alice.select(shown, ["report"]))
    twins = card(await here.alice.click(report, label="Meet the twins"))
    form = await here.alice.click(twins, label="Another word")
    asked = card(await here.alice.submit_modal(form, {"word": "banana", "letter": "a"}))
    trained = card(await here.alice.click(shown, label="Watch one train"))
    again = card(await here.alice.click(trained, label="Same seed again"))
    assert all(each.ephemeral for each in (report, twins, asked, trained, again))


async def test_an_old_button_leads_on_after_a_restart(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "lab"))
    await world.restart(world.bot.settings)
    assert SAID["train"] in text(card(await world.bob.click(shown, label="Watch one train")))
