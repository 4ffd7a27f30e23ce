"""The exact answers to the rarer kinds of letter question, in a phrase."""

from collections.abc import Sequence

from bot.letters import (
    Answer,
    Edge,
    Has,
    Middle,
    More,
    MostFrequent,
    Number,
    Palindrome,
    Places,
    Question,
    Several,
    Tally,
    Total,
    alike,
    amounts_of,
    answer_text,
    called,
    feature_of,
    occurrences,
    tallied,
    totals,
)
from bot.ui.text import code

_NAMED = 24
"""Vowels, words and the like that are named one by one; of more, only their number."""
_UNNAMED = ("spaces", "letters")
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
            return f"{code(text)} has **{exact}** {called(feature, exact)}{_items(question)}"
        case Has(text, feature):
            has = "**has**" if exact else "has **no**"
            return f"{code(text)} {has} {called(feature, 2)}{_items(question)}"
        case Palindrome(text):
            return f"{code(text)} is {'' if exact else '**not** '}{'**a palindrome**' if exact else 'a palindrome'}"
        case MostFrequent(text):
            return _most(text, exact)
        case Places() | Middle():
            return _place(question, exact)
        case Number() | Edge() | Several():
            return _yes_or_no(question, exact)
        case _:
            return code(answer_text(exact))


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _total(question: Total, exact: int) -> str:
    parts = [f"{code(letter, 20)} in {code(text, 60)}: {number}" for text, letter, number in totals(question)[:_PARTS]]
    more = ", …" if len(question.texts) * len(question.letters) > _PARTS else ""
    return f"{', '.join(parts)}{more}, **{exact}** together"


def _more(question: More, exact: Sequence[str]) -> str:
    amounts = amounts_of(question)
    what = called(feature_of(question.of), 2) if question.feature else f"{code(question.of, 20)}"
    said = ", ".join(f"{code(text, 60)} {amount}" for text, amount in amounts.items())
    if len(exact) == 1:
        return (
            f"{code(exact[0], 60)} has **the most** {what}: {said}"
            if len(amounts) > 2
            else (f"{code(exact[0], 60)} has **more** {what}: {said}")
        )
    if len(exact) == len(amounts):
        return f"{'Both' if len(exact) == 2 else 'All'} have **the same** number of {what}: {said}"
    return f"{_codes(exact)} have **the most** {what}: {said}"


def _codes(texts: Sequence[str]) -> str:
    *others, last = (code(text, 60) for text in texts)
    return f"{', '.join(others)} and {last}" if others else last


def _items(question: Tally | Has) -> str:
    if question.feature in _UNNAMED:
        return ""
    items = tallied(question.text, question.feature)
    return f": {code(' '.join(items))}" if 0 < len(items) <= _NAMED else ""


def _most(text: str, exact: Answer) -> str:
    letters = exact if isinstance(exact, tuple) else (str(exact),)
    often = _times(sum(each == letters[0] for each in alike(text)))
    each = ", each" if len(letters) > 1 else ","
    verb = "occur" if len(letters) > 1 else "occurs"
    return f"**{_codes(letters)}** {verb} most often in {code(text)}{each} {often}"


def _place(question: Places | Middle, exact: Answer) -> str:
    text = code(question.text)
    if isinstance(question, Middle):
        if isinstance(exact, tuple):
            return f"{text} has two letters in the middle: {_codes(exact)}"
        return f"Middle letter of {text}: {code(str(exact), 20)}"
    letter = code(question.letter, 20)
    if not exact or not isinstance(exact, tuple):
        return f"{letter} **never** occurs in {text}"
    what = "letter" if len(exact) == 1 else "letters"
    return f"{letter} is {what} **{answer_text(exact)}** of {text}"


def _yes_or_no(question: Number | Edge | Several, exact: Answer) -> str:
    text, word = code(question.text), "Yes" if exact else "No"
    match question:
        case Number(letter=letter):
            often = len(occurrences(question.text, letter))
            return f"**{word}**: {code(letter, 20)} occurs **{_times(often)}** in {text}"
        case Edge(letter=letter, at_end=at_end):
            verb = "end" if at_end else "start"
            return f"{text} {f'**{verb}s**' if exact else f'does **not** {verb}'} with {code(letter, 20)}"
        case Several():
            said = ", ".join(
                f"{code(letter, 20)} {_times(len(occurrences(question.text, letter)))}" for letter in question.letters
            )
            return f"**{word}**: {text} has {said}"
