"""From which layer on is what a model says in the end among its likeliest tokens?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from random import Random

from bot.errors import OutOfQuestions
from bot.inside.views import LayerGuess, LensView
from bot.language import Later, later, tr
from bot.model.looks import LookThroughLens
from bot.quiz.illustration import Layers
from bot.quiz.lots import ending, named, not_right
from bot.quiz.makers.next_word import whole_word
from bot.quiz.playing import has_decided
from bot.quiz.question import Difficulty, Question
from bot.quiz.sentences import filled, single_token_words, templates
from bot.quiz.sources import Sources
from bot.tokens import token_ids

_RANKS = (1, 10, 100, 1_000)
"""Places that are asked about: a text's answer is first only after one of the last layers, and among many before."""
_STEP: Mapping[Difficulty, int] = {"easy": 4, "normal": 3, "hard": 2}
"""Layers between one option and the next."""
_OPTIONS = 4
_LEAST = 0.05
"""The least probability of what the model says in the end."""
_LEAD = 1.3
"""How many times as likely it must be as the next."""
_TRIES, _CHOOSY = 150, 15
"""Texts that are tried, and of these the first, which have to have the right layer in a place that was drawn."""


async def make_layers(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """The beginning of a sentence; the right layer has any place among the four."""
    name, known = sources.model_name, await asyncio.to_thread(single_token_words, sources.tokenizer)
    lower: Sequence[int] = [rng.randrange(_OPTIONS)]  # so many options; with most texts it would be all three
    for tried in range(_TRIES):
        text = filled(rng, rng.choice(templates("layers")), known)
        if (subject := text.casefold()) in asked:
            continue
        seen = await _look(sources, token_ids(sources.tokenizer, text))
        lower = lower if tried < _CHOOSY else range(_OPTIONS)
        if whole_word(seen.answer, text) and (found := _asked(rng, name, seen, difficulty, subject, lower)):
            return found
    raise OutOfQuestions(later("I find no text whose layers stand clearly enough apart. Try again."))


async def layer_of_the_answer(
    rng: Random, sources: Sources, ids: Sequence[int], difficulty: Difficulty, subject: str
) -> Question | None:
    """The question about what comes after the text ``ids``; None where the model is too unsure of that."""
    seen = await _look(sources, ids)
    return _asked(rng, sources.model_name, seen, difficulty, subject, range(_OPTIONS))


async def _look(sources: Sources, ids: Sequence[int]) -> LensView:
    seen = await sources.model.look(LookThroughLens(tuple(ids), most=2))
    return replace(seen, tuned=None)


def _asked(
    rng: Random,
    name: str,
    seen: LensView,
    difficulty: Difficulty,
    subject: str,
    lower: Sequence[int],
) -> Question | None:
    """The question, with as many of ``lower`` layers among its options; None where there is none."""
    (_, likeliest), (_, second) = seen.raw[-1].top
    if likeliest < max(_LEAST, _LEAD * second) or not (cases := _cases(seen.raw, _STEP[difficulty], lower)):
        return None
    number, most, right = rng.choice(cases)
    first = right - number * _STEP[difficulty]
    layers = [first + each * _STEP[difficulty] for each in range(_OPTIONS)]
    options = [_label(each) for each in layers]
    before, after = (next(each for each in seen.raw if each.layer == layer) for layer in (right - 1, right))
    return Question(
        topic="layers",
        subject=subject,
        text=str(_text(name, seen, most)),
        options=tuple(map(str, options)),
        right=number,
        hint=not_right(rng, options, number),
        why=tr(
            "“{answer}” is in place {place} after layer {layer} and {next_place} after layer {next_layer}, each read "
            "as if it were the last. Early layers need not speak the language of the last one, so the answer may be "
            "there before it can be read off.",
            answer=named(seen.answer),
            place=before.rank,
            layer=before.layer,
            next_place=after.rank,
            next_layer=after.layer,
        ),
        illustration=Layers(seen),
        model=has_decided(name),
    )


def _text(name: str, seen: LensView, most: int) -> Later:
    asked = (
        later(
            "“{text} …” After all of its {last} layers, {model} finds “{answer}” likeliest to come next. Each layer "
            "read as if it were the last: from which on is that first?"
        )
        if most == 1
        else later(
            "“{text} …” After all of its {last} layers, {model} finds “{answer}” likeliest to come next. Each layer "
            "read as if it were the last: from which on is that among the {most} likeliest?",
            most=most,
        )
    )
    return asked.format(text=ending(seen.tokens), last=seen.raw[-1].layer, model=name, answer=named(seen.answer))


def _label(layer: int) -> Later:
    return later("Layer {layer}", layer=layer)


def _cases(guesses: Sequence[LayerGuess], step: int, lower: Sequence[int]) -> Sequence[tuple[int, int, int]]:
    """What can be asked: how many options are lower than the right layer, the place asked about, the right layer."""
    first, last = max(1, guesses[0].layer), guesses[-1].layer
    found = []
    for most in _RANKS:
        right = _from(guesses, most)
        found += [
            (number, most, right)
            for number in lower
            if first <= right - number * step and right + (_OPTIONS - 1 - number) * step <= last
        ]
    return found


def _from(guesses: Sequence[LayerGuess], most: int) -> int:
    """The layer from which on the final answer is never behind place ``most``."""
    behind = [at for at, each in enumerate(guesses) if each.rank > most]
    return guesses[min(behind[-1] + 1, len(guesses) - 1) if behind else 0].layer
