"""Learnt vocabularies against the reference: Hugging Face's own trained tokenizer, and pairs counted afresh."""

import asyncio
import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from bot.errors import InputError, UserError
from bot.tokens import tokenize
from bot.tokens.tokenize import MAX_CHARACTERS
from bot.tokens.training import (
    MAX_AT_ONCE,
    MAX_WORD_BYTES,
    LearntVocabulary,
    Trainer,
    parts,
    train,
    words_to_learn_from,
)
from tests.tokens.texts import EMOJI, ODD, SHELLS, random_texts

MIXED = [
    "שלום שלום עולם",
    "e\u0301te\u0301 e\u0301te\u0301",
    "<|endoftext|><|endoftext|>",
    "``` ``` @everyone @everyone",
    EMOJI,
]

repeating = st.lists(st.sampled_from([*ODD, "a", "b", "ab", " the", "\n"]) | st.text(max_size=3), max_size=60).map(
    lambda parts: "".join(parts + parts)
)

PRE_TOKENIZER = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)


def reference(text: str, merges: int) -> Tokenizer:
    """A tokenizer that Hugging Face trained."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = PRE_TOKENIZER
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=256 + merges, min_frequency=2, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator([text], trainer)
    return tokenizer


def check_choices(learnt: LearntVocabulary, text: str) -> None:
    """Join the pairs one by one in a plain way: each must have been among the most frequent, and counted rightly."""
    pieces = PRE_TOKENIZER.pre_tokenize_str(text)
    words = [[bytes([byte]) for byte in text[start:end].encode()] for _, (start, end) in pieces]
    for merge in learnt.merges:
        together = Counter(pair for word in words for pair in pairwise(word))
        assert together[merge.left, merge.right] == merge.together == max(together.values())
        words = [joined(word, merge.left, merge.right) for word in words]
        assert sum(map(len, words)) == merge.tokens


def joined(word: list[bytes], left: bytes, right: bytes) -> list[bytes]:
    done: list[bytes] = []
    rest = word[::-1]
    while rest:
        piece = rest.pop()
        done.append(piece + rest.pop() if piece == left and rest and rest[-1] == right else piece)
    return done


def check_cuts(learnt: LearntVocabulary, tokenizer: Tokenizer, text: str) -> None:
    """Hugging Face writes a letter for each byte, so that the lengths say where it cuts."""
    cut = tokenize(learnt.encoding, text)
    assert [len(token.bytes) for token in cut.tokens] == list(map(len, tokenizer.encode(text).tokens))
    assert b"".join(token.bytes for token in cut.tokens) == text.encode()


def test_the_merges_say_why_each_was_chosen() -> None:
    learnt = train("banana bandana", 200)
    assert [(merge.token, merge.together, merge.tokens) for merge in learnt.merges] == [
        (b"an", 4, 10),
        (b"ban", 2, 8),
        (b"ana", 2, 6),
    ]
    assert [token.id for token in tokenize(learnt.encoding, "bandanas").tokens] == [257, ord("d"), 258, ord("s")]


@given(repeating, st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_every_choice_is_a_most_frequent_pair_and_every_cut_hugging_face_s(text: str, merges: int) -> None:
    try:
        learnt = train(text, merges)
    except InputError:
        assert len(reference(text, merges).get_vocab()) == 256
        return
    check_choices(learnt, text)
    tokenizer = reference(text, merges)
    assert len(learnt.merges) == tokenizer.get_vocab_size() - 256 <= merges
    assert learnt.encoding.n_vocab == tokenizer.get_vocab_size()
    for other in [text, *random_texts(10, seed=len(text))]:
        check_cuts(learnt, tokenizer, other)


@pytest.mark.parametrize("text", [SHELLS, *MIXED, "aaaaa aaaa aaa", " " * 300, "\n\n \n\n \t\t"])
def test_odd_texts_are_learnt_from_until_no_pair_stands_together_twice(text: str) -> None:
    learnt = train(text, 2_000)
    check_choices(learnt, text)
    tokens = tokenize(learnt.encoding, text).tokens
    assert len(tokens) == learnt.merges[-1].tokens
    assert learnt.merges[-1].together >= 2
    assert train(text, 1).merges == learnt.merges[:1]


def test_200_000_characters_are_learnt_from_and_cut_as_hugging_face_does() -> None:
    text = "".join(random_texts(20_000, seed=5))[:MAX_CHARACTERS]
    assert len(text) == MAX_CHARACTERS
    learnt = train(text, 2_000)
    tokenizer = reference(text, 2_000)
    assert len(learnt.merges) == 2_000
    assert [merge.tokens for merge in learnt.merges] == sorted((merge.tokens for merge in learnt.merges), reverse=True)
    assert len(tokenizer.encode(text).ids) == learnt.merges[-1].tokens
    check_cuts(learnt, tokenizer, text)
    for other in random_texts(2_000, seed=6):
        check_cuts(learnt, tokenizer, other)


def from_all_of_unicode(chance: random.Random) -> str:
    return chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000))))


WITHOUT_SPACES = {
    "letters and digits": lambda chance: chance.choice("abc0123"),
    "signs": lambda chance: chance.choice(",.!?'-sx"),
    "Chinese": lambda chance: chance.choice("的一是不了人我在有他。"),
    "contractions": lambda chance: chance.choice(["'s", "'ll", "a", "!", "\n", "\t", "1"]),
    "any characters": from_all_of_unicode,
}


@pytest.mark.parametrize("kind", WITHOUT_SPACES)
def test_long_texts_without_spaces_have_the_words_of_hugging_face(kind: str) -> None:
    chance = random.Random(kind)
    text = "".join(WITHOUT_SPACES[kind](chance) for _ in range(40_000))
    pieces = PRE_TOKENIZER.pre_tokenize_str(text)
    assert words_to_learn_from(text) == Counter(text[start:end].encode() for _, (start, end) in pieces)
    assert max(map(len, parts(text))) < 6_000, "Python's lock is held for one part at a time"


async def test_one_is_trained_after_the_other_and_too_many_are_refused() -> None:
    trainer = Trainer()
    ends = await asyncio.gather(*(trainer.train(SHELLS, 5) for _ in range(MAX_AT_ONCE + 2)), return_exceptions=True)
    assert [type(end) for end in ends] == [LearntVocabulary] * MAX_AT_ONCE + [UserError] * 2
    assert "Try again in a moment" in str(ends[-1])
    with pytest.raises(InputError, match="Nothing to learn"):
        await trainer.train("a", 5)
    assert (await trainer.train(SHELLS, 5)).merges == train(SHELLS, 5).merges
    trainer.close()


@pytest.mark.parametrize("text", ["", "a", "strawberry", " ", "\ud800", "a b c", "é", "a1b2c3" * 30_000])
def test_where_no_pair_stands_together_twice_there_is_nothing_to_learn(text: str) -> None:
    with pytest.raises(InputError, match="Nothing to learn"):
        train(text, 200)


def test_the_text_that_is_then_proposed_can_be_learnt_from() -> None:
    assert len(train("she sells sea shells", 200).merges) == 4


def test_lone_surrogates_are_learnt_from_as_what_replaces_them() -> None:
    assert train("\ud800\ud800\ud800", 5).merges[0].token in "\ufffd".encode()


def test_too_long_a_text_and_too_long_a_word_are_refused() -> None:
    with pytest.raises(InputError, match="200,001 characters"):
        train("a" * (MAX_CHARACTERS + 1), 1)
    with pytest.raises(InputError, match=r"20,001 bytes without a break.* Put spaces into it"):
        train("a" * (MAX_WORD_BYTES + 1), 1)
    with pytest.raises(InputError, match=r"20,001 bytes of white space.* Take some of it out"):
        train("\n" * (MAX_WORD_BYTES + 1), 1)
    dna = "".join(random.Random(1).choices("ACGT", k=MAX_WORD_BYTES))
    assert len(train(dna, 100).merges) == 100
