"""Telling Discord the commands, and only when they have changed."""

import hashlib
import json
import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import discord
from discord import app_commands

from bot.language import FOLDER, LOCALES, load

log = logging.getLogger(__name__)

ClientT = TypeVar("ClientT", bound=discord.Client)


async def sync_if_changed(tree: app_commands.CommandTree[ClientT], cache: Path) -> None:
    """Tell Discord the commands of ``tree`` unless it has them already. ``cache`` remembers what it was told last.

    Discord limits how often commands may be created in a day, so a restart alone must not create them again.
    """
    remembered = cache / f"commands-{tree.client.application_id}.sha256"
    known = _read(remembered)
    if known and known == _fingerprint(tree, await tree.fetch_commands()):
        return
    for locale in LOCALES:
        await load(locale)
    synced = await tree.sync()
    log.info("Told Discord %d commands", len(synced))
    _write(remembered, _fingerprint(tree, synced))


def _fingerprint(tree: app_commands.CommandTree[ClientT], there: Sequence[app_commands.AppCommand]) -> str:
    """What the commands are here, in every language, and which ones Discord has."""
    here = [command.to_dict(tree) for command in tree.get_commands()]
    ids = sorted(command.id for command in there)
    told = json.dumps([here, ids, _catalogues()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def _catalogues() -> str:
    """What the translations are, which are read once."""
    digest = hashlib.sha256()
    for catalogue in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
        digest.update(catalogue.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    except OSError as error:  # then the next start tells Discord once more
        log.warning("What Discord was told cannot be remembered: %s", error)
