"""Which of four words is nearest to a word of a map, or to a letter's token, once the mean of all vectors is gone?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.inside.views import Relation, WordMap
from bot.language import later, number, tr
from bot.letters.decent import fit
from bot.model.looks import LookNear
from bot.quiz.illustration import TwoCosines
from bot.quiz.lots import among, it_is_not, named
from bot.quiz.playing import play_options
from bot.quiz.question import Question
from bot.quiz.sources import Sources, prompt_tokens
from bot.sentences import separated
from bot.tokens import PromptToken

_APART = 0.05
"""By how much the centred cosine of the right word is above those of the others; rounding is far below that."""
_OTHERS = 3


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that is one token, and its centred cosine with what is asked about."""

    token: PromptToken
    centred: float


async def nearest_on_map(rng: Random, sources: Sources, seen: WordMap) -> Question | None:
    """To which word of a map its line leads from another; None where no nearest one stands clearly apart."""
    tokens = _single(sources, seen.words)
    places = [at for at, word in enumerate(seen.words) if word in tokens]
    rng.shuffle(places)
    for at in places:
        near = {
            other: _Word(tokens[other], float(seen.cosines[at, place]))
            for place, other in enumerate(seen.words)
            if other in tokens and place != at
        }
        right = seen.words[dict(seen.lines)[at]]
        if right in near and (others := _farther(rng, near, right)):
            return await _asked(rng, sources, tokens[seen.words[at]], near[right], others)
    return None


async def nearest_to_letter(rng: Random, sources: Sources, seen: Relation) -> Question | None:
    """Which word of a list is nearest to a letter's token; None where none stands clearly apart."""
    cosines = dict([*seen.centred.with_letter, *seen.centred.without_letter])
    near = {word: _Word(token, cosines[word]) for word, token in _single(sources, [*cosines]).items()}
    rights = [*near]
    rng.shuffle(rights)
    for right in rights:
        if others := _farther(rng, near, right):
            return await _asked(rng, sources, seen.letter, near[right], others)
    return None


def _single(sources: Sources, words: Sequence[str]) -> Mapping[str, PromptToken]:
    """Those of ``words`` that are one token and fit for all to see; of those that differ by case the first."""
    found: dict[str, tuple[str, PromptToken]] = {}
    for word in words:
        tokens = prompt_tokens(sources.tokenizer, f" {word}")
        if len(tokens) == 1 and fit(word.lower()):
            found.setdefault(named(tokens[0]).casefold(), (word, tokens[0]))
    return dict(found.values())


def _farther(rng: Random, near: Mapping[str, _Word], right: str) -> Sequence[_Word]:
    """Three words that are clearly farther away than the right one; none where there are not so many."""
    farther = [each for each in near.values() if near[right].centred - each.centred >= _APART]
    return rng.sample(farther, _OTHERS) if len(farther) >= _OTHERS else ()


async def _asked(rng: Random, sources: Sources, target: PromptToken, right: _Word, others: Sequence[_Word]) -> Question:
    words = (right, *others)
    control = await sources.model.look(LookNear((target.id,), 0))
    found = await sources.model.neighbours(target.id, [each.token.id for each in words], 0)
    plain = dict(found.others)
    options, place = among(rng, named(right.token), [named(each.token) for each in others])
    text = later(
        "Whose vector is nearest to that of “{word}” in {model}, once the mean of all its vectors is subtracted from "
        "each?",
        word=named(target),
        model=sources.model_name,
    )
    ranked = sorted(words, key=lambda each: options.index(named(each.token)))
    return Question(
        topic="vectors",
        subject="",
        text=str(text),
        options=options,
        right=place,
        hint=it_is_not(named(rng.choice(others).token)),
        why=tr(
            "Cosine with “{word}”, the mean subtracted: {listed}. Two random tokens have {cosine} ({plain} before), on "
            "average.",
            word=named(target),
            listed=separated(_line(each, plain[each.token]) for each in ranked),
            cosine=number(control.centred.random_mean, 2),
            plain=number(control.plain.random_mean, 2),
        ),
        illustration=TwoCosines(
            target,
            tuple((each.token, plain[each.token], each.centred) for each in ranked),
            (control.plain.random_mean, control.centred.random_mean),
        ),
        model=await play_options(sources.model, text, options),
    )


def _line(word: _Word, plain: float) -> str:
    return tr(
        "{word} {cosine} ({plain} before)",
        word=named(word.token),
        cosine=number(word.centred, 2),
        plain=number(plain, 2),
    )
