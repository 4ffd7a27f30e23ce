"""Quizzes under load, through the simulated Discord.

Goals: 200 members who press within one second are all acknowledged within 1 s (99th percentile), the question's card is
edited once a second at most, and every answer is stored.

The times are the bot's side: from the moment that an interaction reaches it until its answer leaves it.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import discord
import platformdirs
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.interactions import base_payload

from bot.app import StrawberryBot, create_bot
from bot.config import CooldownSettings, DatabaseSettings, DiscordSettings, ModelSettings, Settings
from bot.quiz import Session

_COMPONENT = 3
"""The kind of interaction that a button sends."""


class Times:
    """When each interaction reached the bot, and when it was answered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pressed: dict[int, float] = {}
        self.took: list[float] = []
        answer = discord.InteractionResponse.defer

        async def timed(response: discord.InteractionResponse[StrawberryBot], **how: bool) -> object:
            result: object = await answer(response, **how)
            interaction = response._parent  # noqa: SLF001 - discord.py tells nobody else which one is answered
            if interaction.id in self.pressed:
                self.took.append(perf_counter() - self.pressed[interaction.id])
            return result

        monkeypatch.setattr(discord.InteractionResponse, "defer", timed)


def press(env: simcord.Env, actor: MemberActor, channel: ChannelHandle, custom_id: str, times: Times) -> None:
    """What a button sends, without waiting for the answer as the simulation's own actions do."""
    message = channel.last_message
    assert message
    stored = env.backend.get_message(channel.id, message.id)
    record, payload = base_payload(
        env.backend,
        type=_COMPONENT,
        channel_id=channel.id,
        guild_id=actor.guild.id,
        user_id=actor.id,
        data={"custom_id": custom_id, "component_type": 2},
    )
    payload["message"] = dict(serializers.message_payload(env.backend, stored))
    record.source_message_id = stored.id
    times.pressed[record.id] = perf_counter()
    env.backend.emit("INTERACTION_CREATE", payload)


@pytest.mark.parametrize(("channels", "players", "within"), [(1, 200, 1), (50, 20, 5)])
def test_all_press_at_once(
    channels: int, players: int, within: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All press within so many seconds, in quizzes of one round; the bot's clock follows the real one meanwhile."""
    settings = Settings(
        discord=DiscordSettings(shard_count=1),
        model=ModelSettings(backend="off"),
        database=DatabaseSettings(path=tmp_path / "log.sqlite3"),
        cooldown=CooldownSettings(uses=1_000),
        cache=platformdirs.user_cache_path("strawberry-bot"),
    )
    asyncio.run(_measure(settings, channels, players, within, Times(monkeypatch)))
    with closing(sqlite3.connect(tmp_path / "log.sqlite3")) as connection:
        [(stored, points)] = connection.execute("SELECT count(choice), count(points) FROM quiz_answers")
    print(f"{stored} answers stored, {points} with points")
    assert stored == points == channels * players


async def _measure(settings: Settings, channels: int, players: int, within: int, times: Times) -> None:
    async with simcord.run(create_bot(settings), settle_timeout=60, shard_count=1) as env:
        guild = env.create_guild("Load")
        members = [guild.add_member(env.create_user(f"member {number}")) for number in range(players)]
        places = [guild.create_text_channel(f"quiz-{number}") for number in range(channels)]
        for place in places:
            await members[0].slash(place, "quiz start", topic="letters", rounds=1, seconds=60)
            opened = place.last_message
            assert opened
            await members[0].click(opened, label="Start now")
        assert isinstance(env.bot, StrawberryBot)
        sessions = env.bot.services.quizzing.sessions
        before = len(env.http_requests)
        await asyncio.gather(_press_all(env, sessions, places, members, within, times), _let_time_pass(env, within + 1))
        edits = sum(entry.method == "PATCH" for entry in env.http_requests[before:])
        begun = perf_counter()
        await env.advance_time(60)
        revealed = perf_counter() - begun
    percentile = quantiles(times.took, n=100)[98]
    print(
        f"\n{channels} quizzes × {players} members within {within} s: {len(times.took)} acknowledged, "
        f"median {1000 * median(times.took):.0f} ms, p99 {1000 * percentile:.0f} ms, "
        f"longest {1000 * max(times.took):.0f} ms; {edits} edits in {within + 1} s; "
        f"all revealed and ended, with pictures, in {revealed:.1f} s"
    )


async def _press_all(
    env: simcord.Env,
    sessions: Sequence[Session],
    places: list[ChannelHandle],
    members: list[MemberActor],
    within: int,
    times: Times,
) -> None:
    of_channel = {session.plan.channel_id: session for session in sessions}
    presses = [(place, member) for member in members for place in places]
    begun = perf_counter()
    for number, (place, member) in enumerate(presses):
        await asyncio.sleep(max(0, begun + number * within / len(presses) - perf_counter()))
        current = of_channel[place.id].current
        assert current
        press(env, member, place, f"quiz:{current.id}:{number % 4}", times)


async def _let_time_pass(env: simcord.Env, seconds: int) -> None:
    for _ in range(seconds * 4):
        await asyncio.sleep(0.25)
        await env.advance_time(0.25)
