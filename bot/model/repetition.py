"""Small models come to say the same again and again: where an answer has begun to."""

from collections import Counter

import regex

_LOOKED_AT = 600
"""Characters at the end of an answer."""
_REPEATED = regex.compile(r"(?P<once>.{1,140}?)(?P=once){3,}", regex.DOTALL)  # read backwards, from the end
_SHORTEST = 120
"""Characters of repetition. A row of dashes, a long laugh, the same word ten times over, which somebody has asked for,
are none yet; whoever really has begun to repeat themselves gets there in a second or two."""
_EMOJI = regex.compile(r"\p{Extended_Pictographic}")
_ONLY_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f\s]+")
_MOST_EMOJI = 24
"""In a row, the same; each is a character, so that they would fill an answer before they are `_SHORTEST`."""
_WORD = regex.compile(r"(?P<word>[\p{L}\p{M}\p{N}'’]+)(?P<behind>[^\p{L}\p{M}\p{N}\s]*)")
_TIMES = 4
"""A phrase in a row; a refrain is sung three times."""
_FEWEST_WORDS = 12
"""In a row that a phrase of several words fills."""
_PHRASE = 4
"""Words that count as said again wherever they stand."""
_SHARE = 2 / 3
"""Of the words of an answer, said three times or more."""


def before_repetition(text: str) -> int | None:
    """Where ``text`` ends once what its end repeats is said a single time; None where its end repeats nothing.

    >>> before_repetition("Well. " + "I am sorry. " * 10)
    18
    """
    found = _REPEATED.match(text[-_LOOKED_AT:][::-1])
    if found and (len(found[0]) >= _SHORTEST or _is_row_of_emoji(found[0])):
        return len(text) - len(found[0]) + len(found["once"])
    return _before_repeated_words(text)


def repeats(text: str) -> bool:
    """Whether ``text`` says little but the same phrases of several words, wherever these stand: three times or more.

    >>> repeats("What's that? A joke? A: What's that? A joke? B: What's that? A joke?"), repeats("Row your boat.")
    (True, False)
    """
    said = phrases(text)
    times = Counter(said)
    again = {at + n for at, phrase in enumerate(said) if times[phrase] >= 3 for n in range(_PHRASE)}
    return bool(again) and len(again) >= _SHARE * (len(said) + _PHRASE - 1)


def phrases(text: str) -> list[tuple[str, ...]]:
    """Each row of four words of ``text``, in order; none where it has fewer words.

    >>> phrases("A cat sat on it.")
    [('a', 'cat', 'sat', 'on'), ('cat', 'sat', 'on', 'it')]
    """
    words = [word for word, _ in _words(text)]
    return [tuple(words[at : at + _PHRASE]) for at in range(len(words) - _PHRASE + 1)]


def _is_row_of_emoji(row: str) -> bool:
    return bool(_ONLY_EMOJI.fullmatch(row)) and len(_EMOJI.findall(row)) >= _MOST_EMOJI


def _before_repeated_words(text: str) -> int | None:
    """The same for a phrase of several words, whatever stands between them: quotes, a line's end."""
    skipped = max(len(text) - _LOOKED_AT, 0)
    words = _words(text[skipped:])
    said = [word for word, _ in words]
    for size in range(2, len(said) // _TIMES + 1):
        start = len(said) - size
        while start and said[start - 1] == said[start - 1 + size]:
            start -= 1
        row = len(said) - start
        spoken = {word for word in said[-size:] if not word.isnumeric()}
        if row >= max(_TIMES * size, _FEWEST_WORDS) and len(spoken) > 1:
            return skipped + words[start + size - 1][1]
    return None


def _words(text: str) -> list[tuple[str, int]]:
    """The words of ``text``, and where each ends with the punctuation behind it."""
    return [(found["word"].casefold(), found.end()) for found in _WORD.finditer(text)]
