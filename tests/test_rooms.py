"""The rooms of the house: each has a place in the contract of ``pyproject.toml``, which is the one list of them."""

import json
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import bot

ROOT = Path(__file__).parent.parent
_CONTRACTS = {
    each["name"]: each
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
_LAYERS: list[list[str]] = [
    each.split(" | ") for each in _CONTRACTS["A room imports only from rooms below it"]["layers"]
]
_BELOW_THE_LINE = [room for layer in _LAYERS[_LAYERS.index(["bot.ui"]) + 1 :] for room in layer]
_IMPORTS = f"""
import importlib, json, pkgutil, sys

SLOW = ("torch", "transformers", "openai")

def bring(name):
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name.partition(".")[0] not in SLOW:
            raise

sys.modules.update(dict.fromkeys(SLOW))
for room in {_BELOW_THE_LINE}:
    there = bring(room)
    for module in pkgutil.walk_packages(getattr(there, "__path__", []), there.__name__ + "."):
        if ".migrations." not in module.name:  # which Alembic alone can import
            bring(module.name)
told = {{"many": sum(name.startswith("bot.") for name in sys.modules) > 100, "discord": "discord" in sys.modules}}
for name in SLOW:
    del sys.modules[name]
import cogs.tokenize, cogs.letters, cogs.me, cogs.about, bot.cli, bot.play, bot.printing
print(json.dumps(told | {{"slow": [name for name in SLOW if name in sys.modules]}}))
"""


def test_every_room_has_its_layer_and_discord_is_forbidden_in_all_below_the_line() -> None:
    assert {room for layer in _LAYERS for room in layer} - {"cogs"} == {
        f"bot.{each.name}" for each in pkgutil.iter_modules(bot.__path__)
    }
    contract = _CONTRACTS["discord stays above the line"]
    assert contract["forbidden_modules"] == ["discord"]
    assert contract["source_modules"] == _BELOW_THE_LINE


def test_discord_is_known_above_the_line_alone_and_what_is_slow_stays_out_of_the_bot_s_process() -> None:
    """Every module below the line is imported by a fresh interpreter, and then the bot.

    First there is nothing that is slow to import: what needs that is imported as far as there.
    """
    done = subprocess.run([sys.executable, "-c", _IMPORTS], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"many": True, "discord": False, "slow": []}
