"""``strawberry run`` in a process of its own, for the Discord of ``discord_server``."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import discord.gateway
import discord.http
import yarl

from bot.cli import main


def run(address: str, environment: Mapping[str, str], log: Path) -> None:
    """Do what the command does, for the Discord at this address; all that it says is written to the log."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(log.parent)
    os.environ.update(environment)
    sys.argv[:] = ["strawberry", "run"]
    discord.http.Route.BASE = f"http://{address}/api"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/gateway/")
    main()
