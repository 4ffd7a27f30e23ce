"""The words that the twins learn from, those that they never see, and the questions about them."""

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from string import ascii_lowercase

import regex

from bot.lab.twins import DATA, LONGEST, MOST, SHORTEST
from bot.letters.decent import fit
from bot.tokens.encodings import smollm2

HELD_OUT = 1_500
LEAST = 6
"""Training words in which each token occurs: a token that was never met could only be guessed at."""
_MOST_WORDS = 60_000
_SEED = 2026
_WORD = regex.compile(rf"[a-z]{{{SHORTEST},{LONGEST}}}")


@dataclass(frozen=True, slots=True)
class WordSets:
    """``training`` and ``held_out`` words, with nothing in common, and in how many training words each token occurs."""

    training: tuple[str, ...]
    held_out: tuple[str, ...]
    tokens: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: how often ``letter`` occurs in ``word``, which is ``tokens`` tokens to those who read tokens."""

    word: str
    letter: str
    tokens: int

    @property
    def true_count(self) -> int:
        """The exact answer."""
        return self.word.count(self.letter)


@cache
def word_sets() -> WordSets:
    """Both sets by rule, from wordfreq's commonest English words. Takes some seconds, once.

    A word is left out where one of its tokens is too rare, and is held out only where each of its tokens still occurs
    in ``LEAST`` of the others.

    >>> sets = word_sets()
    >>> len(sets.held_out), len(sets.training) > 10_000, {*sets.held_out} & {*sets.training}
    (1500, True, set())
    """
    from wordfreq import top_n_list  # not above: those who only ask the twins have no need of it

    wanted = [word for word in top_n_list("en", _MOST_WORDS, wordlist="large") if _WORD.fullmatch(word)]
    cut = _cut(word for word in wanted if fit(word) and max(Counter(word).values()) <= MOST)
    occurs = _drop_rare(cut)
    shuffled = sorted(cut)
    _rng().shuffle(shuffled)
    held_out: list[str] = []
    for word in shuffled:
        if len(held_out) < HELD_OUT and all(occurs[token] > LEAST for token in {*cut[word]}):
            occurs.subtract({*cut[word]})
            held_out.append(word)
    tokens = dict.fromkeys(ascii_lowercase, 0) | dict(sorted(occurs.items()))
    return WordSets(tuple(sorted({*cut} - {*held_out})), tuple(held_out), tokens)


def _rng() -> Random:
    return Random(_SEED)  # noqa: S311 - to be the same each time


def _cut(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    encoding = smollm2()
    ids = {word: encoding.encode_ordinary(word) for word in words}
    return {word: tuple(encoding.decode_single_token_bytes(id_).decode() for id_ in cut) for word, cut in ids.items()}


def _drop_rare(cut: dict[str, tuple[str, ...]]) -> Counter[str]:
    """Take out of ``cut`` the words with a rare token, again and again, as others grow rare; and count the rest."""
    while True:
        occurs = Counter(token for tokens in cut.values() for token in {*tokens})
        rare = [word for word, tokens in cut.items() if any(occurs[token] < LEAST for token in tokens)]
        if not rare:
            return occurs
        for word in rare:
            del cut[word]


def sample_letter(rng: Random, word: str) -> str:
    """Half of the time a letter of ``word``, each place as likely, else one of those that it lacks.

    >>> sample_letter(Random(1), "strawberry")
    't'
    """
    if rng.random() < 0.5:
        return rng.choice(word)
    return rng.choice(_absent(word))


@cache
def _absent(word: str) -> str:
    return "".join(letter for letter in ascii_lowercase if letter not in word)


def batches(rng: Random, words: Sequence[str], size: int) -> Iterator[list[tuple[int, str]]]:
    """Questions without end, ``size`` at a time: the place of a word among ``words``, and a letter.

    >>> next(batches(Random(1), ["strawberry", "melon"], 3))
    [(0, 'r'), (1, 'u'), (1, 'h')]
    """
    places = range(len(words))
    while True:
        yield [(place, sample_letter(rng, words[place])) for place in rng.choices(places, k=size)]


@cache
def learnt_from() -> frozenset[str]:
    """The training words, as they are kept with the weights.

    >>> {each.word for each in held_out_questions()} & learnt_from()
    set()
    """
    return frozenset(gzip.decompress((DATA / "training.txt.gz").read_bytes()).decode().split())


def held_out_questions() -> tuple[Asked, ...]:
    """One question about each word that no twin has seen, as they are kept with the weights.

    >>> len(held_out_questions())
    1500
    """
    lines = (DATA / "held_out.tsv").read_text("utf-8").splitlines()
    return tuple(Asked(word, letter, int(tokens)) for word, letter, tokens in (line.split("\t") for line in lines))


def sample_questions(words: WordSets) -> tuple[Asked, ...]:
    """What ``held_out_questions`` are sampled by.

    >>> sample_questions(WordSets((), ("strawberry",), {}))
    (Asked(word='strawberry', letter='r', tokens=3),)
    """
    rng, cut = _rng(), _cut(words.held_out)
    return tuple(Asked(word, sample_letter(rng, word), len(cut[word])) for word in words.held_out)


def habits(words: Sequence[str]) -> Mapping[str, int]:
    """Each letter's likeliest count in questions about ``words``: the best answer of who does not see the word.

    >>> habits(("strawberry", "melon", "apple", "tree"))["e"]
    1
    """
    weights = {letter: [0.0] * (MOST + 1) for letter in ascii_lowercase}
    for word in words:
        absent = _absent(word)
        for letter in ascii_lowercase:
            often = word.count(letter)
            weights[letter][often] += often / len(word) if often else 1 / len(absent)
    return {letter: max(range(MOST + 1), key=each.__getitem__) for letter, each in weights.items()}
