"""Whether what reads like a letter question may be ordinary English in a chat."""

from collections.abc import Sequence

import regex

from bot.letters.bare import OTHER_LETTERS
from bot.letters.matching import occurrences
from bot.letters.question import (
    Contains,
    Count,
    CountIs,
    Edge,
    Has,
    HowManyOf,
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
    Which,
    subject,
)

_AboutOne = (
    Count
    | Contains
    | Length
    | Position
    | Spell
    | Reverse
    | Tally
    | Has
    | Palindrome
    | MostFrequent
    | Places
    | Middle
    | CountIs
    | Edge
    | Several
)

# One for one, so that the places of what is found are those in the text as it was typed.
STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')


def spaced(pattern: str) -> regex.Pattern[str]:
    """``pattern``, in which a space stands for any white space, and capitals do not matter.

    >>> spaced("how many").fullmatch("How \\n many") is not None
    True
    """
    return regex.compile(pattern.replace(" ", r"\s++"), regex.I)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is reversed or spelt without letters being meant: reverse engineering, spell check.
_COMPOUNDS = _words("""
    engineering engineer psychology osmosis order mode gear polarity card cards image search lookup dns proxy shell
    split transcription course direction discrimination racism sexism sweep flash charging charge
    charges video audio flow thrust racing time gravity entropy aging ageing swing roll dunk layup mortgage auction
    works check checks checker checking checked book books bound casting caster casters cast casts damage slot slots
    list lists level levels power effects combo trouble disaster doom danger relief better right wrong correctly well
    out everything stuff things thing uno trap parking camera lights sear swap harem isekai culture curse chronological
    alphabetical
""")
# “does not contain a …”
_NO_TEXT = _words("not also only still even never ever always just often really actually indeed already sometimes")
# “the word document” is no word.
_AFTER_WORD = _words(
    "book books document documents doc docs file files problem problems cloud bank salad puzzle puzzles family"
)
# “how many g in kg” asks for a number of another kind.
UNITS = _words("""
    km kg mg lb lbs oz ml cl dl cm mm nm kb mb gb tb kw mw kwh mph inch inches foot feet ft yard yards yd mile miles
    meter meters metre metres gallon gallons liter liters litre litres pound pounds ounce ounces gram grams kilo kilos
    kilogram kilograms kilometer kilometers ton tons cup cups pint pints second seconds minute minutes hour hours day
    days week weeks month months year years dollar dollars euro euros rupee rupees million billion thousand percent
    byte bytes kilobyte megabyte gigabyte terabyte tsp tbsp teaspoon teaspoons tablespoon tablespoons stone stones
    quid pence penny shilling shillings acre acres joule joules watt watts volt volts pascal newton mole moles
    ms ns hz khz mhz ghz hr hrs min mins kj
""")
_UNIT_LETTERS = frozenset("bcdfghjklmnpqstvwy")
_MEASURED = regex.compile(r"\d[\d.,]*+ ?\p{L}{1,3}")
"""24h, 1080p."""
_SAID = spaced(r"\b(?:letters?|words?)\b")
_PRONOUN = spaced(r"\b(?:do|can|count|times|with|without|have|are|am) (?:i|u)(?!')\b|\bhow many (?:is|us|as)\b")


def may_mean_else(question: Question, part: str, behind: str) -> bool:
    """Whether ``part`` may ask something else in a chat. ``behind`` is what follows it in the message.

    >>> [may_mean_else(Count(text, "g"), f"how many g in {text}", "") for text in ("kg", "egg")]
    [True, False]
    """
    straight = part.translate(STRAIGHT)
    match question:
        case Which() | HowManyOf():
            letters = (question.letter, *question.also)
            return any(_odd_letter(letter, subject(question), straight) for letter in letters)
        case Total() | More():
            return _odd_together(question, straight)
        case _:
            return _odd_about_one(question, straight, behind)


def may_mean_else_elsewhere(question: Question) -> bool:
    """The same of a question in another language, where neither quotes nor words say that letters are meant.

    >>> may_mean_else_elsewhere(Count("Liga", "e")), may_mean_else_elsewhere(Count("Beere", "e"))
    (True, False)
    """
    match question:
        case Which(_, letter) | HowManyOf(_, letter):
            return letter.isupper()  # a rating, or a grade
        case Count(text, letter) | Contains(text, letter):
            return letter.isupper() or not occurrences(text, letter)
        case Reverse():
            return True
        case _:
            return False


def _odd_about_one(question: _AboutOne, straight: str, behind: str) -> bool:
    text = question.text.translate(STRAIGHT)
    if _in_quotes(text, straight):
        return False
    if regex.search(r":\s*+" + regex.escape(text), straight):  # such a text ends with the line, not with a sentence
        return bool(behind.partition("\n")[0].strip())
    if isinstance(question, Contains) and len(question.letter) > 1:  # does cheesecake contain cheese
        return regex.search(rf"[\"']{regex.escape(question.letter)}|\bstring", straight, regex.I) is None
    if len(text) == 1 or _odd_text(question, text.casefold(), straight):
        return True
    letters = _letters_in(question)
    return _missing(letters, text, straight) or any(_odd_letter(letter, text, straight) for letter in letters)


def _letters_in(question: _AboutOne) -> tuple[str, ...]:
    match question:
        case Count(_, letter) | Contains(_, letter) | Places(_, letter) | CountIs(_, letter) | Edge(_, letter):
            return (letter,)
        case Several(_, letters):
            return letters
        case _:
            return ()


def _in_quotes(text: str, part: str) -> bool:
    return f'"{text}"' in part or f"'{text}'" in part


def _odd_together(question: Total | More, part: str) -> bool:
    """Whether one of several texts, or what is counted in them, may be something else."""
    texts = [text.translate(STRAIGHT) for text in question.texts]
    if all(_in_quotes(text, part) for text in texts):
        return False
    letters = question.letters if isinstance(question, Total) else () if question.feature else (question.of,)
    if isinstance(question, More) and question.feature and not _SAID.search(part.replace("letters", "")):
        return True  # which has more letters, Paul or Peter?
    return any(
        len(text) == 1 or text.casefold() in _NO_TEXT | UNITS | OTHER_LETTERS for text in texts
    ) or _missing_in_all(letters, texts, part)


def _missing_in_all(letters: Sequence[str], texts: Sequence[str], part: str) -> bool:
    if any(_odd_letter(letter, text, part) for letter in letters for text in texts):
        return True
    return bool(letters) and all(_missing([letter], text, part) for letter in letters for text in texts)


def _odd_text(question: _AboutOne, text: str, part: str) -> bool:
    if regex.search(rf"\b(?:word|words|phrase|name)\s+{regex.escape(text)}", part, regex.I):
        return text in _AFTER_WORD
    if text in _NO_TEXT:
        return True
    match question:
        case Spell() | Reverse():
            # “Reverse thinking helps” is no order; a name in capitals is clear: “spell New York”.
            words = " " in text and question.text == question.text.lower()
            return text in _COMPOUNDS or (words and regex.match(r"spell|reverse", part, regex.I) is not None)
        case Tally() | Has() if question.text[:1].isupper():  # a language may have vowels of its own
            return True
        case CountIs() | Edge() | Several() | Places() if _capital(question, part):
            return True
        case Length() | Position() | Tally() | Has() | MostFrequent() | Middle():
            return text in OTHER_LETTERS or regex.search(r"\bcharacter", part, regex.I) is not None
        case _:
            return False


def _capital(question: CountIs | Edge | Several | Places, part: str) -> bool:
    """Whether a bare capital may be a grade, a note or the like: does Anna have two A's?"""
    return any(letter.isupper() for letter in _letters_in(question)) and not (_SAID.search(part) or '"' in part)


def _missing(letters: Sequence[str], text: str, part: str) -> bool:
    """Whether none of the bare ``letters`` is in ``text``, and nothing says what they are: “how many Ls in chat”."""
    if not letters or _SAID.search(part) or any(occurrences(text, letter) for letter in letters):
        return False
    return not any(regex.search(rf"(?<!\p{{L}})[\"']{regex.escape(letter)}", part) for letter in letters)


def _odd_letter(letter: str, text: str, part: str) -> bool:
    """Whether the bare ``letter`` may be a pronoun, a sign or a unit."""
    if "'" in part or '"' in part or regex.search(r"\bletter", part, regex.I):
        return False
    if letter.casefold() in ("i", "u", "a") and _PRONOUN.search(part):
        return True
    if (text.casefold() in UNITS or _MEASURED.fullmatch(text)) and letter.casefold() in _UNIT_LETTERS:
        return True
    return letter not in text and not regex.match(r"\p{L}", letter)
