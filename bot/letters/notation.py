"""How the grammar is written down, and made into patterns.

A rule is a line such as ``how many {LETTERS}( are there)? {IN}``: words as they are, one space between them, ``( | )``
for a choice, ``?`` after what may be missing, ``{NAME}`` for a part, and ``<name:…>`` for what is to be found again by
its name. Nothing in it may repeat, so no rule can try the same text in more ways than it has words. What repeats are
the few terminals, regular expressions that stand in the places of a rule where anything may be: a rule has one at most
whose end is not plain from its first character.
"""

from collections.abc import Mapping

import regex

_PART = regex.compile(r"\{([A-Z_]+)\}")


def pattern(source: str, parts: Mapping[str, str], terminals: Mapping[str, str]) -> str:
    r"""``source`` as a regular expression.

    >>> pattern("how (is|are) {NAME}s?", {"NAME": "<name:{WORD}>"}, {"WORD": r"\w+"})
    'how (?:is|are) (?:(?P<name>\\w+))s?'
    """

    def part(found: regex.Match[str]) -> str:
        name = found[1]
        return terminals[name] if name in terminals else f"(?:{pattern(parts[name], parts, terminals)})"

    shaped = regex.sub(r"\((?!\?)", "(?:", source).replace(".", r"\.").replace("#", r"\#")
    shaped = regex.sub(r"<([a-z]+):", r"(?P<\1>", shaped)
    shaped = regex.sub(r"(?<!\(\?P<[a-z]+)>", ")", shaped)
    return _PART.sub(part, shaped)


def compiled(source: str, parts: Mapping[str, str], terminals: Mapping[str, str]) -> regex.Pattern[str]:
    """``source`` as a pattern, for which capitals do not matter.

    >>> compiled("count the {LETTER}s", {}, {"LETTER": "[a-z]"}).fullmatch("Count the Rs") is not None
    True
    """
    return regex.compile(pattern(source, parts, terminals), regex.I | regex.S)
