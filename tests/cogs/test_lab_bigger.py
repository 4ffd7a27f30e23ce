"""Bigger networks as members use it, with two sizes really trained again."""

import asyncio
from dataclasses import replace

import psutil
import regex

from bot.config import Settings
from bot.lab.bigger import SIZES, TOLERANCE, plan_of, shipped
from bot.lab.plan import Train
from bot.ui import Card
from bot.ui.buttons.lab_bigger import TrainSizesAgain
from bot.ui.sending import send
from tests.waiting import until
from tests.world import World, alts, card, labels, text

AGAIN = "Train the two smallest again"


async def test_four_sizes_are_shown_with_what_each_writes(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "lab", experiment="bigger"))
    assert not shown.ephemeral
    for each in shipped():
        assert f"- {each.parameters:,} parameters: `{each.written[0]}` " in text(shown)
        assert f"{each.parameters:,} parameters {each.mean:.2f}" in alts(shown)[0]
    assert labels(shown) == ["Watch one train", AGAIN, "Method"]
    method = text(card(await here.bob.click(shown, label="Method")))
    assert "**Does not show** how it goes on" in method
    assert "arXiv:2001.08361" in method


async def test_the_two_smallest_are_trained_again_and_come_out_the_same(world: World, settings: Settings) -> None:
    """For whoever presses, also after a restart and with the model switched off."""
    shown = card(await world.alice.slash(world.channel, "lab", experiment="bigger"))
    await world.restart(settings)
    again = card(await world.bob.click(shown, label=AGAIN))
    assert again.ephemeral
    rows = regex.findall(r"- ([\d,]+) parameters: \*\*([\d.]+)\*\* here, ([\d.]+) before", text(again))
    assert [row[0] for row in rows] == [f"{each.parameters:,}" for each in shipped()[:2]]
    for (_, here, before), each in zip(rows, shipped(), strict=False):
        assert abs(float(here) - float(before)) <= TOLERANCE
        assert before == f"{each.losses[0]:.3f}"
    assert "nats apart at most" in text(again)
    assert "Trained here again" in alts(again)[0]


async def test_a_laboratory_that_dies_meanwhile_is_told(world: World) -> None:
    channel = world.bot.get_partial_messageable(world.channel.id)
    message = await send(channel, Card().row([TrainSizesAgain().button(AGAIN)]))
    laboratory = world.bot.services.laboratory
    one_step = Train(replace(plan_of(SIZES[0], 0), steps=1))
    assert len([frame async for frame in laboratory.stream(one_step)]) == 2
    assert laboratory.pid
    trainer = psutil.Process(laboratory.pid)
    worked = trainer.cpu_times().user
    pressing = asyncio.create_task(world.alice.click(message, label=AGAIN))
    await until(lambda: trainer.cpu_times().user > worked + 0.5, "the training to go on for half a second")
    trainer.kill()
    answer = card(await pressing)
    assert answer.ephemeral
    assert "Ask again in a moment" in answer.content
