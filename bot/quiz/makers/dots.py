"""Each token is only a coloured dot, and the same token has the same colour: which dot comes next?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random
from string import ascii_uppercase

from bot.errors import ModelError
from bot.model import NextTokens, Sampling, name_of
from bot.quiz.lots import among, fresh
from bot.quiz.question import Difficulty, Dots, ModelPlay, Played, Question, SatOut
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import single_tokens
from bot.tokens import PromptToken

NEW = "a new colour"
_COMMONEST = 3_000
_LONGEST = 8
"""Letters: so many stand below a dot."""
_MOST = 24
"""Dots that are shown."""
_PLACES = "abcdef"
# The first word stands without a space before it, so it is none of those that come again. From the bar on, what comes
# next follows from what was there; before it, a word may come again where the pattern rather promises a new one.
_TEXTS: Mapping[Difficulty, Sequence[str]] = {
    "easy": (
        "Say {a} {b} {a} {b} {a} {b}| {a} {b}",
        "Sing: {a}, {b}, {a}, {b}, {a}|, {b}, {a}, {b}",
        "First {a} {a} {b} {a} {a} {b}| {a} {a} {b}",
        "Count {a} and {b} and {a} and {b} and| {a} and {b}",
        "Take {a} or {b} or {a} or {b} or| {a} or {b}",
        "Now {a} {b} {b} {a} {b} {b}| {a} {b} {b}",
        "Say {a} {a} {b} {b} {c} {c} {d} {d}| {e} {e} {f} {f}",
        "Count {a} and {b} and {c} and {d} and| {e} and {f}",
    ),
    "normal": (
        "Sing {a}, {b}, {c}, {a}, {b}|, {c}, {a}, {b}, {c}",
        "No {a} without {b}, no {b} without {c}, no {c} without {a}|, no {a} without {b}",
        "Where {a} is, {b} is. Where {b} is, {c} is. Where {c} is, {a}| is. Where {a} is",
        "You say {a}, I say {b}. You say {b}, I say {a}. You| say {a}, I say {b}",
        "Say {a} {b} {b} {c} {a} {b} {b} {c} {a}| {b} {b} {c}",
        "If {a} then {b}, if {b} then {c}, if {c} then {a}|, if {a} then {b}",
        "Say {a} {b} {a} {c} {a} {d} {a}| {e} {a} {f}",
        "Say {a} {a} {a} {b} {b} {b} {c} {c} {c}| {d} {d} {d} {e} {e}",
    ),
    "hard": (
        "The {a} saw the {b}, the {b} saw the {c}, the {c} saw the| {d}, the {d} saw the {e}",
        "Say {a} {b} {a} {c} {a} {b} {a} {d} {a} {b} {a} {c}| {a} {b} {a}",
        "Say {a} {b} {c} {b} {a} {d} {a} {b} {c} {b}| {a} {d} {a} {b} {c}",
        "Not {a} but {b}, not {b} but {c}, not {c} but {d}, not {d} but {a}|, not {a} but {b}",
        "Say {a} {b} {c} {d} {d} {c} {b} {a} {a} {b} {c}| {d} {d} {c} {b} {a}",
        "One {a}, two {b}, one {c}, two {a}, one {b}|, two {c}, one {a}, two {b}",
        "Say {a} {b} {b} {a} {c} {d} {d} {c}| {e} {f} {f} {e}",
    ),
}


async def make_dots(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A text with a pattern, shown up to a token that follows from it: one that was there before, or a new one."""
    singles = await asyncio.to_thread(single_tokens, sources.tokenizer)
    common = [word for word in [*singles][:_COMMONEST] if len(word) <= _LONGEST]
    first = fresh(chance, common, asked)
    words = (first, *chance.sample([word for word in common if word != first], len(_PLACES) - 1))
    begun, rest = chance.choice(_TEXTS[difficulty]).format(**dict(zip(_PLACES, words, strict=True))).split("|")
    tokens = prompt_tokens(sources.tokenizer, begun + rest)
    end = chance.randrange(len(prompt_tokens(sources.tokenizer, begun)), min(len(tokens), _MOST + 1))
    shown, following = tokens[:end], tokens[end]
    dots = {token: f"Dot {ascii_uppercase[number]}" for number, token in enumerate(dict.fromkeys(shown))}
    right = dots.get(following, NEW)
    others = [dot for dot in dots.values() if dot != right]
    distractors = chance.sample(others, 3) if right == NEW else [*chance.sample(others, 2), NEW]
    options, place = among(chance, right, distractors)
    return Question(
        topic="dots",
        subject=first,
        text=(
            f"Each token of a text in {sources.tokenizer.name} is a coloured dot, and the same token has the same "
            "colour. Which dot comes next?"
        ),
        options=options,
        right=place,
        hint=f"It is not {chance.choice(distractors)}.",
        why=(
            f"The text is “{begun}{rest}”. A model has more to go by than which dot followed which: each id stands for "
            "a vector, in which training has put what it has learnt of that token."
        ),
        illustration=Dots(shown, following),
        model=await _play(sources, shown, dots, options),
    )


async def _play(
    sources: Sources, shown: Sequence[PromptToken], names: Mapping[PromptToken, str], options: Sequence[str]
) -> ModelPlay:
    """The option that the model finds likeliest, all tokens that are no dot yet taken together as a new colour."""
    name = name_of(sources.model.state)
    if name is None or not sources.model.capabilities.predicts:
        return SatOut("No local model is ready here, so none plays.")
    try:
        found = await sources.model.next_tokens("", [token.id for token in shown], Sampling())
    except ModelError as error:
        return SatOut(str(error))
    shares = _shares(found, names, options)
    choice = max(range(len(options)), key=shares.__getitem__)
    return Played(name, choice, shares[choice] / sum(shares))


def _shares(found: NextTokens, names: Mapping[PromptToken, str], options: Sequence[str]) -> Sequence[float]:
    """The probability of each option: that of its dot, or of all tokens together that are no dot yet."""
    of_dots = {names[each.token]: each.probability for each in found.likeliest if each.token in names}
    left = max(1 - sum(of_dots.values()), 0)
    return [left if option == NEW else of_dots.get(option, 0) for option in options]
