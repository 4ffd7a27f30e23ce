"""The registry: names, models, and what happens without a network."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import tiktoken.load
from tiktoken import registry

from bot.errors import EncodingUnavailable, UnknownEncoding
from bot.tokens import Encodings
from bot.tokens.encodings import OFFLINE
from tests.tokens.conftest import ONLINE


class Stall:
    """A server of ranks that answers no download until it is released, and then wrongly."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._released = threading.Event()

    def download(self, address: str) -> bytes:
        self.asked.append(address)
        self._loop.call_soon_threadsafe(self.begun.set)
        self._released.wait(60)
        return b"not the ranks"

    def release(self) -> None:
        self._released.set()


@pytest.fixture
def encodings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encodings:
    monkeypatch.setattr(registry, "ENCODINGS", {})  # what this process has loaded before
    return Encodings(tmp_path)


@pytest.fixture
async def stall(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stall]:
    stall = Stall()
    monkeypatch.setattr(tiktoken.load, "read_file", stall.download)
    yield stall
    stall.release()


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("name", OFFLINE)
def test_four_encodings_need_no_network(name: str, encodings: Encodings) -> None:
    assert encodings.get(name).name == name


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("name", ONLINE)
async def test_the_others_say_what_to_do_without_one(name: str, encodings: Encodings) -> None:
    with pytest.raises(EncodingUnavailable, match="or use one that needs none: o200k_base"):
        await encodings.load(name)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("gpt-5", "o200k_base"),
        ("GPT-5", "o200k_base"),
        (" gpt-4o ", "o200k_base"),
        ("gpt-4", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"),
        ("gpt-oss-120b", "o200k_harmony"),
        ("gpt2", "gpt2"),
        ("SmolLM2-135M-Instruct", "smollm2"),
        ("cl100k_base", "cl100k_base"),
        ("o1-mini", "o200k_base"),
    ],
)
def test_names_of_models_resolve(name: str, encoding: str, encodings: Encodings) -> None:
    assert encodings.resolve(name) == encoding


@pytest.mark.parametrize("name", ["", "klingon", "gpt", "o200k", "x" * 500, "<@1>"])
def test_an_unknown_name_lists_what_there_is(name: str, encodings: Encodings) -> None:
    with pytest.raises(UnknownEncoding, match="Encodings: o200k_base, o200k_harmony, cl100k_base, smollm2"):
        encodings.resolve(name)


@pytest.mark.usefixtures("_no_network")
def test_a_damaged_cache_is_mended(encodings: Encodings, tmp_path: Path) -> None:
    encodings.get("cl100k_base")
    [ranks] = (tmp_path / "tiktoken").iterdir()
    ranks.write_bytes(ranks.read_bytes()[:1_000_000])
    registry.ENCODINGS.clear()
    assert Encodings(tmp_path).get("cl100k_base").encode("strawberry") == [496, 675, 15717]
    assert ranks.stat().st_size > 1_000_000


@pytest.mark.usefixtures("_no_network")
async def test_a_cache_that_cannot_be_written_is_named_with_the_way_out(encodings: Encodings, tmp_path: Path) -> None:
    (tmp_path / "tiktoken").touch()  # no permission keeps root from writing, but a file in the folder's place does
    with pytest.raises(EncodingUnavailable) as caught:
        await encodings.load("cl100k_base")
    assert f"cannot be kept in the folder {tmp_path / 'tiktoken'} (" in str(caught.value)
    assert "Set `cache` in the config, or STRAWBERRY_CACHE" in str(caught.value)
    (tmp_path / "tiktoken").unlink()
    assert (await encodings.load("cl100k_base")).name == "cl100k_base"


async def test_a_cache_that_is_full_is_named_too(
    encodings: Encodings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(EncodingUnavailable, match=r"cannot be kept in .* \(No space left on device\)"):
        await encodings.load("cl100k_base")


async def test_an_encoding_is_loaded_once(encodings: Encodings) -> None:
    loaded = await asyncio.gather(*(encodings.load(name) for name in ("smollm2", "SmolLM2-135M") * 4))
    assert {id(encoding) for encoding in loaded} == {id(encodings.get("smollm2"))}


async def test_a_stalled_download_holds_up_nothing_else(
    encodings: Encodings, stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tokens.encodings.DOWNLOAD_TIMEOUT", 0.5)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    presses = [asyncio.create_task(encodings.load("gpt2")) for _ in range(8)]
    await stall.begun.wait()
    async with asyncio.timeout(30):
        for name in ("cl100k_base", "smollm2"):
            assert (await asyncio.to_thread(encodings.get, name)).name == name
    ends = await asyncio.gather(*presses, return_exceptions=True)
    assert [type(end) for end in ends] == [EncodingUnavailable] * 8
    with pytest.raises(EncodingUnavailable, match="could not be"):
        encodings.get("gpt2")
    assert len(stall.asked) == 1, "who waits shares one download"


async def test_who_stops_waiting_does_not_cancel_the_load_for_the_others(encodings: Encodings, stall: Stall) -> None:
    impatient, patient = (asyncio.create_task(encodings.load("gpt2")) for _ in range(2))
    await stall.begun.wait()
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    assert not patient.done()
    stall.release()
    with pytest.raises(EncodingUnavailable):
        await patient


async def test_a_download_that_failed_is_tried_again(encodings: Encodings, stall: Stall) -> None:
    stall.release()
    for tries in (1, 2):
        with pytest.raises(EncodingUnavailable):
            await encodings.load("r50k_base")
        assert len(stall.asked) == tries


def test_a_stalled_download_does_not_keep_the_process_alive(tmp_path: Path) -> None:
    program = f"""
import asyncio, pathlib, time, tiktoken.load
from bot.errors import EncodingUnavailable
from bot.tokens import Encodings, encodings
tiktoken.load.read_file = lambda address: time.sleep(600)
encodings.DOWNLOAD_TIMEOUT = 0.1
try:
    asyncio.run(Encodings(pathlib.Path({str(tmp_path)!r})).load("gpt2"))
except EncodingUnavailable:
    print("unavailable")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
    assert (done.stdout, done.stderr) == ("unavailable\n", "")
