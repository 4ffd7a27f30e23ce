"""Deleting everything under ``/me``, as members use it."""

from dataclasses import replace

import pytest

from bot.chat import Said
from bot.config import Settings
from bot.quiz import Proposal
from bot.storage import Kept
from bot.ui.keeping import kept_card
from bot.ui.sending import send
from tests.own import history, press
from tests.storage.playing import play
from tests.world import World, card, labels, text

AMOUNT = "- 2 comparisons, also from histories and statistics\n- 1 turn of chats\n- 3 texts behind the buttons of cards"
OF_ALICE = Kept(comparisons=2, texts=3, turns=1, explainer=False)
OF_BOB = Kept(1, 1, 0, explainer=False)
NOTHING = Kept(0, 0, 0, explainer=False)


async def leave_traces(world: World) -> None:
    """Alice asks twice, once of them in a direct message, tokenizes once and chats once; Bob asks once."""
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    await world.alice.user.slash("ask", question="spell direct")
    await world.alice.slash(world.channel, "tokenize", text="strawberry")
    await world.bob.slash(world.channel, "ask", question="How many a's are in banana?")
    said = Said(world.env.now(), world.alice.id, world.channel.id, world.alice.guild.id, "Hello!")
    await world.bot.services.chats.add(said)


async def kept(world: World) -> tuple[Kept, Kept]:
    """What is kept of Alice and of Bob."""
    members = world.bot.services.members
    return await members.kept(world.alice.id), await members.kept(world.bob.id)


async def test_it_asks_first_and_then_says_how_much_it_was(here: World) -> None:
    await leave_traces(here)
    shown = card(await press(here.alice, here.channel, "Delete everything"))
    assert shown.ephemeral
    assert f"**This will be deleted**, wherever you asked:\n{AMOUNT}\n**Kept**:" in text(shown)
    assert "- what I answered to others, without" in text(shown)
    assert labels(shown) == ["Delete", "Keep"]
    assert await kept(here) == (OF_ALICE, OF_BOB)
    shown = card(await here.alice.click(shown, label="Delete"))
    assert f"### Deleted\n{AMOUNT}\n" in text(shown)
    assert "Deleted" in text(shown)
    assert "So is a letter question whose answer was still on its way" in text(shown)
    assert labels(shown) == []
    assert await kept(here) == (NOTHING, OF_BOB)


async def test_kept_after_all(here: World) -> None:
    await leave_traces(here)
    shown = card(await press(here.alice, here.channel, "Delete everything"))
    shown = card(await here.alice.click(shown, label="Keep"))
    assert "Nothing was deleted" in text(shown)
    assert labels(shown) == []
    assert await kept(here) == (OF_ALICE, OF_BOB)


async def test_nothing_to_delete_is_said_at_once(here: World) -> None:
    shown = card(await press(here.alice, here.channel, "Delete everything"))
    assert shown.ephemeral
    assert "I keep nothing about you" in text(shown)
    assert labels(shown) == []


async def test_a_choice_of_one_s_own_can_be_deleted_though_nothing_else_is_kept(here: World) -> None:
    explainers = here.bot.services.explainers
    await explainers.set("user", here.alice.id, on=True)
    shown = card(await press(here.alice, here.channel, "Delete everything"))
    assert "wherever you asked:\n- whether answers are explained to you\n" in text(shown)
    await here.alice.click(shown, label="Delete")
    assert not await explainers.on(here.alice.id, here.channel.id)


async def test_what_one_did_in_quizzes_goes_and_leaves_the_others_their_points(world: World) -> None:
    alice, bob, guild = world.alice.id, world.bob.id, world.alice.guild.id
    async with world.database() as database:
        await play(database, {alice: (True, 100), bob: (True, 90)}, server=guild, starter=alice)
        await play(database, {alice: (True, 100)}, server=guild, starter=bob)
    proposals = world.bot.services.proposals
    proposed = await proposals.add(Proposal(0, guild, alice, world.env.now(), "Sky?", ("blue", "red"), ""))
    shown = card(await press(world.alice, world.channel, "Delete everything"))
    said = (
        "- 2 quiz questions that you answered or took a hint for, with their points\n"
        "- 1 question that you proposed\n- who started 1 quiz\n"
    )
    assert said in text(shown)
    assert said in text(card(await world.alice.click(shown, label="Delete")))
    assert await proposals.get(proposed) is None
    board = text(card(await world.bob.slash(world.channel, "leaderboard")))
    assert f"🥇 <@{bob}> · **90 points**" in board
    assert str(alice) not in board
    assert await kept(world) == (NOTHING, replace(NOTHING, answers=1, quizzes=1))


async def test_the_buttons_work_after_a_restart_and_a_second_card_finds_nothing(
    world: World, settings: Settings
) -> None:
    await leave_traces(world)
    first = card(await press(world.alice, world.channel, "Delete everything"))
    second = card(await press(world.alice, world.channel, "Delete everything"))
    await world.restart(settings)
    assert "Deleted" in text(card(await world.alice.click(first, label="Delete")))
    assert "already gone" in text(card(await world.alice.click(second, label="Delete")))


async def test_the_buttons_are_for_their_owner_alone(here: World) -> None:
    await leave_traces(here)
    channel = here.bot.get_partial_messageable(here.channel.id)
    public = await send(channel, kept_card(OF_ALICE, here.alice.id))
    for label in ("Delete", "Keep"):
        refused = card(await here.bob.click(public, label=label))
        assert refused.ephemeral
        assert "Use /me for yourself" in refused.content
    assert await kept(here) == (OF_ALICE, OF_BOB)


async def test_old_cards_say_that_it_is_no_longer_kept(here: World) -> None:
    asked = card(await here.alice.slash(here.channel, "ask", question="How many r's are in strawberry?"))
    cut = card(await here.alice.slash(here.channel, "tokenize", text="strawberry"))
    shown = card(await press(here.alice, here.channel, "Delete everything"))
    await here.alice.click(shown, label="Delete")
    assert "no longer kept" in card(await here.bob.click(asked, label="Details")).content
    assert "This text is gone" in card(await here.alice.click(cut, label="Ids")).content
    assert "You have asked nothing here yet" in text(card(await history(here.alice, here.channel, mine=True)))


async def test_it_works_in_every_channel(world: World) -> None:
    elsewhere = world.alice.guild.create_text_channel("elsewhere")
    servers = world.bot.services.servers
    await servers.change(world.alice.guild.id, lambda settings: replace(settings, channels=(elsewhere.id,)))
    assert "I keep nothing about you" in text(card(await press(world.alice, world.channel, "Delete everything")))


async def test_what_cannot_be_deleted_is_not_called_deleted(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await leave_traces(world)
    shown = card(await press(world.alice, world.channel, "Delete everything"))
    with world.broken_database():
        refused = card(await world.alice.click(shown, label="Delete"))
        assert "cannot be read or written" in refused.content
        assert "no such table" in caplog.text
