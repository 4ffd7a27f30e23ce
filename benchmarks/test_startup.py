"""A bot that has just been started, in a process of its own: when it is ready, how much memory it needs, how it ends.

Goals: ready for commands within 1.5 s, imports included, and the model within 4 s; bot and writer below 650 MB at
rest and 750 MB after mixed use; gone within 2 s of SIGTERM. The process runs what ``strawberry run`` runs, up to the
connection. ``BENCH_MINUTES`` says how long the mixed use is (one minute by default).
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

_SERVE = """
import asyncio, json, sys, time

def tell(**found):
    print(json.dumps(found), flush=True)

def memory(services):
    import psutil
    processes = [psutil.Process(), *([psutil.Process(services.model.pid)] if services.model.pid else [])]
    return [round(each.memory_info().rss / 1e6) for each in processes]

async def use(services, minutes):
    from datetime import UTC, datetime
    from random import Random
    from bot.drawing import tile_map
    from bot.letters import Asker, Count, in_words
    from bot.model import Message, Piece, Prompt, Sampling
    from bot.quiz import Sources, make
    rng, words, end = Random(0), "strawberry banana committee rhythm zebra".split(), time.monotonic() + 60 * minutes
    sources = Sources(await services.encodings.load("o200k_base"), services.model.state.tokenizer, services.model)
    async def chat(text):
        async for part in services.model.generate(Prompt((Message("user", text),)), 120, Sampling(0.7, 40, 0.9)):
            pass
    while time.monotonic() < end:
        word, letter = rng.choice(words), rng.choice("abcdefinorst")
        question = Count(word + rng.choice(words), letter)
        now = datetime.now(UTC)
        asked = services.series.names("US states", letter, Asker(), now, services.servers.default)
        several = await asyncio.gather(
            asked,
            chat("and then it rained " * rng.randrange(200) + "Why?"),
            chat(word),
            services.asking.ask(question, in_words(question), Asker(), now, services.servers.default),
            services.model.next_tokens(word, (), Sampling()),
            services.model.neighbours(rng.randrange(17, 49_000), [], 20),
            services.tokenize(word * 500),
            make(sources, "mixed", rng.randrange(10**6), "normal", []),
        )
        await services.studio.draw(tile_map, "US states", letter, several[0].comparisons)

async def serve(settings):  # with the imports, which the model's processes are to be spared
    import bot.app.bot as app
    async def in_no_discord(*_):
        pass
    app.sync_if_changed = in_no_discord
    async with app.create_bot(settings) as bot:
        await bot.setup_hook()
        ready = time.time()
        assert bot.tree.get_commands() and not {"torch", "transformers", "xllamacpp"} & set(sys.modules)
        import psutil  # not before: it is no part of the bot
        started = psutil.Process().create_time()
        tell(commands=ready - started)
        await bot.services.model.settled()
        tell(model=time.time() - started)
        await bot.services.studio.draw(int)  # after all that gets ready meanwhile
        await asyncio.sleep(1)
        tell(rest=memory(bot.services))
        if minutes := float(sys.argv[1]):
            await use(bot.services, minutes)
            await asyncio.sleep(1)
            tell(used=memory(bot.services))
        await asyncio.Event().wait()

if __name__ == "__main__":
    from bot.cli import running
    running.do(serve, None, stays=True)
"""


def _serve(tmp_path: Path, minutes: float) -> dict[str, object]:
    """What such a process tells, and how many seconds it needs to end."""
    environment = {
        **os.environ,
        "STRAWBERRY_DATABASE__PATH": str(tmp_path / "log.sqlite3"),
        "PYTHONPATH": str(Path.cwd()),
    }
    script = tmp_path / "serve.py"
    script.write_text(_SERVE)
    command = [sys.executable, str(script), str(minutes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        found: dict[str, object] = {}
        while ("used" if minutes else "rest") not in found:
            line = process.stdout.readline()
            assert line, "the bot has ended"
            found |= json.loads(line)
        began = perf_counter()
        process.send_signal(signal.SIGTERM)
        process.wait()
        return {**found, "gone": perf_counter() - began}


def test_ready_and_gone(tmp_path: Path) -> None:
    runs = [_serve(tmp_path, 0) for _ in range(4)][1:]

    def middle(key: str) -> float:
        return median(value for run in runs if isinstance(value := run[key], float))

    print(
        f"\nready for commands after {middle('commands'):.2f} s, the model after {middle('model'):.2f} s, "
        f"gone {middle('gone'):.2f} s after SIGTERM; memory of bot and writer {runs[-1]['rest']} MB"
    )
    assert runs


def test_memory_after_mixed_use(tmp_path: Path) -> None:
    minutes = float(os.environ.get("BENCH_MINUTES", "1"))
    _serve(tmp_path, 0)  # which makes the database, once and for all
    found = _serve(tmp_path, minutes)
    print(
        f"\nmemory of bot and writer: at rest {found['rest']} MB, after {minutes:g} minutes of use {found['used']} MB"
    )
    assert found
