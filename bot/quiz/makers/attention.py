"""Which token does a head read from most?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random

from bot.errors import OutOfQuestions
from bot.inside.views import AttentionView
from bot.language import Later, later, percent, tr
from bot.model.looks import LookAtAttention
from bot.quiz.illustration import Reading
from bot.quiz.lots import among, ending, it_is_not, named
from bot.quiz.playing import play_options
from bot.quiz.question import Difficulty, Question
from bot.quiz.sentences import filled, single_token_words, templates
from bot.quiz.sources import Sources
from bot.sentences import separated
from bot.tokens import PromptToken, token_ids

_LEAD: Mapping[Difficulty, float] = {"easy": 3, "normal": 2, "hard": 1.5}
"""How many times as much the right token must get as any other."""
_LEAST = 0.25
"""The least share that tokens but the first have in what a token reads: of less, nobody could say anything."""
_BEFORE = 4
"""So many tokens stand before one that is asked about, at least."""
_TRIES = 200


async def make_attention(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A sentence, and any head of any layer."""
    info = sources.inside
    known = await asyncio.to_thread(single_token_words, sources.tokenizer)
    for _ in range(_TRIES):
        text = filled(rng, rng.choice(templates("attention")), known)
        layer, head = rng.randint(1, info.layers), rng.randint(1, info.heads)
        if (subject := text.casefold()) in asked:
            continue
        look = LookAtAttention(tuple(token_ids(sources.tokenizer, text)), layer, head)
        if found := await most_read(rng, sources, look, difficulty, subject):
            return found
    raise OutOfQuestions(later("I find no head that reads clearly enough. Try again, or choose another topic."))


async def most_read(
    rng: Random, sources: Sources, look: LookAtAttention, difficulty: Difficulty, subject: str
) -> Question | None:
    """What a head reads most at any token of a text where that is clear; None where it is clear at none."""
    seen = await sources.model.look(look)
    readers = [*range(_BEFORE, len(seen.tokens))]
    rng.shuffle(readers)
    for reader in readers:
        if found := _clear(rng, seen, reader, difficulty):
            return await _asked(rng, sources, seen, reader, found, subject)
    return None


def _clear(rng: Random, seen: AttentionView, reader: int, difficulty: Difficulty) -> Sequence[int] | None:
    """The token that ``reader`` reads most and three others, by their places; None where it is not clear."""
    shares = _shares(seen, reader)
    if 1 - seen.weights[reader, 0] < _LEAST:
        return None
    right, second = sorted(shares, key=lambda at: -shares[at])[:2]
    others = [at for at in shares if at != right]
    if shares[right] < _LEAD[difficulty] * shares[second]:
        return None
    return right, *rng.sample(others, 3)


def _shares(seen: AttentionView, reader: int) -> Mapping[int, float]:
    """What ``reader`` reads of each place but the first; they add up to 1."""
    row = seen.weights[reader]
    total = float(row[1 : reader + 1].sum()) or 1.0
    return {at: float(row[at]) / total for at in range(1, reader + 1)}


async def _asked(
    rng: Random, sources: Sources, seen: AttentionView, reader: int, places: Sequence[int], subject: str
) -> Question:
    shares, text = _shares(seen, reader), _text(sources, seen, reader)
    right, *others = (_label(seen.tokens, at) for at in places)
    options, place = among(rng, right, others)
    first = float(seen.weights[reader, 0])
    places_of = dict(zip((right, *others), places, strict=True))
    listed = separated(f"{option} {percent(shares[places_of[option]])}" for option in options)
    return Question(
        topic="attention",
        subject=subject,
        text=str(text),
        options=tuple(map(str, options)),
        right=place,
        hint=it_is_not(rng.choice(others)),
        why=tr(
            "The very first token gets {share} there; many heads rest on it. Of the rest: {listed}. That is where a "
            "head reads from, not why the model answers as it does.",
            share=percent(first),
            listed=listed,
        ),
        illustration=Reading(
            seen.tokens[reader],
            tuple((seen.tokens[at], share) for at, share in shares.items()),
            first,
            seen.layer,
            seen.head,
        ),
        model=await play_options(sources.model, text, options),
        quoted=ending(seen.tokens),
    )


def _text(sources: Sources, seen: AttentionView, reader: int) -> Later:
    asked = (
        later(
            "“{text}” In {model}, which token does head {head} of layer {layer} read from most at “{reader}”, not "
            "counting the very first?",
            head=seen.head,
        )
        if seen.head
        else later(
            "“{text}” In {model}, which token does layer {layer}, its heads on average, read from most at “{reader}”, "
            "not counting the very first?"
        )
    )
    return asked.format(
        text=ending(seen.tokens), model=sources.model_name, layer=seen.layer, reader=_label(seen.tokens, reader)
    )


def _label(tokens: Sequence[PromptToken], at: int) -> Later | str:
    """What the token at a place is called: by its place too, where there are others like it."""
    label = named(tokens[at])
    alike = sum(named(each).casefold() == label.casefold() for each in tokens)
    return later("{token} (token {number})", token=label, number=at + 1) if alike > 1 else label
