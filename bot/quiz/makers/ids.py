"""Which word was merged first, or last, and which is a single token? Both follow, mostly, how common a word is."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import tiktoken

from bot.errors import OutOfQuestions
from bot.language import Later, later
from bot.quiz.illustration import Strips
from bot.quiz.lots import among, differ, fresh, it_is_not
from bot.quiz.playing import play_options
from bot.quiz.question import Difficulty, Question
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import several_tokens, single_tokens, words
from bot.sentences import separated

_COMMONER: Mapping[Difficulty, float] = {"easy": 1.3, "normal": 0.9, "hard": 0.5}
"""By how much the right word is commoner than all others, or rarer, on Zipf's scale (1: ten times)."""
_APART: Mapping[Difficulty, float] = {"easy": 2, "normal": 1.5, "hard": 1.2}
"""How many times as high its id is as theirs, or theirs as its own."""
_OTHERS = 3
_TRIES = 400
_LEAST: Mapping[Difficulty, int] = {"easy": 4, "normal": 5, "hard": 7}
"""Letters."""
_RAREST = 3.3
"""On Zipf's scale: of rarer words many are names."""
_MOSTLY = later(
    "{listed}. What was frequent in the training text was merged early: of two words, one ten times as common as the "
    "other, the commoner nearly always has the lower id."
)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is asked about the words, of which ``right`` is the answer, and what the reveal says.

    ``text`` has a place for the ``encoding``, ``why`` for what is ``listed``: the words with their ids.
    """

    text: Later
    right: str
    others: Sequence[str]
    why: Later


async def make_ids(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """One of three questions about words as they stand in a sentence: with the space before them."""
    encoding = sources.encoding
    singles, several = await asyncio.to_thread(_known, encoding, difficulty)
    make = rng.choice([_first, _last, _single])
    made = make(rng, singles, several, difficulty, asked)
    options, place = among(rng, made.right, made.others)
    text = made.text.format(encoding=encoding.name)
    return Question(
        topic="ids",
        subject=made.right,
        text=str(text),
        options=options,
        right=place,
        hint=it_is_not(rng.choice(made.others)),
        why=str(made.why.format(listed=_listed(encoding, options))),
        illustration=Strips(tuple(prompt_tokens(encoding, f" {word}") for word in options)),
        model=await play_options(sources.model, text, options),
    )


@cache
def _known(encoding: tiktoken.Encoding, difficulty: Difficulty) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The words of one token with their ids, and those of several; none that rather stands with a capital."""

    def asked(word: str) -> bool:
        return len(word) >= _LEAST[difficulty] and words()[word] >= _RAREST

    singles = {word: id_ for word, id_ in single_tokens(encoding).items() if asked(word)}
    named = {word: encoding.encode_ordinary(f" {word.capitalize()}") for word in singles}
    lower = {word: id_ for word, id_ in singles.items() if len(named[word]) > 1 or named[word][0] > id_}
    return lower, {word: number for word, number in several_tokens(encoding).items() if asked(word)}


def _first(
    rng: Random, singles: Mapping[str, int], _: Mapping[str, int], difficulty: Difficulty, asked: Collection[str]
) -> _Made:
    def before(word: str, other: str) -> bool:
        return singles[other] >= _APART[difficulty] * singles[word] and _commoner(word, other) >= _COMMONER[difficulty]

    right, others = _apart(rng, [*singles], [*singles], before, asked)
    text = later(
        "Which of these words, with the space before it, has the lowest id, so was merged first, in {encoding}?"
    )
    return _Made(text, right, others, _MOSTLY)


def _last(
    rng: Random, singles: Mapping[str, int], _: Mapping[str, int], difficulty: Difficulty, asked: Collection[str]
) -> _Made:
    def after(word: str, other: str) -> bool:
        return singles[word] >= _APART[difficulty] * singles[other] and _commoner(other, word) >= _COMMONER[difficulty]

    right, others = _apart(rng, [*singles], [*singles], after, asked)
    text = later(
        "Which of these words, with the space before it, has the highest id, so was merged last, in {encoding}?"
    )
    return _Made(text, right, others, _MOSTLY)


def _single(
    rng: Random,
    singles: Mapping[str, int],
    several: Mapping[str, int],
    difficulty: Difficulty,
    asked: Collection[str],
) -> _Made:
    def commoner(word: str, other: str) -> bool:
        return abs(len(word) - len(other)) <= 1 and _commoner(word, other) >= _COMMONER[difficulty]

    right, others = _apart(rng, [*singles], [*several], commoner, asked)
    text = later("Which of these words, with the space before it, is a single token in {encoding}?")
    why = later("{listed}. What is common enough is merged until it is one token; what is rare stays in pieces.")
    return _Made(text, right, others, why)


def _commoner(word: str, other: str) -> float:
    """How much commoner ``word`` is, on Zipf's scale; less than 0 where it is rarer."""
    return words()[word] - words()[other]


def _apart(
    rng: Random,
    rights: Sequence[str],
    others: Sequence[str],
    apart: Callable[[str, str], bool],
    asked: Collection[str],
) -> tuple[str, Sequence[str]]:
    """A word of ``rights``, and three of ``others`` that are ``apart`` from it. Raises ``OutOfQuestions``."""
    for _ in range(_TRIES):
        right = fresh(rng, rights, asked)
        found: list[str] = []
        for other in rng.sample(others, min(len(others), _TRIES)):
            if apart(right, other) and differ(other, right, *found):
                found.append(other)
                if len(found) == _OTHERS:
                    return right, found
    raise OutOfQuestions(later("I find no words that stand clearly enough apart. Try again, or choose another topic."))


def _listed(encoding: tiktoken.Encoding, options: Sequence[str]) -> str:
    """The ids of each, in the order of the options."""
    cut = {word: encoding.encode_ordinary(f" {word}") for word in options}
    return separated(f"{word} {' + '.join(map(str, ids))}" for word, ids in cut.items())
