"""Which words live near each other in the model's vector space?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random

from bot.errors import OutOfQuestions
from bot.quiz.lots import among, fresh
from bot.quiz.playing import play
from bot.quiz.question import Difficulty, Question, Similarities
from bot.quiz.sources import Sources
from bot.quiz.words import single_tokens
from bot.tokens import PromptToken

_COMMONEST: Mapping[Difficulty, int] = {"easy": 2_000, "normal": 5_000, "hard": 12_000}
_APART: Mapping[Difficulty, float] = {"easy": 0.25, "normal": 0.12, "hard": 0.04}
"""By how much the cosine of the right word must differ from those of the others; rounding is far below that."""
_NEAR = 0.4
"""The least cosine of what is called near."""
_NEAREST = 300
_TRIES = 300
_ALIKE = 3
"""Words that begin with as many of the same letters, or of which one holds the other, are rather forms of one word."""


async def make_neighbours(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """Either the nearest of four words, or the odd one of four."""
    name = sources.model_name
    ids = await asyncio.to_thread(single_tokens, sources.smollm2)
    make = chance.choice([_nearest, _odd_one_out])
    for _ in range(_TRIES):
        word = fresh(chance, [*ids][: _COMMONEST[difficulty]], asked)
        if question := await make(chance, sources, word, ids, difficulty, name):
            return question
    raise OutOfQuestions("I find no words that stand clearly enough apart. Try again, or choose another topic.")


async def _nearest(
    chance: Random, sources: Sources, word: str, ids: Mapping[str, int], difficulty: Difficulty, name: str
) -> Question | None:
    near = await _related(sources, word, ids)
    if not near or near[0][1] < _NEAR:
        return None
    right, cosine = near[0]
    farther = [each for each, other in near[5:] if cosine - other >= _APART[difficulty]]
    if difficulty == "easy" or len(farther) < 3:
        farther = chance.sample(sorted(ids), 8)
    drawn = chance.sample(farther, min(len(farther), 8))
    wrong = [each for each in drawn if _differ(each, word, right)][:3]
    found = await sources.model.neighbours(ids[word], [ids[each] for each in (right, *wrong)], 0)
    cosines = dict(zip((right, *wrong), (value for _, value in found.others), strict=True))
    if len(wrong) < 3 or any(cosine - cosines[each] < _APART[difficulty] for each in wrong):
        return None
    options, place = among(chance, right, wrong)
    text = f"Whose vector is nearest to that of “{word}” in {name}?"
    tokens = {token.text.strip(): token for token, _ in found.others}
    listed = ", ".join(f"{each} {cosines[each]:.2f}" for each in sorted(options, key=lambda each: -cosines[each]))
    return Question(
        topic="neighbours",
        subject=word,
        text=text,
        options=options,
        right=place,
        hint=f"It is not {chance.choice(wrong)}.",
        why=f"Training has pulled words that are used alike together. Cosine with “{word}”: {listed}.",
        illustration=Similarities(found.token, tuple((tokens[each], cosines[each]) for each in options)),
        model=await play(sources.model, text, options),
    )


async def _odd_one_out(
    chance: Random, sources: Sources, word: str, ids: Mapping[str, int], difficulty: Difficulty, name: str
) -> Question | None:
    together = [word]
    for each, _ in await _related(sources, word, ids):
        if len(together) < 3 and _differ(each, *together):
            together.append(each)
    odd = chance.choice(sorted(ids))
    if len(together) < 3 or not _differ(odd, *together):
        return None
    options, place = among(chance, odd, together)
    means, tokens = await _means(sources, options, ids)
    others = [means[each] for each in together]
    if min(others) - means[odd] < _APART[difficulty] or min(others) < _NEAR / 2:
        return None
    text = f"The vectors of three of these words are near each other in {name}. Which is the odd one out?"
    listed = ", ".join(f"{each} {means[each]:.2f}" for each in options)
    return Question(
        topic="neighbours",
        subject=word,
        text=text,
        options=options,
        right=place,
        hint=f"It is not {chance.choice(together)}.",
        why=f"Mean cosine of each vector with the other three: {listed}. Near are those that are used alike in texts.",
        illustration=Similarities(None, tuple((tokens[each], means[each]) for each in options)),
        model=await play(sources.model, text, options),
    )


async def _related(sources: Sources, word: str, ids: Mapping[str, int]) -> Sequence[tuple[str, float]]:
    """Other words near ``word``, nearest first, of which none is a form of it."""
    found = await sources.model.neighbours(ids[word], [], _NEAREST)
    near = ((token.text.removeprefix(" "), cosine) for token, cosine in found.nearest if token.text.startswith(" "))
    return [(each, cosine) for each, cosine in near if each in ids and _differ(each, word)]


async def _means(
    sources: Sources, words: Sequence[str], ids: Mapping[str, int]
) -> tuple[Mapping[str, float], Mapping[str, PromptToken]]:
    """The mean cosine of each word with the others, and its token."""
    means, tokens = {}, {}
    for word in words:
        others = [ids[each] for each in words if each != word]
        found = await sources.model.neighbours(ids[word], others, 0)
        means[word] = sum(cosine for _, cosine in found.others) / len(others)
        tokens[word] = found.token
    return means, tokens


def _differ(word: str, *others: str) -> bool:
    """Whether ``word`` is no other form of one of ``others``, such as its plural."""
    return not any(word[:_ALIKE] == other[:_ALIKE] or word in other or other in word for other in others)
