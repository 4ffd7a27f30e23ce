"""Sentences: those whose tokens follow a pattern, of ``sentences.txt``, and those of ``whole_sentences.txt``."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Literal

import regex
import tiktoken

from bot.errors import OutOfQuestions
from bot.language import later
from bot.quiz.question import Difficulty

TOO_FEW = later("The model here has too few words that are one token. Choose another topic.")
"""Why nothing can be asked of a model with a small vocabulary."""

_PLACE = regex.compile(r"\{(\w+):\w\}")


@cache
def _sections() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in _lines("sentences.txt"):
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        else:
            section.append(line)
    return found


def _lines(name: str) -> Sequence[str]:
    lines = (files("bot.quiz") / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def whole_sentences() -> Sequence[str]:
    """Plain English ones, whose words mostly follow from those before.

    >>> whole_sentences()[0]
    'She opened the door with an old rusty key.'
    """
    return _lines("whole_sentences.txt")


def patterns(difficulty: Difficulty) -> Sequence[str]:
    """The sentences of a difficulty, with their places and bars.

    >>> patterns("easy")[1]
    'Here the {animal:a} sleeps, the {animal:b} sleeps, the {animal:c} sleeps|, the {animal:d} sleeps|, and I read.'
    """
    return _sections()[difficulty]


def templates(topic: Literal["attention", "layers"]) -> Sequence[str]:
    """The sentences with places that questions of a topic are about, or the beginnings of them.

    >>> templates("layers")[0]
    'My mother bought some {food:a} and some'
    """
    return _sections()[topic]


def kinds() -> Mapping[str, Sequence[str]]:
    """The words for the places, by their kind.

    >>> sorted(kinds())
    ['animal', 'colour', 'food', 'person', 'place', 'thing']
    """
    named = {found[1] for pattern in patterns("easy") for found in _PLACE.finditer(pattern)}
    return {kind: " ".join(_sections()[kind]).split() for kind in sorted(named)}


@cache
def single_token_words(tokenizer: tiktoken.Encoding) -> Mapping[str, Sequence[str]]:
    """The words of each kind that are one token after a space.

    >>> [*single_token_words(tiktoken.get_encoding("o200k_base"))["animal"]][:3]
    ['cat', 'dog', 'fox']
    """
    return {
        kind: [word for word in listed if len(tokenizer.encode_ordinary(f" {word}")) == 1]
        for kind, listed in kinds().items()
    }


def filled(rng: Random, pattern: str, known: Mapping[str, Sequence[str]]) -> str:
    """A pattern with one of the ``known`` words in each place: the same in places of one name, others in others.

    Raises ``OutOfQuestions`` where too few are known: a model may have a small vocabulary.

    >>> filled(Random(1), "A {animal:a} is| a {animal:a}|.", {"animal": ["cat"]})
    'A cat is| a cat|.'
    """
    places: dict[str, str] = {}
    for found in _PLACE.finditer(pattern):
        if found[0] not in places:
            left = [each for each in known[found[1]] if each not in places.values()]
            if not left:
                raise OutOfQuestions(TOO_FEW)
            places[found[0]] = rng.choice(left)
    return _PLACE.sub(lambda found: places[found[0]], pattern)
