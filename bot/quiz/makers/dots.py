"""Each token is only a coloured dot, and the same token has the same colour: which dot comes next?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random
from string import ascii_uppercase

from bot.errors import ModelError
from bot.model import ModelInfo, NextTokens, Sampling
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
# The first word stands without a space before it, so it is none of those that come again.
_TEXTS: Mapping[Difficulty, Sequence[str]] = {
    "easy": (
        "Say {a} {b} {a} {b} {a} {b} {a} {b}",
        "Sing: {a}, {b}, {a}, {b}, {a}, {b}, {a}, {b}",
        "First {a} {a} {b} {a} {a} {b} {a} {a} {b}",
        "Count {a} and {b} and {a} and {b} and {a} and {b}",
        "Take {a} or {b} or {a} or {b} or {a} or {b}",
        "Now {a} {b} {b} {a} {b} {b} {a} {b} {b}",
    ),
    "normal": (
        "Sing {a}, {b}, {c}, {a}, {b}, {c}, {a}, {b}, {c}",
        "No {a} without {b}, no {b} without {c}, no {c} without {a}, no {a} without {b}",
        "Where {a} is, {b} is. Where {b} is, {c} is. Where {c} is, {a} is",
        "You say {a}, I say {b}. You say {b}, I say {a}. You say {a}, I say {b}",
        "Say {a} {b} {b} {c} {a} {b} {b} {c} {a} {b} {b} {c}",
        "If {a} then {b}, if {b} then {c}, if {c} then {a}, if {a} then {b}",
    ),
    "hard": (
        "The {a} saw the {b}, the {b} saw the {c}, the {c} saw the {d}, the {d} saw the {a}",
        "Say {a} {b} {a} {c} {a} {b} {a} {d} {a} {b} {a} {c} {a} {b} {a} {d}",
        "Say {a} {b} {c} {b} {a} {d} {a} {b} {c} {b} {a} {d} {a} {b} {c}",
        "Not {a} but {b}, not {b} but {c}, not {c} but {d}, not {d} but {a}, not {a} but {b}",
        "Say {a} {b} {c} {d} {d} {c} {b} {a} {a} {b} {c} {d} {d} {c} {b} {a}",
        "One {a}, two {b}, one {c}, two {a}, one {b}, two {c}, one {a}, two {b}",
    ),
}


async def make_dots(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A text with a pattern, shown up to a token that was there before."""
    singles = await asyncio.to_thread(single_tokens, sources.smollm2)
    common = [word for word in [*singles][:_COMMONEST] if len(word) <= _LONGEST]
    first = fresh(chance, common, asked)
    others = chance.sample([word for word in common if word != first], 3)
    text = chance.choice(_TEXTS[difficulty]).format(**dict(zip("abcd", (first, *others), strict=True)))
    tokens = prompt_tokens(sources.smollm2, text)
    ends = [at for at in range(len(tokens) * 2 // 3, min(len(tokens), _MOST + 1)) if tokens[at] in tokens[:at]]
    end = chance.choice(ends)
    shown, following = tokens[:end], tokens[end]
    letters = {token: ascii_uppercase[number] for number, token in enumerate(dict.fromkeys(shown))}
    wrong = chance.sample([token for token in letters if token != following], min(2, len(letters) - 1))
    options, right = among(chance, f"Dot {letters[following]}", [*(f"Dot {letters[each]}" for each in wrong), NEW])
    model, guess = await _guess(sources, shown, {token: f"Dot {letter}" for token, letter in letters.items()}, options)
    times = shown.count(following)
    return Question(
        topic="dots",
        subject=first,
        text="Each token of a text is a coloured dot, and the same token has the same colour. Which dot comes next?",
        options=options,
        right=right,
        hint=f"It has been there {times} {'time' if times == 1 else 'times'} so far.",
        why=f"The text is “{text}”. A model sees such dots alone, and guesses by which of them followed which.",
        illustration=Dots(shown, following, guess),
        model=model,
    )


async def _guess(
    sources: Sources, shown: Sequence[PromptToken], names: Mapping[PromptToken, str], options: Sequence[str]
) -> tuple[ModelPlay, PromptToken | None]:
    """The model's part in it, and the token that it finds likeliest."""
    if not isinstance(sources.model.state, ModelInfo):
        return SatOut("No local model is ready here, so none plays."), None
    try:
        found = await sources.model.next_tokens("", [token.id for token in shown], Sampling())
    except ModelError as error:
        return SatOut(str(error)), None
    shares = _shares(found, names, options)
    guess = found.likeliest[0].token
    said = names.get(guess, NEW)
    choice = options.index(said) if said in options else max(range(len(options)), key=shares.__getitem__)
    return Played(sources.model.state.name, choice, shares[choice] / sum(shares)), guess


def _shares(found: NextTokens, names: Mapping[PromptToken, str], options: Sequence[str]) -> Sequence[float]:
    """The probability of each option: that of its dot, or of all tokens together that are no dot yet."""
    of_dots = {names[each.token]: each.probability for each in found.likeliest if each.token in names}
    left = max(1 - sum(of_dots.values()), 0)
    return [left if option == NEW else of_dots.get(option, 0) for option in options]
