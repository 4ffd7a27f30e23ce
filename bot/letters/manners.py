"""What is said around a question: openings before it, tails after it. Neither changes what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from bot.letters.notation import compiled, pattern

_FORM_WORDS = (
    "me|us|back|your|the|a|an|its?|only|just|simply|with|as|in|by|using|number|numeral|digits?|integer|figure|count|"
    "single|one|word|yes|no|or|and|nothing|else|more|any|final|result|answer|please|exact|correct|short|brief|plain|"
    "bare|format|form|arabic|text|sentence|true|false|json"
)
TERMINALS: Mapping[str, str] = {
    "NUMBER": r"#?\d{1,4}",
    # What an answer may look like: such words say nothing about the question.
    "FORMS": rf"(?:{_FORM_WORDS})(?: (?:{_FORM_WORDS})){{0,9}}",
}

PARTS: Mapping[str, str] = {
    "YOU": "(you|u|ya)",
    "PLEASE": "(please|pls|plz|kindly)",
    "THANKS": "(thanks|thank {YOU}|thx|ty|tysm|cheers)",
    "MANY_THANKS": "(many )?{THANKS}( (so|very) much| a lot| in advance)?",
    "SAY": "(answer|respond|reply|output|return|give|tell|say|state|write|provide|print|send|report|want|need|expect)",
    "NOISE": "(explanations?|explaining|words|text|extra text|punctuation|code|tools|a calculator|comments?|commentary|"
    "reasoning|guess(es|ing)?|cheating|googling|python|searching|talk|chat)",
    "NO_NOISE": "(no|without|do not|don't)( (any|using|use))? {NOISE}( or {NOISE}| and {NOISE})?( please| needed)?",
    "CARE": "(carefully|slowly|closely|hard|properly|thoroughly|step by step|step-by-step|letter by letter|one by one|"
    "again|(about|through) (it|this)|before ({YOU} )?(answer|answering|respond|responding|reply|replying|count))",
    "THINK": "(think|count|reason|work|go|look|check|do it|do this|read|answer)( (it|them|this|this out|it out))?",
    "BE": "be (very |really |extra )?(careful|precise|accurate|exact|honest|quick|brief|concise|sure|thorough)",
    "TASK": "(question|task|problem|puzzle|riddle|quiz|challenge|exercise|test|prompt|instruction|request|trivia|game)",
    "EASY": "(pretty |very |really |so |too |super )?(easy|simple|quick|hard|tricky|obvious)",
    "EXACT": "(single|exact|final|bare|plain)",
    "RESULT": "(number|digit|integer|answer|count|result|figure)",
    "THIS_IS": "(it's|it is|this is|that's|that is|this one is|(it|this|that) should be|should be)",
    "MY": "(a |one |my |the |your |another |(here is|here's|i have|i've got|just) a |new |next )?",
    "LAUGH": "(lol|lmao|haha(ha)?|hehe|rofl|xd)",
    "GREETING": "(hey|hi|hello|yo|greetings|good (morning|evening|afternoon|day)|dear)( (there|again|bot|strawberry|"
    "berry|friend|guys|all|everyone|everybody|assistant|ai))?",
}

OPENINGS = (
    "{GREETING}",
    "(ok|okay|so|well|now|then|alright|sure|great|cool|um|uh|hmm?|oh|wait|and|also|btw|by the way|anyway|actually)",
    "(seriously|honestly|out of curiosity|riddle me this|guess what)",
    "{PLEASE}",
    "{MANY_THANKS}",
    "(tell|let) me( know)?( {PLEASE})?(?! if | whether | that )",
    "show me(?= how | which | what )",
    "i ((was |am )?wonder(ing)?|am curious|was curious|(want|need|would like) to know)( if {YOU} (can|could) tell me)?",
    "i (want|need|would like) {YOU} to",
    "(i'm (wondering|curious)|i'd like (to know|{YOU} to)|(just )?(wondering|curious))",
    "(do|would) {YOU} (happen to )?know( {PLEASE})?",
    "(can|could|would|will|may) {YOU}(?! find | see )( {PLEASE})?( help me)?",
    "your task is to",
    "{THINK} {CARE}( and)?",
    "{BE}( and)?",
    "without( any| using)? {NOISE}",
)
"""What may stand before a question."""

TITLES = (
    "{MY}({EASY} |letter |word |counting |spelling |silly |serious |trick |pop )?{TASK}( for {YOU}| time)?( {NUMBER})?",
    "(q|q{NUMBER}|letters?( (counting|count))?|counting( letters)?|spelling( bee| test)?)",
)
"""What may head a question, with a mark behind it."""

ANSWERING = (
    "({PLEASE} )?(i )?(just |only |simply )?{SAY} {FORMS}( {NO_NOISE})?",
    "({PLEASE} )?(just|only)( the| a| an| one)?( {EXACT})? {RESULT}( only| {PLEASE})?",
    "(a |the |one )?({EXACT} )?{RESULT} (only|alone|is enough|is fine|will do)( {PLEASE})?",
    "one word( answer| reply)( only| {PLEASE})?",
    "(answers? )?(yes or no|true or false)( only| {PLEASE})?",
    "({PLEASE} )?{NO_NOISE}",
    "(let's think )?step by step( {PLEASE})?",
    "({PLEASE} )?think step by step",
)
"""What may be said after a question of how to answer it."""

CARING = (
    "({PLEASE} )?{THINK}( very)? {CARE}( {CARE})?",
    "({PLEASE} )?({BE}|take your time|make sure (it|it's|your answer) is (right|correct))",
    "({PLEASE} )?double[ -]check( it| your answer| your work| before answering)?",
    "({PLEASE} )?(show|explain)( me)?( your)? (work|working|reasoning|steps|thinking|answer)",
)
"""What may be said of how to find the answer."""

THANKS = ("{PLEASE}( and {MANY_THANKS})?", "{MANY_THANKS}")

REMARKS = (
    "{LAUGH}",
    "({THIS_IS} )?{EASY}(,? (right|huh|no|eh))?",
    "(right|huh|eh|or not|ok|okay|any ideas?|anyone|good luck|can {YOU} tell( me)?|do {YOU} know|hm|hmm|nothing else)",
    "({THIS_IS} )?(not )?(a )?(trick|hard|easy|simple|quick|serious) {TASK}",
    "i bet {YOU} (can't|cannot|don't know)",
    "if {YOU} (can|know|don't mind)",
    "((i'm|i am) )?(just )?(curious|wondering|asking|checking)",
    "((i'm|just) )?asking for a friend",
)
"""What else may be said after it, which could be a text of its own."""

_MARKS = r"[\s?!.…,;:–—-]"


def _any(sources: Sequence[str]) -> str:
    return f"({'|'.join(sources)})"


def _ignoring_case(source: str) -> regex.Pattern[str]:
    return regex.compile(source, regex.I)


_ANSWERING = _any(ANSWERING)
_ANSWERING_OR_THANKS = _any((*ANSWERING, *THANKS))
_INSTRUCTION = f"(and )?{_any((*ANSWERING, *CARING, *THANKS))}"
_REMARK = _any(REMARKS)
# “How many 🍓 are in 🍓🍓🍌” ends in a text.
_SMILE = _ignoring_case(
    r"(?r)(?<!\b(?:in|of|within|word|text|string|contain|have|with|spell|reverse|and) )"
    r"(?<=[\s?!.…])(?:[\p{Extended_Pictographic}\u200d\ufe0f]|[:;]'?-?[)(dp])++"
)
_BOUNDARY = regex.compile(r"(?r)[?!…;(\n–—]|[.,:](?=\s)|(?<=\s)-+(?=\s)| (?=and )")
_LONGEST = 160
"""Characters in what is said after a question."""
_ENDED = regex.compile(r"[?!.…]\s?$")
_SAYING = regex.compile(r"(?r)\b(?:yes|no|pretty)", regex.I)
# After yes, no and pretty, “please” belongs to the text.
_LAST_WORD = _ignoring_case(
    r"(?r)(?<!\b(?:yes|no|pretty),?) (?:please|pls|plz|thanks|thank (?:you|u)|thx|ty|for (?:me|us))"
)


@dataclass(frozen=True, slots=True)
class Tails:
    """Where a question ends, and which last ``words``, and whether a ``remark``, could belong to a text."""

    end: int
    words: str = ""
    remark: bool = False


# These take long to make, and no one needs them who asks no question.
@cache
def _opening() -> regex.Pattern[str]:
    greeting, title = (pattern(_any(each), PARTS, TERMINALS) for each in (OPENINGS, TITLES))
    return _ignoring_case(
        rf"[\s*#>•-]*+(?:\d{{1,3}}[.)]\s)?(?:(?:{greeting}(?={_MARKS})|"
        rf"{title}(?=\s?[:.!?,;–—-]|\n| (?:how|what|which|does|is)\b)){_MARKS}*+)*+"
    )


@cache
def _phrase(source: str) -> regex.Pattern[str]:
    return compiled(rf"{source}\)?", PARTS, TERMINALS)


def opening(plain: str) -> int:
    """Where in the even text ``plain`` the question begins.

    >>> opening("Hey! Can you please tell me: how many")
    29
    """
    found = _opening().match(plain)
    return found.end() if found else 0


def tails(plain: str, start: int) -> Tails:
    """Where what is asked from ``start`` on ends in the even text ``plain``, without marks behind it.

    >>> tails("how many? Please, just the number!", 0)
    Tails(end=8, words='', remark=False)
    """
    end, words, remark = len(plain), "", False
    while True:
        end = without_marks(plain, start, end)
        if found := _SMILE.match(plain, start, end):
            remark |= _ENDED.search(plain, max(start, found.start() - 2), found.start()) is None
            end = found.start()
        elif (instructed := _behind(_INSTRUCTION, plain, start, end)) is not None:
            end = instructed.start()
        elif (remarked := _behind(_REMARK, plain, start, end)) is not None:
            remark |= remarked[0] == ","
            end = remarked.start()
        elif found := _LAST_WORD.match(plain, start, end):
            words, end = found[0].strip().casefold(), found.start()
        else:
            return Tails(end, words, remark)


def tails_of_text(plain: str, start: int) -> int:
    """Where the text that begins at ``start`` ends; behind it may stand, as a sentence of its own, how to answer.

    >>> tails_of_text("Old owls know. Only a number, please.", 0)
    13
    """
    whole, end = len(plain), without_marks(plain, start, len(plain))
    while mark := _behind(_ANSWERING_OR_THANKS, plain, start, end):
        if mark[0] not in ",: " and _phrase(_ANSWERING).fullmatch(plain, _first(plain, mark.end()), end):
            whole = mark.start()
        end = without_marks(plain, start, mark.start())
    return whole


def _behind(phrase: str, plain: str, start: int, end: int) -> regex.Match[str] | None:
    """The mark that stands before the end, if nothing but a ``phrase`` stands between the two."""
    mark = _BOUNDARY.search(plain, max(start, end - _LONGEST), end)
    if mark is None:
        return None
    if mark[0] == "," and _SAYING.match(plain, start, mark.start()):
        return None
    return mark if _phrase(phrase).fullmatch(plain, _first(plain, mark.end()), end) else None


def _first(plain: str, start: int) -> int:
    return start + (plain[start : start + 1].isspace())


def without_marks(plain: str, start: int, end: int) -> int:
    """The ``end`` of what begins at ``start``, without the marks and spaces there.

    >>> without_marks("how many?! ", 0, 11)
    8
    """
    while end > start and (plain[end - 1].isspace() or plain[end - 1] in "?!.…,;:–—-"):
        end -= 1
    return end
