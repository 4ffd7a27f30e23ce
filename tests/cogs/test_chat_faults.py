"""The chat where something fails: the model's server, Discord, the database."""

import asyncio
import socket
from datetime import UTC, datetime

import discord
import pytest
from aiohttp import web

from bot.chat import Said, Turn
from bot.config import Settings
from tests.cogs.on_server import answering, on_server, say_only
from tests.model.faulty import DONE, END, GOOD, HEL, LO, TELLS, Answer, Server, entry, hang, status, stream, telling
from tests.talking import guild, labels_of, said_by_bot, say, shown, streaming, turns
from tests.world import World, alts, card, enter, text

LABEL = "-# tiny, a language model: it may be wrong"
"""Below each answer stands whose it is."""


async def endless(_: Server, request: web.Request) -> web.StreamResponse:
    """A word after the other until nobody listens."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for number in range(10_000):
        piece = f'{{"choices": [{{"index": 0, "delta": {{"content": "word{number} "}}}}]}}'
        await response.write(f"data: {piece}\n\n".encode())
        await asyncio.sleep(0.02)
    return response


@pytest.mark.parametrize(
    ("answer", "before", "told"),
    [
        (status(500), "", "has failed (500)"),
        (stream(HEL, LO, end="cut"), "Hello", "has broken off its answer"),
        (stream(HEL, "data: {oops\n\n"), "Hel", "has sent what is no answer in OpenAI's protocol"),
    ],
    ids=["500", "cut", "bad JSON"],
)
async def test_a_server_that_fails_is_named_below_what_it_had_said(
    settings: Settings, answer: Answer, before: str, told: str
) -> None:
    async with answering(settings, answer, GOOD) as world:
        answered = (await say(world, "say hello")).replace("\\", "")
        assert answered.startswith(f"{before}\n{LABEL}\n-# Cut short: The model's" if before else "-# The model's")
        assert "The model's server at 127.0.0.1:" in answered
        assert told in answered
        assert "sk-secret" not in answered
        message = said_by_bot(world)[-1]
        assert labels_of(message) == ["Regenerate"]
        assert await world.bot.services.chats.open() == []
        assert [turn.answer for turn in await turns(world)] == ([before] if before else [])
        await world.alice.click(message, label="Regenerate")
        assert shown(said_by_bot(world)[-1]) == f"Hello\n{LABEL}"


@pytest.mark.parametrize(("answer", "before"), [(hang, ""), (stream(HEL, LO, end="hang"), "Hello")])
async def test_a_server_that_hangs_is_named_too(settings: Settings, answer: Answer, before: str) -> None:
    """Asked without a member: simcord's clock stands still while somebody waits for an answer."""
    async with answering(settings, answer, silence=0.3) as world:
        services = world.bot.services
        said = Said(datetime.now(UTC), world.alice.id, world.channel.id, None, "hello")
        turn = Turn(await services.chats.add(said), said)
        drafts = services.conversations.answer(turn, await services.server_settings(None))
        [*_, ended] = [draft async for draft in drafts]
        assert (ended.turn.ending, ended.turn.answer) == ("failed", before)
        assert "The model's server at 127.0.0.1:" in ended.turn.trouble
        assert "has said nothing for 0.3 seconds" in ended.turn.trouble


async def test_nobody_is_at_the_server_s_address(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    async with enter(on_server(settings, f"http://{address}/v1")) as world:
        answered = await say(world, "how many r's in strawberry?")
        assert f"server at {address} cannot be reached" in answered
        assert "occurs **3 times**" in answered


async def test_of_a_server_that_tells_nothing_of_its_tokens_nothing_is_offered(settings: Settings) -> None:
    async with answering(settings, GOOD) as world:
        switched = text(card(await world.alice.slash(world.channel, "explainer", turn="on")))
        assert "**There is nothing to show at the moment:** tiny answers on a server" in switched
        assert "tells neither the tokens nor how likely they were" in await say(world, "say hello")
        assert labels_of(said_by_bot(world)[-1]) == ["Regenerate"]


async def test_what_a_server_tells_of_its_tokens_pings_nobody(settings: Settings) -> None:
    odd = ("@everyone", "`", "```\n", "<@1>", " ".join(map(str, range(400))), "\u202e")
    others = [entry(text, -2.0 - at) for at, text in enumerate(odd)]
    answer = telling(*(entry(text, -0.5, top_logprobs=others) for text in odd))
    async with answering(settings, answer, trial=TELLS) as world:
        switched = text(card(await world.alice.slash(world.channel, "explainer", turn="on")))
        assert "you see my answer’s tokens, not yours" in switched
        await say(world, "say hello")
        message = said_by_bot(world)[-1]
        assert labels_of(message) == ["Regenerate", "Why this word?"]
        assert "`6` tokens told" in shown(message)
        assert not message.mention_everyone
        why = card(await world.alice.click(message, label="Why this word?"))
        for position in map(str, range(6)):
            why = card(await world.alice.select(why, [position]))
            assert text(why).startswith("### Why this word?")
            assert text(why).count("```") % 2 == 0
            assert not why.message.mention_everyone
            assert "chosen ▸" in alts(why)[0]


async def test_a_server_that_tells_no_tokens_after_all(settings: Settings) -> None:
    async with answering(settings, GOOD, trial=TELLS) as world:
        await world.alice.slash(world.channel, "explainer", turn="on")
        assert "tells neither the tokens" in await say(world, "say hello")
        assert labels_of(said_by_bot(world)[-1]) == ["Regenerate"]


@pytest.mark.parametrize(("finish", "cut"), [("length", True), ("stop", False), ("content_filter", False)])
async def test_an_answer_that_has_become_too_long_is_said_to_have(settings: Settings, finish: str, cut: bool) -> None:
    async with answering(settings, stream(HEL, LO, END.replace("stop", finish), DONE)) as world:
        answered = await say(world, "say hello")
        assert answered.startswith("Hello")
        assert ("as long as an answer may be" in answered) == cut


async def test_stop_by_its_button(settings: Settings) -> None:
    async with answering(settings, endless) as world:
        asking = asyncio.create_task(say(world, "say hello"))
        await streaming(world)
        [turn] = await world.bot.services.chats.open()
        assert world.bot.services.conversations.stop(turn.id)
        assert not world.bot.services.conversations.stop(2**40)
        answered = await asking
        assert answered.startswith("word0 word1 ")
        assert answered.endswith("-# Stopped by a member.")


async def test_whoever_is_forgotten_meanwhile_is_not_answered_on(settings: Settings) -> None:
    async with answering(settings, endless) as world:
        asking = asyncio.create_task(say(world, "say hello"))
        await streaming(world)
        services = world.bot.services
        services.conversations.stop_all_of(world.alice.id)
        await services.members.forget(world.alice.id)
        assert "I won’t remember it" in await asking
        assert labels_of(said_by_bot(world)[-1]) == []
        assert await turns(world) == []


async def test_an_answer_that_somebody_deletes_is_not_written_on(settings: Settings) -> None:
    async with answering(settings, endless) as world:
        asking = asyncio.create_task(say_only(world, "say hello"))
        message = await streaming(world)
        await world.bot.get_partial_messageable(message.channel.id).get_partial_message(message.id).delete()
        await asking
        assert said_by_bot(world) == []
        assert await turns(world) == []
        assert await world.bot.services.chats.open() == []


async def test_the_bot_is_closed_in_the_middle_of_an_answer(settings: Settings) -> None:
    """It says so on its way out, while its connections are still open."""
    async with answering(settings, endless) as world:
        asking = asyncio.create_task(say_only(world, "say hello"))
        await streaming(world)
        await world.bot.close()
        await asking
        message = said_by_bot(world)[-1]
        assert shown(message).endswith("-# Cut short: I was restarted. Press **Regenerate** to try again.")
        assert labels_of(message) == ["Regenerate"]
        await world.restart(on_server(settings, "http://127.0.0.1:9/v1"))
        assert await world.bot.services.chats.open() == []
        [turn] = await turns(world)
        assert (turn.ending, turn.answer.startswith("word0 word1")) == ("interrupted", True)


async def test_what_is_asked_while_the_bot_closes_ends_at_once(settings: Settings) -> None:
    async with answering(settings, endless) as world:
        await world.bot.services.conversations.close()
        assert await say(world, "say hello") == "-# Cut short: I was restarted. Press **Regenerate** to try again."


@pytest.mark.parametrize("code", [503, 429])
async def test_discord_that_fails_at_the_end_is_asked_again(settings: Settings, code: int) -> None:
    async with answering(settings, GOOD) as world:
        world.env.inject_error("PATCH", "/channels/*/messages/*", status=code)
        assert await say(world, "say hello") == f"Hello\n{LABEL}"
        assert await world.bot.services.chats.open() == []


@pytest.mark.parametrize("code", [403, 413])
async def test_where_it_may_not_attach_files_it_shows_the_answer_without(settings: Settings, code: int) -> None:
    long = stream(HEL.replace("Hel", " ".join(f"word{number}" for number in range(600))), END, DONE)
    async with answering(settings, long) as world:
        world.env.inject_error("PATCH", "/channels/*/messages/*", status=code)
        answered = await say(world, "say hello")
        assert "word0" in answered
        assert "I may not attach pictures and files here" in answered
        assert labels_of(said_by_bot(world)[-1]) == ["Regenerate", "New chat"]


@pytest.mark.parametrize("code", [400, 500])
async def test_where_not_even_the_first_message_can_be_sent_nothing_stays_open(settings: Settings, code: int) -> None:
    async with answering(settings, GOOD) as world:
        world.env.inject_error("POST", "/channels/*/messages", status=code, times=None)
        await say_only(world, "say hello")
        assert said_by_bot(world) == []
        assert await world.bot.services.chats.open() == []


async def test_where_no_error_may_be_written_the_member_is_told_privately(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=None)
    await say_only(world, "")
    assert "I may not write in that channel" in str(world.env.http_requests[-1].json)


async def test_a_database_that_fails_costs_the_memory_alone(settings: Settings) -> None:
    async with answering(settings, endless, GOOD) as world:
        asking = asyncio.create_task(say(world, "say hello"))
        await streaming(world)
        [turn] = await world.bot.services.chats.open()
        with world.broken_database():
            world.bot.services.conversations.stop(turn.id)
            answered = await asking
            assert "Stopped by a member." in answered
            assert "could not save this answer" in answered
            assert labels_of(said_by_bot(world)[-1]) == []
            message = await say_only(world, "and now?")
            assert "may see what I answer" in str(world.env.http_requests[-1].json)
            await world.alice.edit(message, "something else")
            await world.alice.delete(message)
        assert await turns(world) == []


async def test_where_it_may_not_read_the_history_it_answers_without_a_reference(settings: Settings) -> None:
    async with answering(settings, GOOD) as world:
        blind = discord.PermissionOverwrite(read_message_history=False)
        everyone = guild(world).default_role
        channel = guild(world).create_text_channel("blind", overwrites={everyone: blind})
        assert world.bot.user
        await world.alice.send(channel, f"{world.bot.user.mention} say hello")
        answered = [message for message in channel.history() if message.author == world.bot.user][-1]
        assert shown(answered) == f"Hello\n{LABEL}"
        assert answered.reference is None
