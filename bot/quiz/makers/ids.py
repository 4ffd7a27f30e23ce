"""Which word has an id, and which word has one at all?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random

from bot.quiz.lots import among, fresh
from bot.quiz.playing import play
from bot.quiz.question import Difficulty, Question, Strip
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import band, several_tokens, single_tokens

_APART: Mapping[Difficulty, float] = {"easy": 3, "normal": 1.5, "hard": 1.05}
"""How many times as high one id must be as another."""
_EASING = 0.998
_OPTIONS = 4


async def make_ids(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """Either of two questions about words as they stand in a sentence: with the space before them."""
    encoding = sources.encoding
    singles, several = await asyncio.to_thread(lambda: (single_tokens(encoding), several_tokens(encoding)))
    right = fresh(chance, [word for word in band(difficulty) if word in singles], asked)
    make = chance.choice([_which_word, _single])
    what, wrong, hint, why = make(chance, singles, several, right, difficulty)
    options, place = among(chance, right, wrong)
    text = f"Which word, with the space before it, {what} of {encoding.name}?"
    return Question(
        topic="ids",
        subject=right,
        text=text,
        options=options,
        right=place,
        hint=hint,
        why=why,
        illustration=Strip(tuple(token for word in options for token in prompt_tokens(encoding, f" {word}"))),
        model=await play(sources.model, text, options),
    )


_Made = tuple[str, Sequence[str], str, str]
"""What is said of the right word, wrong words, hint, why."""


def _which_word(
    chance: Random, singles: Mapping[str, int], several: Mapping[str, int], right: str, difficulty: Difficulty
) -> _Made:
    ids = {right: singles[right]}
    others = [*singles]
    apart = _APART[difficulty]
    while len(ids) < _OPTIONS:
        word = chance.choice(others)
        if word not in ids and all(_apart(singles[word], id_) >= apart for id_ in ids.values()):
            ids[word] = singles[word]
        apart = max(1, apart * _EASING)  # beside some words no three others stand so far apart
    lower = sum(id_ < ids[right] for id_ in ids.values())
    hint = f"Of the other words {lower or 'none'} came earlier. The lower an id, the earlier it was learnt."
    listed = ", ".join(f"{word} {id_}" for word, id_ in sorted(ids.items(), key=lambda each: each[1]))
    why = f"Ids are given in the order of learning, and what is common is learnt early: {listed}."
    return f"is token {ids[right]}", [word for word in ids if word != right], hint, why


def _apart(one: int, other: int) -> float:
    return max(one, other) / min(one, other)


def _single(chance: Random, singles: Mapping[str, int], several: Mapping[str, int], right: str, _: Difficulty) -> _Made:
    wrong = chance.sample([*several], 3)
    others = ", ".join(f"{word} {several[word]}" for word in wrong)
    why = f"“{right}” is token {singles[right]}. How many tokens the others are: {others}."
    return "is a single token", wrong, f"It is not {chance.choice(wrong)}.", why
