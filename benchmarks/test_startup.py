"""How soon a bot that has just been started is ready for commands. Goal: 2 s, imports included, without torch.

A new process runs what ``strawberry run`` runs, up to the connection; the model goes on loading.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from pytest_benchmark.fixture import BenchmarkFixture

_START = """
import asyncio, sys, time
import psutil
from pathlib import Path
from bot.cli import app
from bot.app.run import run
from bot.app.logs import set_up_logging
from bot.app.bot import StrawberryBot, create_bot, COGS
from bot.app.services import open_services
from bot.config import load_settings

async def main():
    bot = create_bot(load_settings())
    async with bot, open_services(bot.settings) as bot.services:
        for cog in COGS:
            await bot.load_extension(cog)
        assert bot.tree.get_commands() and "torch" not in sys.modules
        print(time.time() - psutil.Process().create_time())

asyncio.run(main())
"""


def test_ready_for_commands(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    environment = {**os.environ, "STRAWBERRY_DATABASE__PATH": str(tmp_path / "log.sqlite3")}

    times: list[float] = []

    def start() -> None:
        done = subprocess.run(
            [sys.executable, "-c", _START], capture_output=True, text=True, env=environment, check=True
        )
        times.append(float(done.stdout))

    benchmark.pedantic(start, rounds=7, warmup_rounds=1)
    print(f"\nready for commands after {median(times[1:]):.2f} s (the benchmark's own figure includes the way down)")
