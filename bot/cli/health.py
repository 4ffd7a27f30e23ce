"""``strawberry health``: whether the bot that runs with this config is well, for a container's health check."""

import asyncio
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

import typer

from bot.called import called
from bot.cli.running import FAILED, ConfigOption, do, stdout
from bot.errors import ConfigError, UserError

if TYPE_CHECKING:
    from bot.config import Listening, Settings

_PATIENCE = 10.0
"""Seconds; a bot whose event loop goes on answers within five."""
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 # nobody listens there by it: it is where such a bot is asked
_WELL = 200


@dataclass(frozen=True, slots=True)
class _Part:
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Answer:
    parts: dict[str, _Part]


def health(config: ConfigOption = None) -> None:
    """Ask the running bot, at metrics.address, whether it is well.

    Exit codes: 0 it is well · 1 it is not, or none answers · 2 the config is wrong or sets no metrics.address
    """

    async def ask(settings: "Settings") -> None:
        if settings.metrics.place is None:
            raise ConfigError("metrics.address is not set, so the bot cannot be asked. Set it, and start the bot anew.")
        status, parts = await asyncio.to_thread(_asked, settings.metrics.place)
        for name, part in parts.items():
            stdout.print(f"{name}: {part.state}, {part.reason}")
        if status != _WELL:
            raise typer.Exit(FAILED)

    do(ask, config)


def _asked(place: "Listening") -> tuple[int, dict[str, _Part]]:
    """The status that the bot answers with, and how each of its parts is. Raises ``UserError``."""
    from pydantic import TypeAdapter  # not above: no other command waits for it

    connection = HTTPConnection(_ANYWHERE.get(place.host, place.host), place.port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        response = connection.getresponse()
        return response.status, TypeAdapter(_Answer).validate_json(response.read()).parts
    except (OSError, HTTPException) as error:
        raise UserError(
            f"No bot answers at {place.host}, port {place.port}: {error}. Start it (`{called('run')}`), or find in its "
            "log why it does not."
        ) from None
    except ValueError:
        raise UserError(
            f"What answers at {place.host}, port {place.port}, is not Strawberry. Set metrics.address to another port, "
            "and start the bot anew."
        ) from None
    finally:
        connection.close()
