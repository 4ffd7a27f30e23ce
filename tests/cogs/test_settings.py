"""``/settings``, and what they change, as members and those who manage the server meet it."""

from datetime import timedelta

import discord
import pytest
import simcord
import tiktoken.load
from simcord.components import walk_components
from simcord.results import ResponseMessage

from bot.chat import Said
from bot.config import ChatSettings, Settings
from bot.ui.buttons.settings import ChooseChannels, ChooseDays, ChooseServerEncoding, ChooseServerLanguage, SetSwitch
from tests.own import history
from tests.raw import requests, send_command
from tests.talking import labels_of, say
from tests.world import World, card, labels, options, text

QUESTION = "How many r's are in strawberry?"


async def settings_card(world: World) -> ResponseMessage:
    return card(await world.manager.slash(world.channel, "settings"))


def chosen_channels(message: ResponseMessage) -> list[int]:
    """The ids that the card's channel select shows as chosen."""
    return [
        int(value["id"])
        for part in walk_components(message.components)
        if part["type"] == discord.ComponentType.channel_select.value
        for value in part.get("default_values", [])
    ]


async def test_who_manages_the_server_sees_the_default(here: World) -> None:
    shown = await settings_card(here)
    assert shown.ephemeral
    assert "Settings of Patch" in text(shown)
    assert "everybody in the channel sees them" in text(shown)
    assert "I answer in all of them" in text(shown)
    assert "**Chats:** remembered for 30 days" in text(shown)
    assert "and it answers chats" in text(shown)
    assert {("o200k_base", True), ("30", True)} <= {*options(shown)}
    assert labels(shown) == ["Make private", "Turn off the model", "Turn off the log", "Back to the default"]


async def test_others_are_not_offered_it_and_cannot_press_it(here: World) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await here.alice.slash(here.channel, "settings")
    shown = await settings_card(here)
    role = here.manager.guild.roles["Gardener"]
    guild = here.bot.get_guild(here.manager.guild.id)
    assert guild is not None
    found = guild.get_role(role.id)
    assert found is not None
    await found.edit(permissions=discord.Permissions.none())
    refused = card(await here.manager.click(shown, label="Make private"))
    assert "may manage this server" in refused.content


async def test_private_replies(here: World) -> None:
    shown = card(await here.manager.click(await settings_card(here), label="Make private"))
    assert "only the asker sees them; chats go by `/chat` then, not by mention" in text(shown)
    assert labels(shown)[0] == "Make public"
    for command, given in (("ask", {"question": QUESTION}), ("tokenize", {"text": "pie"})):
        assert card(await here.alice.slash(here.channel, command, **given)).ephemeral
    assert "Nothing has been asked here yet" in text(card(await history(here.bob, here.channel)))


async def test_the_model_is_switched_off_here(here: World) -> None:
    shown = card(await here.manager.click(await settings_card(here), custom_id=str(SetSwitch("model", False))))
    assert "**Model:** off; letter questions get the exact answer alone, and I do not chat" in text(shown)
    answer = text(card(await here.alice.slash(here.channel, "ask", question=QUESTION)))
    assert "r` occurs **3 times**" in answer
    assert "manage this server have switched the model off" in answer


async def test_nothing_is_logged_where_the_log_is_off(here: World) -> None:
    await here.manager.click(await settings_card(here), custom_id=str(SetSwitch("log", False)))
    answer = card(await here.alice.slash(here.channel, "ask", question=QUESTION))
    assert "Not logged: those who manage this server have switched the log off" in text(answer)
    assert labels(answer) == ["See its tokens", "Four ways to ask", "Count another letter", "How models do"]
    assert await here.bot.services.comparisons.count(channel_id=here.channel.id) == 0


async def test_the_default_encoding_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = card(
        await world.manager.select(await settings_card(world), ["cl100k_base"], custom_id=str(ChooseServerEncoding()))
    )
    assert "`cl100k_base`, where a member names none" in text(shown)
    await world.restart(settings)
    assert "(cl100k_base)" in text(card(await world.alice.slash(world.channel, "tokenize", text="pie")))
    named = await world.alice.slash(world.channel, "tokenize", text="pie", encoding="smollm2")
    assert "(smollm2)" in text(card(named))
    answer = text(card(await world.alice.slash(world.channel, "ask", question=QUESTION)))
    assert "id 73700" in answer


async def chatted(world: World, days: int) -> int:
    """A turn in the channel, ``days`` old."""
    at = world.env.now() - timedelta(days=days)
    said = Said(at, world.alice.id, world.channel.id, world.alice.guild.id, "Hello!")
    return await world.bot.services.chats.add(said)


async def test_for_how_long_chats_are_remembered_counts_at_once(world: World, settings: Settings) -> None:
    old, new = await chatted(world, 10), await chatted(world, 5)
    chats = world.bot.services.chats
    for days, there in (("90", True), ("7", False)):
        shown = card(await world.manager.select(await settings_card(world), [days], custom_id=str(ChooseDays())))
        assert f"**Chats:** remembered for {days} days" in text(shown)
        assert [value for value, chosen in options(shown) if chosen and value.isdigit()] == [days]
        assert bool(await chats.get(old)) is there
    assert await chats.get(new)
    await world.restart(settings)
    shown = card(await world.manager.select(shown, ["1"], custom_id=str(ChooseDays())))
    assert "**Chats:** remembered for 1 day;" in text(shown)
    assert await world.bot.services.chats.get(new) is None


async def test_the_bot_s_own_number_of_days_can_be_chosen_too(world: World, settings: Settings) -> None:
    await world.restart(settings.model_copy(update={"chat": ChatSettings(keep_days=45)}))
    shown = await settings_card(world)
    assert [option for option in options(shown) if option[0].isdigit()] == [
        ("1", False), ("7", False), ("30", False), ("45", True), ("90", False), ("365", False),
    ]  # fmt: skip
    await world.manager.select(shown, ["365"], custom_id=str(ChooseDays()))
    old = await chatted(world, 100)
    shown = card(await world.manager.click(shown, label="Back to the default"))
    assert ("45", True) in options(shown)
    assert await world.bot.services.chats.get(old) is None


async def lobby(world: World) -> list[str]:
    """The first two labels of a quiz's lobby, which everybody sees; it is stopped then."""
    await world.alice.slash(world.channel, "quiz start")
    seen = world.channel.last_message
    assert seen is not None
    found = labels_of(seen)
    await world.alice.click(seen, label=found[2])
    return found[:2]


async def test_everybody_is_spoken_to_in_the_language_of_the_server_and_each_member_in_their_own(
    world: World, settings: Settings
) -> None:
    shown = await settings_card(world)
    assert "**Language:** as Discord says, English" in text(shown)
    shown = card(await world.manager.select(shown, ["de"], custom_id=str(ChooseServerLanguage())))
    assert "**Language:** Deutsch, where I speak to everybody" in text(shown)
    assert ("de", True) in options(shown)
    await world.restart(settings)
    assert await lobby(world) == ["Jetzt beginnen", "Mitspielen"]
    assert "Das Modell ist hier ausgeschaltet" in await say(world, "How many r's are in strawberry?")
    assert "1 token" in text(card(await world.alice.slash(world.channel, "tokenize", text="pie")))
    shown = card(await world.manager.select(shown, ["discord"], custom_id=str(ChooseServerLanguage())))
    assert "as Discord says, English" in text(shown)
    assert await lobby(world) == ["Start now", "Join"]


async def test_only_the_chosen_channels_are_answered(here: World) -> None:
    other = here.manager.guild.create_text_channel("elsewhere")
    shown = card(await here.manager.select(await settings_card(here), [other], custom_id=str(ChooseChannels())))
    assert f"I answer in <#{other.id}> and their threads only" in text(shown)
    assert chosen_channels(shown) == [other.id]
    refused = await here.alice.slash(here.channel, "tokenize", text="pie")
    assert card(refused).ephemeral
    assert card(refused).content == "In this server I answer in #elsewhere only. Ask me again there."
    message = await here.bob.send(here.channel, "pie")
    assert "#elsewhere" in card(await here.alice.context_menu(here.channel, "Tokenize", message)).content
    assert "1 token" in text(card(await here.alice.slash(other, "tokenize", text="pie")))
    for command in ("help", "me"):
        assert text(card(await here.alice.slash(here.channel, command)))
    assert "Settings of Patch" in text(await settings_card(here))


async def test_a_thread_belongs_to_its_channel(here: World) -> None:
    await here.manager.select(await settings_card(here), [here.channel], custom_id=str(ChooseChannels()))
    there = here.bot.get_channel(here.channel.id)
    assert isinstance(there, discord.TextChannel)
    await there.create_thread(name="berries", type=discord.ChannelType.public_thread)
    [thread] = here.channel.threads
    assert "1 token" in text(card(await here.alice.slash(thread, "tokenize", text="pie")))


async def test_channels_that_are_gone_are_not_named(here: World) -> None:
    other = here.manager.guild.create_text_channel("elsewhere")
    await here.manager.select(await settings_card(here), [other], custom_id=str(ChooseChannels()))
    there = here.bot.get_channel(other.id)
    assert isinstance(there, discord.TextChannel)
    await there.delete()
    assert "some other channels" in card(await here.alice.slash(here.channel, "tokenize", text="pie")).content


async def test_a_channel_that_a_member_cannot_see_is_not_named_to_them(here: World) -> None:
    guild = here.manager.guild
    unseen, seen = (discord.PermissionOverwrite(view_channel=view) for view in (False, True))
    hidden = guild.create_text_channel("surprise", overwrites={guild.default_role: unseen, here.manager: seen})
    await here.manager.select(await settings_card(here), [hidden], custom_id=str(ChooseChannels()))
    said = card(await here.alice.slash(here.channel, "tokenize", text="pie")).content
    assert "some other channels" in said
    assert "surprise" not in said


async def test_an_encoding_that_cannot_be_had_is_not_set(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str) -> bytes:
        raise ConnectionError(address)

    monkeypatch.setattr(tiktoken.load, "read_file", refuse)
    refused = await world.manager.select(await settings_card(world), ["gpt2"], custom_id=str(ChooseServerEncoding()))
    assert "could not be" in card(refused).content
    assert ("o200k_base", True) in options(await settings_card(world))


async def test_a_default_that_is_a_model_s_name_is_known_as_its_encoding(world: World, settings: Settings) -> None:
    tokens = settings.tokens.model_copy(update={"encoding": "gpt-4"})
    await world.restart(settings.model_copy(update={"tokens": tokens}))
    assert ("cl100k_base", True) in options(await settings_card(world))
    cut = card(await world.alice.slash(world.channel, "tokenize", text="pie"))
    compared = card(await world.alice.click(cut, label="Compare"))
    assert "cl100k_base" in text(card(await world.alice.click(compared, label="Other languages")))


async def test_back_to_the_default(here: World) -> None:
    shown = await settings_card(here)
    await here.manager.click(shown, custom_id=str(SetSwitch("private", True)))
    await here.manager.select(shown, [here.channel], custom_id=str(ChooseChannels()))
    shown = card(await here.manager.click(shown, label="Back to the default"))
    assert "everybody in the channel sees them" in text(shown)
    assert "I answer in all of them" in text(shown)


async def test_each_server_has_its_own(here: World) -> None:
    await here.manager.click(await settings_card(here), custom_id=str(SetSwitch("private", True)))
    guild = here.env.create_guild("Other")
    channel = guild.create_text_channel("general")
    carol = guild.add_member(here.env.create_user("carol"))
    assert not card(await carol.slash(channel, "tokenize", text="pie")).ephemeral


async def test_settings_that_cannot_be_read_cost_no_answer(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with world.broken_database():
        shown = card(await world.alice.slash(world.channel, "tokenize", text="pie"))
        assert "1 token" in text(shown)
        assert shown.ephemeral  # the server may have wished so
        assert "so replies are private" in caplog.text


async def test_a_server_that_chose_the_default_follows_it(world: World, settings: Settings) -> None:
    await world.manager.select(await settings_card(world), ["o200k_base"], custom_id=str(ChooseServerEncoding()))
    changed = settings.model_copy(update={"tokens": settings.tokens.model_copy(update={"encoding": "smollm2"})})
    await world.restart(changed)
    assert "(smollm2)" in text(card(await world.alice.slash(world.channel, "tokenize", text="pie")))


@pytest.mark.parametrize(("name", "texts"), [("settings", {}), ("quiz daily", {"time": "18:30"}), ("quiz start", {})])
async def test_where_the_bot_is_no_member_nothing_is_set_for_the_server(
    world: World, name: str, texts: dict[str, str]
) -> None:
    send_command(world, name, texts, guild_id=12345)
    await world.env.settle()
    assert world.env.errors, "nothing failed"
    assert "I’m not in this server" in requests(world, "/callback")[-1]
    assert await world.bot.services.dailies.get(12345) is None
