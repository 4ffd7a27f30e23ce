"""The bot as a whole: one way in, commands told once, a tidy end, and what may import what."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import create_bot
from bot.config import Settings
from bot.errors import DatabaseError
from tests.world import World, enter

ROOT = Path(__file__).parent.parent.parent
BELOW_THE_LINE = ("services", "drawing", "quiz", "storage", "model", "letters", "tokens", "config", "errors")


def puts(world: World) -> int:
    return sum(1 for entry in world.env.http_requests if entry.method == "PUT" and entry.path.endswith("/commands"))


async def test_commands_are_told_to_discord_once(world: World, settings: Settings) -> None:
    assert puts(world) == 1
    await world.restart(settings)
    assert puts(world) == 1


async def test_commands_that_discord_has_lost_are_told_again(settings: Settings) -> None:
    for _ in range(2):
        async with enter(settings) as fresh_discord:
            assert puts(fresh_discord) == 1


async def test_a_bot_whose_database_cannot_be_opened_does_not_start(settings: Settings) -> None:
    settings.database.file.write_bytes(b"no database" * 500)
    with pytest.raises(DatabaseError, match="no SQLite database"):
        async with enter(settings):
            pass


def test_an_unstarted_bot_touches_nothing(settings: Settings) -> None:
    create_bot(settings)
    assert not settings.database.file.exists()


async def test_it_asks_for_no_privileged_intent_and_mentions_nobody(world: World) -> None:
    intents = world.bot.intents
    assert not [name for name in ("message_content", "members", "presences") if getattr(intents, name)]
    assert world.bot.allowed_mentions is not None
    assert dict(world.bot.allowed_mentions.to_dict()) == {"parse": []}


def test_discord_is_known_above_the_line_alone() -> None:
    """Every module below it is imported, by an interpreter that has imported nothing else."""
    check = (
        f"import importlib, pkgutil, sys\nfor room in {BELOW_THE_LINE}:\n"
        "    there = importlib.import_module('bot.' + room)\n"
        "    for module in pkgutil.walk_packages(getattr(there, '__path__', []), there.__name__ + '.'):\n"
        "        if '.migrations.' not in module.name:\n"  # which Alembic alone can import
        "            importlib.import_module(module.name)\n"
        "print([len([name for name in sys.modules if name.startswith('bot.')]) > 100, 'discord' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[True, False]"


def test_what_is_slow_to_import_stays_out_of_the_bot_s_process() -> None:
    check = (
        "import sys, cogs.tokenize, cogs.letters, cogs.history, cogs.about, bot.cli, bot.play, bot.printing;"
        "print([name for name in ('torch', 'transformers', 'openai') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


async def test_a_mention_is_no_command_and_no_error(world: World, caplog: pytest.LogCaptureFixture) -> None:
    assert world.bot.user is not None
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> hello")
    assert not caplog.records


async def test_a_cache_that_cannot_be_written_costs_only_the_memory_of_what_discord_was_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (settings.cache_folder / "models").unlink()
    settings.cache_folder.rmdir()
    settings.cache_folder.touch()
    async with enter(settings) as world:
        assert puts(world) == 1
        assert "cannot be remembered" in caplog.text
