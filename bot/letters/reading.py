"""How a model's answer is read out of what it says.

Models answer in all manner of sentences and often count aloud on the way. Whatever is not plainly the answer is left
unread: no answer is better than one that was never given.
"""

import regex

from bot.letters.features import FEATURES
from bot.letters.languages.lists import name_list
from bot.letters.numbers import NUMBERS, compiled, number_in
from bot.letters.question import (
    Answer,
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
)

_GIVEN = regex.compile(r"""(?:["“'‘]([^"”]+?)["”'’]|(?::|\b(?:is|be|becomes|as))\s+([^:]+?))[\s.!?]*$""", regex.I)
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")
_APOSTROPHE = regex.compile("['’]")
_NUMBERING = regex.compile(r"^\s*\d+[.):]\s+", regex.M)
_BETWEEN_LETTERS = r"\s,.\-–—·•*\"“”"

_LETTER = "\ue000"
"""Stands for the letter that is asked for, so that the patterns are the same for all letters."""
_CALLED = rf"(?:(?:the|any|an?|at least one|one) )?(?:letters? )?{_LETTER}"
_OF_LETTERS = rf"(?:{_CALLED}|times|(?:occurrences?|instances?)(?: of {_CALLED}|(?! of\b)))"
"""What the number of a letter may be followed by: r's, times, occurrences of the letter r."""
_NO_LETTERS = (
    rf"\bno (?:occurrences? of |instances? of )?{_CALLED}",
    rf"(?:does|do|did)(?: not|n't) (?:actually )?(?:contain|have|include) {_CALLED}",
    rf"{_CALLED} (?:does|do|is|are)(?: not|n't) (?:actually )?(?:appear|occur|show up|present|found|exist)",
    rf"{_CALLED} never (?:appear|occur|show)",
    r"(?:\A\W*|\b(?:are|is) )(?:none|never)\b",
)
_LETTERS = r"(?:letters?+|characters?+)(?! (?:of|that|which|are|is)\b)"
_MARKED = r"(?<![\"'*`])[\"'*`]++(?P<letter>\p{L}\p{M}*+)[.,]?[\"'*`]+"

_IN_TOTAL = regex.compile(r"\b(?:total|altogether|together|combined|in all)\b", regex.I)

_STRAIGHT = str.maketrans("“”„‘’", '"""\'\'')


def read(question: Question, sentence: str) -> Answer | None:
    """The answer that a model gave in its own ``sentence``, of one line or more; None where none can be made out.

    >>> read(Count("strawberry", "r"), "The word strawberry has three r's: one in straw, two in berry.")
    3
    """
    match question:
        case Which(names):
            return _names(names, sentence)
        case Spell(text):
            return _spelling(text, sentence)
        case Reverse(text):
            return _reversal(len(text.split()), _answering_line(sentence))
        case Count(text, letter):
            return number_in(_marked(letter, _without(text, sentence)), _OF_LETTERS, _NO_LETTERS)
        case Length(text):
            return number_in(_without(text, sentence), _LETTERS, ())
        case HowManyOf(names):
            return _number_of_names(names, sentence)
        case Contains(text, letter):
            return _yes_or_no(_marked(letter, _without(text, sentence)))
        case Position() | MostFrequent() | Middle():
            return _letter(sentence.translate(_STRAIGHT))
        case _:
            return _read_rarer(question, sentence)


def _read_rarer(
    question: Tally | Total | Has | Palindrome | CountIs | Edge | Several | More | Places, sentence: str
) -> Answer | None:
    match question:
        case Tally(text, feature):
            called = rf"(?:{FEATURES[feature]})(?! (?:of|that|which|are|is)\b)"
            return number_in(_without(text, sentence), called, (rf"\bno {called}",))
        case Total():
            return _total(sentence.translate(_STRAIGHT))
        case Has() | Palindrome() | CountIs() | Edge() | Several():
            return _yes_or_no_at_once(sentence)
        case More() | Places():  # a model that only says something is not asked for these
            return None


def _without(text: str, sentence: str) -> str:
    """``sentence`` with straight quotes and with “it” for ``text``, so that its digits and words are not read."""
    straight = sentence.translate(_STRAIGHT)
    if len(text) < 2:
        return straight
    return regex.sub(rf"(?<!\w){regex.escape(text.translate(_STRAIGHT))}(?!\w)", "it", straight, flags=regex.I)


def _marked(letter: str, said: str) -> str:
    """``said`` with ``_LETTER`` wherever it speaks of ``letter``, however that is written: r, "r", r's."""
    bare = regex.escape(letter.translate(_STRAIGHT))
    if letter.casefold() in ("a", "i"):  # also an article, and a pronoun
        bare = rf"(?:(?<=[\"'`]){bare}|(?<=\b(?:letters?|an) ){bare}|{bare}(?='?s)|{bare}(?=\s*(?:[.,;:!]|\Z)))"
    elif letter.isdecimal():  # also a number
        bare = rf"(?:(?<=[\"'`]){bare}|{bare}(?='?s))"
    lone = rf"(?<![\p{{L}}\p{{N}}])[\"'`]*+{bare}[\"'`]*(?:'?s)?(?![\p{{L}}\p{{N}}'])"
    return regex.sub(lone, _LETTER, said, flags=regex.I)


def _number_of_names(names: str, sentence: str) -> int | None:
    called, total = name_list(names).called, len(name_list(names).names)
    number = rf"(?:{total}|{'fifty|' if total == 50 else ''}{'|'.join([*NUMBERS][:21])})"
    said = regex.sub(
        rf"(?i)\b(?:(?:out )?of (?:all )?(?:the )?|all (?:the )?|the ){number}\b",
        "of the",
        sentence.translate(_STRAIGHT),
    )
    verbs = r"(?:contain|have|has|include|do not|don't|lack)\b"
    what = rf"(?:(?:{called}|names)|of (?:the|them|these)\b|{verbs})"
    zero = (
        r"\bnone (?:of|contain|have)\b",
        rf"\bno (?:such )?(?:{called}|names?)\b",
        r"\A\W*(?:none|zero)\b",
    )
    return number_in(said, what, zero, impossible=total)


def _yes_or_no_at_once(said: str) -> bool | None:
    """Yes or no where that is the first word, and the other does not follow."""
    words = [found[0].casefold() for found in regex.finditer(r"\b(?:yes|no)\b", said, regex.I)]
    first = regex.match(r"\W*(?:yes|no)\b", said, regex.I)
    return words[0] == "yes" if first and len({*words}) == 1 else None


def _total(said: str) -> int | None:
    """A number that is called a total, or stands alone: else it may be that of one text."""
    sentences = regex.split(r"(?<=[.!?])\s+|\n+", said.strip())
    totals = [each for each in sentences if _IN_TOTAL.search(each)]
    return (
        number_in(totals[-1] if totals else said, "times", ())
        if totals or regex.fullmatch(r"\W*\w+\W*", said)
        else None
    )


def _yes_or_no(said: str) -> bool | None:
    """Yes or no, where the word and what is said of the letter do not contradict each other."""
    plain = regex.sub(r"[*`]|__", "", said)
    begins = r"(?=\W*\Z| *[,.!;:–—-]|\n| (?:it|there|the)\b)"
    has = r"(?:contains?|has|have|includes?)"
    ways = (
        (True, rf"(?:\A\W*|\banswer(?: is)? *:? *\W?)(?:yes|yeah|yep)\b{begins}"),
        (False, rf"(?:\A\W*|\banswer(?: is)? *:? *\W?)(?:no|nope)\b{begins}"),
        (True, rf"(?<!\bnot )(?<!n't )\b(?:{has}|there(?: is|'s| are)) (?:indeed |actually )?{_CALLED}"),
        (True, rf"{_CALLED} (?:does )?(?:appears?|occurs?|is (?:in|present|found))\b"),
        (False, rf"(?:\bnot|n't) (?:actually )?(?:{has}|there) {_CALLED}"),
        (False, rf"\b(?:no|without|lacks|not|isn't|aren't) (?:the )?{_CALLED}"),
        (False, rf"{_CALLED} (?:(?:does|is)(?: not|n't)|never)\b"),
    )
    said_so = {answer for answer, pattern in ways if compiled(pattern).search(plain)}
    return said_so.pop() if len(said_so) == 1 else None


def _letter(said: str) -> str | None:
    """A single letter: given after “is”, else the only one in quotes or bold, else alone."""
    ways = (
        rf"\b(?:is|be)\b *:? *(?:the letter )?(?:{_MARKED}|(?P<letter>\p{{L}}\p{{M}}*+)(?= *[.,!;]? *(?:\n|\Z)))",
        rf"(?<![\p{{L}}\p{{N}}]){_MARKED}(?![\p{{L}}\p{{N}}])",
        r"(?:\A|: *)\W*(?P<letter>\p{L}\p{M}*+)\W*\Z",
    )
    for way in ways:
        letters = [found["letter"] for found in compiled(way).finditer(said)]
        if len({each.casefold() for each in letters}) == 1:
            return letters[0]
        if letters:
            return None
    return None


def _names(key: str, sentence: str) -> tuple[str, ...] | None:
    names, called = name_list(key).names, name_list(key).called
    # Longest first, so that West Virginia is not read as Virginia.
    pattern = "|".join(regex.escape(name) for name in sorted(names, key=len, reverse=True))
    found = {match.casefold() for match in regex.findall(rf"(?i)\b(?:{pattern})\b", sentence)}
    # “None of them”, “there are no such months”; but not “I have no idea”.
    none = rf"(?i)\b(?:none|(?:are not|aren['’]t) any|(?:no|not a single)(?: such)? (?:{called}|names?))\b"
    if not found and not regex.search(none, sentence):
        return None
    return tuple(name for name in names if name.casefold() in found)


def _spelling(text: str, sentence: str) -> str | None:
    """The longest row of letters that stand alone, with whatever else ``text`` is spelt with."""
    apostrophe = _APOSTROPHE.search(text)
    sentence = _APOSTROPHE.sub(apostrophe[0] if apostrophe else "'", _NUMBERING.sub("", sentence))
    others = "".join(
        regex.escape(mark) for mark in {*text} if not regex.match(rf"[\p{{L}}\p{{M}}{_BETWEEN_LETTERS}]", mark)
    )
    mark = rf"(?:\p{{L}}\p{{M}}*+{f'|[{others}]' if others else ''})"
    lone = rf"(?<![\p{{L}}\p{{N}}'’]){mark}(?![\p{{L}}\p{{N}}'’])"
    # Within a word the same stands between all letters, so that “c-a-t, a pet” ends in a t.
    again = f"[{_BETWEEN_LETTERS}]+" if len(text.split()) > 1 else "(?P=between)"
    row = rf"{lone}(?P<between>[{_BETWEEN_LETTERS}]+){lone}(?:{again}{lone})*"
    rows = [found[0] for found in regex.finditer(row, sentence)]
    return "-".join(regex.findall(mark, max(rows, key=len))) if rows else None


def _reversal(length: int, line: str) -> str | None:
    """What is given as a reversal of ``length`` words: in quotes at the end, after a colon or “is”, or alone."""
    given = _GIVEN.search(line)
    words = _WORDS.findall((given[1] or given[2]) if given else line)
    return " ".join(words) if 0 < len(words) <= length else None


def _answering_line(sentence: str) -> str:
    """The first line that is more than an introduction to the next, as “The word backwards is:”."""
    lines = [line for line in sentence.splitlines() if line.strip()]
    return next((line for line in lines if not line.rstrip().endswith(":")), "")
