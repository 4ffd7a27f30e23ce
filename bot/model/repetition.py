"""Small models come to say the same again and again: where an answer has begun to."""

import regex

_LOOKED_AT = 600
"""Characters at the end of an answer."""
_REPEATED = regex.compile(r"(?P<once>.{1,140}?)(?P=once){3,}", regex.DOTALL)  # read backwards, from the end
_SHORTEST = 120
"""Characters of repetition. A row of dashes, a long laugh, the same word ten times over, which somebody has asked for,
are none yet; whoever really has begun to repeat themselves gets there in a second or two."""


def before_repetition(text: str) -> int | None:
    """Where ``text`` ends once what its end repeats is said a single time; None where its end repeats nothing.

    >>> before_repetition("Well. " + "I am sorry. " * 10)
    18
    """
    found = _REPEATED.match(text[-_LOOKED_AT:][::-1])
    if found is None or len(found[0]) < _SHORTEST:
        return None
    return len(text) - len(found[0]) + len(found["once"])
