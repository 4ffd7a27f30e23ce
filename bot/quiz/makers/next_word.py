"""Which word does the model find likeliest to come next?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random

from bot.errors import OutOfQuestions
from bot.letters.decent import fit
from bot.model import NextToken, Sampling
from bot.quiz.lots import among, differ, ending, fresh, named
from bot.quiz.question import Difficulty, Likeliest, Question, SatOut
from bot.quiz.sources import Sources
from bot.quiz.words import band, words
from bot.tokens import PromptToken

_TEXTS = (
    "A pair: {} and",
    "Words that go together: {} and",
    "Word pairs: {} and",
    "Opposites: {} and",
    "Two keywords: {} and",
    "Two sides of a coin: {} and",
    "Two words stood on the board: {} and",
    "Two doors, marked {} and",
    "Two pictures, called {} and",
    "Two signs, {} and",
    "Two teams, {} and",
    "Think of {} and",
    "Things like {} and",
    "Neither {} nor",
    "Both {} and",
    "It can be both {} and",
    "Too much {} and",
    "A mix of {} and",
    "A balance of {} and",
    "A world of {} and",
    "A choice between {} and",
    "The choice is between {} and",
    "I can never decide between {} and",
    "What is the difference between {} and",
    "The line between {} and",
    "Somewhere between {} and",
    "A contest between {} and",
    "It is all about {} and",
    "It has something to do with {} and",
    "The questions were about {} and",
    "They argued about {} and",
    "A conversation about {} and",
)
"""After these the likeliest word depends on the one that is put in. After most texts it does not, such as “on the wall
of the”. None of them asks for a noun or a verb, since any word may come."""
_TOO_COMMON = 5.5
"""On Zipf's scale: words as common as this, such as “their” and “which”, say little."""
_PARTS = frozenset({"over", "post", "self", "super"})
"""In these surroundings mostly the beginning of a word rather than one."""
_LEAST: Mapping[Difficulty, float] = {"easy": 0.1, "normal": 0.05, "hard": 0.03}
"""The least probability of the right word."""
_LEAD: Mapping[Difficulty, float] = {"easy": 3, "normal": 1.6, "hard": 1.3}
"""How many times as likely the right word must be as each other that is offered; bfloat16 is off by less."""
_TRIES = 100


async def make_next(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A text of a pattern and a word, which the model reads plainly, as ``/next`` does."""
    name = sources.model_name
    known = await asyncio.to_thread(words)
    candidates = [word for word in band(difficulty) if known[word] < _TOO_COMMON]
    for _ in range(_TRIES):
        word = fresh(chance, candidates, asked)
        text = chance.choice(_TEXTS).format(word)
        likeliest = (await sources.model.next_tokens(text, (), Sampling())).likeliest
        if not (distractors := _distractors(chance, likeliest, word, difficulty)):
            continue
        return _asked(chance, name, text, likeliest, distractors, word)
    raise OutOfQuestions("I find no text after which one word is clearly the likeliest. Try again.")


async def token_that_follows(chance: Random, sources: Sources, ids: Sequence[int]) -> Question | None:
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
    return _asked(chance, sources.model_name, ending(found.tokens), found.likeliest, others[:3], "")


def _is_fit(token: PromptToken) -> bool:
    return fit(named(token).lower())


def _asked(
    chance: Random, name: str, text: str, likeliest: tuple[NextToken, ...], distractors: Sequence[str], subject: str
) -> Question:
    right, share = named(likeliest[0].token), likeliest[0].probability
    options, place = among(chance, right, distractors)
    return Question(
        topic="next",
        subject=subject,
        text=f"“{text} …” Which of these does {name} find likeliest to come next?",
        options=options,
        right=place,
        hint=f"It is not {distractors[0]}.",
        why=f"The model gives each token of its own vocabulary a probability: {right} has {share:.0%}.",
        illustration=Likeliest(likeliest),
        model=SatOut(f"{name} does not play this one: it has decided what is right."),
    )


def _distractors(chance: Random, likeliest: Sequence[NextToken], word: str, difficulty: Difficulty) -> Sequence[str]:
    """Three less likely words; none where the likeliest token will not do, or too few others will."""
    first = likeliest[0]
    if first.probability < _LEAST[difficulty] or not whole_word(first.token, word):
        return ()
    right = first.token.text.strip()
    found: list[str] = []
    for each in likeliest[1:]:
        text = each.token.text.strip()
        clear = first.probability >= _LEAD[difficulty] * each.probability
        if clear and whole_word(each.token, word) and differ(text, right, *found):
            found.append(text)
    if len(found) < 3:
        return ()
    return found[:3] if difficulty == "hard" else chance.sample(found, 3)


def whole_word(token: PromptToken, word: str) -> bool:
    """Whether ``token`` is a whole word, and neither one that says little nor a form of ``word``.

    >>> [whole_word(PromptToken(1, text), "salt") for text in (" pepper", "pepper", " salty", " their")]
    [True, False, False, False]
    """
    space, text = token.text[:1], token.text[1:]
    whole = space == " " and text in words() and text not in _PARTS
    return whole and words()[text] < _TOO_COMMON and differ(text, word)
