"""Which words live near each other in the model's vector space?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random

from bot.errors import OutOfQuestions
from bot.language import later, number, tr
from bot.model import Neighbours
from bot.quiz.illustration import Similarities
from bot.quiz.lots import among, differ, fresh, it_is_not
from bot.quiz.playing import play_options
from bot.quiz.question import Difficulty, Question
from bot.quiz.sources import Sources
from bot.quiz.words import RARE, single_tokens, words
from bot.sentences import sentences, separated

_COMMONEST: Mapping[Difficulty, int] = {"easy": 2_000, "normal": 5_000, "hard": 12_000}
_APART: Mapping[Difficulty, float] = {"easy": 0.25, "normal": 0.12, "hard": 0.04}
"""By how much the cosine of the right word must differ from those of the others; rounding is far below that."""
_NEAR = 0.4
"""The least cosine of what is called near."""
_NEAREST = 300
_FIELD = slice(10, 60)
"""Of the nearest words: the first belong to a word too much to be the odd one out beside it, the last not at all."""
_HARD = 20
"""Of so many that are clearly farther than the right one, the nearest, the distractors of a hard question are drawn."""
_AS_COMMON = 0.6
"""By how much the odd one may be commoner or rarer, on Zipf's scale: four times."""
_TRIES = 300


async def make_neighbours(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """Either the nearest of four words, or the odd one of four."""
    name = sources.model_name
    singles = await asyncio.to_thread(single_tokens, sources.tokenizer)
    ids = {word: id_ for word, id_ in singles.items() if words()[word] >= RARE}
    make = rng.choice([_nearest, _odd_one_out])
    for _ in range(_TRIES):
        word = fresh(rng, [*ids][: _COMMONEST[difficulty]], asked)
        if question := await make(rng, sources, word, ids, difficulty, name):
            return question
    raise OutOfQuestions(later("I find no words that stand clearly enough apart. Try again, or choose another topic."))


async def _nearest(
    rng: Random, sources: Sources, word: str, ids: Mapping[str, int], difficulty: Difficulty, name: str
) -> Question | None:
    near = await _related(sources, word, ids)
    if not near or near[0][1] < _NEAR:
        return None
    right, cosine = near[0]
    distractors = _distractors(rng, word, near, ids, difficulty)
    found = await sources.model.neighbours(ids[word], [ids[each] for each in (right, *distractors)], 0)
    cosines = dict(zip((right, *distractors), (value for _, value in found.others), strict=True))
    if len(distractors) < 3 or any(cosine - cosines[each] < _APART[difficulty] for each in distractors):
        return None
    options, place = among(rng, right, distractors)
    text = later("Whose vector is nearest to that of “{word}” in {model}?", word=word, model=name)
    tokens = {token.text.strip(): token for token, _ in found.others}
    listed = separated(f"{each} {number(cosines[each], 2)}" for each in options)
    return Question(
        topic="neighbours",
        subject=word,
        text=str(text),
        options=options,
        right=place,
        hint=it_is_not(rng.choice(distractors)),
        why=sentences([tr("Cosine with “{word}”: {listed}.", word=word, listed=listed), _control(found)]),
        illustration=Similarities(
            found.token, tuple((tokens[each], cosines[each]) for each in options), found.random_pair
        ),
        model=await play_options(sources.model, text, options),
    )


def _distractors(
    rng: Random, word: str, near: Sequence[tuple[str, float]], ids: Mapping[str, int], difficulty: Difficulty
) -> Sequence[str]:
    """At most three words that may be clearly farther from ``word`` than the nearest."""
    right, cosine = near[0]
    farther = [each for each, other in near[5:] if cosine - other >= _APART[difficulty]]
    if difficulty == "hard":
        farther = farther[:_HARD]
    if difficulty == "easy" or len(farther) < 3:
        farther = rng.sample(sorted(ids), min(len(ids), 8))
    drawn = rng.sample(farther, min(len(farther), 8))
    return [each for each in drawn if differ(each, word, right)][:3]


async def _odd_one_out(
    rng: Random, sources: Sources, word: str, ids: Mapping[str, int], difficulty: Difficulty, name: str
) -> Question | None:
    related = await _related(sources, word, ids)
    together, odds = _candidates(word, [each for each, _ in related], ids, difficulty)
    if len(together) < 3 or not odds:
        return None
    odd = rng.choice(odds)
    options, place = among(rng, odd, together)
    found = {each: await sources.model.neighbours(ids[each], [ids[other] for other in options], 0) for each in options}
    cosines = {each: [cosine for _, cosine in found[each].others] for each in options}
    means = {each: (sum(cosines[each]) - 1) / 3 for each in options}  # without the 1 of each with itself
    inside = min(cosines[each][options.index(other)] for each in together for other in together)
    outside = max(cosines[odd][options.index(other)] for other in together)
    apart = min(means[each] for each in together) - means[odd]
    if apart < _APART[difficulty] or inside < max(_NEAR / 2, outside):
        return None
    text = later(
        "The vectors of three of these words are near each other in {model}. Which is the odd one out?", model=name
    )
    listed = separated(f"{each} {number(means[each], 2)}" for each in options)
    cosines_said = tr("Mean cosine of each vector with the other three: {listed}.", listed=listed)
    return Question(
        topic="neighbours",
        subject=word,
        text=str(text),
        options=options,
        right=place,
        hint=it_is_not(rng.choice(together)),
        why=sentences([cosines_said, _control(found[odd])]),
        illustration=Similarities(
            None, tuple((found[each].token, means[each]) for each in options), found[odd].random_pair
        ),
        model=await play_options(sources.model, text, options),
    )


def _candidates(
    word: str, near: Sequence[str], ids: Mapping[str, int], difficulty: Difficulty
) -> tuple[Sequence[str], Sequence[str]]:
    """Three words that belong together, ``word`` among them, and those that may be the odd one."""
    together = [word]
    for each in near:
        if len(together) < 3 and differ(each, *together):
            together.append(each)
    # A hard one is of the same field, and none is told from the others by how common it is.
    field = near[_FIELD] if difficulty == "hard" else [*ids]
    odds = [each for each in field if abs(words()[each] - words()[word]) <= _AS_COMMON and differ(each, *together)]
    return together, odds


def _control(found: Neighbours) -> str:
    """What a cosine says, beside what it is without any reason."""
    return tr(
        "Two random tokens have {cosine} on average. What is above that, training has made alike to the model: in "
        "meaning, in form, or in how rare it is. Rare words, which training hardly touched, are left out.",
        cosine=number(found.random_pair, 2),
    )


async def _related(sources: Sources, word: str, ids: Mapping[str, int]) -> Sequence[tuple[str, float]]:
    """Other words near ``word``, nearest first, of which none is a form of it."""
    found = await sources.model.neighbours(ids[word], [], _NEAREST)
    near = ((token.text.removeprefix(" "), cosine) for token, cosine in found.nearest if token.text.startswith(" "))
    return [(each, cosine) for each, cosine in near if each in ids and differ(each, word)]
