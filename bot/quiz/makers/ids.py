"""Which word has an id, and which word has one at all?"""

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from random import Random

import tiktoken

from bot.quiz.lots import among, fresh
from bot.quiz.playing import play_options
from bot.quiz.question import Difficulty, Question, Strip
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import band, lengths, several_tokens, single_tokens, words
from bot.tokens import WHAT_AN_ID_TELLS

_APART: Mapping[Difficulty, float] = {"easy": 3, "normal": 1.5, "hard": 1.05}
"""How many times as high one id must be as another."""
_EASING = 0.998
_OPTIONS = 4
_BEFORE = 200
"""At least so many words of several tokens are commoner than a word that is one, and as many rarer."""
_AROUND = 40
"""Distractors are drawn from so many that are a bit commoner, and from as many that are a bit rarer."""


async def make_ids(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """Either of two questions about words as they stand in a sentence: with the space before them."""
    encoding = sources.encoding
    singles, several = await asyncio.to_thread(lambda: (single_tokens(encoding), several_tokens(encoding)))
    if chance.random() < 0.5:
        right = fresh(chance, [word for word in band(difficulty) if word in singles], asked)
        what, distractors, hint, why = _which_word(chance, singles, right, difficulty)
    else:
        right = fresh(chance, _amid(encoding, difficulty), asked)
        what, distractors, hint, why = _single(chance, singles, several, right)
    options, place = among(chance, right, distractors)
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
        model=await play_options(sources.model, text, options),
    )


_Made = tuple[str, Sequence[str], str, str]
"""What is said of the right word, distractors, hint, why."""


def _which_word(chance: Random, singles: Mapping[str, int], right: str, difficulty: Difficulty) -> _Made:
    ids = {right: singles[right]}
    others = [*singles]
    apart = _APART[difficulty]
    while len(ids) < _OPTIONS:
        word = chance.choice(others)
        if word not in ids and all(_apart(singles[word], id_) >= apart for id_ in ids.values()):
            ids[word] = singles[word]
        apart = max(1, apart * _EASING)  # beside some words no three others stand so far apart
    lower = sum(id_ < ids[right] for id_ in ids.values())
    hint = f"Of the other words {lower or 'none'} came earlier. The lower an id, the earlier its merge was made."
    listed = ", ".join(f"{word} {id_}" for word, id_ in sorted(ids.items(), key=lambda each: each[1]))
    why = f"Ids follow the order of the merges: {listed}. {WHAT_AN_ID_TELLS}"
    return f"is token {ids[right]}", [word for word in ids if word != right], hint, why


def _apart(one: int, other: int) -> float:
    return max(one, other) / min(one, other)


@cache
def _amid(encoding: tiktoken.Encoding, difficulty: Difficulty) -> Sequence[str]:
    """Single tokens that are neither commoner nor rarer than nearly all words of several tokens."""
    cut, wanted = [*several_tokens(encoding)], lengths(difficulty)
    commonest, rarest = words()[cut[_BEFORE]], words()[cut[-_BEFORE]]
    return [word for word in single_tokens(encoding) if len(word) in wanted and rarest <= words()[word] <= commonest]


def _single(chance: Random, singles: Mapping[str, int], several: Mapping[str, int], right: str) -> _Made:
    """The distractors are as long as ``right``, and it may have any place among them by how common they are."""
    alike = [word for word in several if len(word) == len(right)]
    ranks, rank = [-words()[word] for word in alike], -words()[right]
    commoner = alike[: bisect_left(ranks, rank)][-_AROUND:]
    rarer = alike[bisect_right(ranks, rank) :][:_AROUND]
    number = min(max(chance.randrange(_OPTIONS), _OPTIONS - 1 - len(rarer)), len(commoner))
    distractors = chance.sample(commoner, number) + chance.sample(rarer, _OPTIONS - 1 - number)
    others = ", ".join(f"{word} {several[word]}" for word in distractors)
    why = f"“{right}” is token {singles[right]}. How many tokens the others are: {others}."
    return "is a single token", distractors, f"It is not {chance.choice(distractors)}.", why
