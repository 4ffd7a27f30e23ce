"""Tokens against the reference: tiktoken's own ids, Hugging Face's for SmolLM2, and the bytes of the text."""

import gc
import sys
import weakref
from itertools import accumulate

import pytest
import regex
import tiktoken
from hypothesis import given, strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from bot.errors import InputError
from bot.tokens import Encodings, Tokenized, tokenize
from bot.tokens.encodings import OFFLINE
from bot.tokens.tokenize import MAX_CHARACTERS, absent_bytes, token_ids
from tests.tokens.texts import NOT_IN_SMOLLM2, random_texts
from tests.weights import reader


@pytest.fixture(scope="session")
def hugging_face() -> Tokenizer:
    """SmolLM2's tokenizer as Hugging Face's library runs it, from the vocabulary and the merges of the packed file.

    Its pre-tokenizer is SmolLM2's own: every digit is a token of its own.
    """
    fields = reader().fields
    words, merges, kinds = (fields[f"tokenizer.ggml.{key}"].contents() for key in ("tokens", "merges", "token_type"))
    pairs = [tuple(merge.split(" ")) for merge in merges]
    tokenizer = Tokenizer(models.BPE({word: id_ for id_, word in enumerate(words)}, pairs))
    digits, byte_level = pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([digits, byte_level])
    tokenizer.add_special_tokens([word for word, kind in zip(words, kinds, strict=True) if kind != 1])
    tokenizer.encode_special_tokens = True  # what a member typed is text
    return tokenizer


def check_spans(cut: Tokenized) -> None:
    tokens = [*cut.tokens]
    begins = [0, *accumulate(map(len, regex.findall(r"\X", cut.text)))]  # of the graphemes, and where the last ends
    seen = cut.text.encode().translate(None, NOT_IN_SMOLLM2 if cut.encoding == "smollm2" else b"")
    assert b"".join(token.bytes for token in tokens) == seen
    assert cut.unseen == cut.size - len(seen)
    if cut.unseen:
        return
    end = grapheme_end = 0
    for token in tokens:
        assert token.start <= end, "a gap between tokens"
        assert token.grapheme_start <= grapheme_end
        assert token.bytes in cut.text[token.start : token.end].encode()
        assert begins[token.grapheme_start] <= token.start
        end, grapheme_end = token.end, token.grapheme_end
    assert end == len(cut.text)
    assert grapheme_end == len(begins) - 1 == cut.graphemes


@pytest.mark.parametrize("name", OFFLINE)
def test_20_000_random_strings_in_all_have_the_reference_s_ids_bytes_and_spans(
    name: str, encodings: Encodings, request: pytest.FixtureRequest
) -> None:
    encoding = encodings.get(name)
    texts = random_texts(20_000 // len(OFFLINE), seed=OFFLINE.index(name))
    if name == "smollm2":
        hugging_face: Tokenizer = request.getfixturevalue("hugging_face")
        reference = [theirs.ids for theirs in hugging_face.encode_batch_fast(texts, add_special_tokens=False)]
    else:
        reference = [tiktoken.get_encoding(name).encode(text, disallowed_special=()) for text in texts]
    for text, expected in zip(texts, reference, strict=True):
        cut = tokenize(encoding, text)
        assert cut.tokens.ids.tolist() == [token.id for token in cut.tokens] == expected
        check_spans(cut)


def test_what_is_assigned_to_nobody_is_no_letter(encodings: Encodings, hugging_face: Tokenizer) -> None:
    """Also beside bytes that are in no token, where another library finds the pieces."""
    for text in ("\U0003e00a's\x04", "\x04 \U0001dfcd'll", "\U0003fc3f's \U0003fc40's\U00040000"):
        expected = hugging_face.encode(text, add_special_tokens=False).ids
        assert token_ids(encodings.get("smollm2"), text) == expected


def test_smollm2_s_ranks_are_the_model_s_vocabulary(encodings: Encodings, hugging_face: Tokenizer) -> None:
    vocabulary = hugging_face.get_vocab()
    encoding = encodings.get("smollm2")
    assert encoding.n_vocab == len(vocabulary) == 49_152
    for text, id_ in vocabulary.items():
        if id_ < 17:
            assert encoding.decode([id_]) == text


@given(st.text(max_size=60))
def test_any_text_is_cut_whole(encodings: Encodings, text: str) -> None:
    cut = tokenize(encodings.get("smollm2"), text)
    assert cut.text == text
    check_spans(cut)


def test_what_smollm2_has_no_bytes_for_is_passed_over_as_in_the_model_and_counted(encodings: Encodings) -> None:
    encoding = encodings.get("smollm2")
    cut = tokenize(encoding, "!\x04! a\x06b \U00040000")
    assert [token.text for token in cut.tokens][:4] == ["!!", " a", "b", " "]
    assert cut.unseen == 3
    assert [(token.start, token.end) for token in cut.tokens][:3] == [(0, 3), (3, 5), (6, 7)]
    assert not tokenize(encoding, "\x04").tokens


def test_one_character_may_span_several_tokens(encodings: Encodings) -> None:
    o200k = encodings.get("o200k_base")
    cut = tokenize(o200k, "👩‍👩‍👧")
    expected = o200k.decode_tokens_bytes(o200k.encode("👩‍👩‍👧"))
    assert [token.hex for token in cut.tokens] == [each.hex(" ").upper() for each in expected]
    assert len(cut.tokens) == 8
    assert cut.graphemes == 1
    assert {(token.grapheme_start, token.grapheme_end) for token in cut.tokens} == {(0, 1)}
    assert cut.tokens[0].hex == "F0 9F 91"
    assert [token.text for token in cut.tokens[:2]] == [None, None]


def test_encodings_that_come_and_go_are_not_kept(encodings: Encodings) -> None:
    known = encodings.get("o200k_base")
    ranks = {bytes([byte]): byte for byte in range(256)}
    learnt = tiktoken.Encoding("learnt", pat_str=r"\w+|\W", mergeable_ranks=ranks, special_tokens={})
    tokenize(learnt, "x")
    left = weakref.ref(learnt)
    del learnt
    gc.collect()
    assert left() is None
    assert absent_bytes(known) is absent_bytes(known)


def test_a_long_text_makes_no_object_a_token(encodings: Encodings) -> None:
    """Else each search for garbage would go through them all, while the event loop waits."""
    encoding, text = encodings.get("o200k_base"), " ".join(map(str, range(30_000)))
    tokenize(encoding, text)
    before = sys.getallocatedblocks()
    cut = tokenize(encoding, text)
    assert sys.getallocatedblocks() - before < len(cut.tokens) / 10


def test_special_token_text_is_ordinary_text(encodings: Encodings) -> None:
    cut = tokenize(encodings.get("o200k_base"), "<|endoftext|>")
    assert len(cut.tokens) > 1
    assert 199_999 not in [token.id for token in cut.tokens]


def test_lone_surrogates_are_replaced(encodings: Encodings) -> None:
    cut = tokenize(encodings.get("o200k_base"), "a\ud83db")
    assert cut.text == "a�b"
    check_spans(cut)


def test_surrogate_pairs_are_one_character(encodings: Encodings) -> None:
    assert tokenize(encodings.get("o200k_base"), "\ud83d\ude00").text == "😀"


def test_the_empty_text_has_no_tokens(encodings: Encodings) -> None:
    cut = tokenize(encodings.get("o200k_base"), "")
    assert (len(cut.tokens), cut.size, cut.graphemes, cut.unseen, cut.partial) == (0, 0, 0, 0, False)


def test_the_longest_text_is_cut_and_a_longer_one_refused(encodings: Encodings) -> None:
    encoding = encodings.get("o200k_base")
    assert tokenize(encoding, " " * MAX_CHARACTERS).size == MAX_CHARACTERS
    with pytest.raises(InputError, match="200,001 characters"):
        tokenize(encoding, "a" * (MAX_CHARACTERS + 1))
