"""The command tree: told to Discord when it has changed, and errors told to members."""

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import discord
from discord import app_commands

from bot.errors import NotHere
from bot.ui import report

if TYPE_CHECKING:
    from bot.app.bot import StrawberryBot

log = logging.getLogger(__name__)

SERVER = "server"
"""The key of the server's settings among the extras of a command's interaction."""

ClientT = TypeVar("ClientT", bound=discord.Client)


class StrawberryTree(app_commands.CommandTree["StrawberryBot"]):
    """All commands work in servers, in direct messages, and where a member has installed the app for themselves."""

    def __init__(self, client: "StrawberryBot") -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: "discord.Interaction[StrawberryBot]", /) -> bool:
        """Called by discord.py before every command: whether it may be answered in this channel.

        Commands with ``everywhere`` among their ``extras`` may be answered in any.
        """
        command = interaction.command
        if interaction.type is discord.InteractionType.autocomplete or (command and "everywhere" in command.extras):
            return True
        server = await interaction.client.services.server_settings(interaction.guild_id)
        interaction.extras[SERVER] = server  # the command itself needs them too
        allowed, place = server.channels, interaction.channel
        parent = place.parent_id if isinstance(place, discord.Thread) else None
        if not allowed or {interaction.channel_id, parent} & {*allowed}:
            return True
        await report(interaction, NotHere(_elsewhere(interaction, allowed)))
        return False

    async def on_error(
        self, interaction: "discord.Interaction[StrawberryBot]", error: app_commands.AppCommandError, /
    ) -> None:
        """Called by discord.py for every command that raises."""
        await report(interaction, error)


def _elsewhere(interaction: "discord.Interaction[StrawberryBot]", allowed: Sequence[int]) -> str:
    guild, member = interaction.guild, interaction.user
    channels = [channel for id_ in allowed if guild and (channel := guild.get_channel(id_))]
    known = [
        f"#{channel}"
        for channel in channels
        if isinstance(member, discord.Member) and channel.permissions_for(member).view_channel
    ]
    if not known:
        return "In this server I answer in some other channels only; those who manage it see them by /settings."
    return f"In this server I answer in {' and '.join(known)} only. Ask me again there."


async def sync_if_changed(tree: app_commands.CommandTree[ClientT], cache: Path) -> None:
    """Tell Discord the commands of ``tree`` unless it has them already. ``cache`` remembers what it was told last.

    Discord limits how often commands may be created in a day, so a restart alone must not create them again.
    """
    remembered = cache / f"commands-{tree.client.application_id}.sha256"
    known = _read(remembered)
    if known and known == _fingerprint(tree, await tree.fetch_commands()):
        return
    synced = await tree.sync()
    log.info("Told Discord %d commands", len(synced))
    _write(remembered, _fingerprint(tree, synced))


def _fingerprint(tree: app_commands.CommandTree[ClientT], there: Sequence[app_commands.AppCommand]) -> str:
    """What the commands are here, and which ones Discord has."""
    here = [command.to_dict(tree) for command in tree.get_commands()]
    ids = sorted(command.id for command in there)
    return hashlib.sha256(json.dumps([here, ids], sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    except OSError as error:  # then the next start tells Discord once more
        log.warning("What Discord was told cannot be remembered: %s", error)
