"""What the tests have in common: settings of their own, and a simulated Discord."""

import gc
import multiprocessing
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import hypothesis
import platformdirs
import pytest
import pytest_asyncio
import simcord

from bot.app import StrawberryBot, create_bot
from bot.config import ChatSettings, CooldownSettings, DatabaseSettings, DiscordSettings, ModelSettings, Settings
from bot.lab.presets import own_text, presets
from bot.model import LocalModel, ModelInfo, process
from tests.command import Strawberry
from tests.world import REMEMBERED, SETTLE_SECONDS, World, forget_commands, furnish, lay_out

if TYPE_CHECKING:
    from tests.plain import PlainModel

pytest_plugins = ["tests.postgresql"]

PREPARED = platformdirs.user_cache_path("strawberry-bot") / "models"
"""Where `strawberry prepare` has prepared the model; to do so again would cost every test ten seconds."""

LONG = 1440
"""Minutes until a process of a bot that tests share ends unused: simcord waits for what is due while it waits."""

hypothesis.settings.register_profile("busy", deadline=None)  # on a busy machine any example may take long
hypothesis.settings.load_profile("busy")

_HEAVY = {"patch", "plain", "served"}
"""Fixtures that load the model, or start a server with one."""
_FORKING = {"model", "lab", "with_model", "brief"}
"""Words in the name of a file, and fixtures, of tests that import torch, or start processes that have."""


process.PROCESSES = multiprocessing.get_context("forkserver")
process.PROCESSES.set_forkserver_preload(["tests.imported"])


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many questions of each topic are made that need the model: the more, the longer it takes."""
    parser.addoption("--questions", type=int, default=3)
    parser.addoption("--inputs", type=int, default=100, help="How many commands and presses are made by chance.")
    parser.addoption("--kills", type=int, default=1, help="how often each of the model's processes is ended")
    parser.addoption(
        "--dark", action="store_true", help="Look at cards as README shows them, dark and 600 pixels wide."
    )
    parser.addoption("--shots", action="store_true", help="Keep how cards look in a browser in test-artefacts.")
    parser.addoption("--language", default="en-US", help="What Discord calls the language of the cards in a browser.")
    parser.addoption("--every", type=int, default=20, help="Of 200 letter questions, so many-th is compared.")


def pytest_sessionstart() -> None:
    """Let interrupts come through: a shell ignores them in its background, and so would all that the tests start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def locale(pytestconfig: pytest.Config) -> str:
    """What Discord calls the language in which cards are looked at in a browser."""
    return str(pytestconfig.getoption("--language"))


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("STRAWBERRY_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the processes of the model and the laboratory as a host's are, each with imports of its own."""
    monkeypatch.setattr(process, "PROCESSES", multiprocessing.get_context("spawn"))


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that another user can reach, which pytest's own are not."""
    folder = Path(mkdtemp(prefix="strawberry-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def strawberry(capfdbinary: pytest.CaptureFixture[bytes]) -> Strawberry:
    """The command line, in this process."""
    return Strawberry(capfdbinary)


@pytest.fixture
def settings(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a database and a cache of the test's own, and no model."""
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "models").symlink_to(PREPARED)
    (cache / REMEMBERED).symlink_to(tmp_path_factory.getbasetemp() / REMEMBERED)
    return Settings(
        discord=DiscordSettings(shard_count=1),
        model=ModelSettings(backend="off", threads=1),
        database=DatabaseSettings(path=tmp_path / "strawberry.sqlite3"),
        cooldown=CooldownSettings(uses=1_000),
        cache=cache,
    )


@pytest.fixture
def untold() -> None:
    """Have Discord know no commands yet: for use before ``world``."""
    forget_commands()


@pytest.fixture
def with_model(settings: Settings) -> Settings:
    """The same settings with the real model."""
    return settings.model_copy(update={"model": ModelSettings(threads=1, tuned_lens=False)})


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """All trainings are to have 20 steps, where it does not matter how long they are."""
    plans = {name: replace(preset, plan=replace(preset.plan, steps=20)) for name, preset in presets().items()}
    monkeypatch.setattr("bot.services.recipes.presets", lambda: plans)
    monkeypatch.setattr("bot.services.recipes.own_text", lambda *given, **by: replace(own_text(*given, **by), steps=20))
    monkeypatch.setattr("bot.lab.bigger.STEPS", 20)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def patch(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A simulated Discord whose bot has loaded the real model; that takes seconds, so one is shared by all tests."""
    settings = Settings(
        discord=DiscordSettings(shard_count=1),
        model=ModelSettings(threads=1, deadline=120, tuned_lens=False, inside_minutes=LONG),
        chat=ChatSettings(answer_tokens=16, temperature=0.01, turns=20),
        database=DatabaseSettings(path=tmp_path_factory.mktemp("database") / "strawberry.sqlite3"),
        cooldown=CooldownSettings(uses=1_000),
        cache=PREPARED.parent,
    )
    lay_out(settings.database.file)
    env = simcord.Env(create_bot(settings), settle_timeout=SETTLE_SECONDS, shard_count=1)
    await env.start()
    try:
        world = furnish(env)
        assert isinstance(await world.model_settled(), ModelInfo)
        yield world
    finally:
        await env.bot.close()
        await env.shutdown()


@pytest.fixture(scope="session")
def model(patch: World) -> LocalModel:
    """Its model, for tests that only ask that."""
    return patch.local_model


@pytest.fixture(scope="session")
def plain() -> Iterator["PlainModel"]:
    """The same model run by transformers, in float32, with the weights of the packed file and none of our code."""
    import torch  # takes seconds, which only those wait for that run such a test

    from tests.plain import PlainModel

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # several wait for each other, most of all where other tests keep the processors busy
    yield PlainModel()
    torch.set_num_threads(threads)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell simcord's fixture how the bot is to be run, and order the tests so that workers need less of their own."""
    items[:] = in_order(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    for item in items:
        item.add_marker(pytest.mark.simcord(settle_timeout=SETTLE_SECONDS, shard_count=1))


def in_order(items: Sequence[pytest.Item], workers: int) -> Sequence[pytest.Item]:
    """Files that need what takes seconds to load first, so that one worker has them all, and needs it alone.

    Each worker begins with a part of the tests, in order, and takes others' last ones later. Those that share a
    playground in a browser, which are long, begin the last one's part.
    """
    heavy = {item.path for item in items if isinstance(item, pytest.Function) and _HEAVY & {*item.fixturenames}}
    forking = {item.path for item in items if isinstance(item, pytest.Function) and _FORKING & _words(item)}
    sharing = {item.path for item in items if isinstance(item, pytest.Function) and "desktop" in item.fixturenames}
    others = sorted(
        (item for item in items if item.path not in sharing),
        # Open files are counted in the first one, which a shared bot opens more of by and by.
        key=lambda item: (item.path.name != "test_kills.py", item.path not in heavy, item.path not in forking),
    )
    last = len(items) * max(1, workers - 1) // workers
    others[last:last] = [item for item in items if item.path in sharing]
    return others


def _words(item: pytest.Function) -> set[str]:
    return {item.path.parent.name, *item.path.stem.split("_"), *item.fixturenames}


gc.disable()  # what is imported meanwhile stays


def pytest_collection_finish() -> None:
    """What was imported to collect the tests stays: it is not searched for garbage, not even once."""
    gc.freeze()
    gc.set_threshold(10_000)  # a bot is more than Python's 700 new objects: it was searched through while it started
    gc.enable()


@pytest.fixture
def simcord_bot(settings: Settings) -> StrawberryBot:
    """The bot that ``world`` runs."""
    lay_out(settings.database.file)
    return create_bot(settings)


@pytest_asyncio.fixture
async def world(simcord_env: simcord.Env) -> AsyncIterator[World]:
    """A simulated Discord with the bot, a server, a channel and two members; the bot is closed at the end."""
    yield furnish(simcord_env)
    await simcord_env.bot.close()
