"""``/start``, also at the bot's first mention and from ``/help``."""

from dataclasses import replace

import discord
import pytest

from bot.config import Settings
from bot.ui import Card
from bot.ui.buttons.start import ShowStart
from bot.ui.sending import send
from tests.quizzing import session_of
from tests.talking import guild, said_by_bot, say, shown, turns
from tests.world import World, alts, card, labels, text

BUTTONS = ["r’s in strawberry", "My name as tokens", "Play a quiz"]


def written(world: World) -> list[str]:
    """Everything that the bot has written in the channel."""
    return [shown(message) for message in world.channel.history() if message.author == world.bot.user]


async def test_it_has_one_picture_one_sentence_and_three_buttons(here: World) -> None:
    start = card(await here.alice.slash(here.channel, "start"))
    assert not start.ephemeral
    assert text(start).startswith("### Start here\nA language model is not fed letters: it reads tokens, numbers")
    assert labels(start) == BUTTONS
    [alt] = alts(start)
    assert alt.startswith(
        "You read: How many r's are in strawberry? A model reads the numbers of its tokens: How (5299)"
    )


async def test_the_tokens_of_one_s_name(here: World) -> None:
    start = card(await here.alice.slash(here.channel, "start"))
    shown_ = card(await here.bob.click(start, label="My name as tokens"))
    assert not shown_.ephemeral
    assert "␣bob (" in alts(shown_)[0]
    assert "Table" in labels(shown_)
    form = await here.alice.click(shown_, label="Another name")
    other = card(await here.alice.submit_modal(form, {"name": "Gelsenkirchen"}))
    assert not other.ephemeral
    assert alts(other)[0].endswith("␣G (499), els (1989), enk (17039), irchen (169773)")


async def test_the_r_s_in_strawberry_are_asked_as_by_ask(here: World) -> None:
    start = card(await here.alice.slash(here.channel, "start"))
    assert "`r` occurs **3 times** in `strawberry`" in text(
        card(await here.bob.click(start, label="r’s in strawberry"))
    )
    [stored] = await here.bot.services.comparisons.latest(channel_id=here.channel.id, offset=0, limit=5)
    assert (stored.comparison.exact, stored.comparison.asker.user_id) == (3, here.bob.id)


async def test_a_round_of_quiz_begins_in_the_channel(here: World) -> None:
    start = card(await here.alice.slash(here.channel, "start"))
    await here.bob.click(start, label="Play a quiz")
    plan = session_of(here).plan
    assert (plan.user_id, plan.channel_id) == (here.bob.id, here.channel.id)
    assert (plan.topic, plan.rounds, plan.difficulty) == ("letters", 3, "easy")


async def test_from_help_it_is_for_who_asks_alone_and_so_is_what_it_opens(here: World) -> None:
    help_ = card(await here.alice.slash(here.channel, "help"))
    start = card(await here.alice.click(help_, label="Start here"))
    assert start.ephemeral
    assert labels(start) == BUTTONS
    assert card(await here.alice.click(start, label="My name as tokens")).ephemeral


async def test_its_buttons_work_after_a_restart_and_only_where_the_bot_may_answer(
    world: World, settings: Settings
) -> None:
    start = card(await world.alice.slash(world.channel, "start"))
    await world.restart(settings)
    assert "Table" in labels(card(await world.alice.click(start, label="My name as tokens")))
    elsewhere = guild(world).create_text_channel("elsewhere")
    servers = world.bot.services.servers
    await servers.change(guild(world).id, lambda server: replace(server, channels=(elsewhere.id,)))
    for label in BUTTONS:
        refused = card(await world.alice.click(start, label=label))
        assert refused.ephemeral
        assert "I answer in #elsewhere only" in refused.content


async def test_the_first_mention_in_a_server_shows_it_once_beside_the_answer(world: World, settings: Settings) -> None:
    answer = await say(world, "say hello")
    first, second = written(world)
    assert first.startswith("### Start here")
    assert second == answer
    await say(world, "hello again")
    await world.restart(settings)
    await say(world, "and again")
    assert sum(each.startswith("### Start here") for each in written(world)) == 1
    assert len(said_by_bot(world)) == 3


@pytest.mark.parametrize("words", ["", "hi", "Hey there!", "Good morning, Strawberry 🍓", "👋", ":wave:", "<:wave:1>"])
async def test_to_a_greeting_it_is_the_whole_answer_once(here: World, words: str) -> None:
    assert here.bot.user
    await here.alice.send(here.channel, f"{here.bot.user.mention} {words}")
    [only] = written(here)
    assert only.startswith("### Start here")
    assert await turns(here) == []
    assert "switched off" in await say(here, "hi")


async def test_where_the_bot_may_only_answer_elsewhere_the_first_mention_does_not_count(here: World) -> None:
    servers = here.bot.services.servers
    await servers.change(guild(here).id, lambda server: replace(server, channels=(1,)))
    assert here.bot.user
    await here.alice.send(here.channel, f"{here.bot.user.mention} hello")
    assert written(here) == []
    await servers.change(guild(here).id, lambda server: replace(server, channels=()))
    await say(here, "say hello")
    assert written(here)[0].startswith("### Start here")


async def test_an_introduction_that_cannot_be_sent_costs_no_answer(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=1)
    assert "switched off" in await say(world, "hello")
    assert "first card could not be shown" in caplog.text


async def test_in_a_direct_message_it_is_not_shown_by_itself(world: World) -> None:
    await world.alice.send_dm("hello")
    assert "Start here" not in str(world.sent())


async def test_a_button_of_help_works_on_any_message(here: World) -> None:
    button = ShowStart().button("Start here", style=discord.ButtonStyle.primary)
    message = await send(here.bot.get_partial_messageable(here.channel.id), Card().row([button]))
    assert card(await here.bob.click(message, label="Start here")).ephemeral
