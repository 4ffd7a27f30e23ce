"""The phrasings of letter questions, as regular expressions over a whole message.

In a source below a space stands for any white space, and words in capitals for these parts:

``{LETTER}``  one letter, quoted or bare, perhaps in the plural (r, "r", r's); several only in quotes or after “string”
``{TEXT}``    a text in quotes or after a colon, as it is; bare, with “the word” before it or without
``{IN}``      “in” or the like, and such a text
``{WORD}``    such a text, where a bare text alone could mean anything: quotes, a colon or “the word” must be there
``{LIST}``    the name of a list, such as “US states”
``{NTH}``     a place: third, 3rd, last, second to last
"""

from collections.abc import Mapping

import regex

from bot.letters.names import NAME_LISTS
from bot.letters.question import Kind

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip

_NAMED = r"(?:the )?(?:following )?(?:words?|phrase|name|sentence|text|string|term|title|following)"
_ENDING = r"(?:,? (?:please|thanks|thank you))?"
# An apostrophe inside single quotes stands between letters, as in 'don't'; otherwise it ends them.
_QUOTED = rf"""(?:"(?P<quoted>[^"]*)"|'(?P<quoted>(?:[^'"]|(?<=\p{{L}})'(?=\p{{L}}))*)'){_ENDING}"""
_GIVEN = rf"(?:{_NAMED} )?{_QUOTED}|{_NAMED}: ?(?P<given>.+)"
_BARE = r"(?P<bare>\S.*?)(?:, (?:please|thanks|thank you))?"
_LETTER_WORD = r"(?:letters?|characters?|digits?)"
_LETTERS_WORD = r"(?:letters|(?:letter )?(?:string|substring|sequence|combination)s?)"

_PARTS: Mapping[str, str] = {
    "WORD": rf"(?:{_GIVEN}|the (?:words?|phrase|name) {_BARE})",
    "TEXT": rf"(?:{_GIVEN}|the (?:words?|phrase|name) {_BARE}|{_BARE})",
    "LETTER": rf"""(?:(?:(?:the|an?|any|at least one) )?(?:(?:{_LETTER_WORD}|{_LETTERS_WORD}) )?"""
    r"""(?:"(?P<letter>[^"\s]+)"|'(?P<letter>[^'\s]+)'|(?P<letter>(?!["'\s])\X))(?P<plural>'?s)?"""
    rf"""|the {_LETTERS_WORD} (?P<letter>[\p{{L}}\p{{M}}\p{{N}}]+))""",
    "LIST": rf"(?:all )?(?:of )?(?:the )?(?P<list>{'|'.join(each.called for each in NAME_LISTS.values())})"
    r"(?:'s?|s')?(?: names?)?",
    "NTH": rf"(?P<nth>{'|'.join(ORDINALS)}|\d{{1,4}}(?:st|nd|rd|th)|last|final|penultimate)"
    r"(?:[- ](?P<back>to[- ]last|last|from the end))?",
    "SPELT": r"(?:spelled|spelt|written)",
    "BACKWARDS": r"(?:backwards?|reversed|in reverse)",
    "UNIT": r"(?P<unit>letter|character)",
    "UNITS": r"(?P<unit>letters|characters)",
    "HAVE": r"(?:contain|have(?: got)?|include|use)s?",
    # What a name of a list has, or with <without> has not.
    "HAVING": r"(?:(?:that|which|whose names?|are there|are) )?(?:(?P<without>(?:do(?:es)?n'?t|do(?:es)? not) "
    r"(?:contain|have|include|use)|lacks?|(?:has|have|contains?|with) no|(?:are |is )?without|(?:are|is) missing)|"
    r"(?:contains?|has|have|includ(?:es?|ing)|uses?|with|containing|having)) {LETTER}"
    r"(?: (?:in|inside) (?:it|them|the names?|their names?|its name|their spelling))?",
    "ASKING": r"(?:(?:what is|what's|which is|give me|find|name|count) )?",
    "ARE": r"(?: (?:are there|there are|is there|are|is|can (?:you|i) (?:find|see|count)|do you (?:find|see|count)|"
    r"occur|appear|letters?(?: are(?: there)?)?))?",
    "IN": r"(?:in|inside|within|of|from)(?: {TEXT}|: ?(?P<given>.+))",
    "OCCUR": r"(?:occurs?|appears?|shows? up|comes? up|be found|found|used|present|exists?)",
}

_PREFIX = (
    r"(?:(?:hey|hi|hello|ok|okay|so|well|now|please|quick question|question|tell me|show me|let me know|i wonder|"
    r"do you know|(?:i'd like|i want|i would like) to know|(?:can|could|would|will) you(?: please)?(?: tell me)?)"
    r"[,:!.]* )*"
)

_SOURCES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "reverse",
        (
            "(?:reverse|flip) {TEXT}",
            "(?:what is|what's|write|say|spell|type|print|show me|give me) {TEXT}(?: {SPELT})? {BACKWARDS}",
            "how (?:is|do (?:you|i) (?:spell|write|say)) {TEXT}(?: {SPELT})? {BACKWARDS}",
            "{ASKING}the reverse of {TEXT}",
        ),
    ),
    (
        "spell",
        (
            "(?:how (?:do (?:you|i|we)|to|would you) )?spell(?: out)? {TEXT}",
            "how is {TEXT} {SPELT}",
            "{ASKING}the spelling of {TEXT}",
        ),
    ),
    (
        "length",
        (
            "(?:count )?how many {UNITS}{ARE} {IN}",
            "how many {UNITS} (?:does|do) {TEXT} {HAVE}",
            "how many {UNITS} has {TEXT}(?: got)?",
            "{TEXT} (?:has|contains) how many {UNITS}",
            "count (?:all )?(?:the )?{UNITS} {IN}",
            "{ASKING}(?:the )?number of {UNITS} {IN}",
            "in {TEXT},? how many {UNITS}{ARE}",
            "how long is {WORD}",
            "{ASKING}the length of {WORD}",
        ),
    ),
    (
        "position",
        (
            "{ASKING}the {NTH} {UNIT}(?: (?P<back>from the end))? {IN}",
            "(?:what|which) {UNIT} (?:is|comes)(?: the)? {NTH}(?: letter)? {IN}",
            "(?:what is|what's) {TEXT}'s {NTH} {UNIT}",
            "{ASKING}(?:the )?{UNIT} (?:number |no\\. ?|# ?|at position )?(?P<number>\\d{1,4}) {IN}",
        ),
    ),
    (
        "which",
        (
            "(?:which|what) {LIST} {HAVING}",
            "(?:name|list|show|give|find|what are|which are)(?: me)? {LIST} {HAVING}",
        ),
    ),
    (
        "how_many_of",
        (
            "(?:count )?how many {LIST} {HAVING}",
            "(?:count|{ASKING}the number of) {LIST} {HAVING}",
        ),
    ),
    (
        "count",
        (
            "(?:count )?how many (?:of )?{LETTER}{ARE} {IN}",
            "how many {LETTER} (?:does|do) {TEXT} {HAVE}",
            "how many {LETTER} has {TEXT}(?: got)?",
            "how many {LETTER} {TEXT} (?:has|contains)",
            "count (?:all )?(?:the )?(?:(?:number|occurrences|instances) of )?{LETTER} {IN}",
            "{ASKING}(?:the )?(?:number|count) of {LETTER}{ARE} {IN}",
            "{ASKING}(?:the number of times|how many times) {LETTER} (?:is |can be )?(?:{OCCUR} )?{IN}",
            "how (?:many times|often|frequently) (?:do|does|is|are|can) {LETTER}(?: {OCCUR})? {IN}",
            "how (?:many times|often|frequently) (?:do|does) {TEXT} {HAVE} {LETTER}",
            "(?:how many|{ASKING}the number of) (?:occurrences|instances) of {LETTER}{ARE} {IN}",
            "{TEXT},? (?:has|contains) how many {LETTER}",
            "{TEXT}: how many {LETTER}(?: are there)?",
            "in {TEXT},? how many {LETTER}(?:{ARE}| do you see| can you find)",
            "in {TEXT},? how (?:many times|often) (?:does|do|is) {LETTER}(?: {OCCUR})?",
        ),
    ),
    (
        "contains",
        (
            "does {TEXT} {HAVE} {LETTER}(?: in it)?",
            "has {TEXT} got {LETTER}(?: in it)?",
            "(?:is|are) there {LETTER} {IN}",
            "(?:does|do) {LETTER} {OCCUR} {IN}",
            "(?:is|are) the letters? {LETTER} (?:{OCCUR} |contained |part )?{IN}",
            "can (?:you|i) (?:find|see) {LETTER} {IN}",
        ),
    ),
)


def _compiled(source: str) -> regex.Pattern[str]:
    source = _with_parts(_PREFIX + source).replace("[- ]", r"[-\s]").replace(" ", r"\s+")
    return regex.compile(source + r"[\s?!.…]*", regex.I | regex.S)


def _with_parts(source: str) -> str:
    return regex.sub(r"\{([A-Z]{2,})\}", lambda found: f"(?:{_with_parts(_PARTS[found[1]])})", source)


RULES: tuple[tuple[Kind, regex.Pattern[str]], ...] = tuple(
    (kind, _compiled(source)) for kind, sources in _SOURCES for source in sources
)
"""Every phrasing with the kind of question that it is, in the order in which they are tried."""
