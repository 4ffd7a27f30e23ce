"""The way out of a chat whose answer was stopped: another chat."""

from datetime import UTC, datetime

import pytest

from bot.chat import Ending, Said, Turn
from bot.model import Off
from bot.services.display import Draft
from bot.ui.chat import ended_card
from bot.ui.sending import send
from tests.talking import guild, labels_of, said_by_bot, shown, turns
from tests.world import World, card, text


async def answered(world: World, ending: Ending, *, anew: bool = False) -> None:
    """An answer in the channel that has ended so."""
    chats = world.bot.services.chats
    said = Said(datetime.now(UTC), world.alice.id, world.channel.id, guild(world).id, "a joke", message_id=1)
    turn = Turn(await chats.add(said), said, answer="What's that? A joke?", ending=ending)
    assert await chats.end(turn)
    ended = ended_card(Draft(turn, anew=anew), Off(), [], None, None)
    await send(world.bot.get_partial_messageable(world.channel.id), ended)


@pytest.mark.parametrize("ending", ["loop", "long"])
async def test_below_a_loop_and_what_was_cut_off_anybody_begins_anew(here: World, ending: Ending) -> None:
    await answered(here, ending)
    assert len(await turns(here)) == 1
    begun = card(await here.bob.click(said_by_bot(here)[-1], label="New chat"))
    assert "This is a new chat." in text(begun)
    assert not begun.ephemeral
    assert await turns(here) == []


async def test_below_an_answer_that_was_written_anew_stands_why_and_a_way_out(here: World) -> None:
    await answered(here, "complete", anew=True)
    assert "begun to copy an earlier answer" in shown(said_by_bot(here)[-1])
    assert labels_of(said_by_bot(here)[-1]) == ["Regenerate", "New chat"]


@pytest.mark.parametrize("ending", ["complete", "stopped"])
async def test_below_another_there_is_none(here: World, ending: Ending) -> None:
    await answered(here, ending)
    assert labels_of(said_by_bot(here)[-1]) == ["Regenerate"]
