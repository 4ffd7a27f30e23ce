"""What members ask in plain words, by mention, direct message, ``/chat`` and reply, answered by a command's card."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import discord
import pytest
import pytest_asyncio

from bot.app.cards import defined_card, live_card
from bot.app.viewer import Viewer
from bot.config import ChatSettings, CooldownSettings, ModelSettings, Settings
from bot.intents import glossary
from bot.model import ModelInfo
from tests.conftest import PREPARED
from tests.talking import guild, labels_of, said_by_bot, say, shown, turns
from tests.world import World, card, enter, furnish, labels, text

together = pytest.mark.asyncio(loop_scope="module")

COMMAND = "chat"
MODEL_SAYS = "What the model would say"
ASKED = {
    "Explain strawberry": ("strawberry", "Next"),
    "explian strawbery": ("I read this as: explain strawbery", "Next"),
    "how do you read unbelievable?": ("unbelievable", "Next"),
    "tokenize this: I like pie": ("I like pie", "Ids"),
    "compare hello in all tokenizers": ("hello", "Other languages"),
    "what comes next after Once upon a time?": ("Once upon a time", "Draw one"),
    "what is a token?": ("### Token\nMost language models", "See a text as tokens"),
    "what does temperature mean?": ("### Temperature\n", "Turn it up and down"),
    "what can you do?": ("### Ask me like this", "See a text as tokens"),
    "why did you get that wrong?": ("### Hallucination", "See where one begins"),
}
"""What is asked → a text, and the label of a button, of the answer."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord_(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A simulated Discord with the bot and its model, for all tests of this file."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "models").symlink_to(PREPARED)
    settings = Settings.model_validate(
        {
            "discord": {"shard_count": 1},
            "model": ModelSettings(threads=1, tuned_lens=False),
            "chat": ChatSettings(answer_tokens=16, temperature=0.01),
            "database": {"path": folder / "strawberry.sqlite3"},
            "cooldown": CooldownSettings(uses=1_000),
            "cache": folder,
        }
    )
    entered, leave = asyncio.Queue[World](), asyncio.Event()

    async def stay() -> None:
        async with enter(settings) as world:
            await world.model_settled()
            entered.put_nowait(world)
            await leave.wait()

    staying = asyncio.create_task(stay())  # simcord wants to be left from where it was entered
    yield await entered.get()
    leave.set()
    await staying


@pytest_asyncio.fixture(loop_scope="module")
async def talk(discord_: World) -> World:
    """A server, a channel and members of the test's own."""
    return furnish(discord_.env)


def viewer_of(world: World, message: discord.Message) -> Viewer:
    return Viewer(world.alice.id, world.channel.id, guild(world).id, False, message.created_at)


@together
@pytest.mark.parametrize("words", ASKED)
async def test_a_mention_is_answered_by_the_real_thing(talk: World, words: str) -> None:
    said, label = ASKED[words]
    answer = await say(talk, words)
    assert said in answer
    message = said_by_bot(talk)[-1]
    assert label in labels_of(message)
    assert labels_of(message)[-1] == MODEL_SAYS
    assert message.reference
    assert await turns(talk) == []  # nothing was put to the model


@together
@pytest.mark.parametrize("words", ASKED)
async def test_so_is_a_direct_message(talk: World, words: str) -> None:
    await talk.alice.send_dm(words)
    message = talk.alice.user.dm_channel.last_message
    assert message
    assert ASKED[words][0] in shown(message)
    assert ASKED[words][1] in labels_of(message)


@together
@pytest.mark.parametrize(("words", "private"), [(words, number % 2 == 0) for number, words in enumerate(ASKED)])
async def test_so_is_the_command(talk: World, words: str, private: bool) -> None:
    answered = card(await talk.alice.slash(talk.channel, COMMAND, text=words, private=private))
    assert ASKED[words][0] in text(answered)
    assert {ASKED[words][1], MODEL_SAYS} <= {*labels(answered)}
    assert answered.ephemeral is private


@together
async def test_that_is_what_is_replied_to(talk: World) -> None:
    assert talk.bot.user
    me = talk.bot.user.mention
    seen = await talk.bob.send(talk.channel, f"{me} blueberry pie <@{talk.alice.id}>")
    await talk.alice.send(talk.channel, f"{me} which tokens is that?", reply_to=seen)
    assert "blueberry pie" in shown(said_by_bot(talk)[-1])
    await talk.alice.send_dm("a message of my own")
    mine = talk.alice.user.dm_channel.history()[0]
    reference = {"channel_id": str(mine.channel.id), "message_id": str(mine.id)}
    await talk.alice.send_dm("compare that in all tokenizers", reference=reference)
    message = talk.alice.user.dm_channel.last_message
    assert message
    assert "a message of my own" in shown(message)


@together
async def test_of_an_answer_its_own_words_are_meant(talk: World) -> None:
    await say(talk, "Hello! Who are you?")
    [turn] = await turns(talk)
    assert talk.bot.user
    await talk.alice.send(talk.channel, f"{talk.bot.user.mention} show that as tokens", reply_to=said_by_bot(talk)[-1])
    count = len(turn.answer)
    assert f"{count:,} character" in shown(said_by_bot(talk)[-1])


@together
async def test_what_discord_hides_is_said_to_be_hidden(talk: World) -> None:
    hidden = await talk.bob.send(talk.channel, "a secret between us")
    assert talk.bot.user
    await talk.alice.send(talk.channel, f"{talk.bot.user.mention} which tokens is that?", reply_to=hidden)
    answer = said_by_bot(talk)[-1].content
    assert "Discord hides that message from me" in answer
    assert "Apps → Tokenize" in answer


@together
async def test_the_model_answers_once_that_is_asked_for(talk: World) -> None:
    await say(talk, "explain strawberry")
    message = said_by_bot(talk)[-1]
    refused = await talk.bob.click(message, label=MODEL_SAYS)
    assert "Only the person who asked" in card(refused).content
    answered = card(await talk.alice.click(message, label=MODEL_SAYS))
    assert "> explain strawberry" in text(answered)
    assert "Regenerate" in labels(answered)
    [turn] = await turns(talk)
    assert turn.said.text == "explain strawberry"
    assert turn.answer


@together
async def test_what_was_asked_in_private_is_answered_there(talk: World) -> None:
    asked = await talk.alice.slash(talk.channel, COMMAND, text="what is a token?", private=True)
    answered = card(await talk.alice.click(card(asked), label=MODEL_SAYS))
    assert answered.ephemeral
    assert await turns(talk) == []
    shown_live = card(await talk.alice.click(card(asked), label="See a text as tokens"))
    assert shown_live.ephemeral


@together
async def test_a_wrong_answer_is_explained_by_what_was_read(talk: World) -> None:
    await talk.bob.slash(talk.channel, "ask", question="How many r's are in strawberry?")
    answer = await say(talk, "why did you get that wrong?")
    assert "occurs **3 times** in `strawberry`" in answer
    assert "as one token" in answer
    assert "Without seeing the word it " in answer
    assert "Details" in labels_of(said_by_bot(talk)[-1])
    await talk.alice.slash(talk.channel, "ask", question="Does Nevada have a d?")
    assert "Nevada" in await say(talk, "why were you wrong?")
    await talk.env.advance_time(3_601)
    assert "### Hallucination" in await say(talk, "why did you get that wrong?")


@together
async def test_a_private_question_is_explained_to_nobody_else(talk: World) -> None:
    await talk.bot.services.servers.change(guild(talk).id, lambda server: replace(server, private=True))
    await talk.bob.slash(talk.channel, "ask", question="How many b's are in blueberry?")
    own = card(await talk.bob.slash(talk.channel, COMMAND, text="why did you get that wrong?"))
    assert "blueberry" in text(own)
    assert own.ephemeral
    other = card(await talk.alice.slash(talk.channel, COMMAND, text="why did you get that wrong?"))
    assert "### Hallucination" in text(other)


@together
@pytest.mark.parametrize("key", sorted(glossary()))
async def test_every_term_is_a_card_with_one_next_step(talk: World, key: str) -> None:
    services = talk.bot.services
    message = await talk.bob.send(talk.channel, "hello")
    shown_card = await defined_card(services, viewer_of(talk, message), key)
    buttons = [each for each in shown_card.walk_children() if isinstance(each, discord.ui.Button)]
    assert [each.style for each in buttons] == [discord.ButtonStyle.primary]
    assert len(shown_card.children) == 1
    said = "\n".join(each.content for each in shown_card.walk_children() if isinstance(each, discord.ui.TextDisplay))
    assert all(sentence in said for sentence in glossary()[key].says)
    assert all(f"(<{source.url}>)" in said for source in glossary()[key].sources)


@together
@pytest.mark.parametrize(
    "key", [key for key, term in glossary().items() if term.live.shows in ("tokens", "story", "compare", "next", "ask")]
)
async def test_what_shows_a_term_live_is_made(talk: World, key: str) -> None:
    message = await talk.bob.send(talk.channel, "hello")
    made = await live_card(talk.bot.services, viewer_of(talk, message), key)
    said = "\n".join(each.content for each in made.walk_children() if isinstance(each, discord.ui.TextDisplay))
    assert glossary()[key].live.about.split()[0].strip(",") in said or made.files


@together
@pytest.mark.parametrize(
    ("words", "label", "seen"),
    [
        ("what is an embedding?", "See a word's numbers", "strawberry"),
        ("what is attention?", "See it in a sentence", "ttention"),
        ("what is a layer?", "See layer by layer", "France"),
        ("what does loss mean?", "See one computed", "loss"),
        ("what is back-propagation?", "Do one step by hand", "output"),
        ("what are parameters?", "See parameters change", "update"),
        ("what is a token?", "See a text as tokens", "Strawberries"),
    ],
)
async def test_anybody_can_press_what_shows_it_live(talk: World, words: str, label: str, seen: str) -> None:
    await say(talk, words)
    live = card(await talk.bob.click(said_by_bot(talk)[-1], label=label))
    assert live.ephemeral
    assert seen in text(live) + str(live.components)


@together
async def test_what_the_glossary_says_of_the_model_is_so(talk: World) -> None:
    info = talk.bot.services.model.state
    assert isinstance(info, ModelInfo)
    said = {key: " ".join(term.says) for key, term in glossary().items()}
    assert f"{info.vocabulary:,}" in said["vocabulary"]
    assert f"SmolLM2-135M has {info.layers}" in said["layer"]
    assert f"{info.parameters / 1e6:.0f} million" in said["parameter"]


async def test_a_setting_leaves_all_to_the_model(settings: Settings) -> None:
    off = settings.model_copy(update={"chat": ChatSettings(plain_words=False)})
    async with enter(off) as world:
        assert "switched off" in await say(world, "what is a token?")


async def test_without_a_model_there_is_nothing_that_it_would_say(world: World) -> None:
    await say(world, "explain strawberry")
    assert MODEL_SAYS not in labels_of(said_by_bot(world)[-1])
    assert "switched off" in await say(world, 'what comes next: "Once upon a time"') or said_by_bot(world)[-1].content


@together
async def test_nor_where_the_server_wants_none(talk: World) -> None:
    await talk.bot.services.servers.change(guild(talk).id, lambda server: replace(server, model=False))
    await say(talk, "explain strawberry")
    assert MODEL_SAYS not in labels_of(said_by_bot(talk)[-1])
    await say(talk, "what comes next after Once upon a time?")
    assert "switched the model off here" in said_by_bot(talk)[-1].content


async def test_servers_refuse_it_as_they_refuse_a_chat(world: World) -> None:
    services, guild_id = world.bot.services, guild(world).id
    await services.servers.change(guild_id, lambda server: replace(server, private=True))
    assert world.bot.user
    await world.alice.send(world.channel, f"{world.bot.user.mention} explain strawberry")
    assert said_by_bot(world) == []
    assert "only you may see what I answer" in world.alice.user.dm_channel.last_message.content  # type: ignore[union-attr]  # there is one
    assert card(await world.alice.slash(world.channel, COMMAND, text="explain strawberry")).ephemeral
    await services.servers.change(guild_id, lambda server: replace(server, private=False, channels=(1,)))
    await world.alice.send(world.channel, f"{world.bot.user.mention} explain strawberry")
    assert said_by_bot(world) == []


async def test_it_takes_from_the_budget(settings: Settings) -> None:
    scarce = settings.model_copy(update={"cooldown": CooldownSettings(uses=1, seconds=60)})
    async with enter(scarce) as world:
        assert "strawberry" in await say(world, "explain strawberry")
        await say(world, "explain banana")
        assert "banana" not in shown(said_by_bot(world)[-1])


HOSTILE = "<@{id}> @everyone **x** [a](https://evil.example) `` ``` \u202e <#1> <t:0:R>"


@pytest.mark.parametrize("ask", ["tokenize this: {}", "compare in all tokenizers: {}", 'how do you read "{}"?'])
async def test_nothing_typed_pings_or_breaks_out(world: World, ask: str) -> None:
    typed = HOSTILE.format(id=world.bob.id)
    answer = await say(world, ask.format(typed))
    asked = card(await world.alice.slash(world.channel, COMMAND, text=ask.format(typed)))
    for said in (answer, text(asked)):
        outside = said.replace("\u200b", "")
        assert "](https://evil" not in outside or "\\[a" in outside or "`" in outside
        assert "\u202e" not in said
    assert all(body["allowed_mentions"] == {"parse": []} for body in world.sent() if "allowed_mentions" in body)
    assert [body for body in world.sent() if "allowed_mentions" in body]


async def test_a_quiz_is_begun_where_it_is_asked_for(world: World) -> None:
    await say(world, "start a quiz about dots")
    lobby = said_by_bot(world)[-1]
    assert "Start now" in labels_of(lobby)
    assert "Coloured dots" in shown(lobby)
    await say(world, "quiz us")
    assert "Stop" in labels_of(said_by_bot(world)[-1])


async def test_a_quiz_is_begun_by_the_command_and_in_a_direct_message(world: World) -> None:
    refused = await world.alice.slash(world.channel, COMMAND, text="quiz us", private=True)
    assert "A quiz is for everybody here" in world.refusal(refused)
    await world.alice.slash(world.channel, COMMAND, text="quiz us about letters")
    assert "Start now" in labels_of(said_by_bot(world)[-1])
    await world.alice.send_dm("quiz me")
    message = world.alice.user.dm_channel.last_message
    assert message
    assert "Start now" in labels_of(message)


async def test_where_it_may_attach_nothing_it_says_it_without_pictures(world: World) -> None:
    await world.bot.services.servers.introduce(world.alice.guild.id)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)
    answer = await say(world, "tokenize this: I like pie")
    assert "I may not attach pictures and files here" in answer
    assert "I like pie" in answer


async def test_a_forged_term_says_what_to_do(world: World) -> None:
    with pytest.raises(Exception, match="no longer has that"):
        await live_card(world.bot.services, Viewer(1, 2, None, True, discord.utils.utcnow()), "nothing")
