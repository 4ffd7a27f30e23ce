"""The index of a vocabulary, against a look at every token."""

import asyncio
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
import tiktoken.load
from hypothesis import given, settings, strategies as st
from tiktoken import registry

from bot.errors import EncodingUnavailable, UnknownEncoding
from bot.tokens import Encodings, Vocabularies, Vocabulary, Where


@cache
def shortest_first(vocabulary: Vocabulary) -> Sequence[tuple[str, int]]:
    """Every token with a text: the text in lower case, and the id."""
    texts = ((vocabulary.entry(id_).text, id_) for id_ in range(vocabulary.encoding.n_vocab))
    told = sorted((len(text), id_, text.lower()) for text, id_ in texts if text is not None)
    return [(lowered, id_) for _, id_, lowered in told]


def by_looking(vocabulary: Vocabulary, text: str, where: Where) -> Sequence[int]:
    wanted, tokens = text.lower(), shortest_first(vocabulary)
    if where == "contains":
        return [id_ for lowered, id_ in tokens if wanted in lowered]
    return [id_ for lowered, id_ in tokens if lowered.startswith(wanted)]


PIECES = (
    "a",
    " ",
    "straw",
    "STRAW",
    " strawberry",
    "tion",
    "        ",
    " " * 30,
    "\n",
    "é",
    "ß",
    "İ",
    "的",
    "Ελλ",
    "=====",
)


@pytest.mark.parametrize("where", ["contains", "starts with"])
@pytest.mark.parametrize("text", [*PIECES, "strawberr", "ationalis", "administr", "\x00", "<|im_", "x" * 300, "👩‍👩‍👧"])
def test_all_and_only_the_tokens_with_it_are_found(vocabulary: Vocabulary, text: str, where: Where) -> None:
    assert vocabulary.find(text, where).tolist() == by_looking(vocabulary, text, where)


@given(
    st.text(st.sampled_from("aest ETs\nß=的é"), min_size=1, max_size=4) | st.text(min_size=1, max_size=12),
    st.sampled_from(["contains", "starts with"]),
)
@settings(max_examples=30, deadline=None)
def test_any_text_may_be_looked_for(vocabulary: Vocabulary, text: str, where: Where) -> None:
    assert vocabulary.find(text, where).tolist() == by_looking(vocabulary, text, where)


@given(st.integers(0, 199_997))
def test_every_token_with_a_text_finds_itself(large: Vocabulary, id_: int) -> None:
    text = large.entry(id_).text
    if text is not None:
        assert id_ in large.find(text, "starts with")
        assert id_ in large.find(text[1:] or text)


def test_a_lone_surrogate_is_looked_for_as_what_it_is_shown_as(vocabulary: Vocabulary) -> None:
    assert vocabulary.find("\ud800").tolist() == vocabulary.find("\ufffd").tolist()


def test_hits_come_shortest_first(large: Vocabulary) -> None:
    assert [large.entry(id_).text for id_ in large.find("strawb").tolist()] == [
        " strawberry",
        " Strawberry",
        " strawberries",
    ]


def test_the_longest_tokens_are_words_and_others(large: Vocabulary) -> None:
    words, others = large.longest(5)
    assert [len(each.text or "") for each in words] == [26, 26, 21, 21, 19]
    assert others[0].text == " " * 128
    assert {each.special for each in (*words, *others)} == {False}


def test_ten_by_chance_are_ten_different_ordinary_tokens(large: Vocabulary) -> None:
    drawn = large.random(10)
    assert len({each.id for each in drawn}) == 10
    assert not any(each.special for each in drawn)
    assert drawn != large.random(10)


def test_oddities_of_the_largest_vocabulary(large: Vocabulary) -> None:
    odd = large.oddities()
    assert len(odd.partial) == 1_562
    assert [each.id for each in odd.special] == [199_999, 200_018]
    assert odd.gaps == (range(199_998, 199_999), range(200_000, 200_018))
    assert odd.spaces.bytes == b" " * 128
    assert " 亚洲AV" in [each.text for each in odd.recut]
    for each in odd.recut:
        assert large.encoding.encode_ordinary(each.text or "") != [each.id]


def test_a_vocabulary_without_oddities_says_so(vocabulary: Vocabulary) -> None:
    odd = vocabulary.oddities()
    assert (odd.gaps, odd.recut) == ((), ())
    assert len(odd.special) == 17
    assert len(vocabulary) == 49_152


async def test_an_index_is_made_once_for_all_who_ask(encodings: Encodings) -> None:
    vocabularies = Vocabularies(encodings)
    first, second = await asyncio.gather(vocabularies.load("smollm2"), vocabularies.load("SmolLM2-135M"))
    assert first is second is await vocabularies.load("smollm2")


async def test_who_stops_waiting_does_not_stop_it_for_the_others(encodings: Encodings) -> None:
    vocabularies = Vocabularies(encodings)
    impatient, patient = (asyncio.create_task(vocabularies.load("smollm2")) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert len(await patient) == 49_152


async def test_one_that_failed_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def refuse(address: str) -> bytes:
        tries.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(registry, "ENCODINGS", {})
    monkeypatch.setattr(tiktoken.load, "read_file", refuse)
    vocabularies = Vocabularies(Encodings(tmp_path))
    for number in (1, 2):
        with pytest.raises(EncodingUnavailable):
            await vocabularies.load("r50k_base")
        assert len(tries) == number
    with pytest.raises(UnknownEncoding):
        await vocabularies.load("klingon")
