"""The export under ``/me``, as members use it."""

import csv
import io
import json
from dataclasses import replace

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.chat import Said
from bot.config import Settings
from bot.tokens import well_formed
from bot.ui import Card
from bot.ui.buttons.log import ChooseExport, TakeOut
from bot.ui.card import MAX_FILE_BYTES
from bot.ui.sending import send
from tests.asking import count
from tests.own import export, in_direct_message, press
from tests.storage.exporting import ODD, fill, rows_of
from tests.world import World, card, options, text


async def file_of(result: InteractionResult) -> bytes:
    """The file on a private card."""
    shown = card(result)
    assert shown.ephemeral
    [file] = shown.attachments
    return await file.read()


async def privately(world: World, member: MemberActor, content: str) -> None:
    """Ask about a message by its menu, which answers to the member alone."""
    message = await world.bob.send(world.channel, content)
    asked = await member.context_menu(world.channel, "Count letters", message)
    await member.submit_modal(asked, {"letter": "a"})


async def test_my_own_wherever_i_asked(here: World) -> None:
    await here.alice.slash(here.channel, "ask", question="How many r's are in strawberry?")
    await here.bob.slash(here.channel, "ask", question="How many a's are in banana?")
    await privately(here, here.alice, "a secret")
    await here.alice.user.slash("ask", question="spell direct")
    result = await export(here.alice, here.channel)
    rows = rows_of(await file_of(result))
    assert [row["word"] for row in rows] == ["strawberry", "a secret", "direct"]
    assert {row["user_id"] for row in rows} == {str(here.alice.id)}
    assert [row["private"] for row in rows] == ["false", "true", "false"]
    assert rows[2]["guild_id"] == ""
    assert "3 comparisons of yours" in text(card(result))
    assert card(result).attachments[0].filename == "comparisons-mine.csv"


async def test_as_json_lines_in_a_direct_message(here: World) -> None:
    await here.alice.slash(here.channel, "ask", question="How many r's are in strawberry?")
    offered = card(await in_direct_message(here.alice.user, "Export"))
    result = await here.alice.user.select(offered, ["mine:jsonl"])
    [row] = map(json.loads, (await file_of(result)).decode().splitlines())
    assert (row["exact"], row["guild_id"], row["user_id"]) == (3, str(here.alice.guild.id), str(here.alice.id))
    assert card(result).attachments[0].filename == "comparisons-mine.jsonl"


async def test_the_server_s_for_who_may_manage_it_without_what_others_asked_privately(here: World) -> None:
    await here.alice.slash(here.channel, "ask", question="How many r's are in strawberry?")
    await privately(here, here.alice, "a secret")
    await privately(here, here.manager, "a plan")
    await here.alice.user.slash("ask", question="spell direct")
    result = await export(here.manager, here.channel, "server:csv")
    assert [row["word"] for row in rows_of(await file_of(result))] == ["strawberry", "a plan"]
    assert "2 comparisons of this server" in text(card(result))
    assert "asked privately is left out" in text(card(result))


async def test_the_server_s_are_refused_to_others_and_where_there_is_no_server(here: World) -> None:
    own, every = ["mine:csv", "mine:jsonl"], ["mine:csv", "mine:jsonl", "server:csv", "server:jsonl"]
    offered = card(await press(here.manager, here.channel, "Export"))
    assert [value for value, _ in options(offered)] == every
    for refused in (
        card(await press(here.alice, here.channel, "Export")),
        card(await in_direct_message(here.manager.user, "Export")),
    ):
        assert refused.ephemeral
        assert [value for value, _ in options(refused)] == own


async def test_a_forged_choice_of_the_server_s_is_refused(here: World) -> None:
    forged = [discord.SelectOption(label="all", value="server:csv")]
    look = Card().row([ChooseExport().select(forged)])
    message = await send(here.bot.get_partial_messageable(here.channel.id), look)
    refused = card(await here.alice.select(message, ["server:csv"]))
    assert refused.ephemeral
    assert "Only those who may manage this server" in refused.content
    there = (await here.manager.send_dm("hello")).channel
    refused = card(await here.manager.user.select(await send(there, look), ["server:csv"]))
    assert "There is no server here" in refused.content


async def test_nothing_to_export_is_no_empty_file(here: World) -> None:
    shown = card(await export(here.alice, here.channel))
    assert shown.ephemeral
    assert shown.attachments == []
    assert "nothing to export" in text(shown)
    shown = card(await export(here.manager, here.channel, "server:csv"))
    assert shown.attachments == []
    assert "nothing to export" in text(shown)


async def test_what_does_not_fit_is_said(world: World, settings: Settings) -> None:
    fill(settings.database.file, 3_000, 4_000, world.alice.id)
    result = await export(world.alice, world.channel)
    content = await file_of(result)
    assert len(content) <= MAX_FILE_BYTES
    rows = rows_of(content)
    assert int(rows[-1]["question"]) == 3_000
    assert f"{len(rows):,} of 3,000" in text(card(result))
    assert "strawberry db export" in text(card(result))
    result = await everything(world.alice, world.channel)
    content = await file_of(result)
    assert len(content) <= MAX_FILE_BYTES
    there = json.loads(content)
    assert int(there["comparisons"][-1]["question"]) == 3_000
    assert there["left_out"] == {"comparisons": 3_000 - len(there["comparisons"])}
    assert f"{len(there['comparisons']):,} of 3,000" in text(card(result))


async def test_formulas_do_no_harm(here: World) -> None:
    await count(here, "=", "=HYPERLINK(1)")
    content = await file_of(await export(here.alice, here.channel))
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "'=" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


async def everything(member: MemberActor, channel: ChannelHandle) -> InteractionResult:
    """What the button for everything of a member answers."""
    offered = card(await press(member, channel, "Export"))
    assert "all that I keep of you" in text(offered)
    return await member.click(offered, label="Everything of mine")


async def test_everything_of_mine_whatever_i_have_written(here: World) -> None:
    asked = f"half \ud800 a pair, \0, {'🍓' * 3_900}"
    await here.alice.slash(here.channel, "ask", question="How many r's are in strawberry?")
    await here.alice.user.slash("ask", question="spell direct")
    await here.alice.slash(here.channel, "tokenize", text=asked)
    await here.alice.slash(here.channel, "explainer", turn="on")
    for odd in ODD:  # there is no model here to talk with
        await here.bot.services.chats.add(Said(here.env.now(), here.alice.id, here.channel.id, None, odd))
    await here.bob.slash(here.channel, "ask", question="How many a's are in banana?")
    result = await everything(here.alice, here.channel)
    assert card(result).attachments[0].filename == "everything.json"
    assert "It leaves out the tokens behind my answers in chats" in text(card(result))
    content = await file_of(result)
    there = json.loads(content)
    assert [row["word"] for row in there["comparisons"]] == ["strawberry", "direct"]
    assert well_formed(asked) in [row["text"] for row in there["tokenizations"]]
    assert [row["question"] for row in there["turns"]] == [*map(well_formed, ODD)]
    assert [row["scope"] for row in there["explainers"]] == ["user"]
    assert str(here.bob.id) not in content.decode()


async def test_a_forged_press_hands_everybody_their_own(here: World) -> None:
    await here.alice.slash(here.channel, "ask", question="How many r's are in strawberry?")
    look = Card().row([TakeOut().button("All")])
    message = await send(here.bot.get_partial_messageable(here.channel.id), look)
    [row] = json.loads(await file_of(await here.alice.click(message, label="All")))["comparisons"]
    assert row["user_id"] == str(here.alice.id)
    nothing = card(await here.bob.click(message, label="All"))
    assert nothing.ephemeral
    assert nothing.attachments == []
    assert "I keep nothing about you, so there is nothing to export" in text(nothing)


async def test_it_works_in_every_channel(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    elsewhere = world.alice.guild.create_text_channel("elsewhere")
    servers = world.bot.services.servers
    await servers.change(world.alice.guild.id, lambda settings: replace(settings, channels=(elsewhere.id,)))
    assert await file_of(await export(world.alice, world.channel))


async def test_a_log_that_cannot_be_read_is_said(world: World, caplog: pytest.LogCaptureFixture) -> None:
    offered = card(await press(world.alice, world.channel, "Export"))
    with world.broken_database():
        assert "cannot be read" in card(await world.alice.select(offered, ["mine:csv"])).content
        assert "no such table" in caplog.text
