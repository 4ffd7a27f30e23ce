"""The phrasings of letter questions, as regular expressions over a whole message.

In a source below a space stands for any white space, and words in capitals for these parts:

``{LETTER}``  one letter, quoted or bare (r, "r", r's); several only in quotes or after “string”
``{LETTERS}`` the same where an s alone makes a plural of it: rs
``{TEXT}``    a text in quotes or after a colon, as it is; bare, with “the word” before it or without
``{IN}``      “in” or the like, and such a text; ``{OF}``: or “of”
``{WORD}``    such a text, where a bare text alone could mean anything: quotes, a colon or “the word” must be there
``{ALONE}``   before a text that must be quoted where it is more than one word
``{LIST}``    the name of a list, such as “US states”
``{NTH}``     a place: third, 3rd, last, second to last
"""

from collections.abc import Mapping
from functools import cache

import regex

from bot.letters.names import NAME_LISTS
from bot.letters.question import Kind

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip

_NAMED = r"(?:the )?(?:following )?(?:words?|phrase|name|sentence|text|string|term|title|following)"
# “the word order” is no word in a text.
_THE_WORD = r"(?P<named>the (?:words?|phrase|name))(?! (?:order|count|limit|list|search|game|length)\b)"
# An apostrophe inside single quotes stands between letters, as in 'don't'; otherwise it ends them.
_QUOTED = r"""(?:"(?P<quoted>[^"]*)"|'(?P<quoted>(?:[^'"]|(?<=\p{L})'(?=\p{L}))*)')"""
_GIVEN = rf"(?:{_NAMED} )?{_QUOTED}|{_NAMED}: ?(?P<given>.+)"
_BARE = r"(?P<bare>\S.*?)"
_LETTER_WORD = r"(?:letters?|characters?|digits?)"
_ONE = r"(?:(?:the|an?|any|at least one) )?"
_STRING_WORD = r"(?:letter )?(?:string|substring|sequence|combination)s?"
# After these, “please” belongs to the text: “yes please”. Elsewhere it is manners.
_BEFORE_NO_MANNERS = "yes|no|pretty"


def _manners(words: str) -> str:
    return rf"(?:[\s?!.…,]++(?=(?:{words})\b)(?<!\b(?:{_BEFORE_NO_MANNERS})[\s,]*)(?:{words}))*"


_PARTS: Mapping[str, str] = {
    "WORD": rf"(?:{_GIVEN}|{_THE_WORD} {_BARE})",
    "TEXT": rf"(?:{_GIVEN}|{_THE_WORD} {_BARE}|{_BARE})",
    "LETTER": rf"""(?:{_ONE}(?:{_LETTER_WORD} )?(?P<letter>(?!["'\s])\X)(?P<plural>'?s)?"""
    rf"""|{_ONE}(?:(?:{_LETTER_WORD}|{_STRING_WORD}) )?"""
    r"""(?:"(?P<letter>[^"\s]+)"|'(?P<letter>[^'\s]+)')(?:'?s)?"""
    rf"""|the (?:(?P<letters>letters)|{_STRING_WORD}) (?P<letter>[\p{{L}}\p{{M}}\p{{N}}]+))""",
    # Where an s alone makes a plural of a letter: how many rs.
    "LETTERS": r"(?P<many>){LETTER}",
    "LIST": rf"(?:all )?(?:of )?(?:the )?(?P<list>{'|'.join(each.called for each in NAME_LISTS.values())})"
    r"(?:'s?|s')?(?: names?)?",
    "NTH": rf"(?P<nth>{'|'.join(ORDINALS)}|\d{{1,4}}(?:st|nd|rd|th)|last|final|penultimate)"
    r"(?:[- ](?P<back>to[- ]last|last|from the end))?",
    "SPELT": r"(?:spelled|spelt|written)",
    "BACKWARDS": r"(?:backwards?|reversed|in reverse)",
    "UNIT": r"(?P<unit>letter|character)",
    "UNITS": r"(?P<unit>letters|characters)",
    "HAVE": r"(?:contain|have(?: got)?|include)s?",
    # What a name of a list has, or with <without> has not.
    "HAVING": r"(?:(?:that|which|whose names?|are there|are) )?(?:(?P<without>(?:do(?:es)?n'?t|do(?:es)? not) "
    r"(?:contain|have|include|use)|lacks?|(?:has|have|contains?|with) no|(?:are |is )?without|(?:are|is) missing)|"
    r"(?:contains?|has|have|includ(?:es?|ing)|uses?|with|containing|having)) {LETTER}"
    r"(?: (?:in|inside) (?:it|them|the names?|their names?|its name|their spelling))?",
    "ASKING": r"(?:(?:what is|what's|which is|give me|find|name|count) )?",
    "ARE": r"(?: (?:are there|there are|is there|are|is|can (?:you|i) (?:find|see|count)|do you (?:find|see|count)|"
    r"(?:are )?(?:contained|found|present|hidden)|occur|appear|letters?(?: are(?: there)?)?))?",
    "IN": r"(?:in|inside(?: of)?|within)(?: {TEXT}|: ?(?P<given>.+))",
    "OF": r"(?:{IN}|of(?: {TEXT}|: ?(?P<given>.+)))",
    # More than one word may be a text and something said of it: how many letters has Ann sent.
    "ALONE": r"(?P<alone>)",
    "FORME": _manners("for (?:me|us)"),
    "OCCUR": r"(?:occurs?|appears?|shows? up|comes? up|be found|found|used|present|exists?)",
}

_PREFIX = (
    r"(?:(?:hey|hi|hello|ok|okay|so|well|now|please|pls|plz|(?:quick )?question|tell me|show me|let me know|i wonder|"
    r"do you know|(?:i'd like|i want|i would like) to know|(?:can|could|would|will) you(?: please)?(?: tell me)?)"
    r"[,:!.]* )*"
)

_SOURCES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "reverse",
        (
            "reverse {TEXT}{FORME}",
            "flip {WORD}{FORME}",
            "(?:what is|what's|write|say|spell|type|print|show me|give me) {TEXT}(?: {SPELT})? {BACKWARDS}{FORME}",
            "how (?:is|do (?:you|i) (?:spell|write|say)) {TEXT}(?: {SPELT})? {BACKWARDS}",
            "{ASKING}the reverse of {TEXT}",
        ),
    ),
    (
        "spell",
        (
            "spell(?: out(?! loud))? {TEXT}(?:,? (?:letter by letter|one letter at a time))?{FORME}",
            # “how do I spell better” asks for a teacher.
            "how (?:do (?:you|i|we)|to|would you) spell(?: out)?(?! (?:better|well|good|right)\\W*$) {TEXT}",
            "how is {TEXT} (?:spelled|spelt)",
            "how is {WORD} written",
            "{ASKING}the spelling of {TEXT}",
        ),
    ),
    (
        "length",
        (
            "(?:count )?how many {UNITS}{ARE} {IN}",
            "how many {UNITS} (?:does|do) {TEXT} {HAVE}",
            "how many {UNITS} has {TEXT} got",
            "how many {UNITS} has {ALONE}{TEXT}",
            "how many {UNITS} long is {TEXT}",
            "{TEXT} (?:has|contains) how many {UNITS}",
            "count (?:all )?(?:the )?{UNITS} {OF}{FORME}",
            "{ASKING}(?:the )?number of {UNITS} {OF}",
            "in {TEXT},? how many {UNITS}{ARE}",
            "how long is {WORD}",
            "{ASKING}the length of {WORD}",
        ),
    ),
    (
        "position",
        (
            "{ASKING}(?:the )?{NTH} {UNIT}(?: (?P<back>from the end))? {OF}",
            "(?:what|which) {UNIT} (?:is|comes)(?: the)? {NTH}(?: letter)? {OF}",
            "(?:what is|what's) {TEXT}'s {NTH} {UNIT}",
            "{ASKING}(?:the )?{UNIT} (?:number |no\\. ?|# ?|at position )?(?P<number>\\d{1,4}) {OF}",
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
            "(?:count )?how many (?:of (?=the ))?{LETTERS}{ARE} {IN}",
            "how many {LETTERS} (?:does|do) {TEXT} {HAVE}",
            "how many {LETTERS} has {TEXT} got",
            "how many {LETTERS} has {ALONE}{TEXT}",
            "how many {LETTERS} {TEXT} (?:has|contains)",
            "count (?:all )?(?:the )?{LETTERS} {OF}{FORME}",
            "count (?:all )?(?:the )?(?:number|occurrences|instances) of {LETTERS} {IN}{FORME}",
            "{ASKING}(?:the )?(?:number|count) of {LETTERS}{ARE} {IN}",
            "{ASKING}(?:the number of times|how many times) {LETTER} (?:is |can be )?(?:{OCCUR} )?{IN}",
            "how (?:many times|often|frequently) (?:do|does|is|are|can) {LETTER}(?: {OCCUR})? {IN}",
            "how (?:many times|often|frequently) (?:do|does) {TEXT} {HAVE} {LETTER}",
            "(?:how many|{ASKING}the number of) (?:occurrences|instances) of {LETTER}{ARE} {IN}",
            "{TEXT},? (?:has|contains) how many {LETTERS}",
            "{TEXT}: how many {LETTERS}(?: are there)?",
            "in {TEXT},? how many {LETTERS}(?:{ARE}| do you see| can you find)",
            "in {TEXT},? how (?:many times|often) (?:does|do|is) {LETTER}(?: {OCCUR})?",
            # Last, and always refused.
            "(?:count )?how many (?P<unquoted>\\p{L}{2,10}){ARE} {IN}",
        ),
    ),
    (
        "contains",
        (
            "does {TEXT} {HAVE} {LETTER}(?: in it)?",
            "has {TEXT} got {LETTER}(?: in it)?",
            "(?:is|are) there {LETTER} {IN}",
            "(?:does|do) {LETTER} {OCCUR} {IN}",
            # Is the letter k in knife silent?
            "(?:is|are) the letters? {LETTER} {ALONE}(?:{OCCUR} |contained |part )?{OF}",
            "can (?:you|i) (?:find|see) {LETTER} {IN}",
        ),
    ),
)


def _compiled(source: str) -> regex.Pattern[str]:
    ending = _manners("please|pls|plz|thanks|thank you|thx|ty") + r"[\s?!.…]*"
    source = (
        _with_parts(_PREFIX + source + ending)
        .replace("what's", "what'?s")
        .replace("you", "(?:you|u)")
        .replace("[- ]", r"[-\s]")
        .replace(" ", r"\s+")
    )
    return regex.compile(source, regex.I | regex.S)


def _with_parts(source: str) -> str:
    return regex.sub(r"\{([A-Z]{2,})\}", lambda found: f"(?:{_with_parts(_PARTS[found[1]])})", source)


@cache
def rules() -> tuple[tuple[Kind, regex.Pattern[str]], ...]:
    """Every phrasing with the kind of question that it is, in the order in which they are tried.

    The first call takes a third of a second.

    >>> [kind for kind, rule in rules() if rule.fullmatch("How many letters are in strawberry?")]
    ['length', 'count']
    """
    return tuple((kind, _compiled(source)) for kind, sources in _SOURCES for source in sources)
