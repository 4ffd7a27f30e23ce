"""``strawberry tokens`` for programs, which read JSON, line by line."""

import json
from pathlib import Path

import pytest

from tests.command import Strawberry


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRAWBERRY_CACHE", str(tmp_path))


def test_tokens_as_json(strawberry: Strawberry) -> None:
    done = strawberry("tokens", "strawberry 👩‍👩‍👧", "--json")
    answer = json.loads(done.stdout)
    assert answer["encoding"] == "smollm2", "what the model reads that is set up by default"
    first, *_, last = answer["tokens"]
    assert first == {"id": 302, "text": "st", "bytes": "7374", "start": 0, "end": 2}
    assert last["text"] is None
    assert bytes.fromhex("".join(token["bytes"] for token in answer["tokens"])).decode() == "strawberry 👩‍👩‍👧"


def test_tokens_of_lines_in_an_encoding_named_by_a_model(strawberry: Strawberry) -> None:
    done = strawberry("tokens", "-", "--encoding", "gpt-4", "--json", typed="strawberry\n\n a\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [[token["id"] for token in line["tokens"]] for line in lines] == [[496, 675, 15717], [], [264]]
    assert {line["encoding"] for line in lines} == {"cl100k_base"}


def test_bytes_that_are_no_text_are_replaced(strawberry: Strawberry) -> None:
    done = strawberry("tokens", "-", typed=b"a\xffb\n")
    assert "�" in "".join(token["text"] or "" for token in json.loads(done.stdout)["tokens"])
