"""``strawberry doctor --online``: what it asks Discord and servers of models, and what it makes of the answers."""

from pathlib import Path

import discord
import pytest
from discord.http import Route

from bot.app.invitation import PERMISSIONS
from tests.doctor.conftest import Doctor
from tests.doctor.discord_stand_in import TOKEN, answers, standing_in
from tests.other_program import answering


@pytest.mark.usefixtures("log")
def test_a_server_where_the_bot_may_not_enough(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    may = discord.Permissions(PERMISSIONS.value)
    may.update(send_messages=False, attach_files=False)
    content = discord.ApplicationFlags(gateway_message_content=True).value
    with standing_in(answers(may, content, "Patch\x1b[2J")) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    assert report.wrong() == {"server Patch�[2J"}
    [server], [intents] = report.of("server Patch�[2J"), report.of("intents")
    assert server["found"] == "the bot may not: Attach Files, Send Messages"
    assert intents == {
        "about": "intents",
        "state": "note",
        "found": "switched on for nothing: Message Content",
        "do": intents["do"],
    }


@pytest.mark.usefixtures("log")
def test_channels_where_the_bot_may_not_write_are_named(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    with standing_in(answers(PERMISSIONS)) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    assert report.wrong() == set()
    [server], [intents], [gateway] = report.of("server Patch"), report.of("intents"), report.of("gateway")
    assert server["state"] == "note"
    assert server["found"].startswith("the bot may not in #rules: ")
    assert "Send Messages" in server["found"]
    assert "private" not in server["found"], "what the bot is not to see is meant so"
    assert intents["state"] == "ok"
    assert gateway["found"] == "998 of 1,000 starts left today, 1 shard recommended"


@pytest.mark.usefixtures("log")
def test_channels_that_the_bot_does_not_see_are_not_counted(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    with standing_in(answers(PERMISSIONS, muted=False)) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    [server] = report.of("server Patch")
    assert (server["state"], server["found"]) == ("ok", "all permissions, in 2 text channels")


@pytest.mark.usefixtures("log")
def test_a_token_that_discord_refuses(doctor: Doctor, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text(config.read_text().replace(TOKEN, TOKEN.replace("not-a", "another")))
    with standing_in(answers(PERMISSIONS)) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    [line] = report.of("discord")
    assert (line["state"], line["found"]) == ("wrong", "Discord refuses the token")


@pytest.mark.usefixtures("log")
def test_of_many_servers_those_that_cannot_be_read_hide_no_other(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = answers(PERMISSIONS)
    listed = there["/users/@me/guilds"]
    assert isinstance(listed, list)
    left = [{**listed[0], "id": str(number), "name": f"left {number}"} for number in range(50)]
    there["/users/@me/guilds"] = [*left[:49], *listed, left[49]]
    with standing_in(there, ahead=3_600) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    assert report.wrong() == {"clock"}
    [clock], [many], [first] = report.of("clock"), report.of("servers"), report.of("server left 0")
    assert clock["found"].startswith("is -3,")
    assert many["found"] == "the bot is in more than 50: only the first 50 are looked at"
    assert (first["state"], "could not be looked at: 404" in first["found"]) == ("note", True)
    assert "#rules" in report.of("server Patch")[0]["found"]
    assert (len(report.of("server left 48")), report.of("server left 49")) == (1, [])


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("body", ["[1]", '{"data": [7]}', "{"])
def test_a_server_that_lists_no_models_leaves_the_rest_to_be_looked_at(
    doctor: Doctor, config: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    with answering(body) as served, standing_in(answers(PERMISSIONS)) as address:
        server = f'openai.base_url = "http://{served}/v1"\nopenai.model = "llama"\n'
        config.write_text(f'{config.read_text()}[models.served]\nbackend = "openai"\n{server}')
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    assert report.wrong() == set()
    _, line = report.of("model")
    assert f"llama on the server {served}: its list of models cannot be read" in line["found"]
    assert report.of("gateway")


@pytest.mark.usefixtures("log")
def test_without_a_network(doctor: Doctor, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = '[models.served]\nbackend = "openai"\nopenai.base_url = "http://127.0.0.1:1/v1"\nopenai.model = "llama"\n'
    config.write_text(config.read_text() + served)
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1/api")
    monkeypatch.setattr("asyncio.sleep", _at_once)
    report = doctor("--online")
    assert report.wrong() == {"discord", "model"}
    [line] = report.of("discord")
    assert "cannot be reached" in line["found"]


async def _at_once(*_: object) -> None:
    """No pause between tries."""
