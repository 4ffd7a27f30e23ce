"""How often does a letter occur, or two letters together? Count before the model does."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from random import Random
from string import ascii_lowercase

from bot.language import Later, joined, later, plural, tr
from bot.letters import Count, graphemes
from bot.quiz.illustration import Spelling
from bot.quiz.lots import fresh, numbers_around
from bot.quiz.playing import play_count, play_options
from bot.quiz.question import Difficulty, ModelPlay, Question
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import words
from bot.sentences import sentences, separated

_ABSENT = 0.1
"""How often a letter is asked about that does not occur at all."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """How long and how common words are, and how often the letter of one, or the two ``together``, may occur."""

    lengths: range
    rarest: float
    alone: range
    together: range


_ASKED: Mapping[Difficulty, _Asked] = {
    "easy": _Asked(range(6, 10), 4.2, range(1, 4), range(0)),
    "normal": _Asked(range(9, 13), 3.5, range(2, 5), range(3, 6)),
    "hard": _Asked(range(11, 16), 0, range(0), range(3, 7)),
}
_Choices = Mapping[str, Sequence[str]]
"""Words, each with the letters, or pairs of letters, that it may be asked for."""


async def make_letters(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A word, and one letter or two that occur in it often enough to lose count."""
    by_number = await asyncio.to_thread(_choices, difficulty)
    # A number first, as nearly all words have one of two of them, and whoever says that one would mostly be right.
    left = [number for number, choices in by_number.items() if not choices.keys() <= {*asked}]
    choices = by_number[rng.choice(left)] if left else {}
    word = fresh(rng, [*choices], asked)
    letters = _letters(rng, word, choices[word])
    found = [at for at, each in enumerate(word) if each in letters]
    # Nobody takes more than two thirds of a word's letters for one or two of them.
    options, right = numbers_around(rng, len(found), 0, len(word) * 2 // 3)
    text = _text(word, letters)
    return Question(
        topic="letters",
        subject=word,
        text=str(text),
        options=options,
        right=right,
        hint=_hint(word, letters),
        why=_why(sources, word, letters),
        illustration=Spelling(tuple(graphemes(word)), tuple(found), *letters),
        model=await _play(sources, word, letters, text, options),
    )


@cache
def _choices(difficulty: Difficulty) -> Mapping[int, _Choices]:
    """What may be asked for, by how often it occurs."""
    wanted = _ASKED[difficulty]
    found: dict[int, dict[str, list[str]]] = {}
    for word, zipf in words().items():
        if len(word) in wanted.lengths and zipf >= wanted.rarest:
            for letters, number in _numbers(word, wanted):
                found.setdefault(number, {}).setdefault(word, []).append(letters)
    return {number: found[number] for number in sorted(found)}


def _numbers(word: str, wanted: _Asked) -> Iterator[tuple[str, int]]:
    times = {letter: word.count(letter) for letter in sorted({*word})}
    yield from ((letter, number) for letter, number in times.items() if number in wanted.alone)
    for one, other in combinations(times, 2):
        if (together := times[one] + times[other]) in wanted.together:
            yield one + other, together


def _letters(rng: Random, word: str, frequent: Sequence[str]) -> str:
    number = rng.choice(sorted({*map(len, frequent)}))  # there are far more pairs
    letters = rng.choice([each for each in frequent if len(each) == number])
    if rng.random() >= _ABSENT:
        return letters
    absent = rng.choice([letter for letter in ascii_lowercase if letter not in word])
    return "".join(sorted((*letters[1:], absent)))


def _text(word: str, letters: str) -> Later:
    if len(letters) == 1:
        return later("How many times does the letter {letter} occur in “{word}”?", letter=letters, word=word)
    one, other = tuple(letters)
    return later(
        "How many letters of “{word}” are {one} or {other}? Count both together.", word=word, one=one, other=other
    )


def _hint(word: str, letters: str) -> str:
    half, wanted = len(word) // 2, joined([*letters], "or")
    times = sum(letter in letters for letter in word[:half])
    if times == 0:
        # Translators: {letters} is one letter, or two such as “a or b”.
        return tr("Of the first {half} letters, none is {letters}.", half=half, letters=wanted)
    if times == 1:
        # Translators: {letters} is one letter, or two such as “a or b”.
        return tr("Of the first {half} letters, one is {letters}.", half=half, letters=wanted)
    # Translators: {letters} is one letter, or two such as “a or b”; {n} is at least 2.
    return plural(
        "Of the first {half} letters, {n} is {letters}.",
        "Of the first {half} letters, {n} are {letters}.",
        times,
        half=half,
        letters=wanted,
    )


def _why(sources: Sources, word: str, letters: str) -> str:
    tokens = prompt_tokens(sources.encoding, f" {word}")
    ids = separated(str(token.id) for token in tokens)
    cut = plural(
        "In a sentence, {encoding} has “{word}” as {n} token: {ids}. An id spells nothing: models learn spelling from "
        "text.",
        "In a sentence, {encoding} has “{word}” as {n} tokens: {ids}. An id spells nothing: models learn spelling from "
        "text.",
        len(tokens),
        encoding=sources.encoding.name,
        word=word,
        ids=ids,
    )
    if len(letters) == 1:
        return cut
    each = separated(f"{letter} {word.count(letter)}" for letter in letters)
    return sentences([tr("Of each: {listed}.", listed=each), cut])


async def _play(sources: Sources, word: str, letters: str, text: Later, options: Sequence[str]) -> ModelPlay:
    if len(letters) == 1:
        return await play_count(sources.model, Count(word, letters), options)
    return await play_options(sources.model, text, options)
