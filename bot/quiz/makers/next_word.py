"""Which word does the model find likeliest to come next?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from random import Random

from bot.errors import OutOfQuestions
from bot.language import later, percent, tr
from bot.letters.decent import fit
from bot.model import NextToken, Sampling
from bot.quiz.illustration import Likeliest
from bot.quiz.lots import among, differ, ending, fresh, it_is_not, named
from bot.quiz.playing import has_decided
from bot.quiz.question import Difficulty, Question
from bot.quiz.sentences import whole_sentences
from bot.quiz.sources import Sources
from bot.quiz.words import words
from bot.sentences import sentences
from bot.tokens import PromptToken

_TOO_COMMON = 5.5
"""On Zipf's scale: words as common as this, such as “their” and “which”, say little."""
_PARTS = frozenset({"over", "post", "self", "super"})
"""In these surroundings mostly the beginning of a word rather than one."""
_LEAST: Mapping[Difficulty, float] = {"easy": 0.15, "normal": 0.08, "hard": 0.05}
"""The least probability of the right word."""
_LEAD: Mapping[Difficulty, float] = {"easy": 3, "normal": 1.6, "hard": 1.3}
"""How many times as likely the right word must be as each other that is offered; bfloat16 is off by less."""
_TRIES, _CHOOSY = 100, 50
"""Beginnings that are tried, and of these the first, of whose sentences none was asked about lately."""
_BEGUN = 4
"""Words of the shortest beginning: after fewer anything may come."""


async def make_next(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """The beginning of a sentence, up to a word that says something; the model reads it plainly, as ``/next`` does."""
    name, beginnings = sources.model_name, await asyncio.to_thread(_beginnings)
    for tried in range(_TRIES):
        subject = fresh(rng, [*beginnings], asked)
        text, sentence = beginnings[subject]
        if tried < _CHOOSY and any(each in beginnings and beginnings[each][1] == sentence for each in asked):
            continue
        likeliest = (await sources.model.next_tokens(text, (), Sampling())).likeliest
        if distractors := _distractors(rng, likeliest, text, difficulty):
            return _asked(rng, name, text, likeliest, distractors, subject, sentence)
    raise OutOfQuestions(later("I find no text after which one word is clearly the likeliest. Try again."))


@cache
def _beginnings() -> Mapping[str, tuple[str, str]]:
    """What is shown of a sentence, with the whole of it, by what is shown in lower case."""
    found: dict[str, tuple[str, str]] = {}
    for sentence in whole_sentences():
        written = sentence.split(" ")
        for number, each in enumerate(written[_BEGUN:], _BEGUN):
            if _says_something(each.strip(",.")):
                text = " ".join(written[:number])
                found[text.casefold()] = text, sentence
    return found


async def token_that_follows(rng: Random, sources: Sources, ids: Sequence[int]) -> Question | None:
    """What comes after the text ``ids``, whichever token it is; None where the model is too unsure of that."""
    found = await sources.model.next_tokens("", ids, Sampling())
    names: dict[str, NextToken] = {}  # the likeliest by each name: “the” may be one with a space before it, or without
    for each in found.likeliest:
        names.setdefault(named(each.token).casefold(), each)
    first, *rest = names.values()
    clear = [each for each in rest if first.probability >= _LEAD["normal"] * each.probability]
    others = [named(each.token) for each in clear if _is_fit(each.token)]
    if first.probability < _LEAST["normal"] or not _is_fit(first.token) or len(others) < 3:
        return None
    return _asked(rng, sources.model_name, ending(found.tokens), found.likeliest, others[:3])


def _is_fit(token: PromptToken) -> bool:
    return fit(named(token).lower())


def _asked(
    rng: Random,
    name: str,
    text: str,
    likeliest: tuple[NextToken, ...],
    distractors: Sequence[str],
    subject: str = "",
    sentence: str = "",
) -> Question:
    """The question; ``sentence`` is how the text goes on, for the reveal."""
    right, share = named(likeliest[0].token), likeliest[0].probability
    options, place = among(rng, right, distractors)
    has = tr(
        "The model gives each token of its own vocabulary a probability: {token} has {share}.",
        token=right,
        share=percent(share),
    )
    return Question(
        topic="next",
        subject=subject,
        text=tr("“{text} …” Which of these does {model} find likeliest to come next?", text=text, model=name),
        options=options,
        right=place,
        hint=it_is_not(distractors[0]),
        why=sentences([has, tr("I wrote: “{sentence}”", sentence=sentence)]) if sentence else has,
        illustration=Likeliest(likeliest),
        model=has_decided(name),
        quoted=text,
    )


def _distractors(rng: Random, likeliest: Sequence[NextToken], begun: str, difficulty: Difficulty) -> Sequence[str]:
    """Three less likely words; none where the likeliest token will not do, or too few others will."""
    first = likeliest[0]
    if first.probability < _LEAST[difficulty] or not whole_word(first.token, begun):
        return ()
    right = first.token.text.strip()
    found: list[str] = []
    for each in likeliest[1:]:
        text = each.token.text.strip()
        clear = first.probability >= _LEAD[difficulty] * each.probability
        if clear and whole_word(each.token, begun) and differ(text, right, *found):
            found.append(text)
    if len(found) < 3:
        return ()
    return found[:3] if difficulty == "hard" else rng.sample(found, 3)


def whole_word(token: PromptToken, text: str) -> bool:
    """Whether ``token`` is a whole word, and neither one that says little nor one that is in ``text``.

    >>> [whole_word(PromptToken(1, text), "salt") for text in (" pepper", "pepper", " salty", " their")]
    [True, False, False, False]
    """
    space, word = token.text[:1], token.text[1:]
    return space == " " and word not in _PARTS and _says_something(word) and differ(word, text)


def _says_something(word: str) -> bool:
    return word in words() and words()[word] < _TOO_COMMON
