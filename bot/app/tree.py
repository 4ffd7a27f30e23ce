"""The command tree: told to Discord when it has changed, and errors told to members."""

import hashlib
import json
import logging
from pathlib import Path

import discord
from discord import app_commands

from bot.ui import report

log = logging.getLogger(__name__)


class StrawberryTree(app_commands.CommandTree[discord.Client]):
    """All commands work in servers, in direct messages, and where a member has installed the app for themselves."""

    def __init__(self, client: discord.Client) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Called by discord.py for every command that raises."""
        await report(interaction, error)

    async def sync_if_changed(self, cache: Path) -> None:
        """Tell Discord the commands unless it has them already. ``cache`` remembers what it was told last.

        Discord limits how often commands may be created in a day, so a restart alone must not create them again.
        """
        remembered = cache / f"commands-{self.client.application_id}.sha256"
        known = _read(remembered)
        if known and known == self._fingerprint(await self.fetch_commands()):
            return
        synced = await self.sync()
        log.info("Told Discord %d commands", len(synced))
        _write(remembered, self._fingerprint(synced))

    def _fingerprint(self, there: list[app_commands.AppCommand]) -> str:
        """What the commands are here, and which ones Discord has."""
        here = [command.to_dict(self) for command in self.get_commands()]
        ids = sorted(command.id for command in there)
        return hashlib.sha256(json.dumps([here, ids], sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
