"""What members ask in plain words, by mention, direct message, ``/chat`` and reply, answered by a command's card."""

from dataclasses import replace

import pytest

from bot.config import ChatSettings, CooldownSettings, Settings
from tests.talking import guild, labels_of, said_by_bot, say, shown, turns
from tests.world import World, card, enter, labels, text

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


@pytest.mark.parametrize("words", ASKED)
async def test_so_is_a_direct_message(talk: World, words: str) -> None:
    await talk.alice.send_dm(words)
    message = talk.alice.user.dm_channel.last_message
    assert message
    assert ASKED[words][0] in shown(message)
    assert ASKED[words][1] in labels_of(message)


@pytest.mark.parametrize(("words", "private"), [(words, number % 2 == 0) for number, words in enumerate(ASKED)])
async def test_so_is_the_command(talk: World, words: str, private: bool) -> None:
    answered = card(await talk.alice.slash(talk.channel, COMMAND, text=words, private=private))
    assert ASKED[words][0] in text(answered)
    assert {ASKED[words][1], MODEL_SAYS} <= {*labels(answered)}
    assert answered.ephemeral is private


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


async def test_of_an_answer_its_own_words_are_meant(talk: World) -> None:
    await say(talk, "Hello! Who are you?")
    [turn] = await turns(talk)
    assert talk.bot.user
    await talk.alice.send(talk.channel, f"{talk.bot.user.mention} show that as tokens", reply_to=said_by_bot(talk)[-1])
    count = len(turn.answer)
    assert f"{count:,} character" in shown(said_by_bot(talk)[-1])


async def test_what_discord_hides_is_said_to_be_hidden(talk: World) -> None:
    hidden = await talk.bob.send(talk.channel, "a secret between us")
    assert talk.bot.user
    await talk.alice.send(talk.channel, f"{talk.bot.user.mention} which tokens is that?", reply_to=hidden)
    answer = said_by_bot(talk)[-1].content
    assert "Discord hides that message from me" in answer
    assert "Apps → Tokenize" in answer


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


async def test_what_was_asked_in_private_is_answered_there(talk: World) -> None:
    asked = await talk.alice.slash(talk.channel, COMMAND, text="what is a token?", private=True)
    answered = card(await talk.alice.click(card(asked), label=MODEL_SAYS))
    assert answered.ephemeral
    assert await turns(talk) == []
    shown_live = card(await talk.alice.click(card(asked), label="See a text as tokens"))
    assert shown_live.ephemeral


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


async def test_a_private_question_is_explained_to_nobody_else(talk: World) -> None:
    await talk.bot.services.servers.change(guild(talk).id, lambda server: replace(server, private=True))
    await talk.bob.slash(talk.channel, "ask", question="How many b's are in blueberry?")
    own = card(await talk.bob.slash(talk.channel, COMMAND, text="why did you get that wrong?"))
    assert "blueberry" in text(own)
    assert own.ephemeral
    other = card(await talk.alice.slash(talk.channel, COMMAND, text="why did you get that wrong?"))
    assert "### Hallucination" in text(other)


async def test_a_setting_leaves_all_to_the_model(settings: Settings) -> None:
    off = settings.model_copy(update={"chat": ChatSettings(plain_words=False)})
    async with enter(off) as world:
        assert "switched off" in await say(world, "what is a token?")


async def test_without_a_model_there_is_nothing_that_it_would_say(here: World) -> None:
    await say(here, "explain strawberry")
    assert MODEL_SAYS not in labels_of(said_by_bot(here)[-1])
    assert "switched off" in await say(here, 'what comes next: "Once upon a time"') or said_by_bot(here)[-1].content


async def test_nor_where_the_server_wants_none(talk: World) -> None:
    await talk.bot.services.servers.change(guild(talk).id, lambda server: replace(server, model=False))
    await say(talk, "explain strawberry")
    assert MODEL_SAYS not in labels_of(said_by_bot(talk)[-1])
    await say(talk, "what comes next after Once upon a time?")
    assert "switched the model off here" in said_by_bot(talk)[-1].content


async def test_servers_refuse_it_as_they_refuse_a_chat(here: World) -> None:
    services, guild_id = here.bot.services, guild(here).id
    await services.servers.change(guild_id, lambda server: replace(server, private=True))
    assert here.bot.user
    await here.alice.send(here.channel, f"{here.bot.user.mention} explain strawberry")
    assert said_by_bot(here) == []
    assert "only you may see what I answer" in here.alice.user.dm_channel.last_message.content  # type: ignore[union-attr]  # there is one
    assert card(await here.alice.slash(here.channel, COMMAND, text="explain strawberry")).ephemeral
    await services.servers.change(guild_id, lambda server: replace(server, private=False, channels=(1,)))
    await here.alice.send(here.channel, f"{here.bot.user.mention} explain strawberry")
    assert said_by_bot(here) == []


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


async def test_a_quiz_is_begun_where_it_is_asked_for(here: World) -> None:
    await say(here, "start a quiz about dots")
    lobby = said_by_bot(here)[-1]
    assert "Start now" in labels_of(lobby)
    assert "Coloured dots" in shown(lobby)
    await say(here, "quiz us")
    assert "Stop" in labels_of(said_by_bot(here)[-1])


async def test_a_quiz_is_begun_by_the_command_and_in_a_direct_message(here: World) -> None:
    refused = await here.alice.slash(here.channel, COMMAND, text="quiz us", private=True)
    assert "A quiz is for everybody here" in here.refusal(refused)
    await here.alice.slash(here.channel, COMMAND, text="quiz us about letters")
    assert "Start now" in labels_of(said_by_bot(here)[-1])
    await here.alice.send_dm("quiz me")
    message = here.alice.user.dm_channel.last_message
    assert message
    assert "Start now" in labels_of(message)


async def test_where_it_may_attach_nothing_it_says_it_without_pictures(world: World) -> None:
    await world.bot.services.servers.introduce(world.alice.guild.id)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)
    answer = await say(world, "tokenize this: I like pie")
    assert "I may not attach pictures and files here" in answer
    assert "I like pie" in answer
