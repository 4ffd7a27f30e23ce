"""The model's process: killed and started again, switched off, and given what is no model."""

import asyncio
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from bot.config import ModelSettings
from bot.errors import ModelError, ModelLost, ModelUnavailable
from bot.model import Failed, LocalModel, Message, ModelInfo, ModelState, Off, Prompt, worker

PROMPT = Prompt((Message("user", "How many r's are in strawberry?"),), "Answer: ")


@asynccontextmanager
async def running(name: str, cache: Path) -> AsyncIterator[LocalModel]:
    model = LocalModel(ModelSettings(name=name, threads=1), cache)
    model.start()
    try:
        yield model
    finally:
        await model.close()


async def state_of(name: str, cache: Path) -> ModelState:
    async with running(name, cache) as model:
        return await model.settled()


async def test_a_folder_of_another_model_is_loaded_and_answers(tiny: Path, tmp_path: Path) -> None:
    async with running(str(tiny), tmp_path) as model:
        info = await model.settled()
        assert isinstance(info, ModelInfo)
        assert (info.layers, info.width, info.revision) == (1, 32, "folder")
        assert sum((await model.score(PROMPT, ["1", "2"])).probabilities.values()) == pytest.approx(1)


async def test_a_killed_process_is_started_again_and_what_was_lost_says_so(tiny: Path, tmp_path: Path) -> None:
    async with running(str(tiny), tmp_path) as model:
        await model.settled()
        lost = asyncio.create_task(_everything(model))
        await asyncio.sleep(0.05)
        first = model.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        with pytest.raises(ModelLost, match="being started again"):
            await lost
        with pytest.raises(ModelUnavailable, match="still loading"):
            await model.score(PROMPT, ["1", "2"])
        assert isinstance(await model.settled(), ModelInfo)
        assert model.pid != first
        assert (await model.score(PROMPT, ["1", "2"])).probabilities


async def _everything(model: LocalModel) -> None:
    while True:
        async for _ in model.generate(PROMPT, 400):
            pass


async def test_closing_ends_the_process_also_while_it_loads(tmp_path: Path, tiny: Path) -> None:
    for wait in (True, False):
        async with running(str(tiny), tmp_path) as model:
            if wait:
                await model.settled()
            while (pid := model.pid) is None:  # noqa: ASYNC110 - the thread that starts it tells nobody
                await asyncio.sleep(0.01)
        await _gone(pid)
        assert model.pid is None


async def _gone(pid: int) -> None:
    async with asyncio.timeout(10):
        while Path(f"/proc/{pid}").exists():  # noqa: ASYNC110 - there is nothing to wait for but the kernel
            await asyncio.sleep(0.02)


async def test_a_model_that_is_off_says_so_and_has_no_process(tmp_path: Path) -> None:
    model = LocalModel(ModelSettings(backend="off"), tmp_path)
    model.start()
    assert isinstance(await model.settled(), Off)
    assert model.pid is None
    with pytest.raises(ModelUnavailable, match="switched off"):
        await model.score(PROMPT, ["1"])
    await model.close()


async def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    state = await state_of(str(tmp_path / "nowhere"), tmp_path)
    assert isinstance(state, Failed)
    assert "There is no model folder" in state.reason
    assert "model.name" in state.reason


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _without_weights(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    del weights["model.norm.weight"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})


def _cut_short(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1_000])


def _of_no_known_kind(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "abacus"}))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without("model.safetensors"), "could not be loaded"),
        (_without("config.json"), "could not be loaded"),
        (_without("tokenizer.json"), "tokenizer"),
        (_without_weights, "1 weights are missing"),
        (_cut_short, "could not be loaded"),
        (_of_no_known_kind, "abacus"),
    ],
)
def test_a_folder_with_parts_missing_says_what_is_wrong(
    tiny: Path, tmp_path: Path, keeping_sigint: None, spoil: Callable[[Path], None], said: str
) -> None:
    """What the process does, in the test's own: starting one takes seconds, and has a test below."""
    spoil(tiny)
    here, there = multiprocessing.Pipe()
    worker.main(there, ModelSettings(name=str(tiny), threads=1), tmp_path)
    news = None
    while here.poll():
        news = here.recv()
    assert isinstance(news, Failed)
    assert said in news.reason


@pytest.fixture
def keeping_sigint() -> Iterator[None]:
    """The model's process ignores Ctrl+C; that of the tests must not."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


async def test_a_model_that_could_not_be_loaded_refuses_what_is_asked(tiny: Path, tmp_path: Path) -> None:
    _cut_short(tiny)
    async with running(str(tiny), tmp_path) as model:
        state = await model.settled()
        assert isinstance(state, Failed)
        assert "could not be loaded" in state.reason
        with pytest.raises(ModelUnavailable, match="could not be loaded"):
            await model.score(PROMPT, ["1"])


def _dies(*_: object) -> None:
    os._exit(1)


async def test_a_process_that_dies_whenever_it_loads_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.model.process._serve", _dies)
    monkeypatch.setattr("bot.model.process._PAUSE", 0.01)
    state = await state_of("any", tmp_path)
    assert isinstance(state, Failed)
    assert "dies whenever it loads" in state.reason


_ORPHAN = """
import asyncio, os, signal
from pathlib import Path
from bot.config import ModelSettings
from bot.model import LocalModel, Message, Prompt

async def main():
    model = LocalModel(ModelSettings(name={name!r}, threads=1), Path({cache!r}))
    model.start()
    await model.settled()
    writing = model.generate(Prompt((Message("user", "a"),)), 400)
    await anext(writing)
    print(model.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_the_process_ends_with_a_bot_that_is_killed(tiny: Path, tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(_ORPHAN.format(name=str(tiny), cache=str(tmp_path)))
    bot = await asyncio.create_subprocess_exec(
        sys.executable, script, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    assert bot.stdout is not None
    pid = int(await bot.stdout.readline())
    assert await bot.wait() == -signal.SIGKILL
    await _gone(pid)


async def test_a_prompt_longer_than_the_model_s_context_is_refused(tiny: Path, tmp_path: Path) -> None:
    config = json.loads((tiny / "config.json").read_text())
    (tiny / "config.json").write_text(json.dumps({**config, "max_position_embeddings": 96}))
    async with running(str(tiny), tmp_path) as model:
        assert isinstance(await model.settled(), ModelInfo)
        long = Prompt((Message("user", "a b c " * 20),))
        with pytest.raises(ModelError, match="64 at most"):
            await model.score(long, ["1", "2"])
        with pytest.raises(ModelError, match="56 at most"):
            await anext(model.generate(long, 40))
