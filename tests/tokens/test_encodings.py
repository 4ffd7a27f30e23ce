"""The registry: names, models, and what happens without a network."""

import socket
from pathlib import Path

import pytest

from bot.errors import EncodingUnavailable, UnknownEncoding
from bot.tokens import Encodings
from bot.tokens.encodings import OFFLINE, ONLINE


@pytest.fixture
def encodings(tmp_path: Path) -> Encodings:
    return Encodings(tmp_path)


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
    with pytest.raises(EncodingUnavailable, match="Start once with a network, or use one that needs none: o200k_base"):
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


def test_a_damaged_cache_is_mended(encodings: Encodings, tmp_path: Path) -> None:
    encodings.get("cl100k_base")
    [ranks] = [path for path in (tmp_path / "tiktoken").iterdir() if path.name.startswith("9b5ad")]
    assert ranks.stat().st_size > 1_000_000
    again = Encodings(tmp_path)
    assert again.get("cl100k_base").encode("strawberry") == [496, 675, 15717]


async def test_an_encoding_is_loaded_once(encodings: Encodings) -> None:
    assert await encodings.load("smollm2") is await encodings.load("SmolLM2-135M")
