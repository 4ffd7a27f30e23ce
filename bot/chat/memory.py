"""Which turns of a chat a model reads again: small models copy what stands there, nonsense too."""

from collections.abc import Sequence

import regex

from bot.chat.turn import Turn
from bot.model.repetition import phrases, repeats

_SENTENCE_ENDS = regex.compile(r"[.!?\n]+")
_SHORTEST = 24
"""Characters of a sentence, or of an answer's beginning, that counts as said again; shorter ones are manners."""


def remembered(turns: Sequence[Turn], most: int) -> Sequence[Turn]:
    """The last ``most`` of ``turns``, oldest first, but for those that would be copied.

    These are answers that had begun to repeat themselves, also where their length was their end, and those that say a
    sentence of an earlier one again.

    >>> from datetime import datetime
    >>> from bot.chat import Said
    >>> said = Said(datetime(2026, 1, 1), 1, 2, None, "Hello")
    >>> answers = ["I am always happy to help you.", "Paris.", "Yes. I am always happy to help you!"]
    >>> [turn.answer for turn in remembered([Turn(1, said, answer) for answer in answers], 3)]
    ['I am always happy to help you.', 'Paris.']
    """
    kept: list[Turn] = []
    before: set[str] = set()
    for turn in turns[-2 * most :] if most else ():
        said = _sentences(turn.answer)
        if not _looped(turn) and not said & before:
            kept.append(turn)
        before |= said
    return kept[-most:]


def copied(text: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """Those of ``turns`` whose answers ``text``, an answer or its beginning, copies: more than half of its phrases.

    >>> from datetime import datetime
    >>> from bot.chat import Said
    >>> said = Said(datetime(2026, 1, 1), 1, 2, None, "Hello")
    >>> before = [Turn(1, said, "A token is a small piece of paper."), Turn(2, said, "Paris.")]
    >>> [turn.id for turn in copied("A berry is a small piece of paper", before)]
    [1]
    """
    said = set(phrases(text)) if len(text) >= _SHORTEST else set()
    return [turn for turn in turns if 2 * len(said.intersection(phrases(turn.answer))) > len(said)]


def _looped(turn: Turn) -> bool:
    return turn.ending == "loop" or (turn.ending == "long" and repeats(turn.answer))


def _sentences(answer: str) -> frozenset[str]:
    sentences = (" ".join(each.casefold().split()) for each in _SENTENCE_ENDS.split(answer))
    return frozenset(each for each in sentences if len(each) >= _SHORTEST)
