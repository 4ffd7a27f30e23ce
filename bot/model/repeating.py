"""Small models come to say the same again and again: where an answer has begun to."""

import regex

_LOOKED_AT = 600
"""Characters at the end of an answer."""
_REPEATED = regex.compile(r"(?P<once>.{1,140}?)(?P=once){3,}", regex.DOTALL)  # read backwards, from the end
_SHORTEST = 48
"""Characters of repetition: a row of dashes or a long laugh is none yet."""


def before_repetition(text: str) -> int | None:
    """Where ``text`` ends once what its end repeats is said a single time; None where its end repeats nothing.

    >>> before_repetition("Well. " + "I am sorry. " * 4)
    18
    """
    found = _REPEATED.match(text[-_LOOKED_AT:][::-1])
    if found is None or len(found[0]) < _SHORTEST:
        return None
    return len(text) - len(found[0]) + len(found["once"])
