"""The question that a rule of the grammar makes of what it has found."""

from collections.abc import Callable, Mapping

import regex

from bot.errors import InputError
from bot.language import Later, later
from bot.letters.bare import unclear
from bot.letters.features import feature_of
from bot.letters.found import Found, Unclear
from bot.letters.matching import graphemes, letters_of, occurrences
from bot.letters.question import (
    Contains,
    CountIs,
    Edge,
    Feature,
    Has,
    HowManyOf,
    Kind,
    Length,
    Middle,
    More,
    MostFrequent,
    Palindrome,
    Places,
    Position,
    Question,
    Reverse,
    Several,
    Spell,
    Tally,
    Total,
    Where,
    Which,
)
from bot.letters.solve import make_count
from bot.letters.wordings import NUMBERS

_IN_QUOTES: frozenset[Feature] = frozenset(("words", "spaces", "digits", "capitals"))
"""Of what is not in quotes there may be others: words in English, the capitals of Europe."""


_LANGUAGE = regex.compile(r"^\p{Lu}.*(?:ish|ese|ian|ean|ic|an|ar)$")
"""What may be the name of a language, which has vowels of its own."""


def question_of(found: Found) -> Question:
    """The question that is asked. Raises ``InputError`` where that is unclear.

    >>> from bot.letters.grammar import rules
    >>> from bot.letters.manners import tails
    >>> from bot.letters.scan import scan
    >>> typed = "Is kayak a palindrome"
    >>> kind, match = next((kind, match) for kind, rule in rules() if (match := rule.fullmatch(typed)))
    >>> question_of(Found(kind, match, scan(typed), tails(typed, 0)))
    Palindrome(text='kayak')
    """
    return _BUILDERS[found.kind](found)


def _text_of_letters(found: Found) -> str:
    """The text, where asking for characters rather than letters makes no difference."""
    text, unit = found.text, (found.group("unit") or "letter").casefold()
    characters, bare = found.has("characters"), found.has("bare") and not found.has("named")
    if unit.startswith("cha") and bare and (text != text.lower() or found.kind == "position"):
        raise InputError(
            later("Do you mean a story's characters? If not, ask for letters, or put {text} in quotes.", text=text[:60])
        )
    if (unit.startswith("cha") or characters) and not all(grapheme[0].isalpha() for grapheme in graphemes(text)):
        raise InputError(later("Ask for its letters; characters of every sort are counted by /tokenize."))
    # How many characters does Twitter have? So many as a message there may have.
    if characters and bare and not (text.isascii() and text.islower()):
        raise InputError(
            later(
                "I cannot tell which text “{text}” means. If you ask about exactly that, put it in quotes.",
                text=text[:60],
            )
        )
    return text


def _listed(found: Found, make: type[Which | HowManyOf]) -> Which | HowManyOf:
    letters = found.letters if len(found.groups("letter")) > 1 else (found.letter,)
    any_of, neither = _any_of(found), found.has("neither")
    where: Where = "start" if found.has("starts") else "end" if found.has("ends") else "anywhere"
    without = found.has("without") or neither
    if len(letters) > 1 and without and not (any_of or neither):
        raise InputError(
            later("Do you mean without any of these letters, or not with all of them? Say: neither a nor b.")
        )
    if len(letters) > 1 and where != "anywhere" and not any_of:
        raise InputError(later("A name starts, or ends, with one letter. Say: a or b."))
    return make(found.names, letters[0], without, letters[1:], any_of or neither, where)


def _any_of(found: Found) -> bool:
    """Whether one of several letters is enough. Raises ``InputError`` where it cannot be told."""
    if found.has("both") and found.has("either"):
        raise InputError(
            later("Do you mean all of these letters, or any of them? Say: both a and b, or: either a or b.")
        )
    return found.has("any") or found.has("either")


def _total(found: Found) -> Question:
    if "item" not in found.match.re.groupindex:
        letters = found.letters
        text = found.text
        return Total((text,), letters) if len(letters) > 1 else make_count(text, letters[0])
    texts, letter = found.texts, found.letter
    if not (found.items_are_quoted or found.has("words") or found.has("together") or len(texts) > 2):
        phrase = " and ".join(texts)
        if unclear(phrase, "count") is None:  # Trinidad and Tobago
            return make_count(phrase, letter)
        if occurrences("and", letter):
            raise Unclear(
                later("Do you mean each of the words, or all of “{phrase}”? Use quotes.", phrase=phrase),
                [f"How many times does “{letter}” occur in {each}?" for each in _apart_and_whole(texts, phrase)],
            )
    return Total(texts, (letter,)) if len({*texts}) > 1 else make_count(texts[0], letter)


def _apart_and_whole(texts: tuple[str, ...], phrase: str) -> tuple[str, str]:
    return " and ".join(f"“{text}”" for text in texts), f"“{phrase}”"


def _more(found: Found) -> More:
    texts = tuple(dict.fromkeys(found.texts))
    if len(texts) < 2:
        raise InputError(later("These are the same word. Give me two that differ."))
    if found.has("longer"):
        if not (found.items_are_quoted or found.has("word")):
            raise Unclear(
                later("Do you mean the words, or what they stand for? Put the words in quotes."),
                ["Which word is longer, " + " or ".join(f"“{text}”" for text in texts) + "?"],
            )
        return More(texts, "letters", feature=True)
    if (said := found.group("feature")) is not None:
        feature = feature_of(said)
        if feature in _IN_QUOTES and not found.items_are_quoted:
            raise InputError(_quoted(said))
        return More(texts, feature, feature=True)
    if not found.letter_is_plain:
        raise InputError(
            later(
                "Write the letter with an apostrophe: Which has more {letter}'s, {first} or {second}?",
                letter=found.letter,
                first=texts[0][:60],
                second=texts[1][:60],
            )
        )
    return More(texts, found.letter)


def _quoted(said: str) -> Later:
    # Translators: {said} is a word of the member's English question, such as "capitals".
    return later("I can’t tell where the text is. Put it in quotes, and I’ll count its {said}.", said=said)


def _feature(found: Found) -> tuple[str, Feature]:
    text, said = found.text, found.group("feature") or ""
    feature = feature_of(said)
    bare = found.has("bare") and not found.has("named")
    if bare and _LANGUAGE.search(text):
        raise Unclear(
            later("Do you mean the word “{text}”, or what it stands for? Put what you mean in quotes.", text=text[:60]),
            [found.in_its_place("bare", f"“{text}”")],
        )
    if found.has("bare") and feature in _IN_QUOTES and not said.casefold().endswith("letters"):
        raise InputError(_quoted(said))
    return text, feature


def _in_quotes(found: Found) -> str:
    """The text, which must be plain: “in English” it is not."""
    text = found.text
    if found.has("bare") and not found.has("named"):
        raise Unclear(
            later("Do you mean the word “{text}”, or what it stands for? Put what you mean in quotes.", text=text[:60]),
            [found.in_its_place("bare", f"“{text}”")],
        )
    return text


def _places(found: Found) -> Places:
    text, letter = found.text_and_letter
    if len(graphemes(letter)) > 1 or not letters_of(letter):
        raise InputError(
            later("I give the places of one letter at a time. Ask for one: Where is the r in “strawberry”?")
        )
    return Places(text, letter)


def _number(found: Found) -> CountIs:
    text, letter = found.text_and_letter
    if found.has("again"):
        return CountIs(text, letter, 2, at_least=True)
    said = (found.group("often") or "").casefold()
    number = int(said) if said.isdecimal() else NUMBERS.index(said)
    return CountIs(text, letter, number + found.has("over"), found.has("over") or found.has("least"))


def _several(found: Found) -> Question:
    letters, any_of = found.letters, _any_of(found)
    return Several(found.text, letters, any_of) if len(letters) > 1 else Contains(found.text, letters[0])


_BUILDERS: Mapping[Kind, Callable[[Found], Question]] = {
    "count": lambda found: make_count(*found.text_and_letter),
    "contains": lambda found: Contains(*found.text_and_letter),
    "which": lambda found: _listed(found, Which),
    "how_many_of": lambda found: _listed(found, HowManyOf),
    "length": lambda found: Length(_text_of_letters(found)),
    "position": lambda found: Position(_text_of_letters(found), found.index),
    "spell": lambda found: Spell(found.text),
    "reverse": lambda found: Reverse(found.text),
    "total": _total,
    "more": _more,
    "tally": lambda found: Tally(*_feature(found)),
    "has": lambda found: Has(*_feature(found)),
    "palindrome": lambda found: Palindrome(found.text),
    "most": lambda found: MostFrequent(_in_quotes(found)),
    "places": _places,
    "middle": lambda found: Middle(found.text),
    "number": _number,
    "edge": lambda found: Edge(*found.text_and_letter, found.has("ends")),
    "several": _several,
}
