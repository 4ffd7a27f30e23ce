"""``/export``, as members use it."""

import csv
import io
import json
from dataclasses import replace

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.config import Settings
from tests.asking import count
from tests.storage.test_export import fill, rows_of
from tests.world import World, card, text


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


async def test_my_own_wherever_i_asked(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    await world.bob.slash(world.channel, "ask", question="How many a's are in banana?")
    await privately(world, world.alice, "a secret")
    await world.alice.user.slash("ask", question="spell direct")
    result = await world.alice.slash(world.channel, "export")
    rows = rows_of(await file_of(result))
    assert [row["word"] for row in rows] == ["strawberry", "a secret", "direct"]
    assert {row["user_id"] for row in rows} == {str(world.alice.id)}
    assert [row["private"] for row in rows] == ["false", "true", "false"]
    assert rows[2]["guild_id"] == ""
    assert "3 comparisons of yours" in text(card(result))
    assert card(result).attachments[0].filename == "comparisons-mine.csv"


async def test_as_json_lines_in_a_direct_message(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    result = await world.alice.user.slash("export", format="jsonl")
    [row] = map(json.loads, (await file_of(result)).decode().splitlines())
    assert (row["exact"], row["guild_id"], row["user_id"]) == (3, str(world.alice.guild.id), str(world.alice.id))
    assert card(result).attachments[0].filename == "comparisons-mine.jsonl"


async def test_the_server_s_for_who_may_manage_it_without_what_others_asked_privately(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    await privately(world, world.alice, "a secret")
    await privately(world, world.manager, "a plan")
    await world.alice.user.slash("ask", question="spell direct")
    result = await world.manager.slash(world.channel, "export", what="server")
    assert [row["word"] for row in rows_of(await file_of(result))] == ["strawberry", "a plan"]
    assert "2 comparisons of this server" in text(card(result))
    assert "asked privately is left out" in text(card(result))


async def test_the_server_s_are_refused_to_others_and_where_there_is_no_server(world: World) -> None:
    result = await world.alice.slash(world.channel, "export", what="server")
    assert "Only those who may manage this server" in world.refusal(result)
    assert card(result).ephemeral
    result = await world.manager.user.slash("export", what="server")
    assert "There is no server here" in world.refusal(result)


async def test_nothing_to_export_is_no_empty_file(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "export"))
    assert shown.ephemeral
    assert shown.attachments == []
    assert "nothing to export" in text(shown)
    shown = card(await world.manager.slash(world.channel, "export", what="server"))
    assert shown.attachments == []
    assert "nothing to export" in text(shown)


async def test_what_does_not_fit_is_said(world: World, settings: Settings) -> None:
    fill(settings.database.file, 3_000, 4_000, world.alice.id)
    result = await world.alice.slash(world.channel, "export")
    content = await file_of(result)
    assert len(content) <= 10 * 1024 * 1024
    rows = rows_of(content)
    assert int(rows[-1]["question"]) == 3_000
    assert f"{len(rows):,} of 3,000" in text(card(result))
    assert "strawberry db export" in text(card(result))


async def test_formulas_do_no_harm(world: World) -> None:
    await count(world, "=", "=HYPERLINK(1)")
    content = await file_of(await world.alice.slash(world.channel, "export"))
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "'=" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


async def test_it_works_in_every_channel(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    elsewhere = world.alice.guild.create_text_channel("elsewhere")
    servers = world.bot.services.servers
    await servers.change(world.alice.guild.id, lambda settings: replace(settings, channels=(elsewhere.id,)))
    assert await file_of(await world.alice.slash(world.channel, "export"))


async def test_a_log_that_cannot_be_read_is_said(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with world.broken_database():
        assert "cannot be read" in world.refusal(await world.alice.slash(world.channel, "export"))
        assert "no such table" in caplog.text
