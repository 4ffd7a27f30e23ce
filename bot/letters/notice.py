"""Letter questions inside a chat message.

``parse`` reads a message that is nothing but a question. Here the question may stand anywhere: the message is cut into
clauses, and in each clause ``parse`` is tried from every word with which a letter question can begin. Chat is full of
sentences that look like one (“how many i in total”, “reverse engineering”), and to answer what nobody asked is worse
than to miss a question: so what ``parse`` reads is refused here wherever it may be ordinary English.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import regex

from bot.letters.parse import parse
from bot.letters.question import (
    Contains,
    Count,
    HowManyOf,
    Length,
    NoLetterQuestion,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    subject,
)
from bot.letters.solve import occurrences

MAX_CHARACTERS = 4_000
"""What stands behind these is not looked at."""
MAX_CLAUSE = 400
"""Characters; a longer clause is passed over."""
MAX_ATTEMPTS = 24
"""Calls of ``parse`` for a message."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A question, and the part of the message that asks it, as it was typed."""

    question: Question
    text: str


def notice(text: str) -> Noticed | None:
    """The first letter question that is asked in ``text``; None where there is none, or none that is clear.

    >>> notice("hey :) does Nevada have a d in it? asking for a friend")
    Noticed(question=Contains(text='Nevada', letter='d'), text='does Nevada have a d in it?')
    """
    for start, end in islice(_parts(text), MAX_ATTEMPTS):
        part = text[start:end].strip()
        question = parse(part)
        if not isinstance(question, NoLetterQuestion) and not _may_mean_else(question, part, text[end:]):
            return Noticed(question, part)
    return None


_ASKED = regex.compile(
    r"\bhow (?:many|often|frequently)\b|\b(?:does|has|is there|are there)\b[^.?!\n]{1,80}?\b(?:have|contain|got|in)\b",
    regex.I,
)


def asks_more(text: str) -> bool:
    """Whether more than one letter question may be asked in ``text``, of which ``notice`` finds the first.

    >>> asks_more("how many r's in strawberry? and how many in cranberry?")
    True
    """
    return any(islice(_ASKED.finditer(text[:MAX_CHARACTERS]), 1, None))


# One for one, so that the places of what is found are those in the text as it was typed.
_STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')


def _compiled(pattern: str) -> regex.Pattern[str]:
    """``pattern``, in which a space stands for any white space."""
    return regex.compile(pattern.replace(" ", r"\s++"), regex.I)


_QUESTION = (
    r"(?:how (?:many|often|frequently|long|is|do|to|would)|does|do the letters?|has|which|what(?:'?s)?|"
    r"(?:is|are) (?:there|the letters?)|can (?:you|u|i) (?:find|see))\b"
)
"""With these a question begins."""
_ORDER = (
    r"(?:(?:spell|reverse|flip|count|name|list|(?:show|give) me|write|say|type|print|find)\b|"
    r"(?<=\b(?:tell|show|give) me )the\b|in(?= \S.*\bhow (?:many|often))|"
    r"(?<!\S)(?:the word )?[^\s\"]++(?= (?:has|contains) how many\b))"
)
"""So does it with these, but only at the beginning of a clause: elsewhere they are ordinary words."""
_OPENING = _compiled(rf"(?<![\p{{L}}\p{{N}}'-])(?:(?P<question>{_QUESTION})|(?P<order>{_ORDER}))")

_BREAK = _compiled(
    r"(?P<code>```(?s:.*?)(?:```|\Z)|(?m:^>.*+$))"  # code, and what is quoted from others
    r"""|(?P<quoted>"[^"\n]*+"|(?<![\p{L}\p{N}])'[^'\n]*+'(?!\p{L}))"""
    r"|(?P<end>(?<![?!.…])[?!.…]++[)\]*_~]*+(?=\s|\Z))|[\n;]++"
    rf"|(?<![\s,]),? (?:and|but|or|also) (?:(?:also|then) )?(?={_QUESTION})"
)
_ABBREVIATION = regex.compile(r"\b\p{L}\.\p{L}\.$")

_GREETING = (
    r"(?:hey|hi|hello|yo|sup|great|nice|cool|good|perfect|yes|yeah|no|ok|okay|alright|right|well|now|then|oh|ah|um|uh|"
    r"hm+|so|lol|bro|dude|just|btw|by the way|please|pls|plz|kindly|quick|another|next|new|question|one more|anyway|"
    r"actually|seriously|bot|strawberry|there|(?:can|could|would|will) (?:you|u)|tell me|let me know)"
)
_BEFORE_ORDER = _compiled(
    rf"(?:<[@#][^>\s]*+>|{_GREETING}(?!\p{{L}})|[^\p{{L}}\p{{N}}\"'<])*+"
    # A name that is called: “hey Berry, spell rhythm”.
    r"(?:(?:(?:hey|hi|hello|yo|ok|okay) )?[^\s,:]++\s*+[,:]\s*+)?"
)
_BEFORE_QUESTION = _compiled(
    r"(?:^|[^\p{L}\p{N}\s\"'-]|(?<=\s)-+|(?<!\p{L})(?:and|but|or|also|because|cause|like|folks|guys|wondering|wonder|"
    r"curious|(?<!\b(?:i|we|they|he|she) (?:already |do )?)know|guess|out|remember|forgot|forget|sure|idea|"
    r"check|calculate|determine|explain|(?<!\b(?:asked|asks|told|tells|showed|shows|taught) )(?:me|us)|"
    rf"{_GREETING}))\s*+$"
)
_REPORT = _compiled(r"\b(?:ask|said|say|told|tell|know|care|explain|learn|count|see|saw|show|depend)")
_LONGEST_LOOK_BACK = 40
"""Characters before a question; enough for any phrase that may stand there."""

_TAIL = _compiled(
    r"(?<![\s,(–—])(?:[\s,(–—]*+(?:\b(?:"
    r"lol|lmao|rofl|(?:ha){2,}h?|(?:he){2,}|guys|folks|y'?all|bro|dude|mate|buddy|tho|though|btw|by the way|tbh|ngl|"
    r"idk|rn|fr|pls|plz|tysm|ty|thx|hm+|huh|eh|xd|asap|again|then|anyway|just (?:curious|wondering|asking)|i wonder|"
    r"i'?m curious|(?:asking )?for (?:a|my) (?:friend|project|quiz|bet)|if you (?:don'?t mind|can|know)|do you know|"
    r"you know|real quick|right now|in your opinion|thank(?:s| you) (?:so much|a lot|in advance|very much)"
    r")\b|<a?:\w++:\d++>|:\w++:|[:;=]'?-?[)(dp3/]|<3|[)\]*_~]|[\p{Extended_Pictographic}\u200d\ufe0f]++))++[\s?!.…]*+$"
)
"""What is said after a question in the same breath. Please and thanks are left to ``parse``."""


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
# Texts that have, or hold, letters of another kind: the alphabet of a language, post, tiles.
_OTHER_LETTERS = _words("""
    welsh polish swedish danish norwegian finnish dutch turkish thai tamil persian farsi urdu irish gaelic swahili
    vietnamese ukrainian georgian armenian hungarian czech romanian esperanto latin klingon scrabble wordle boggle
    mailbox inbox mail post envelope envelopes storage
""")
# “does not contain a …”
_NO_TEXT = _words("not also only still even never ever always just often really actually indeed already sometimes")
# “the word document” is no word.
_AFTER_WORD = _words(
    "book books document documents doc docs file files problem problems cloud bank salad puzzle puzzles family"
)
# “how many g in kg” asks for a number of another kind.
_UNITS = _words("""
    km kg mg lb lbs oz ml cl dl cm mm nm kb mb gb tb kw mw kwh mph inch inches foot feet ft yard yards yd mile miles
    meter meters metre metres gallon gallons liter liters litre litres pound pounds ounce ounces gram grams kilo kilos
    kilogram kilograms kilometer kilometers ton tons cup cups pint pints second seconds minute minutes hour hours day
    days week weeks month months year years dollar dollars euro euros rupee rupees million billion thousand percent
    byte bytes kilobyte megabyte gigabyte terabyte tsp tbsp teaspoon teaspoons tablespoon tablespoons stone stones
    quid pence penny shilling shillings acre acres joule joules watt watts volt volts pascal newton mole moles
""")
_UNIT_LETTERS = frozenset("bcdfghjklmnpqstvwy")
_SAID = _compiled(r"\b(?:letters?|words?)\b")
_PRONOUN = _compiled(r"\b(?:do|can|count|times|with|without|have|are|am) (?:i|u)(?!')\b|\bhow many (?:is|us|as)\b")


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where in ``text`` a question may stand, from the first on, each without its tail before it is tried with it."""
    straight = text[:MAX_CHARACTERS].translate(_STRAIGHT)
    for start, end in _clauses(straight, len(text)):
        if end - start > MAX_CLAUSE:
            continue
        clause = straight[start:end]
        tail = _TAIL.search(clause)
        for opening in _openings(clause):
            if tail and tail.start() > opening:
                yield start + opening, start + tail.start()
            yield start + opening, end


def _clauses(straight: str, length: int) -> Iterator[tuple[int, int]]:
    """Sentences and lines, cut also before a second question. What the limit has cut off in the middle is left out."""
    start = 0
    for found in _BREAK.finditer(straight):
        if found["quoted"] or (found["end"] == "." and _ABBREVIATION.search(straight, start, found.end())):
            continue
        yield start, found.end() if found["end"] else found.start()
        start = found.end()
    if length <= MAX_CHARACTERS:
        yield start, length


def _openings(clause: str) -> Iterator[int]:
    """Where in ``clause`` a question may begin."""
    for found in _OPENING.finditer(clause):
        start = found.start()
        if found["order"]:
            asks = _BEFORE_ORDER.fullmatch(clause, 0, start) is not None
        else:
            before = _BEFORE_QUESTION.search(clause, max(0, start - _LONGEST_LOOK_BACK), start)
            asks = before is not None or _is_whole_question(clause, start)
        if asks:
            yield start


def _is_whole_question(clause: str, start: int) -> bool:
    """Whether few words stand before ``start`` and none that only reports a question: “seriously how many …?”."""
    before = clause[:start]
    return clause.rstrip().endswith("?") and len(before.split()) <= 3 and not _REPORT.search(before)


def _may_mean_else(question: Question, part: str, behind: str) -> bool:
    """Whether ``part`` may ask something else in a chat. ``behind`` is what follows it in the message."""
    straight = part.translate(_STRAIGHT)
    text = subject(question).translate(_STRAIGHT)
    if isinstance(question, Which | HowManyOf):
        return _odd_letter(question.letter, subject(question), straight)
    if f'"{text}"' in straight or f"'{text}'" in straight:
        return False
    if regex.search(r":\s*+" + regex.escape(text), straight):  # such a text ends with the line, not with a sentence
        return bool(behind.partition("\n")[0].strip())
    if isinstance(question, Contains) and len(question.letter) > 1:  # does cheesecake contain cheese
        return regex.search(rf"[\"']{regex.escape(question.letter)}|\bstring", straight, regex.I) is None
    if len(text) == 1 or _odd_text(question, text.casefold(), straight):
        return True
    return isinstance(question, Count | Contains) and (
        _missing(question.letter, text, straight) or _odd_letter(question.letter, text, straight)
    )


def _odd_text(question: Question, text: str, part: str) -> bool:
    if regex.search(rf"\b(?:word|words|phrase|name)\s+{regex.escape(text)}", part, regex.I):
        return text in _AFTER_WORD
    if text in _NO_TEXT:
        return True
    match question:
        case Spell() | Reverse():
            # “Reverse thinking helps” is no order; a name in capitals is clear: “spell New York”.
            words = " " in text and question.text == question.text.lower()
            return text in _COMPOUNDS or (words and regex.match(r"spell|reverse", part, regex.I) is not None)
        case Length() | Position():
            return text in _OTHER_LETTERS or regex.search(r"\bcharacter", part, regex.I) is not None
        case _:
            return False


def _missing(letter: str, text: str, part: str) -> bool:
    """Whether the bare ``letter`` is not in ``text``, and nothing says that it is one: “how many Ls in chat”."""
    quoted = regex.search(rf"(?<!\p{{L}})[\"']{regex.escape(letter)}", part)
    return quoted is None and not _SAID.search(part) and not occurrences(text, letter)


def _odd_letter(letter: str, text: str, part: str) -> bool:
    """Whether the bare ``letter`` may be a pronoun, a sign or a unit."""
    if "'" in part or '"' in part or regex.search(r"\bletter", part, regex.I):
        return False
    if letter.casefold() in ("i", "u", "a") and _PRONOUN.search(part):
        return True
    if text.casefold() in _UNITS and letter.casefold() in _UNIT_LETTERS:
        return True
    return letter not in text and not regex.match(r"\p{L}", letter)
