"""Joining Discord, with a clear line for everything that commonly prevents it."""

import socket

import aiohttp
import discord

from bot.app.bot import create_bot
from bot.called import called
from bot.config import Settings
from bot.errors import CannotJoin, ConfigError, DatabaseError

_REFUSED = (
    "Discord refuses the token. Reset it at https://discord.com/developers/applications (your application → Bot) and "
    "put the new one in the config."
)
_LOST = (
    "PostgreSQL could not be reached for some time, so another process may answer for the shards of this one by now. "
    "Start it again: it goes on once it is its turn."
)


async def run(settings: Settings) -> None:
    """Join Discord and stay until cancelled.

    Raises ``ConfigError`` where there is no token, or one that is refused, else ``CannotJoin``, and whatever the
    services raise.
    """
    token = settings.discord.token.get_secret_value().strip()
    if not token:
        raise ConfigError(
            "There is no bot token. Create one at https://discord.com/developers/applications (your application → Bot "
            "→ Reset Token) and put it in config.toml as discord.token or in STRAWBERRY_DISCORD__TOKEN; "
            f"`{called('play')}` needs none."
        )
    try:
        async with create_bot(settings) as bot:
            await bot.start(token)
            if bot.lost:
                raise DatabaseError(_LOST)
    except discord.LoginFailure:
        raise ConfigError(_REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise CannotJoin(
            "Discord refuses an intent. Switch it on at https://discord.com/developers/applications (your application "
            "→ Bot → Privileged Gateway Intents)."
        ) from None
    except (aiohttp.ClientError, ConnectionError, TimeoutError, socket.gaierror) as error:
        raise CannotJoin(f"Discord cannot be reached; is there a network? ({error})") from None
    except discord.GatewayNotFound:
        raise CannotJoin("Discord's gateway cannot be found. Discord may be down: try again later.") from None
    except discord.ConnectionClosed as error:
        raise CannotJoin(
            f"Discord has closed the connection (code {error.code}). If that is 4010 or 4011, leave "
            "discord.shard_count out of the config."
        ) from None
    except discord.HTTPException as error:
        raise CannotJoin(
            f"Discord answers with an error: {error.status} {error.text[:200]}. Start the bot again later: that may "
            "pass by itself."
        ) from None
