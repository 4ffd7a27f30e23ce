"""How often does a letter occur? Count before the model does."""

import asyncio
from collections.abc import Collection
from random import Random
from string import ascii_lowercase

from bot.letters import Count, graphemes, occurrences
from bot.quiz.lots import fresh, numbers_around
from bot.quiz.playing import play_count
from bot.quiz.question import Difficulty, Question, Spelling
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import band
from bot.tokens import count

_ABSENT = 0.1
"""How often the letter does not occur at all."""


async def make_letters(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A word, and mostly a letter that occurs in it; where that is not easy, rather one that occurs more than once."""
    word = fresh(chance, await asyncio.to_thread(band, difficulty), asked)
    letter = _letter(chance, word, difficulty)
    found = occurrences(word, letter)
    options, right = numbers_around(chance, len(found), 0)
    tokens = prompt_tokens(sources.encoding, f" {word}")
    ids = ", ".join(str(token.id) for token in tokens)
    return Question(
        topic="letters",
        subject=word,
        text=f"How many times does the letter {letter} occur in “{word}”?",
        options=options,
        right=right,
        hint=_hint(word, letter),
        why=(
            f"In a sentence, {sources.encoding.name} has “{word}” as {count(len(tokens), 'token')}: {ids}. An id "
            "spells nothing: models learn spelling from text."
        ),
        illustration=Spelling(tuple(graphemes(word)), tuple(found), letter),
        model=await play_count(sources.model, Count(word, letter), options),
    )


def _letter(chance: Random, word: str, difficulty: Difficulty) -> str:
    if chance.random() < _ABSENT:
        return chance.choice([letter for letter in ascii_lowercase if letter not in word])
    repeated = sorted({letter for letter in word if word.count(letter) > 1})
    if repeated and difficulty != "easy":
        return chance.choice(repeated)
    return chance.choice(word)


def _hint(word: str, letter: str) -> str:
    half = len(word) // 2
    times = word[:half].count(letter)
    found = {0: "none is", 1: "one is"}.get(times, f"{times} are")
    return f"Of the first {half} letters, {found} {letter}."
