"""The exact answers to the rarer kinds of letter question, in a phrase."""

from collections.abc import Sequence

from bot.language import later, plural, tr
from bot.letters import (
    Answer,
    CountIs,
    Edge,
    Has,
    Middle,
    More,
    MostFrequent,
    Palindrome,
    Places,
    Question,
    Several,
    Tally,
    Total,
    alike,
    amounts_of,
    answer_shown,
    feature_of,
    occurrences,
    tallied,
    totals,
)
from bot.sentences import headed, separated
from bot.ui.letter_words import codes, counted_feature, feature_called
from bot.ui.text import code

_NAMED = 24
"""Vowels, words and the like that are named one by one; of more, only their number."""
_UNNAMED = ("spaces", "letters")
_SO_OFTEN = {0: later("never"), 1: later("once"), 2: later("twice")}
_PARTS = 8
"""Texts, or letters, whose counts are told apart."""


def more_headline(question: Question, exact: Answer) -> str:
    """The exact answer to one of the kinds that are asked less often, safe to show."""
    match question:
        case Total() if isinstance(exact, int):
            return _total(question, exact)
        case More() if isinstance(exact, tuple):
            return _more(question, exact)
        case Tally(text, feature) if isinstance(exact, int):
            return _tally(question, code(text), counted_feature(feature, exact))
        case Has(text, feature):
            return _has(question, code(text), feature_called(feature), exact)
        case Palindrome(text):
            if exact:
                return tr("{text} is **a palindrome**", text=code(text))
            return tr("{text} is **not** a palindrome", text=code(text))
        case MostFrequent(text):
            return _most(text, exact)
        case Places() | Middle():
            return _place(question, exact)
        case CountIs() | Edge() | Several():
            return _yes_or_no(question, exact)
        case _:
            return code(answer_shown(exact))


def occurs(letter: str, text: str, times: int) -> str:
    """How often a letter occurs in a text, both as code."""
    if not times:
        return tr("{letter} **never** occurs in {text}", letter=letter, text=text)
    if times == 1:
        return tr("{letter} occurs **once** in {text}", letter=letter, text=text)
    if times == 2:
        return tr("{letter} occurs **twice** in {text}", letter=letter, text=text)
    return plural(
        "{letter} occurs **{n} time** in {text}",
        "{letter} occurs **{n} times** in {text}",
        times,
        letter=letter,
        text=text,
    )


def _times(number: int) -> str:
    if number in _SO_OFTEN:
        return str(_SO_OFTEN[number])
    return plural("{n} time", "{n} times", number)


def _tally(question: Tally, text: str, things: str) -> str:
    if items := _items(question):
        return tr("{text} has {things}: {items}", text=text, things=things, items=items)
    return tr("{text} has {things}", text=text, things=things)


def _has(question: Has, text: str, things: str, exact: Answer) -> str:
    if not exact:
        return tr("{text} has **no** {things}", text=text, things=things)
    if items := _items(question):
        return tr("{text} **has** {things}: {items}", text=text, things=things, items=items)
    return tr("{text} **has** {things}", text=text, things=things)


def _total(question: Total, exact: int) -> str:
    parts = [
        tr("{letter} in {text}: {number}", letter=code(letter, 20), text=code(text, 60), number=number)
        for text, letter, number in totals(question)[:_PARTS]
    ]
    parts += ["…"] if len(question.texts) * len(question.letters) > _PARTS else []
    # Translators: {parts} is a list, such as: r in strawberry: 3, r in raspberry: 3
    return tr("{parts}, **{number}** together", parts=separated(parts), number=exact)


def _more(question: More, exact: Sequence[str]) -> str:
    amounts = amounts_of(question)
    things = feature_called(feature_of(question.of)) if question.feature else code(question.of, 20)
    said = {"things": things, "each": separated(f"{code(text, 60)} {amount}" for text, amount in amounts.items())}
    # Translators: {things} are vowels, words or the like, or a letter; {each} is a list: queue 4, rhythm 0
    if len(exact) == len(amounts) > 2:
        return tr("All have **the same** number of {things}: {each}", **said)
    if len(exact) == len(amounts) > 1:
        return tr("Both have **the same** number of {things}: {each}", **said)
    if len(exact) > 1:
        return tr("{texts} have **the most** {things}: {each}", texts=codes(exact, 60), **said)
    if len(amounts) > 2:
        return tr("{text} has **the most** {things}: {each}", text=code(exact[0], 60), **said)
    return tr("{text} has **more** {things}: {each}", text=code(exact[0], 60), **said)


def _items(question: Tally | Has) -> str:
    if question.feature in _UNNAMED:
        return ""
    items = tallied(question.text, question.feature)
    return code(" ".join(items)) if 0 < len(items) <= _NAMED else ""


def _most(text: str, exact: Answer) -> str:
    letters = exact if isinstance(exact, tuple) else (str(exact),)
    often = _times(sum(each == letters[0] for each in alike(text)))
    said = {"text": code(text), "times": often}
    if len(letters) > 1:
        return tr("**{letters}** occur most often in {text}, each {times}", letters=codes(letters, 60), **said)
    return tr("**{letter}** occurs most often in {text}, {times}", letter=codes(letters, 60), **said)


def _place(question: Places | Middle, exact: Answer) -> str:
    text = code(question.text)
    if isinstance(question, Middle):
        if isinstance(exact, tuple):
            return tr("{text} has two letters in the middle: {letters}", text=text, letters=codes(exact, 60))
        return tr("Middle letter of {text}: {letter}", text=text, letter=code(str(exact), 20))
    letter = code(question.letter, 20)
    if not exact or not isinstance(exact, tuple):
        return occurs(letter, text, 0)
    return plural(
        "{letter} is letter **{places}** of {text}",
        "{letter} is letters **{places}** of {text}",
        len(exact),
        letter=letter,
        places=answer_shown(exact),
        text=text,
    )


def _yes_or_no(question: CountIs | Edge | Several, exact: Answer) -> str:
    text, word = code(question.text), answer_shown(bool(exact))
    match question:
        case CountIs(letter=letter):
            often = len(occurrences(question.text, letter))
            return headed(f"**{word}**", occurs(code(letter, 20), text, often))
        case Edge(letter=letter, at_end=at_end):
            return _edge(text, code(letter, 20), at_end=at_end, exact=bool(exact))
        case Several():
            said = separated(
                f"{code(letter, 20)} {_times(len(occurrences(question.text, letter)))}" for letter in question.letters
            )
            # Translators: {letters} is a list of letters with how often each occurs: a once, e twice
            return headed(f"**{word}**", tr("{text} has {letters}", text=text, letters=said))


def _edge(text: str, letter: str, *, at_end: bool, exact: bool) -> str:
    if at_end:
        if exact:
            return tr("{text} **ends** with {letter}", text=text, letter=letter)
        return tr("{text} does **not** end with {letter}", text=text, letter=letter)
    if exact:
        return tr("{text} **starts** with {letter}", text=text, letter=letter)
    return tr("{text} does **not** start with {letter}", text=text, letter=letter)
