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

from bot.errors import InputError
from bot.letters.doubts import STRAIGHT, may_mean_else, may_mean_else_elsewhere, spaced
from bot.letters.languages.reading import has_clue, read_elsewhere
from bot.letters.parse import parse_english
from bot.letters.question import NoLetterQuestion, Question
from bot.letters.trial import in_words

MAX_CHARACTERS = 4_000
"""What stands behind these is not looked at."""
MAX_CLAUSE = 400
"""Characters; a longer clause is passed over."""
MAX_ATTEMPTS = 24
"""Calls of ``parse`` for a message."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A question, and the part of the message that asks it, as it was typed; ``read_as`` is that part in English."""

    question: Question
    text: str
    read_as: str | None = None


def notice(text: str) -> Noticed | None:
    """The first letter question that is asked in ``text``; None where there is none, or none that is clear.

    >>> notice("hey :) does Nevada have a d in it? asking for a friend").text
    'does Nevada have a d in it?'
    >>> notice("Hallo! Wie viele r sind in Erdbeere? Danke!").question
    Count(text='Erdbeere', letter='r')
    """
    for start, end in islice(_parts(text), MAX_ATTEMPTS):
        part = text[start:end].strip()
        question = parse_english(part)
        if not isinstance(question, NoLetterQuestion) and not may_mean_else(question, part, text[end:]):
            return Noticed(question, part)
    return _notice_elsewhere(text) if has_clue(text[:MAX_CHARACTERS]) else None


def _notice_elsewhere(text: str) -> Noticed | None:
    """The first sentence of ``text`` that is a letter question in another language than English."""
    straight = text[:MAX_CHARACTERS].translate(STRAIGHT)
    for start, end in islice(_clauses(straight, len(text)), MAX_ATTEMPTS):
        part = text[start:end].strip()
        try:
            reading = read_elsewhere(part) if len(part) <= MAX_CLAUSE else None
        except InputError:
            continue
        if reading and (reading.plain or not may_mean_else_elsewhere(reading.question)):
            return Noticed(reading.question, part, in_words(reading.question))
    return None


_ASKED = regex.compile(
    r"\bhow (?:many|often|frequently)\b|\b(?:does|has|is there|are there)\b[^.?!\n]{1,80}?\b(?:have|contain|got|in)\b"
    r"|\b(?:wie ?viele?|wie oft|combien|cu[aá]nt[ao]s|quant[ao]s)\b|いくつ|何[個回文]|[几多]少?[个次]",
    regex.I,
)


def asks_more(text: str) -> bool:
    """Whether more than one letter question may be asked in ``text``, of which ``notice`` finds the first.

    >>> asks_more("how many r's in strawberry? and how many in cranberry?")
    True
    """
    return any(islice(_ASKED.finditer(text[:MAX_CHARACTERS]), 1, None))


_QUESTION = (
    r"(?:how (?:many|often|frequently|long|is|do|to|would)|does|do the letters?|has|which|what(?:'?s)?|"
    r"(?:is|are) (?:there|the letters?)|can (?:you|u|i) (?:find|see)|where (?:is|are|does|do)|(?:at|in) (?:what|which)|"
    r"is(?= [^.?!\n]{1,60} (?:a palindrome|the same)\b))\b"
)
"""With these a question begins."""
_ORDER = (
    r"(?:(?:spell|reverse|flip|count|name|list|(?:show|give) me|write|say|type|print|find)\b|"
    r"(?<=\b(?:tell|show|give) me )the\b|in(?= \S.*\bhow (?:many|often))|"
    r"(?<!\S)(?:the word )?[^\s\"]++(?= (?:has|contains) how many\b))"
)
"""So does it with these, but only at the beginning of a clause: elsewhere they are ordinary words."""
_OPENING = spaced(rf"(?<![\p{{L}}\p{{N}}'-])(?:(?P<question>{_QUESTION})|(?P<order>{_ORDER}))")

_BREAK = spaced(
    r"(?P<code>```(?s:.*?)(?:```|\Z)|(?m:^>.*+$))"  # code, and what is quoted from others
    r"""|(?P<quoted>"[^"\n]*+"|(?<![\p{L}\p{N}])'[^'\n]*+'(?!\p{L})|「[^「」\n]*+」|『[^『』\n]*+』)"""
    r"|(?P<end>(?<![?!.…])[?!.…]++[)\]*_~]*+(?=\s|\Z)|[。？！]++)|[\n;]++"
    rf"|(?<![\s,]),? (?:and|but|or|also) (?:(?:also|then) )?(?={_QUESTION})"
)
_ABBREVIATION = regex.compile(r"\b\p{L}\.\p{L}\.$")

_GREETING = (
    r"(?:hey|hi|hello|yo|sup|great|nice|cool|good|perfect|yes|yeah|no|ok|okay|alright|right|well|now|then|oh|ah|um|uh|"
    r"hm+|so|lol|bro|dude|just|btw|by the way|please|pls|plz|kindly|quick|another|next|new|question|one more|anyway|"
    r"actually|seriously|bot|strawberry|there|(?:can|could|would|will) (?:you|u)|tell me|let me know)"
)
_BEFORE_ORDER = spaced(
    rf"(?:<[@#][^>\s]*+>|{_GREETING}(?!\p{{L}})|[^\p{{L}}\p{{N}}\"'<])*+"
    # A name that is called: “hey Berry, spell rhythm”.
    r"(?:(?:(?:hey|hi|hello|yo|ok|okay) )?[^\s,:]++\s*+[,:]\s*+)?"
)
_BEFORE_QUESTION = spaced(
    r"(?:^|[^\p{L}\p{N}\s\"'-]|(?<=\s)-+|(?<!\p{L})(?:and|but|or|also|because|cause|like|folks|guys|wondering|wonder|"
    r"curious|(?<!\b(?:i|we|they|he|she) (?:already |do )?)know|guess|out|remember|forgot|forget|sure|idea|"
    r"check|calculate|determine|explain|(?<!\b(?:asked|asks|told|tells|showed|shows|taught) )(?:me|us)|"
    rf"{_GREETING}))\s*+$"
)
_REPORT = spaced(r"\b(?:ask|said|say|told|tell|know|care|explain|learn|count|see|saw|show|depend)")
_LONGEST_LOOK_BACK = 40
"""Characters before a question; enough for any phrase that may stand there."""

_TAIL = spaced(
    r"(?<![\s,(–—])(?:[\s,(–—]*+(?:\b(?:"
    r"lol|lmao|rofl|(?:ha){2,}h?|(?:he){2,}|guys|folks|y'?all|bro|dude|mate|buddy|tho|though|btw|by the way|tbh|ngl|"
    r"idk|rn|fr|pls|plz|tysm|ty|thx|hm+|huh|eh|xd|asap|again|then|anyway|just (?:curious|wondering|asking)|i wonder|"
    r"i'?m curious|(?:asking )?for (?:a|my) (?:friend|project|quiz|bet)|if you (?:don'?t mind|can|know)|do you know|"
    r"you know|real quick|right now|in your opinion|thank(?:s| you) (?:so much|a lot|in advance|very much)"
    r")\b|<a?:\w++:\d++>|:\w++:|[:;=]'?-?[)(dp3/]|<3|[)\]*_~]|[\p{Extended_Pictographic}\u200d\ufe0f]++))++[\s?!.…]*+$"
)
"""What is said after a question in the same breath. Please and thanks are left to ``parse``."""


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where in ``text`` a question may stand, from the first on, each without its tail before it is tried with it."""
    straight = text[:MAX_CHARACTERS].translate(STRAIGHT)
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
