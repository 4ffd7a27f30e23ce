"""The history under ``/me``, page by page."""

import pytest

from bot.config import Settings
from bot.ui import Card
from bot.ui.buttons.log import TurnHistory
from bot.ui.sending import send
from tests.own import history
from tests.world import World, card, labels, text


async def ask(world: World, number: int) -> None:
    for count in range(number):
        await world.alice.slash(world.channel, "ask", question=f"How many a's are in 'banana{count}'?")


async def test_an_empty_history_says_how_to_begin(world: World) -> None:
    shown = card(await history(world.alice, world.channel))
    assert "Nothing has been asked here yet" in text(shown)
    assert "/ask" in text(shown)
    assert labels(shown) == ["Count a letter"]


async def test_the_latest_come_first_and_pages_are_turned_in_place(world: World, settings: Settings) -> None:
    await ask(world, 12)
    shown = card(await history(world.alice, world.channel))
    assert text(shown).index("banana11") < text(shown).index("banana7")
    assert "banana6" not in text(shown)
    assert "page 1 of 3" in text(shown)
    assert labels(shown) == ["Details"] * 5 + ["Count another letter", "Older"]
    shown = card(await world.alice.click(shown, label="Older"))
    assert labels(shown) == ["Details"] * 5 + ["Count another letter", "Newer", "Older"]
    await world.restart(settings)
    shown = card(await world.alice.click(shown, label="Older"))
    assert "banana1`" in text(shown)
    assert "page 3 of 3" in text(shown)
    assert labels(shown) == ["Details"] * 2 + ["Count another letter", "Newer"]


async def test_each_entry_says_who_asked_what_and_opens_its_details(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="does Nevada have a d?")
    shown = card(await history(world.bob, world.channel))
    assert f"`does Nevada have a d?` asked by <@{world.alice.id}>" in text(shown)
    assert "logged as #1" in text(card(await world.bob.click(shown, label="Details")))


async def test_only_who_asked_turns_the_pages_of_an_old_card_that_everybody_sees(world: World) -> None:
    await ask(world, 6)
    older = TurnHistory(world.alice.id, False, 1, "Older").button("Older")
    shown = await send(world.bot.get_partial_messageable(world.channel.id), Card().text("Latest").row([older]))
    assert "page 2 of 2" in text(card(await world.alice.click(shown, label="Older")))
    shown = await send(world.bot.get_partial_messageable(world.channel.id), Card().text("Latest").row([older]))
    refused = card(await world.bob.click(shown, label="Older"))
    assert refused.ephemeral
    assert "Use /me for your own" in refused.content


async def test_mine_are_shown_to_me_alone(world: World) -> None:
    await ask(world, 2)
    await world.bob.slash(world.channel, "ask", question="How many e's are in bee?")
    shown = card(await history(world.bob, world.channel, mine=True))
    assert shown.ephemeral
    assert "bee" in text(shown)
    assert "banana" not in text(shown)
    assert "banana" in text(card(await history(world.bob, world.channel)))


async def test_another_channel_has_a_history_of_its_own(world: World) -> None:
    await ask(world, 1)
    other = world.alice.guild.create_text_channel("elsewhere")
    assert "Nothing has been asked here yet" in text(card(await history(world.alice, other)))


async def test_a_log_that_cannot_be_read_is_said_and_the_reason_told_to_the_host(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    own = card(await world.alice.slash(world.channel, "me"))
    with world.broken_database():
        said = card(await world.alice.click(own, label="This channel’s")).content
        assert "cannot be read" in said
        assert "sqlite3" not in said
        assert "strawberry.sqlite3 failed: no such table: comparisons" in caplog.text


async def test_what_was_answered_privately_is_in_nobody_else_s_history(world: World) -> None:
    message = await world.bob.send(world.channel, "a secret plan")
    asked = await world.alice.context_menu(world.channel, "Count letters", message)
    await world.alice.submit_modal(asked, {"letter": "a"})
    assert "secret" not in text(card(await history(world.bob, world.channel)))
    assert "secret" not in text(card(await history(world.alice, world.channel)))
    assert "secret" in text(card(await history(world.alice, world.channel, mine=True)))


async def test_long_questions_fit_on_a_page(world: World) -> None:
    for number in range(5):
        await world.alice.slash(world.channel, "ask", question=f"spell 'a*{number}_{'b`c' * 300}'")
    shown = text(card(await history(world.alice, world.channel)))
    assert "page 1 of 1" in shown
    assert len(shown) < 4_000
