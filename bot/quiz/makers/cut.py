"""Where is a word cut into tokens?"""

import asyncio
from collections.abc import Collection, Sequence
from itertools import pairwise
from random import Random

from bot.errors import OutOfQuestions
from bot.language import later, tr
from bot.quiz.illustration import Strip
from bot.quiz.lots import among, fresh, it_is_not
from bot.quiz.playing import play_options
from bot.quiz.question import Difficulty, Question
from bot.quiz.sources import Sources, prompt_tokens
from bot.quiz.words import band

_PIECES = {"easy": (2, 2), "normal": (2, 3), "hard": (3, 9)}
"""The fewest and the most tokens."""
_TRIES = 1_000


async def make_cut(rng: Random, sources: Sources, difficulty: Difficulty, asked: Collection[str]) -> Question:
    """A word on its own, and four ways to cut it."""
    # Common short words are single tokens, so the easy ones are longer here than elsewhere, too.
    candidates = await asyncio.to_thread(band, "normal" if difficulty == "easy" else difficulty)
    fewest, most = _PIECES[difficulty]
    for _ in range(_TRIES):
        word = fresh(rng, candidates, asked)
        tokens = prompt_tokens(sources.encoding, word)
        if fewest <= len(tokens) <= most:
            break
    else:
        raise OutOfQuestions(later("I find no further word that is cut into so many tokens. Choose another topic."))
    pieces = [token.text for token in tokens]
    distractors = _other_cuts(rng, word, pieces, near=difficulty != "easy")
    options, right = among(rng, _joined(pieces), distractors)
    text = later("Where does {encoding} cut “{word}”, on its own?", encoding=sources.encoding.name, word=word)
    return Question(
        topic="cut",
        subject=word,
        text=str(text),
        options=options,
        right=right,
        hint=it_is_not(rng.choice(distractors)),
        why=tr(
            "{pieces}: neither syllables nor meaning decide, but which pairs were merged first.", pieces=_joined(pieces)
        ),
        illustration=Strip(tokens),
        model=await play_options(sources.model, text, options),
    )


def _other_cuts(rng: Random, word: str, pieces: Sequence[str], *, near: bool) -> Sequence[str]:
    """Three other cuts of ``word`` into as many pieces or one more; near ones have all cuts but one where they are."""
    places = [sum(map(len, pieces[:number])) for number in range(1, len(pieces))]
    cuts = {_joined(pieces)}
    while len(cuts) < 4:
        if near and len(cuts) < 3:
            moved = [*places]
            moved[rng.randrange(len(moved))] = rng.randrange(1, len(word))
        else:
            more = min(len(places) + rng.randrange(2), len(word) - 1)
            moved = rng.sample(range(1, len(word)), more)
        edges = [0, *sorted({*moved}), len(word)]
        cuts.add(_joined([word[start:end] for start, end in pairwise(edges)]))
    return sorted(cuts - {_joined(pieces)})


def _joined(pieces: Sequence[str]) -> str:
    return " | ".join(pieces)
