"""The way out of a chat whose answer was stopped: another chat."""

from datetime import UTC, datetime

import pytest

from bot.chat import Ending, Said, Turn
from bot.model import Off
from bot.services.display import Draft
from bot.ui.chat import ended_card
from bot.ui.sending import send
from tests.talking import guild, labels_of, said_by_bot, turns
from tests.world import World, card, text


async def answered(world: World, ending: Ending) -> None:
    """An answer in the channel that has ended so."""
    chats = world.bot.services.chats
    said = Said(datetime.now(UTC), world.alice.id, world.channel.id, guild(world).id, "a joke", message_id=1)
    turn = Turn(await chats.add(said), said, answer="What's that? A joke?", ending=ending)
    assert await chats.end(turn)
    shown = ended_card(Draft(turn), Off(), [], None, None)
    await send(world.bot.get_partial_messageable(world.channel.id), shown)


@pytest.mark.parametrize("ending", ["loop", "long"])
async def test_below_a_loop_and_what_was_cut_off_anybody_begins_anew(here: World, ending: Ending) -> None:
    await answered(here, ending)
    assert len(await turns(here)) == 1
    begun = card(await here.bob.click(said_by_bot(here)[-1], label="New chat"))
    assert "This is a new chat." in text(begun)
    assert not begun.ephemeral
    assert await turns(here) == []


@pytest.mark.parametrize("ending", ["complete", "stopped"])
async def test_below_another_there_is_none(here: World, ending: Ending) -> None:
    await answered(here, ending)
    assert labels_of(said_by_bot(here)[-1]) == ["Regenerate"]
