"""A bot started as ``strawberry run`` starts it, in a process of its own: what it has imported, and its heaps."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from bot.storage import Database

ROOT = Path(__file__).parent.parent.parent

_SERVE = """
import ctypes, gc, json, sys
from bot.cli.running import do

SLOW = {"alembic", "matplotlib", "openai", "tokenizers", "torch", "transformers", "wordfreq"}

def heaps(file):
    libc = ctypes.CDLL(None)
    libc.fopen.restype, libc.fclose.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
    opened = libc.fopen(file.encode(), b"w")
    libc.malloc_info(0, opened)
    libc.fclose(opened)
    return open(file).read().count("<heap nr=")

async def serve(settings):
    from bot.app.bot import COGS, create_bot
    from bot.services import open_services
    async with create_bot(settings) as bot, open_services(settings) as bot.services:
        for cog in COGS:
            await bot.load_extension(cog)
        told = {"opened": sorted(SLOW & set(sys.modules))}
        bot.services.warm_up()
        await bot.services.encodings.load(bot.services.encodings.default)
        await bot.services.studio.draw(int)
        told |= {"warm": sorted(SLOW & set(sys.modules)), "frozen": gc.get_freeze_count(), "collects": gc.isenabled()}
        print(json.dumps({**told, "heaps": heaps(sys.argv[1]) if sys.platform == "linux" else 1}))

do(serve, None, stays=True)
"""


async def test_what_is_slow_to_import_waits_and_what_stays_is_not_collected(tmp_path: Path) -> None:
    database = tmp_path / "log.sqlite3"
    await (await Database.open(database)).close()  # its migrations would need Alembic
    environment = {
        **{name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"},
        "PYTHONPATH": str(ROOT),
        "STRAWBERRY_CACHE": str(tmp_path / "cache"),
        "STRAWBERRY_DATABASE__PATH": str(database),
        "STRAWBERRY_MODEL__BACKEND": "off",
    }
    command = [sys.executable, "-c", _SERVE, str(tmp_path / "heaps.xml")]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["opened"], told["warm"]) == ([], ["matplotlib"])
    assert list((tmp_path / "cache" / "matplotlib").glob("fontlist-*.json")), "matplotlib keeps nothing elsewhere"
    assert (told["frozen"] > 0, told["collects"], told["heaps"]) == (True, True, 1)
