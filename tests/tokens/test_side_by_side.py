"""One text in every encoding, and what happens to those that have to be downloaded."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
import tiktoken.load
from hypothesis import given, strategies as st
from tiktoken import registry

from bot.tokens import Alike, Encodings, alike, load_all, prices, tokenize, translations
from bot.tokens.encodings import OFFLINE
from tests.tokens.conftest import ONLINE


@pytest.fixture
def fresh(encodings: Encodings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encodings:
    """Encodings of which none has been downloaded."""
    loaded = [encodings.get(name) for name in OFFLINE]
    monkeypatch.setattr(registry, "ENCODINGS", {encoding.name: encoding for encoding in loaded})
    return Encodings(tmp_path)


async def test_what_cannot_be_downloaded_is_named(fresh: Encodings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> bytes:
        raise OSError("no network in this test")

    monkeypatch.setattr(tiktoken.load, "read_file", refuse)
    loaded = await load_all(fresh)
    assert tuple(encoding.name for encoding in loaded.encodings) == OFFLINE
    assert (loaded.coming, loaded.unavailable) == ((), ONLINE)


async def test_a_download_is_not_waited_for_but_goes_on(fresh: Encodings, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def stall(_: str) -> bytes:
        released.wait(60)
        raise OSError("the end of this test")

    monkeypatch.setattr(tiktoken.load, "read_file", stall)
    loaded = await load_all(fresh, patience=0.05)
    assert tuple(encoding.name for encoding in loaded.encodings) == OFFLINE
    assert (loaded.coming, loaded.unavailable) == (ONLINE, ())
    going_on = [fresh.begin(name) for name in ONLINE]
    assert not any(load.done() for load in going_on)
    released.set()
    assert all(load.exception(60) for load in going_on)


async def test_an_error_that_is_none_of_a_download_is_not_hidden(
    fresh: Encodings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> bytes:
        raise RuntimeError("a mistake in the code")

    monkeypatch.setattr(tiktoken.load, "read_file", broken)
    with pytest.raises(RuntimeError, match="a mistake"):
        await load_all(fresh, patience=60)


def by_all(encodings: Encodings, text: str) -> Sequence[Alike]:
    return alike(tokenize(encodings.get(name), text) for name in OFFLINE)


def test_encodings_that_cut_alike_are_one(encodings: Encodings) -> None:
    cuts = by_all(encodings, "strawberry pie")
    assert [each.encodings for each in cuts] == [("o200k_base", "o200k_harmony"), ("cl100k_base",), ("smollm2",)]
    assert [token.id for token in cuts[1].cut.tokens] == [496, 675, 15717, 4447]


@given(st.text(max_size=40))
def test_every_encoding_is_in_exactly_one_row(encodings: Encodings, text: str) -> None:
    cuts = by_all(encodings, text)
    assert sorted(name for each in cuts for name in each.encodings) == sorted(OFFLINE)
    for each in cuts:
        for name in each.encodings:
            assert not each.cut.unseen or name == "smollm2"


def test_a_sentence_is_there_in_many_languages_and_scripts() -> None:
    languages = [each.language for each in translations()]
    assert languages[0] == "English"
    assert len(set(languages)) == len({each.code for each in translations()}) == len(languages) == 17
    assert {"Spanish", "Russian", "Greek", "Hebrew", "Arabic", "Hindi", "Thai", "Amharic", "Korean"} <= set(languages)
    assert all(len(each.text) > 40 and each.text == each.text.strip() for each in translations())


@pytest.mark.parametrize("name", OFFLINE)
def test_prices_are_tokens_against_english(name: str, encodings: Encodings) -> None:
    encoding = encodings.get(name)
    found = {price.language: price for price in prices(encoding)}
    english, greek = found["English"], found["Greek"]
    assert english.ratio == 1
    assert greek.tokens == len(encoding.encode_ordinary(next(t.text for t in translations() if t.language == "Greek")))
    assert greek.ratio == greek.tokens / english.tokens
    assert [price.tokens for price in prices(encoding)] == sorted(price.tokens for price in prices(encoding))
