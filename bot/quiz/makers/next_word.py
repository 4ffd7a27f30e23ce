"""Which word does the model find likeliest to come next?"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from random import Random

import regex

from bot.errors import OutOfQuestions
from bot.model import NextToken, Sampling
from bot.quiz.lots import among, fresh
from bot.quiz.question import Difficulty, Likeliest, Question, SatOut
from bot.quiz.sources import Sources
from bot.quiz.words import band, fit

_TEXTS = (
    "The word “{}” means",
    "The opposite of “{}” is",
    "When I hear the word “{}”, I think of",
    "She wrote the word “{}” on a piece of",
    "Another word for “{}” is",
    "A word that rhymes with “{}” is",
    "There was a sign with the word “{}” next to the",
    "He whispered “{}” and closed the",
    "The teacher asked what “{}” means, and nobody raised a",
    "She laughed when she read the word “{}” in the",
    "In the middle of the page stood the word “{}” in large",
    "I looked up “{}” in the dictionary, which said that it is a",
    "The song is called “{}”, and it is about a",
    "The film “{}” tells the story of a young",
    "He said “{}” so often that his mother grew",
    "They painted the word “{}” on the wall of the",
    "The password is “{}”, but do not tell",
    "The first word that the child learnt was “{}”, and the second was",
    "The crossword was nearly done, and only “{}” was",
    "On the cake stood the word “{}” in red",
    "The book is called “{}”, and on its cover is a",
    "The last word of the letter was “{}”, and below it stood her",
    "The parrot could say only one word, “{}”, and it said it all",
    "A boat with the name “{}” lay in the",
    "The old man called his dog “{}”, because it was",
    "Nobody in the village knew what “{}” meant, so they asked the",
    "The answer to the riddle was “{}”, and everybody began to",
    "The word “{}” comes from",
    "The poem begins with the word “{}” and ends with the word",
    "He searched the internet for “{}” and found a",
    "“{}”, said the king, and all the people",
    "The new restaurant is called “{}”, and it serves",
    "The message on the screen said “{}”, so I pressed the",
    "On the map there was a small town called “{}”, near the",
    "The band played “{}” until late in the",
    "The robot repeated the word “{}” until somebody pulled the",
    "Please write the word “{}” on the",
    "The magician shouted “{}”, and a rabbit jumped out of his",
    "In the game you have to draw the word “{}” without using any",
    "A shop with the name “{}” has opened next to the",
)
_WORD = regex.compile(r" \p{L}{2,}")
_LEAD: Mapping[Difficulty, float] = {"easy": 3, "normal": 1.6, "hard": 1.3}
"""How many times as likely the right word must be as each other that is offered."""
_TRIES = 60


async def make_next(chance: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A text of a pattern and a word, which the model reads plainly, as ``/next`` does."""
    name = sources.model_name
    candidates = await asyncio.to_thread(band, difficulty)
    for _ in range(_TRIES):
        word = fresh(chance, candidates, asked)
        text = chance.choice(_TEXTS).format(word)
        likeliest = (await sources.model.next_tokens(text, (), Sampling())).likeliest
        if (wrong := _wrong(chance, likeliest, difficulty)) is None:
            continue
        right = likeliest[0].token.text.strip()
        options, place = among(chance, right, wrong)
        return Question(
            topic="next",
            subject=word,
            text=f"“{text} …” Which of these does {name} find likeliest to come next?",
            options=options,
            right=place,
            hint=f"It is not {wrong[0]}.",
            why=f"The model gives each of its tokens a probability; {right} has {likeliest[0].probability:.0%} here.",
            illustration=Likeliest(likeliest),
            model=SatOut(f"{name} does not play this one: it has decided what is right."),
        )
    raise OutOfQuestions("I find no text after which one word is clearly the likeliest. Try again.")


def _wrong(chance: Random, likeliest: Sequence[NextToken], difficulty: Difficulty) -> Sequence[str] | None:
    """Three less likely words; None where the likeliest token is no word, or too few others are."""
    first = likeliest[0]
    if not _is_word(first):
        return None
    words: dict[str, str] = {}
    for each in likeliest[1:]:
        known = {*words, first.token.text.strip().casefold()}
        word = each.token.text.strip()
        if (
            _is_word(each)
            and word.casefold() not in known
            and first.probability >= _LEAD[difficulty] * each.probability
        ):
            words[word.casefold()] = word
    if len(words) < 3:
        return None
    found = [*words.values()]
    return found[:3] if difficulty == "hard" else chance.sample(found, 3)


def _is_word(token: NextToken) -> bool:
    return bool(_WORD.fullmatch(token.token.text)) and fit(token.token.text.strip().casefold())
