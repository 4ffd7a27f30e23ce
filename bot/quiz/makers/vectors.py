"""What becomes of a token's neighbours once what all vectors share is taken away, and whose vector is longest."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random

from bot.errors import OutOfQuestions
from bot.inside.views import Near
from bot.language import later, number, tr
from bot.model.looks import LookAtVector, LookNear
from bot.quiz.illustration import Lengths, TwoCosines
from bot.quiz.lots import among, differ, fresh, it_is_not, named
from bot.quiz.playing import play_options
from bot.quiz.question import Difficulty, Question
from bot.quiz.sentences import TOO_FEW
from bot.quiz.sources import Sources
from bot.quiz.words import RARE, single_tokens, words
from bot.sentences import sentences, separated
from bot.tokens import PromptToken

_COMMONEST: Mapping[Difficulty, int] = {"easy": 2_000, "normal": 5_000, "hard": 12_000}
_MOST = 100
"""Neighbours of each kind that are looked at."""
_PLAIN = 25
"""Of so many, in the plain list, is the one that is no longer near."""
_CENTRED: Mapping[Difficulty, slice] = {"easy": slice(0, 8), "normal": slice(0, 20), "hard": slice(8, 60)}
"""Where in the other list those are that stay near."""
_ABOVE = 0.05
"""By how much that one’s plain cosine is above that of a random pair."""
_LEAD: Mapping[Difficulty, float] = {"easy": 0.5, "normal": 0.3, "hard": 0.12}
"""By how much the longest vector is longer than the others; rounding is far below that."""
_TRIES = 100
_SAMPLE = 12
"""Words of which three are taken that are unlike the first."""


async def make_vectors(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """Either who is near only by what all vectors share, or whose vector is the longest."""
    ids = await asyncio.to_thread(single_tokens, sources.tokenizer)
    common = [*ids][: _COMMONEST[difficulty]]
    if len(common) < _SAMPLE:
        raise OutOfQuestions(TOO_FEW)
    by_length = rng.random() < 0.5
    for _ in range(_TRIES):
        word = fresh(rng, common, asked)
        if by_length:
            others = [each for each in rng.sample(common, _SAMPLE) if differ(each, word)][:3]
            found = await longest(rng, sources, [ids[each] for each in (word, *others)], difficulty, word)
        else:
            found = await no_longer_near(rng, sources, ids[word], difficulty, word)
        if found:
            return found
    raise OutOfQuestions(later("I find no words that stand clearly enough apart. Try again, or choose another topic."))


async def no_longer_near(
    rng: Random, sources: Sources, id_: int, difficulty: Difficulty, subject: str
) -> Question | None:
    """Which of four plain neighbours of a token is none once the mean is taken away; None where none clearly is."""
    name = sources.model_name
    await asyncio.to_thread(words)
    near = await sources.model.look(LookNear((id_,), _MOST))
    target, chosen = near.asked[0], _chosen(rng, near, difficulty)
    if chosen is None:
        return None
    right, kept = chosen
    options, place = among(rng, right, kept)
    seen = _two_cosines(near, options)
    text = later(
        "In {model} these are four of the nearest vectors to “{word}”. Then the mean of all its vectors is subtracted "
        "from each. Which one is no longer among the nearest?",
        model=name,
        word=named(target),
    )
    return Question(
        topic="vectors",
        subject=subject,
        text=str(text),
        options=options,
        right=place,
        hint=it_is_not(rng.choice(kept)),
        why=sentences([_before_and_after(seen), *_rare(right), _control(near)]),
        illustration=seen,
        model=await play_options(sources.model, text, options),
    )


def _chosen(rng: Random, near: Near, difficulty: Difficulty) -> tuple[str, Sequence[str]] | None:
    """The one that is no longer near and three that are; None where there are not so many."""
    word = near.asked[0].text.strip().lower() or near.asked[0].text
    listed, stay = _words(near.plain.tokens), _words(near.centred.tokens)
    still = [each for each in _words(near.centred.tokens[_CENTRED[difficulty]]) if each in listed]
    rng.shuffle(still)
    kept: list[str] = []
    for each in still:
        if len(kept) < 3 and differ(each.lower(), word, *map(str.lower, kept)):
            kept.append(each)
    least = near.plain.random_mean + _ABOVE  # the nearest of a common word may be farther than a random pair is
    nearest = [each for each, (_, cosine) in _words(near.plain.tokens[:_PLAIN]).items() if cosine >= least]
    gone = [each for each in nearest if each not in stay and differ(each.lower(), word, *map(str.lower, kept))]
    return (rng.choice(gone), kept) if gone and len(kept) == 3 else None


def _two_cosines(near: Near, options: Sequence[str]) -> TwoCosines:
    plain, centred = _words(near.plain.tokens), _words(near.centred.tokens)
    return TwoCosines(
        target=near.asked[0],
        others=tuple((*plain[each], centred[each][1] if each in centred else None) for each in options),
        random_pair=(near.plain.random_mean, near.centred.random_mean),
        most=_MOST,
        beyond=near.centred.tokens[-1][1],
    )


def _words(tokens: Sequence[tuple[PromptToken, float]]) -> Mapping[str, tuple[PromptToken, float]]:
    """Those that are a whole word with the space before it, and fit for all to see."""
    known = words()
    return {
        token.text[1:]: (token, cosine)
        for token, cosine in tokens
        if token.text.startswith(" ") and token.text[1:].lower() in known
    }


def _before_and_after(seen: TwoCosines) -> str:
    """Both cosines of each option."""
    listed = separated(
        tr("{word} {before} and not among the nearest {most}", word=named(each), before=number(plain, 2), most=_MOST)
        if then is None
        else tr("{word} {before} and {after}", word=named(each), before=number(plain, 2), after=number(then, 2))
        for each, plain, then in seen.others
    )
    return tr("Cosine before and after: {listed}.", listed=listed)


def _rare(word: str) -> Sequence[str]:
    """What a word is that training hardly touched; nothing of others."""
    if words()[word.lower()] >= RARE:
        return ()
    return (tr("“{word}” is rare, so training hardly touched its vector.", word=word),)


def _control(near: Near) -> str:
    """What both kinds of cosine are without any reason."""
    return tr(
        "Two random tokens have a cosine of {before} before and {after} after, on average.",
        before=number(near.plain.random_mean, 2),
        after=number(near.centred.random_mean, 2),
    )


async def longest(
    rng: Random, sources: Sources, ids: Sequence[int], difficulty: Difficulty, subject: str
) -> Question | None:
    """Which of some tokens, at least four of them different, has the longest vector; None where none clearly has."""
    name = sources.model_name
    vectors = [await sources.model.look(LookAtVector(id_)) for id_ in dict.fromkeys(ids)]
    first, *rest = sorted(vectors, key=lambda each: -each.length)
    shorter = [each for each in rest if first.length - each.length >= _LEAD[difficulty]]
    right, *others = (named(each.token) for each in (first, *rng.sample(shorter, min(3, len(shorter)))))
    if len({right.casefold(), *(each.casefold() for each in others)}) < 4:
        return None
    options, place = among(rng, right, others)
    text = later(
        "Each token is a vector of {size} numbers in {model}. Which of these vectors is the longest?",
        size=len(first.row),
        model=name,
    )
    lengths = {named(each.token): (each.token, each.length) for each in vectors}
    listed = separated(f"{each} {number(lengths[each][1], 2)}" for each in options)
    return Question(
        topic="vectors",
        subject=subject,
        text=str(text),
        options=options,
        right=place,
        hint=it_is_not(rng.choice(others)),
        why=tr(
            "Lengths: {listed}; the median of the vocabulary is {median}. In this model a length goes with how rare a "
            "token is, as far as its id tells.",
            listed=listed,
            median=number(first.median_length, 2),
        ),
        illustration=Lengths(tuple(lengths[each] for each in options), first.median_length),
        model=await play_options(sources.model, text, options),
    )
