"""A byte-pair vocabulary learnt from a text, and what each step of learning it was decided by.

Training starts from the 256 bytes and joins, again and again, the two neighbours that stand together most often within
the words of the text.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

import numpy as np
import regex
import tiktoken
from numpy.typing import NDArray

from bot.errors import InputError, UserError
from bot.language import later
from bot.surrogates import well_formed
from bot.tokens.tokenize import MAX_CHARACTERS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_MERGES = 2_000
MAX_WORD_BYTES = 20_000
"""The longest word that is learnt from: the time that training takes grows with its square."""
MAX_AT_ONCE = 4
"""Texts that are learnt from or wait for it; a large one takes some seconds."""

_BYTES = 256
_MIN_TOGETHER = 2
"""A pair that stands together only once is no repetition: nothing can be learnt from it."""
_PART = 5_000
"""Characters."""
# GPT-2's: what Hugging Face's ``ByteLevel`` cuts a text into words with.
_PATTERN = r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"""
_WORD = regex.compile(_PATTERN)
_TOO_BLANK = later(
    "That text has {size} bytes of white space, and {most} is the most I learn from. Take some of it out, or send a "
    "part of it."
)
_TOO_LONG = later(
    "That text has {size} bytes without a break, and {most} is the most I learn from. Put spaces into it, or send a "
    "part of it."
)


@dataclass(frozen=True, slots=True)
class LearntMerge:
    """One step of learning: ``left`` and ``right``, each a token already, become one.

    ``together`` is how often they stood side by side in the text at that moment, and ``tokens`` how many tokens the
    text needs after it.
    """

    left: bytes
    right: bytes
    together: int
    tokens: int

    @property
    def token(self) -> bytes:
        """The token that was learnt."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class LearntVocabulary:
    """What was learnt: the 256 bytes, whose ids are their values, then each merge's token, in order, from id 256.

    ``encoding`` cuts any text with it.
    """

    merges: tuple[LearntMerge, ...]
    encoding: tiktoken.Encoding


class Trainer:
    """Trains one vocabulary at a time on a thread of its own, so that nothing else waits. Belongs to one event loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "training")
        self._at_once = 0

    async def train(self, text: str, merges: int) -> LearntVocabulary:
        """What ``train`` returns. Raises what it raises, and ``UserError`` where ``MAX_AT_ONCE`` are at it already."""
        if self._at_once >= MAX_AT_ONCE:
            raise UserError(
                later("Others are training vocabularies just now, and some wait for it. Try again in a moment.")
            )
        self._at_once += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, copy_context().run, train, text, merges
            )
        finally:
            self._at_once -= 1

    def close(self) -> None:
        """Wait for the training that has begun; those that have not are given up."""
        self._thread.shutdown(cancel_futures=True)


def train(text: str, merges: int) -> LearntVocabulary:
    """Learn up to ``merges`` merges from ``text``: fewer where no pair stands together twice any more.

    >>> [(step.token, step.together, step.tokens) for step in train("banana bandana", 200).merges]
    [(b'an', 4, 10), (b'ban', 2, 8), (b'ana', 2, 6)]

    Pairs are counted where they overlap too: ``aaa`` has two of ``a`` and ``a``. It takes up to seconds.

    Raises ``InputError`` for a text that is too long, or that nothing can be learnt from.
    """
    words = words_to_learn_from(text)
    pairs = _learn(well_formed(text), merges)
    return LearntVocabulary(tuple(_replay(words, pairs)), _encoding(pairs))


def words_to_learn_from(text: str) -> Mapping[bytes, int]:
    """The words of ``text``, within which alone pairs are joined, and how often each occurs: quick, unlike training.

    They are runs of letters, of digits or of signs, with the space before them, and runs of white space.

    Raises what ``train`` raises.

    >>> words_to_learn_from("strawberry, strawberry 12")
    {b'strawberry': 1, b',': 1, b' strawberry': 1, b' 12': 1}
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            later(
                "That text has {length} characters, and {most} is the most I learn from at once. Send a part of it.",
                length=len(text),
                most=MAX_CHARACTERS,
            )
        )
    words = _words(well_formed(text))
    longest = max(words, key=len, default=b"")
    if len(longest) > MAX_WORD_BYTES:
        blank = longest.decode().isspace()
        raise InputError((_TOO_BLANK if blank else _TOO_LONG).format(size=len(longest), most=MAX_WORD_BYTES))
    if not _repeats(words):
        raise InputError(
            later(
                "Nothing to learn: pairs count only within words, numbers and rows of signs, and in those of this text "
                "no two neighbours stand together twice. Give me another one, such as: she sells sea shells."
            )
        )
    return words


def parts(text: str) -> Iterable[str]:
    """``text`` in parts that end between words, because Hugging Face holds Python's lock while it cuts into words.

    >>> [len(part) for part in parts("strawberry " * 1_000)]
    [5004, 5005, 991]
    """
    start = 0
    for word in _WORD.finditer(text):
        if word.start() - start > _PART and _parted(*text[word.start() - 1 : word.start() + 1]):
            yield text[start : word.start()]
            start = word.start()
    yield text[start:]


def _untrained() -> "Tokenizer":
    """A tokenizer of Hugging Face's that knows no token yet."""
    from tokenizers import Tokenizer, models, pre_tokenizers  # the bot need not wait for it when it starts

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    return tokenizer


def _learn(text: str, merges: int) -> list[tuple[bytes, bytes]]:
    """The pairs that Hugging Face learns to join, in order."""
    from tokenizers import pre_tokenizers, trainers

    tokenizer = _untrained()
    trainer = trainers.BpeTrainer(
        vocab_size=_BYTES + merges,
        min_frequency=_MIN_TOGETHER,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([text], trainer)
    learnt: list[tuple[str, str]] = json.loads(tokenizer.to_str())["model"]["merges"]
    return [(_to_bytes(left), _to_bytes(right)) for left, right in learnt]


def _to_bytes(written: str) -> bytes:
    """The bytes that Hugging Face writes as ``written``, a letter a byte.

    >>> _to_bytes("Ġthe")
    b' the'
    """
    return bytes(map(_letters().__getitem__, written))


@cache
def _letters() -> Mapping[str, int]:
    from tokenizers import pre_tokenizers

    # Bytes that are visible in Latin-1 are written as that; the others, in order, as letters beyond it.
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    visible = {letter: ord(letter) for letter in alphabet if ord(letter) < _BYTES}
    others = sorted(set(range(_BYTES)) - set(visible.values()))
    return visible | dict(zip(alphabet[len(visible) :], others, strict=True))


def _words(text: str) -> Mapping[bytes, int]:
    cut = _untrained().pre_tokenizer.pre_tokenize_str
    words = Counter(word for part in parts(text) for word, _ in cut(part))
    return {_to_bytes(word): number for word, number in words.items()}


def _parted(before: str, after: str) -> bool:
    """Whether a word ends between these two for Hugging Face too, which knows an older Unicode than ``regex`` does."""
    kinds = category(before)[0], category(after)[0]  # letter, number, sign, … ; Python's Unicode is older than both
    return kinds[0] != kinds[1] and "C" not in kinds and not before.isspace()


def _repeats(words: Mapping[bytes, int]) -> bool:
    """Whether any two neighbours stand together twice."""
    pairs: Counter[tuple[int, int]] = Counter()
    for word, number in words.items():
        for pair in pairwise(word):
            pairs[pair] += number
            if pairs[pair] >= _MIN_TOGETHER:
                return True
    return False


def _encoding(pairs: Iterable[tuple[bytes, bytes]]) -> tiktoken.Encoding:
    tokens = [bytes([byte]) for byte in range(_BYTES)] + [left + right for left, right in pairs]
    ranks = {token: rank for rank, token in enumerate(tokens)}
    return tiktoken.Encoding("trained", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})


def _replay(words: Mapping[bytes, int], pairs: Sequence[tuple[bytes, bytes]]) -> Iterable[LearntMerge]:
    """Join ``pairs``, in order, in ``words``, and count."""
    ids = {bytes([byte]): byte for byte in range(_BYTES)}
    # All words one after the other, ended by -1 each; beside every token, how often its word occurs.
    tokens = np.concatenate([np.append(np.frombuffer(word, np.uint8).astype(np.int16), -1) for word in words])
    times = np.repeat(np.fromiter(words.values(), np.int32), [len(word) + 1 for word in words])
    total = sum(len(word) * number for word, number in words.items())
    for left, right in pairs:
        at = np.flatnonzero((tokens[:-1] == ids[left]) & (tokens[1:] == ids[right]))
        together = int(times[at].sum())
        if left == right:
            at = _apart(at)
        ids[left + right] = tokens[at] = len(ids)
        total -= int(times[at].sum())
        tokens, times = np.delete(tokens, at + 1), np.delete(times, at + 1)
        yield LearntMerge(left, right, together, total)


def _apart(at: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of pairs that overlap (a a a), which begin ``at`` (pairs), those that are joined: from the left, every second."""
    places = np.arange(len(at))
    begins = np.diff(at, prepend=-2) != 1
    first = np.maximum.accumulate(np.where(begins, places, 0))
    joined: NDArray[np.intp] = at[(places - first) % 2 == 0]
    return joined
