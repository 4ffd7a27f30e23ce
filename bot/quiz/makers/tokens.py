"""How many tokens is a word?"""

import asyncio
from collections.abc import Collection
from random import Random

import tiktoken

from bot.language import later, plural, tr
from bot.quiz.illustration import Strip
from bot.quiz.lots import fresh, half, numbers_around
from bot.quiz.playing import play_options
from bot.quiz.question import Difficulty, Question
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import band

_SAMPLE = 40
"""Words drawn, of which one of a random number of tokens is taken: else nearly all would have one or two."""


async def make_tokens(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A word on its own, as at the beginning of a text."""
    candidates = await asyncio.to_thread(band, difficulty)
    sample = [fresh(rng, candidates, asked) for _ in range(_SAMPLE)]
    lengths = {word: len(sources.encoding.encode_ordinary(word)) for word in sample}
    right = rng.choice(sorted({*lengths.values()}))
    word = rng.choice([each for each in sample if lengths[each] == right])
    tokens = prompt_tokens(sources.encoding, word)
    options, place = numbers_around(rng, right, 1)
    text = later(
        "How many tokens does “{word}” make in {encoding}, on its own?", word=word, encoding=sources.encoding.name
    )
    return Question(
        topic="tokens",
        subject=word,
        text=str(text),
        options=options,
        right=place,
        hint=half(options, right),
        why=_why(word, [token.text for token in tokens], sources.encoding),
        illustration=Strip(tokens),
        model=await play_options(sources.model, text, options),
    )


def _why(word: str, pieces: list[str], encoding: tiktoken.Encoding) -> str:
    if len(pieces) == 1:
        return tr(
            "“{word}” has a token of its own: merges joined all of its letters while {encoding} was trained.",
            word=word,
            encoding=encoding.name,
        )
    return plural(
        "{encoding} cuts it into {pieces}; after a space, as in a sentence, it is {n} token.",
        "{encoding} cuts it into {pieces}; after a space, as in a sentence, it is {n} tokens.",
        len(encoding.encode_ordinary(f" {word}")),
        encoding=encoding.name,
        pieces=" | ".join(pieces),
    )
