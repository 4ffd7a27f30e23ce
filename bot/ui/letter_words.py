"""What the lists of names, and what can be counted in a text, are called on cards."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from bot.language import Later, joined, later, plural, tr
from bot.letters import Feature, language_called, parted
from bot.ui.text import code

_LISTS: Mapping[str, Later] = {
    "US states": later("US states"),  # untranslated: its key
    "months": later("months"),
    "days of the week": later("days of the week"),  # untranslated: its key
    "planets": later("planets"),
    "continents": later("continents"),
    "elements": later("elements"),
    "colours": later("colours"),
    "countries": later("countries"),
}
_NAMES: Mapping[str, Callable[[int], str]] = {
    "US states": lambda n: plural("**{n}** US state", "**{n}** US states", n),  # untranslated: its key
    "months": lambda n: plural("**{n}** month", "**{n}** months", n),
    "days of the week": lambda n: plural(  # untranslated: its key
        "**{n}** day of the week", "**{n}** days of the week", n
    ),  # untranslated: its key
    "planets": lambda n: plural("**{n}** planet", "**{n}** planets", n),
    "continents": lambda n: plural("**{n}** continent", "**{n}** continents", n),
    "elements": lambda n: plural("**{n}** element", "**{n}** elements", n),
    "colours": lambda n: plural("**{n}** colour", "**{n}** colours", n),
    "countries": lambda n: plural("**{n}** country", "**{n}** countries", n),
}
_FEATURES: Mapping[Feature, Later] = {
    "letters": later("letters"),
    "vowels": later("vowels"),
    "consonants": later("consonants"),
    "words": later("words"),
    "spaces": later("spaces"),
    "digits": later("digits"),
    "capitals": later("capital letters"),
    "small letters": later("small letters"),  # untranslated: its key
    "different letters": later("different letters"),  # untranslated: its key
    "double letters": later("double letters"),  # untranslated: its key
}
_COUNTED: Mapping[Feature, Callable[[int], str]] = {
    "letters": lambda n: plural("**{n}** letter", "**{n}** letters", n),
    "vowels": lambda n: plural("**{n}** vowel", "**{n}** vowels", n),
    "consonants": lambda n: plural("**{n}** consonant", "**{n}** consonants", n),
    "words": lambda n: plural("**{n}** word", "**{n}** words", n),
    "spaces": lambda n: plural("**{n}** space", "**{n}** spaces", n),
    "digits": lambda n: plural("**{n}** digit", "**{n}** digits", n),
    "capitals": lambda n: plural("**{n}** capital letter", "**{n}** capital letters", n),
    "small letters": lambda n: plural("**{n}** small letter", "**{n}** small letters", n),  # untranslated: its key
    "different letters": lambda n: plural(  # untranslated: its key
        "**{n}** different letter", "**{n}** different letters", n
    ),  # untranslated: its key
    "double letters": lambda n: plural("**{n}** double letter", "**{n}** double letters", n),  # untranslated: its key
}


def list_called(key: str) -> str:
    """What a list of names is called; ``key`` is that of a ``Question``."""
    english, _ = parted(key)
    return _in_its_language(key, str(_LISTS[english]))


def counted_names(key: str, number: int) -> str:
    """So many names of a list, the number in bold."""
    english, _ = parted(key)
    return _in_its_language(key, _NAMES[english](number))


def feature_called(feature: Feature) -> str:
    """What several of a ``feature`` are called."""
    return str(_FEATURES[feature])


def counted_feature(feature: Feature, number: int) -> str:
    """So many of a ``feature``, the number in bold."""
    return _COUNTED[feature](number)


def codes(texts: Sequence[str], longest: int, style: Literal["and", "or"] = "and") -> str:
    """``texts`` as code, as a list in a sentence."""
    parts = [code(text, longest) for text in texts]
    return joined(parts, style) if len(parts) > 1 else "".join(parts)


def _in_its_language(key: str, names: str) -> str:
    _, language = parted(key)
    return tr("{names} in {language}", names=names, language=language_called(language)) if language else names
