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


async def test_an_empty_history_says_how_to_begin(here: World) -> None:
    shown = card(await history(here.alice, here.channel))
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


async def test_each_entry_says_who_asked_what_and_opens_its_details(here: World) -> None:
    await here.alice.slash(here.channel, "ask", question="does Nevada have a d?")
    shown = card(await history(here.bob, here.channel))
    assert f"`does Nevada have a d?` asked by <@{here.alice.id}>" in text(shown)
    [kept] = await here.bot.services.comparisons.latest(channel_id=here.channel.id, offset=0, limit=2)
    assert f"logged as #{kept.id}" in text(card(await here.bob.click(shown, label="Details")))


async def test_only_who_asked_turns_the_pages_of_an_old_card_that_everybody_sees(here: World) -> None:
    await ask(here, 6)
    older = TurnHistory(here.alice.id, False, 1, "Older").button("Older")
    shown = await send(here.bot.get_partial_messageable(here.channel.id), Card().text("Latest").row([older]))
    assert "page 2 of 2" in text(card(await here.alice.click(shown, label="Older")))
    shown = await send(here.bot.get_partial_messageable(here.channel.id), Card().text("Latest").row([older]))
    refused = card(await here.bob.click(shown, label="Older"))
    assert refused.ephemeral
    assert "Use /me for your own" in refused.content


async def test_mine_are_shown_to_me_alone(here: World) -> None:
    await ask(here, 2)
    await here.bob.slash(here.channel, "ask", question="How many e's are in bee?")
    shown = card(await history(here.bob, here.channel, mine=True))
    assert shown.ephemeral
    assert "bee" in text(shown)
    assert "banana" not in text(shown)
    assert "banana" in text(card(await history(here.bob, here.channel)))


async def test_another_channel_has_a_history_of_its_own(here: World) -> None:
    await ask(here, 1)
    other = here.alice.guild.create_text_channel("elsewhere")
    assert "Nothing has been asked here yet" in text(card(await history(here.alice, other)))


async def test_a_log_that_cannot_be_read_is_said_and_the_reason_told_to_the_host(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    own = card(await world.alice.slash(world.channel, "me"))
    with world.broken_database():
        said = card(await world.alice.click(own, label="This channel’s")).content
        assert "cannot be read" in said
        assert "sqlite3" not in said
        assert "strawberry.sqlite3 failed: no such table: comparisons" in caplog.text


async def test_what_was_answered_privately_is_in_nobody_else_s_history(here: World) -> None:
    message = await here.bob.send(here.channel, "a secret plan")
    asked = await here.alice.context_menu(here.channel, "Count letters", message)
    await here.alice.submit_modal(asked, {"letter": "a"})
    assert "secret" not in text(card(await history(here.bob, here.channel)))
    assert "secret" not in text(card(await history(here.alice, here.channel)))
    assert "secret" in text(card(await history(here.alice, here.channel, mine=True)))


async def test_long_questions_fit_on_a_page(here: World) -> None:
    for number in range(5):
        await here.alice.slash(here.channel, "ask", question=f"spell 'a*{number}_{'b`c' * 300}'")
    shown = text(card(await history(here.alice, here.channel)))
    assert "page 1 of 1" in shown
    assert len(shown) < 4_000
