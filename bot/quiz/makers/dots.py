"""Each token is only a coloured dot, and the same token has the same colour: which dot comes next?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random
from string import ascii_uppercase

import tiktoken

from bot.errors import ModelError, OutOfQuestions
from bot.language import Later, later, tr
from bot.model import NextTokens, Sampling, name_of
from bot.quiz.illustration import Dots
from bot.quiz.lots import among, it_is_not
from bot.quiz.question import Difficulty, ModelPlay, Played, Question, SatOut, dot_name
from bot.quiz.sentences import filled, patterns, single_token_words
from bot.quiz.sources import Sources, prompt_tokens
from bot.tokens import PromptToken

NEW = later("a new colour")
_MOST = 30
"""Dots that are shown."""
_TRIES = 200


async def make_dots(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A text with a pattern, shown up to a token that follows from it: one that was there before, or a new one."""
    text, asked_from, asked_to = await asyncio.to_thread(_sentence, rng, sources.tokenizer, difficulty, asked)
    tokens = prompt_tokens(sources.tokenizer, text)
    end = rng.randrange(asked_from, asked_to)
    shown, following = tokens[:end], tokens[end]
    dots = {token: dot_name(ascii_uppercase[number]) for number, token in enumerate(dict.fromkeys(shown))}
    right = dots.get(following, NEW)
    others = [dot for dot in dots.values() if dot != right]
    distractors = rng.sample(others, 3) if right == NEW else [*rng.sample(others, 2), NEW]
    options, place = among(rng, right, distractors)
    return Question(
        topic="dots",
        subject=text.casefold(),
        text=tr(
            "Each token of a sentence in {encoding} is a coloured dot, and the same token has the same colour. Which "
            "dot comes next?",
            encoding=sources.tokenizer.name,
        ),
        options=tuple(map(str, options)),
        right=place,
        hint=it_is_not(rng.choice(distractors)),
        why=tr(
            "The sentence is: “{text}” A model has more to go by than which dot followed which: each id stands for a "
            "vector, in which training has put what it has learnt of that token.",
            text=text,
        ),
        illustration=Dots(shown, following),
        model=await _play(sources, shown, dots, options),
    )


def _sentence(
    rng: Random, tokenizer: tiktoken.Encoding, difficulty: Difficulty, asked: Collection[str]
) -> tuple[str, int, int]:
    """A sentence that was not asked about lately, and from which of its tokens to which one follows from the others."""
    known = single_token_words(tokenizer)  # each is one dot
    for _ in range(_TRIES):
        pattern = rng.choice(patterns(difficulty))
        parts = filled(rng, pattern, known).split("|")
        if (text := "".join(parts)).casefold() not in asked:
            start, end = (len(prompt_tokens(tokenizer, "".join(parts[:number]))) for number in (1, 2))
            return text, start, min(end, _MOST + 1)
    raise OutOfQuestions(
        later("Every sentence that I have was asked about here lately. Choose another topic, or mixed.")
    )


async def _play(
    sources: Sources, shown: Sequence[PromptToken], names: Mapping[PromptToken, Later], options: Sequence[Later]
) -> ModelPlay:
    """The option that the model finds likeliest, all tokens that are no dot yet taken together as a new colour."""
    name = name_of(sources.model.state)
    if name is None or not sources.model.capabilities.predicts:
        return SatOut(tr("No local model is ready here, so none plays."))
    try:
        found = await sources.model.next_tokens("", [token.id for token in shown], Sampling())
    except ModelError as error:
        return SatOut(str(error))
    shares = _shares(found, names, options)
    choice = max(range(len(options)), key=shares.__getitem__)
    return Played(name, choice, shares[choice] / sum(shares))


def _shares(found: NextTokens, names: Mapping[PromptToken, Later], options: Sequence[Later]) -> Sequence[float]:
    """The probability of each option: that of its dot, or of all tokens together that are no dot yet."""
    of_dots = {names[each.token]: each.probability for each in found.likeliest if each.token in names}
    left = max(1 - sum(of_dots.values()), 0)
    return [left if option == NEW else of_dots.get(option, 0) for option in options]
