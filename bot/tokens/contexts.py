"""The same word in other surroundings and spellings, which may be other tokens."""

import regex

from bot.language import noted

_GRAPHEME = regex.compile(r"\X")
_LETTER = regex.compile(r"\p{L}")


def contexts(text: str) -> dict[str, str]:
    """What is done to ``text``, to be ``retold`` → what comes of it. What is the same as one before it is left out.

    >>> list(contexts("pie").values())
    ['pie', ' pie', 'Pie', 'PIE', '"pie"', 'ipe']
    """
    word = text.strip() or text
    made = {
        noted("by itself"): word,
        noted("after a space"): f" {word}",
        noted("Capitalised"): word[:1].upper() + word[1:],
        noted("UPPER CASE"): word.upper(),
        noted("in quotes"): f'"{word}"',
        noted("misspelt"): misspelt(word),
    }
    first = {changed: name for name, changed in reversed(made.items())}
    return {name: changed for name, changed in made.items() if first[changed] == name}


def misspelt(word: str) -> str:
    """``word`` with two neighbouring letters swapped, as near to its middle as two letters differ; else unchanged.

    >>> misspelt("strawberry")
    'strabwerry'
    """
    parts = _GRAPHEME.findall(word)
    for at in sorted(range(len(parts) - 1), key=lambda at: (abs(2 * at + 2 - len(parts)), at)):
        left, right = parts[at : at + 2]
        if _LETTER.match(left) and _LETTER.match(right) and left.casefold() != right.casefold():
            return "".join([*parts[:at], right, left, *parts[at + 2 :]])
    return word
