"""A step by hand as members use it."""

from dataclasses import replace

import pytest
from simcord.components import walk_components
from simcord.results import ResponseMessage

from bot.config import Settings
from bot.lab.step import STAGES
from bot.ui import Card
from bot.ui.buttons.lab_step import ShowStage
from bot.ui.sending import send
from tests.world import World, alts, card, labels, text


async def opened(world: World) -> ResponseMessage:
    return card(await world.alice.slash(world.channel, "lab", experiment="step"))


async def test_all_stages_are_walked_through_and_back(here: World) -> None:
    shown = await opened(here)
    assert not shown.ephemeral
    assert labels(shown) == ["Next", "Open your own", "Method"]
    said = [text(shown)]
    for number in range(2, len(STAGES) + 1):
        shown = card(await here.alice.click(shown, label="Next"))
        said.append(text(shown))
        [alt] = alts(shown)
        assert alt.startswith(f"{number} of {len(STAGES)}")
    assert labels(shown) == ["Back", "Watch one train", "Open your own", "Method"]
    for number, each in enumerate(said, 1):
        assert f"-# {number} of {len(STAGES)}: " in each
    method = text(card(await here.bob.click(shown, label="Method")))
    assert "the last digit may be off by one or two" in method
    assert "**Does not show** " in method
    assert "Rumelhart, Hinton, Williams 1986" in method
    assert "**① 0.5 × ② 0.395 × ③ 1.073 = 0.212**" in said[4]
    for number in range(len(STAGES) - 1, 0, -1):
        shown = card(await here.alice.click(shown, label="Back"))
        assert text(shown) == said[number - 1]


async def test_pages_turn_after_a_restart(world: World, settings: Settings) -> None:
    shown = await opened(world)
    await world.restart(settings)
    shown = card(await world.alice.click(shown, label="Next"))
    assert "2 of 8: forward" in text(shown)


async def test_who_opened_it_turns_its_pages_and_others_open_their_own(here: World) -> None:
    shown = card(await here.alice.click(await opened(here), label="Next"))
    refused = card(await here.bob.click(shown, label="Next"))
    assert refused.ephemeral
    assert "Only the person who opened this card can turn its pages" in refused.content
    own = card(await here.bob.click(shown, label="Open your own"))
    assert own.ephemeral
    assert text(own) == text(shown)
    assert "3 of 8: softmax" in text(card(await here.bob.click(own, label="Next")))


@pytest.mark.parametrize("forged", ["lab-step:{owner}:nowhere", "lab-step::net", "lab-step:{owner}:net:net"])
async def test_what_no_button_asks_for_is_left_alone(here: World, forged: str) -> None:
    assert ShowStage.read(forged.format(owner=here.alice.id)) is None


async def test_a_forged_owner_is_refused_to_everybody_else(here: World) -> None:
    channel = here.bot.get_partial_messageable(here.channel.id)
    message = await send(channel, Card().row([ShowStage(here.alice.id, "ten").button("Next")]))
    assert "Only the person" in card(await here.bob.click(message, label="Next")).content


async def test_a_server_may_want_all_answers_private(here: World) -> None:
    guild = here.channel.guild
    assert guild is not None
    await here.bot.services.servers.change(guild.id, lambda settings: replace(settings, private=True))
    assert (await opened(here)).ephemeral


async def test_every_stage_fits_into_a_phone_s_width(here: World) -> None:
    """A code block of more than some 26 characters a line is cut off or wrapped there."""
    shown = await opened(here)
    for _ in STAGES[1:]:
        shown = card(await here.alice.click(shown, label="Next"))
        blocks = text(shown).split("```")[1::2]
        assert blocks
        assert max(len(line) for block in blocks for line in block.splitlines()) <= 26
    assert len([*walk_components(shown.components)]) < 40
