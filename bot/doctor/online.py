"""Discord asked: the token, the intents, the gateway, the clock, and what the bot may do in each server."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
import discord

from bot.app.invitation import INTENTS, PERMISSIONS, invitation
from bot.config import Settings
from bot.doctor.finding import Finding, printable
from bot.sentences import count

_MOST_SERVERS = 50
"""Servers that are looked at, three requests each."""
_NAMED = 3
_SKEW = 30.0
"""Seconds by which a clock may be wrong."""
_FEW_STARTS = 10
_PAGE = "https://discord.com/developers/applications"
_PRIVILEGED = {
    "members": "gateway_guild_members",
    "presences": "gateway_presence",
    "message_content": "gateway_message_content",
}
"""Privileged intents, none of which is among ``INTENTS``, and the flag of an application that has one; with
``_limited`` it has it as one in less than a hundred servers."""


async def check_discord(settings: Settings, seconds: float) -> AsyncIterator[Finding]:
    """Everything that Discord tells without the bot's joining it, within ``seconds``."""
    dates: list[str] = []
    token = settings.discord.token.get_secret_value().strip()
    try:
        async with asyncio.timeout(seconds), discord.Client(intents=INTENTS, http_trace=_noting(dates)) as client:
            await client.login(token)
            yield Finding("discord", "ok", f"the token is {printable(str(client.user))}'s")
            for finding in (*_clock(dates), *_intents(client), *await _gateway(client, settings)):
                yield finding
            async for finding in _servers(client):
                yield finding
    except discord.LoginFailure:
        do = f"Reset it at {_PAGE} (your application → Bot) and put the new one into the config."
        yield Finding("discord", "wrong", "Discord refuses the token", do)
    except TimeoutError:
        do = "Try again later: Discord, or the network, is slow, or it limits how much may be asked."
        yield Finding("discord", "note", f"not all of it was looked at within {seconds:g} s", do)
    except (discord.HTTPException, discord.GatewayNotFound) as error:
        yield Finding("discord", "wrong", f"Discord answers with an error: {error}"[:200], "Try again later.")
    except (aiohttp.ClientError, OSError) as error:
        do = "Is there a network, and a proxy to be set? The bot needs discord.com and gateway.discord.gg, port 443."
        yield Finding("discord", "wrong", f"Discord cannot be reached ({type(error).__name__})", do)


def _noting(dates: list[str]) -> aiohttp.TraceConfig:
    """What notes the time that Discord has, of each of its answers."""

    async def note(_: aiohttp.ClientSession, __: SimpleNamespace, ended: aiohttp.TraceRequestEndParams) -> None:
        if date := ended.response.headers.get("Date"):
            dates.append(date)

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(note)
    return trace


def _clock(dates: Sequence[str]) -> Iterator[Finding]:
    if not dates:
        return
    off = (datetime.now(UTC) - parsedate_to_datetime(dates[-1])).total_seconds()
    if abs(off) > _SKEW:
        do = "Set the clock, best by a time server: daily questions come at the wrong time until then."
        yield Finding("clock", "wrong", f"is {off:+,.0f} s off Discord's", do)
    else:
        yield Finding("clock", "ok", "agrees with Discord's")


def _intents(client: discord.Client) -> Iterator[Finding]:
    flags = client.application_flags
    if on := {name for name, flag in _PRIVILEGED.items() if getattr(flags, flag) or getattr(flags, f"{flag}_limited")}:
        do = f"Switch off at {_PAGE} (your application → Bot → Privileged Gateway Intents): the bot needs none."
        yield Finding("intents", "note", f"switched on for nothing: {_titles(on)}", do)
    else:
        yield Finding("intents", "ok", "no privileged one is switched on, and the bot needs none")


async def _gateway(client: discord.Client, settings: Settings) -> Sequence[Finding]:
    shards, _, limit = await client.http.get_bot_gateway()
    left, hours = limit["remaining"], limit["reset_after"] / 3_600_000
    found = f"{left:,} of {limit['total']:,} starts left today, {count(shards, 'shard')} recommended"
    chosen = settings.discord.shard_count
    if left < _FEW_STARTS:
        do = f"Do not start the bot again and again: in {hours:.1f} hours there are more."
        return [Finding("gateway", "wrong" if not left else "note", found, do)]
    if chosen and chosen < shards:
        do = f"Set discord.shard_count to {shards}, or leave it out."
        return [Finding("gateway", "note", f"{found}, the config has {chosen}", do)]
    return [Finding("gateway", "ok", found)]


async def _servers(client: discord.Client) -> AsyncIterator[Finding]:
    guilds = [guild async for guild in client.fetch_guilds(limit=_MOST_SERVERS + 1, with_counts=False)]
    if not guilds:
        do = f"Invite it: {invitation(client.application_id or 0)}"
        yield Finding("servers", "note", "the bot is in none", do)
    if len(guilds) > _MOST_SERVERS:
        found = f"the bot is in more than {_MOST_SERVERS}: only the first {_MOST_SERVERS} are looked at"
        yield Finding("servers", "note", found, "In another one, compare the permissions of the bot's role.")
    for guild in guilds[:_MOST_SERVERS]:
        try:
            yield await _server(client, guild)
        except discord.HTTPException as error:
            do = "If the bot has left it by now, all is well; else try again later."
            yield Finding(f"server {printable(guild.name)}", "note", f"could not be looked at: {error}"[:200], do)


async def _server(client: discord.Client, guild: discord.Guild) -> Finding:
    """What is missing in one: in all of it, or else in channels that the bot sees; what it does not see is meant so."""
    about = f"server {printable(guild.name)}"
    whole = await client.fetch_guild(guild.id, with_counts=False)
    me = await whole.fetch_member(client.user.id if client.user else 0)
    if missing := _missing(me.guild_permissions):
        found = f"the bot may not: {_titles(missing)}"
        return Finding(
            about, "wrong", found, "Allow it in Server Settings → Roles → the bot's role, or invite it again."
        )
    channels = [each for each in await whole.fetch_channels() if isinstance(each, discord.TextChannel)]
    seen = {each: may for each in channels if (may := each.permissions_for(me)).view_channel}
    lacking = {each: lacks for each, may in seen.items() if (lacks := _missing(may))}
    if lacking:
        named = "; ".join(f"#{printable(each.name)}: {_titles(lacks)}" for each, lacks in [*lacking.items()][:_NAMED])
        more = f" and {len(lacking) - _NAMED} more channels" if len(lacking) > _NAMED else ""
        do = "If that is not meant so, allow it in the channel's settings → Permissions."
        return Finding(about, "note", f"the bot may not in {named}{more}", do)
    return Finding(about, "ok", f"all permissions, in {count(len(seen), 'text channel')}")


def _missing(has: discord.Permissions) -> set[str]:
    return {name for name, needed in PERMISSIONS if needed and not getattr(has, name)}


def _titles(names: set[str]) -> str:
    """As Discord writes them.

    >>> _titles({"attach_files", "send_messages_in_threads"})
    'Attach Files, Send Messages in Threads'
    """
    return ", ".join(sorted(name.replace("_", " ").title().replace(" In ", " in ") for name in names))
