"""A small install, which has neither torch nor transformers, with another model than the one that is shipped."""

import importlib.machinery
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from bot.app import StrawberryBot, create_bot
from bot.config import ModelSettings, Settings
from bot.lessons import EXPERIMENTS
from bot.model import ModelInfo
from bot.services.learning import Missing
from bot.ui.buttons.inside import ChooseView
from tests.chance import use_by_chance
from tests.command import Strawberry
from tests.looking import choose, opened
from tests.tiny import write_tiny
from tests.world import World, alts, card, labels, lay_out, options, text

MISSING = ("accelerate", "torch", "transformers")
OFF = "This is a small install of the bot: attention, layers, patching and training are off here. All else works."
HOST = (
    "This is a small install: attention, layers, patching and training are off. To have them, run "
    "`make .venv/installed` and then .venv/bin/strawberry; with Docker, build with INSTALL=full in .env; on a panel, "
    "set Install to full and reinstall."
)
_HIDE = f"""
import importlib.machinery
found = importlib.machinery.PathFinder.find_spec

def find_spec(name, path=None, target=None):
    return None if name.partition(".")[0] in {MISSING} else found(name, path, target)

importlib.machinery.PathFinder.find_spec = find_spec
"""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, started_anew: None) -> None:
    """Neither this process nor those that it starts find what is not installed."""
    found = importlib.machinery.PathFinder.find_spec

    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return None if name.partition(".")[0] in MISSING else found(name, path, target)

    monkeypatch.setattr(importlib.machinery.PathFinder, "find_spec", find_spec)
    for name in MISSING:
        monkeypatch.delitem(sys.modules, name, raising=False)
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_HIDE)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH")))))


@pytest.fixture
def another(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a model of another width, number of layers and heads, and vocabulary than the shipped one's."""
    more = ["Ġ s", "t r", "a w", "b e", "be r", "r y", "Ġs tr"]
    path = write_tiny(tmp_path / "another.gguf", width=96, layers=3, heads=6, more=more)
    return settings.model_copy(update={"model": ModelSettings(name=str(path), threads=1, chats=1, deadline=60)})


@pytest.fixture
def simcord_bot(small: None, another: Settings, caplog: pytest.LogCaptureFixture) -> StrawberryBot:
    """The bot of a small install with that model, which ``world`` runs."""
    caplog.set_level("INFO", "bot.services")
    lay_out(another.database.file)
    return create_bot(another)


async def test_all_works_but_what_needs_the_layers(world: World) -> None:
    info, use = await world.model_settled(), world.alice.slash
    assert isinstance(info, ModelInfo)
    assert (info.name, info.width, info.layers, info.heads, info.vocabulary) == ("another", 96, 3, 6, 270)
    assert text(card(await use(world.channel, "chat", text="Tell me about the sea."))).strip()
    asked = card(await use(world.channel, "ask", question="How many r's are in strawberry?"))
    assert "3 times" in text(asked)
    assert "**another** answers" in text(asked)
    for shown in (asked, card(await use(world.channel, "next", text="a sea"))):
        assert alts(shown)
    shown = await opened(world, "dots", text="a rose is a rose is a")
    views = [view for view, _ in options(shown)]
    assert views == ["dots", "vector", "near", "map", "related", "probe"]
    for view in views[1:]:
        shown = await choose(world.alice, shown, ChooseView, view)
        assert alts(shown), view
    assert labels(shown) == ["Guess first", "Open your own"], "there is no layer to probe"
    assert not [value for value, _ in options(shown) if value.isdecimal()]
    assert alts(card(await use(world.channel, "lab", word="banana", letter="a")))
    assert f"-# {OFF}" in text(shown)
    laboratory = card(await use(world.channel, "lab"))
    assert text(laboratory).endswith(f"-# {OFF}")
    assert [value for value, _ in options(laboratory)] == ["step", "bigger", "twins", "report", "tool"]
    assert labels(laboratory) == ["One step by hand"]
    assert world.env.errors == []
    started = [each.pid for each in psutil.Process().children(recursive=True) if "spawn_main" in str(each.cmdline())]
    maps = [Path(f"/proc/{pid}/maps").read_text() for pid in started]
    assert len(maps) > 2
    assert not [each for each in maps if "libtorch" in each]


async def test_members_and_the_host_are_told_what_is_off(world: World, caplog: pytest.LogCaptureFixture) -> None:
    assert HOST in [record.getMessage() for record in caplog.get_records("setup")]
    await world.model_settled()
    for command, given in (
        ("inside", {"view": "attention"}),
        ("inside", {"view": "layers"}),
        ("inside", {"view": "patch"}),
        ("inside", {"view": "probe", "layer": 1}),
        ("lab", {"experiment": "train"}),
        ("quiz start", {"topic": "layers"}),
        ("quiz start", {"topic": "attention"}),
    ):
        assert OFF in world.refusal(await world.alice.slash(world.channel, command, **given)), given
        world.env.errors.clear()
    bigger = card(await world.alice.slash(world.channel, "lab", experiment="bigger"))
    assert OFF in world.refusal(await world.alice.click(bigger, label="Train the two smallest again"))
    lessons = text(card(await world.alice.slash(world.channel, "learn"))).splitlines()
    assert f"-# {OFF}" in lessons
    marked = {line.partition(".")[0]: line.rpartition(" · ")[2] for line in lessons if "🚫" in line}
    assert marked == {"**6": "🚫 4 of 4 experiments are off", "**7": "🚫 1 of 6 experiments is off"}
    learning = world.bot.services.learning
    cards = [each for id_ in learning.lessons.ids for each in learning.lessons.lesson(id_).cards]
    needing = [
        each
        for each in cards
        if each.experiment in ("map", "related", "probe", "bigger") or EXPERIMENTS[each.experiment].full
    ]
    for each in needing:
        outcome = await learning.outcome(each, each.words)
        off = isinstance(outcome, Missing) and outcome.reason == OFF
        assert off is EXPERIMENTS[each.experiment].full, each.experiment
    shown = card(await world.alice.slash(world.channel, "help"))
    about = text(card(await world.alice.click(shown, label="About and privacy")))
    assert f"{OFF} The host can add them with the full install." in about


@pytest.mark.usefixtures("brief")
async def test_whatever_members_do_there_is_answered(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.model_settled()
    await use_by_chance(world, 20, 60, caplog)


@pytest.mark.usefixtures("small")
def test_the_command_line_says_how_to_have_all_of_it(strawberry: Strawberry) -> None:
    done = strawberry("lab", "train")
    assert (done.returncode, done.stderr.splitlines()) == (1, [HOST])
