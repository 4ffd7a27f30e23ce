"""The bot as a whole: one way in, commands told once, a tidy end, and what may import what."""

import asyncio
import json
import logging
import re
import shutil
from datetime import datetime, timedelta
from typing import Literal

import aiohttp
import pytest

from bot.app import create_bot
from bot.app.logs import set_up_logging
from bot.config import LogSettings, Settings
from bot.errors import DatabaseError
from bot.services.laboratory import Laboratory
from bot.storage.tokenizations import Tokenizations
from bot.ui import Card, patience
from bot.ui.buttons.lab_twins import ShowWhatTwinsRead
from bot.ui.sending import send
from tests.raw import requests
from tests.talking import say
from tests.world import World, card, enter, forget_commands


def puts(world: World) -> int:
    return sum(1 for entry in world.env.http_requests if entry.method == "PUT" and entry.path.endswith("/commands"))


@pytest.mark.usefixtures("untold")
async def test_commands_are_told_to_discord_once(world: World, settings: Settings) -> None:
    assert puts(world) == 1
    await world.restart(settings)
    assert puts(world) == 1


async def test_commands_that_discord_has_lost_are_told_again(settings: Settings) -> None:
    for _ in range(2):
        forget_commands()
        async with enter(settings) as fresh_discord:
            assert puts(fresh_discord) == 1


async def test_a_bot_whose_database_cannot_be_opened_does_not_start(settings: Settings) -> None:
    settings.database.file.write_bytes(b"no database" * 500)
    with pytest.raises(DatabaseError, match="no SQLite database"):
        async with enter(settings):
            pass


async def test_what_is_too_old_is_deleted_each_hour_without_anybody_s_doing(world: World) -> None:
    async with world.database() as database:
        texts = Tokenizations(database, world.bot.settings.database.keep_texts_days)
        month = timedelta(days=world.bot.settings.database.keep_texts_days)
        old, young = [
            await texts.add(1, "strawberry", "o200k_base", world.env.now() - month + age)
            for age in (timedelta(minutes=59), timedelta(minutes=61))
        ]
        await world.env.advance_time(3600)
        assert await texts.get(old) is None
        assert await texts.get(young)


def test_an_unstarted_bot_touches_nothing(settings: Settings) -> None:
    create_bot(settings)
    assert not settings.database.file.exists()


async def test_it_asks_for_no_privileged_intent_and_mentions_nobody(world: World) -> None:
    intents = world.bot.intents
    assert not [name for name in ("message_content", "members", "presences") if getattr(intents, name)]
    assert world.bot.allowed_mentions is not None
    assert dict(world.bot.allowed_mentions.to_dict()) == {"parse": []}


async def test_a_mention_is_no_command_and_no_error(world: World, caplog: pytest.LogCaptureFixture) -> None:
    assert world.bot.user is not None
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> hello")
    assert not caplog.records


async def test_a_cache_that_cannot_be_written_costs_only_the_memory_of_what_discord_was_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(settings.cache_folder)
    settings.cache_folder.touch()
    async with enter(settings) as world:
        assert puts(world) == 1
        assert "cannot be remembered" in caplog.text


@pytest.mark.parametrize("code", [429, 500, 503])
async def test_a_card_that_discord_refuses_is_told_in_one_sentence_and_one_warning(
    world: World, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/webhooks/*", status=code, times=1)
    told = card(await world.alice.slash(world.channel, "tokenize", text="strawberry"))
    assert world.env.errors, "the refusal, which the bot has told"
    assert told.content == "Discord has not taken my answer. Wait a minute, then try again."
    await world.bot.services.servers.introduce(world.alice.guild.id)
    world.env.inject_error("POST", "/channels/*/messages", status=code, times=1)
    assert "Discord has not taken my answer." in await say(world, "hello")
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert not any(record.exc_info for record in caplog.records)


async def test_while_discord_refuses_everything_there_is_one_warning_and_no_second_round(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    world.env.inject_error("*", "/webhooks/*", status=503, times=None)
    await world.alice.slash(world.channel, "tokenize", text="strawberry")
    assert world.env.errors, "the refusal, which could not be told"
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert len(requests(world, "/webhooks/")) == 3, "the answer, an end of “thinking …”, and the refusal"


async def test_who_has_just_refused_is_not_asked_for_longer_than_a_moment(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.ui.errors")
    async with asyncio.timeout(20), patience(aiohttp.ServerDisconnectedError(), short=0.01):
        await asyncio.Event().wait()  # as discord.py does between its attempts
    assert "A member could not be told what went wrong" in caplog.text


@pytest.mark.parametrize("form", ["text", "json"])
async def test_no_member_s_words_are_in_the_log_of_an_unexpected_failure(
    form: Literal["text", "json"], world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(_: object, user_id: int, text: str, *__: object) -> None:
        raise ValueError(f"cannot keep {text} of {user_id}")

    monkeypatch.setattr(Tokenizations, "add", broken)  # a failure that is not expected cannot be had otherwise
    root, levels = logging.getLogger(), {name: logging.getLogger(name).level for name in ("", "bot", "discord")}
    before = [*root.handlers]
    set_up_logging(LogSettings(format=form))
    try:
        said = world.refusal(await world.alice.slash(world.channel, "tokenize", text="my secret"))
    finally:
        root.handlers[:] = before
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    logged = capsys.readouterr().err
    assert said.split()[-1].rstrip(".") in logged
    assert "tokenize (text: 9 characters)" in logged
    assert "in broken" in logged
    assert "ValueError" in logged
    assert "secret" not in logged
    [request] = re.findall("of interaction ([0-9]+)", logged)
    if form == "text":
        assert f"of interaction {request} [request {request}]\n" in logged
        return
    [entry] = [each for each in map(json.loads, logged.splitlines()) if each["level"] == "ERROR"]
    assert (entry["logger"], entry["request"], entry["shard"]) == ("bot.ui.errors", request, 0)
    assert entry["exception"].endswith("ValueError")
    assert datetime.fromisoformat(entry["time"]).utcoffset() == timedelta()
    assert {*entry} == {"time", "level", "logger", "message", "exception", "request", "shard"}


async def test_no_word_that_a_button_holds_is_in_the_log_either(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(Laboratory, "ask", broken)
    button = ShowWhatTwinsRead("secret", "e").button("Press")
    message = await send(world.bot.get_partial_messageable(world.channel.id), Card().row([button]))
    assert "Something went wrong" in card(await world.alice.click(message, label="Press")).content
    [logged] = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert "at component lab-twins-read () of interaction" in logged
