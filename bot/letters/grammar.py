"""The phrasings of letter questions, each a rule in the notation of ``notation.py`` over an even text (``scan.py``).

Openings, tails and marks at the end are taken off before (``manners.py``). The parts that say most:

``{LETTER}``  one letter, quoted or bare (r, "r", r's); several only in quotes or after “string”
``{LETTERS}`` the same where an s alone makes a plural of it: rs
``{TEXT}``    a text in quotes or after a colon, as it is; bare, with “the word” before it or without
``{IN}``      “in” or the like, and such a text; ``{OF}``: or “of”
``{WORD}``    such a text, where a bare text alone could mean anything: quotes, a colon or “the word” must be there
``{ALONE}``   before a text that must be quoted where it is more than one word
``{LIST}``    the name of a list, such as “US states”
``{NTH}``     a place: third, 3rd, last, second to last
"""

from collections.abc import Iterator, Mapping
from functools import cache

import regex

from bot.letters import wordings
from bot.letters.names import NAME_LISTS
from bot.letters.notation import compiled
from bot.letters.question import Kind
from bot.letters.scan import GIVEN, QUOTED

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip

TERMINALS: Mapping[str, str] = {
    "QUOTED": f"(?P<quoted>{QUOTED})",
    "GIVEN": f"(?P<given>{GIVEN})",
    "BARE": rf"(?P<bare>[^\s{QUOTED}{GIVEN}][^{QUOTED}{GIVEN}]*?)",
    "SINGLE": r"(?P<letter>(?![\"'\s])\X)(?P<plural>'?s)?(?![\p{L}\p{N}'])",
    "PLURAL": r"(?P<letter>(?![\"'\s])\X)'s(?![\p{L}\p{N}'])",
    "QUOTED_LETTER": rf"(?P<letter>{QUOTED})(?:'?s)?",
    "RUN": r"(?P<letter>[\p{L}\p{M}\p{N}]{1,20}+)",
    "INSIDE": r"(?P<inside>\p{L}{2,10}+)",
    "UNQUOTED": r"(?P<unquoted>\p{L}{2,10}+)",
    "NUMBER": r"(?P<number>\d{1,4})",
    "CAPITALS": r"(?-i:(?P<bare>[\p{Lu}\d]{2,200}+))",
    "DIGITS": r"(?P<bare>\d{1,100}+(?:[.,]\d{1,100}+)?)",
    "LISTED": f"(?P<list>{'|'.join(each.called for each in NAME_LISTS.values())})",
    "ORDINAL": rf"(?P<nth>{'|'.join(ORDINALS)}|\d{{1,4}}(?:st|nd|rd|th)|last|final|penultimate)",
    # “the word order” is no word in a text.
    "NO_COMPOUND": r"(?! (?:order|counts?|limits?|lists?|search|games?|length|processor|cloud|book|tags?|badges?|"
    r"plates?|brands?|generators?|document)\b)",
    **wordings.TERMINALS,
}
"""Regular expressions, each with an end that is plain from its beginning, but ``BARE``, which a rule has once."""

PARTS: Mapping[str, str] = {
    "NOUN": "(words?|phrase|name|sentence|text|string|term|title|sequence|line|paragraph|expression|quote|number)",
    "THIS_NOUN": "(the |this |that |a |an |my )?(following |given |next |single |whole |entire |full |exact |english )?"
    "({NOUN}|following|this)",
    "THE_WORD": "<named:the (single |english )?(word|name)>{NO_COMPOUND}",
    "THE_PHRASE": "<named:the <phrase:(english |whole |full )?(phrase|sentence|saying)>>{NO_COMPOUND}",
    "AS_IT_IS": "({THIS_NOUN} )?{QUOTED}|the {QUOTED} {NOUN}|{THIS_NOUN} {GIVEN}|{GIVEN}",
    "NAMED": "({THE_WORD}|{THE_PHRASE}) {BARE}",
    "IN_CAPITALS": "<named:the (string|sequence)> {CAPITALS}",
    "IN_DIGITS": "<digits:the (decimal |whole )?(number|integer|numeral)> {DIGITS}",
    "WORD": "{AS_IT_IS}|{NAMED}",
    "TEXT": "{AS_IT_IS}|{IN_DIGITS}|{IN_CAPITALS}|{NAMED}|{BARE}",
    "LETTER_NOUN": "(letters?|lett?res?|leters?|characters?|charact?ers?|charachters?|chars?|alphabets?)",
    "DIGIT": "<digits:digits?>",
    "STRING_NOUN": "(letter )?(strings?|substrings?|sequences?|combinations?)",
    "ONE": "(the |an? |any |at least one |a single )?",
    "LETTER": "{ONE}(({LETTER_NOUN}|{DIGIT}) )?{SINGLE}|{ONE}{SINGLE} <spoken:letters?|characters?>|"
    "{ONE}(({LETTER_NOUN}|{DIGIT}|{STRING_NOUN}) )?{QUOTED_LETTER}( (letters?|characters?))?|"
    "the (<letters:letters>|{STRING_NOUN}) {RUN}",
    # A letter that cannot be a vitamin, a note or a language.
    "SURE": "(the )?{LETTER_NOUN} {SINGLE}|{ONE}({LETTER_NOUN} )?{QUOTED_LETTER}|{ONE}{PLURAL}",
    # Where an s alone makes a plural of a letter: how many rs.
    "LETTERS": "<many:>{LETTER}",
    "LIST": "(all )?(of )?(the )?{LISTED}('s?|s')?( names?)?",
    "NTH": "{ORDINAL}([- ]<back:to[- ]last|from (the )?(last|end)|last|from the end>)?",
    "SPELT": "(spelled|spelt|written)",
    # “write Arabic from right to left” asks for no word.
    "RIGHT_TO_LEFT": "(back[- ]to[- ]front|from (the )?back to (the )?front|"
    "(from )?right[- ]to[- ]left|from (the )?right to (the )?left|from (the )?end to (the )?(start|beginning)|"
    "the other way (a)?round)",
    "BACKWARDS": "(backwards?|reversed|in reverse( order)?)",
    "UNIT": "<unit:letter|character|charachter|leter>",
    "UNITS": "(total )?<unit:letters|characters|leters|lettres|charachters|charcters|characers|chars>",
    "HAVE": "(contain|have|have got|include)s?",
    "HAS": "(contains|has|has got|includes)",
    "WITHOUT": "<without:(do(es)?n'?t|do(es)? not) (contain|have|include|use)|lacks?|(has|have|contains?|with) no|"
    "(are |is )?without|(are|is) missing>",
    "WITH": "(contains?|has|have|includ(es?|ing)|uses?|with|containing|having)",
    # What a name of a list has, or with <without> has not.
    "HAVING": "((that|which|whose names?|are there|are) )?({WITHOUT}|{WITH}) {LETTER}"
    "( (in|inside) (it|them|the names?|their names?|its name|their spelling))?",
    "WHAT_IS": "(what is|what's|what would be|which is|what are)",
    "VERB": "(count|calculate|compute|determine|find|find out|identify|return|retrieve|get|output|print|report|write|"
    "write down|write out|state|give|give me|tell|tell me|provide|show|show me|work out|figure out|extract|name|say|"
    "display|tally|check|see|enumerate|i need|i want|look up|choose|pick|select)",
    "SHOW": "(write|write out|write down|say|spell|spell out|type|print|show me|give me)",
    "ASKING": "(({WHAT_IS}|{VERB}) )?",
    "HOW_MANY": "({VERB} )?(how many|how mnay|how meny|howmany|hwo many|how may)( total| of(?= the ))?",
    "HOW_MANY_TIMES": "({ASKING}{HOW_OFTEN} of times|{HOW_MANY} times|({VERB} )?how (often|frequently))",
    "OCCURRENCES": "(occ?urr?[ae]n[cs]es?|occ?urr?[ae]nc[iy]es?|instances?|appear[ae]nces?|apperances?|repetitions?)",
    "OCCUR": "({OCCUR_ONCE}|repeats?|repeated)",
    "OCCUR_ONCE": "(occ?urr?e?s?|occ?urr?ed|app?ears?|app?ers?|shows? up|comes? up|be found|found|used|present|exists?|"
    "contained|included|seen|mentioned|written|in there)",
    "HOW_OFTEN": "(the )?(exact |total |overall |full )?(number|count|tally|total)( (number|count))?",
    "UNSURE": "(total |overall )?(amount|frequency|freqency|frequncy)",
    "NUMBER_OF": "{HOW_OFTEN} of( ((the |all )?{OCCURRENCES} of|times))?|(the |all )?(the )?{OCCURRENCES} of",
    "ARE": "( (are there|there are|is there|is|are( all)?|can ({YOU}|i|be|we) (find|see|count|found|seen)|"
    "(do|did) ({YOU}|i|we) (find|see|count|have)|are (contained|found|present|hidden|used|included|located)|"
    "occurs?|appears?|are to be found|do we have|exist|{LETTER_NOUN}( are( there)?)?)( in total| total| altogether)?)?",
    "YOU": "(you|u)",
    "PREPOSITION": "(inside of|inside|in|within|throughout)",
    "IN": "{PREPOSITION} {TEXT}",
    "OF": "({PREPOSITION}|of) {TEXT}",
    "GO": "(start|begin|end)s?( off)?",
    # More than one word may be a text and something said of it: how many letters has Ann sent.
    "ALONE": "<alone:>",
    "PRELUDE": "(in|for|given|consider|take|with|from|looking at|look at) {WORD}",
    "IF": "(is it (true|correct|the case) that|true or false,?:?|(check|determine|verify|see|test|find out|decide|"
    "confirm|tell me|let me know) (if|whether|that))",
    **wordings.PARTS,
}

SOURCES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "reverse",
        (
            "(reverse|invert) (all )?(the )?(order of )?(the )?(letters|characters)( order)? (of|in) {TEXT}",
            "(reverse|revers) {TEXT}",
            "(invert|mirror) {WORD}",
            "(flip|turn around) {WORD}",
            "({WHAT_IS}|{SHOW}) {TEXT}( {SPELT}| out)?,? {BACKWARDS}",
            "what does {TEXT} (spell|read|say) {BACKWARDS}",
            "({WHAT_IS}|read|spell|type|put|{VERB}) {WORD}( {SPELT}| out)?,? ({BACKWARDS}|{RIGHT_TO_LEFT})",
            "({VERB}|spell|type|read|put) ({THIS_NOUN} )?({BACKWARDS}|{RIGHT_TO_LEFT}) {AS_IT_IS}",
            "how (is|do ({YOU}|i|we)|would {YOU}) (spell |write |say )?{TEXT}( {SPELT})? {BACKWARDS}",
            "{ASKING}(the )?(reverse|reversed (version|form|spelling)) of {TEXT}",
        ),
    ),
    (
        "spell",
        (
            "spell( out(?! loud))? {TEXT}(,? (letter by letter|one letter at a time))?",
            "(write|type|say|print|write out|spell out|read) {TEXT},? (letter by letter|one letter at a time)",
            # “how do I spell better” asks for a teacher.
            "how (do ({YOU}|i|we)|to|would {YOU}) spell( out)?(?! (better|well|good|right)$) {TEXT}",
            "how is {TEXT} (spelled|spelt)",
            "how is {WORD} written",
            "{ASKING}the spelling (of|for) {TEXT}",
        ),
    ),
    (
        "length",
        (
            "{HOW_MANY} {UNITS}{ARE} {IN}",
            "how many {UNITS} (does|do) {TEXT} {HAVE}",
            "how many {UNITS} has {TEXT} got",
            "how many {UNITS} has {ALONE}{TEXT}",
            "how many {UNITS} long is {TEXT}",
            "how many {UNITS} does it take to spell {TEXT}",
            "{TEXT} (has|contains) how many {UNITS}",
            "count (all )?(the )?{UNITS} ({PREPOSITION}|of) {TEXT}",
            "{ASKING}{HOW_OFTEN} of (the |all )?(the )?{UNITS}{ARE} {OF}",
            "{ASKING}(the )?<unit:letter|character> count (in|of|for) {TEXT}",
            "in {TEXT},? how many {UNITS}{ARE}",
            "{PRELUDE},? how many {UNITS}({ARE}| does it {HAVE}| has it got| is it)",
            "{TEXT}: how many {UNITS}( are there)?",
            "how long is {WORD}",
            "{ASKING}the length of {WORD}",
        ),
    ),
    (
        "position",
        (
            "{ASKING}(the )?{NTH} {UNIT}( <back:from the end>)? {OF}",
            "{ASKING}(the )?{NTH} {UNIT} from {WORD}",
            "(what|which) {UNIT} (is|comes)( the)?( in)?( the)? {NTH}( letter| place| position)? {OF}",
            "(what|which) letter does {TEXT} (<starts:(start|begin)s?>|<ends:ends?>) with",
            "(what|which) letter is at the (<starts:start|beginning>|<ends:end>) of {TEXT}",
            "{WHAT_IS} {TEXT}'s {NTH} {UNIT}",
            "{ASKING}(the )?{UNIT} (number |no. ?|# ?|(at|in) (the )?position (number )?)?{NUMBER} {OF}",
            "{ASKING}(the )?{UNIT} (at|in) (the )?{NTH} (position|place|spot) {OF}",
            "{PRELUDE},? {ASKING}(the )?{NTH} {UNIT}",
        ),
    ),
    (
        "which",
        (
            "(which|what) {LIST} {HAVING}",
            "(name|list|show|give|find|what are|which are|tell)( me)? {LIST} {HAVING}",
        ),
    ),
    (
        "how_many_of",
        (
            "(count )?how many {LIST} {HAVING}",
            "(count|{ASKING}the number of) {LIST} {HAVING}",
        ),
    ),
    # Before those that would take “vowels” or “strawberry and raspberry” for what it is not.
    *wordings.SOURCES,
    (
        "count",
        (
            "{HOW_MANY} {LETTERS}{ARE} {IN}",
            "how many ((of )?(the )?{OCCURRENCES} of )?{LETTERS} (does|do) {TEXT} {HAVE}( in (it|total))?",
            "how many {LETTERS} has {TEXT} got",
            "how many {LETTERS} has {ALONE}{TEXT}",
            "{HOW_MANY} {LETTERS} {TEXT} (has|contains)",
            "(count|tally) (all )?(the )?{LETTERS} ({PREPOSITION}|of) {TEXT}",
            "{ASKING}(all )?{NUMBER_OF} {LETTERS}{ARE} {OF}",
            "{ASKING}(the )?{UNSURE} of {SURE}{ARE} {OF}",
            "{ASKING}(the )?{UNSURE} of {LETTER}{ARE} {PREPOSITION} {WORD}",
            "{ASKING}(the )?(?!an? ){LETTER} (count|frequency) (in|of|for) {TEXT}",
            "{HOW_MANY_TIMES} (that )?{LETTER}( is| can be| are)?( {OCCUR})? {IN}",
            "{HOW_MANY_TIMES} (do|does|is|are|can|did) ({YOU} (see|find) )?{LETTER}( {OCCUR})? {IN}",
            "how (many times|often|frequently) (do|does) {TEXT} {HAVE} {LETTER}",
            "{LETTER} (occurs|appears|is used|is found) how (many times|often) {IN}",
            "{HOW_MANY} (the )?{OCCURRENCES} of {LETTERS}{ARE} {IN}",
            "{TEXT},? (has|contains) how many {LETTERS}( in it)?",
            "in {TEXT},? how many {LETTERS}{ARE}",
            "in {TEXT},? how (many times|often|frequently) (does|do|is|are|can) {LETTER}( {OCCUR})?",
            "{PRELUDE},? {HOW_MANY} {LETTERS}({ARE}| does it {HAVE}| has it got| are in it)",
            "{PRELUDE},? how (many times|often) (does|do|is) {LETTER}( {OCCUR})?( in it)?",
            "{PRELUDE},? (count|{ASKING}{NUMBER_OF}) (all )?(the )?{LETTERS}( in it)?",
            "{TEXT}( -|:|,) how many {LETTERS}( are there| are in it| does it {HAVE})?",
            # Last, and always refused.
            "{HOW_MANY} {UNQUOTED}{ARE} {IN}",
        ),
    ),
    (
        "contains",
        (
            "(does|do) {TEXT} {HAVE} {LETTER}( in (it|there))?",
            "does {TEXT} (contain|include) {INSIDE}",
            "has {TEXT} got {LETTER}( in it)?",
            "(is|are) there {LETTER}( (present|found|anywhere))? {IN}",
            "(does|do) {LETTER} {OCCUR_ONCE} {IN}",
            # Is the letter k in knife silent?
            "(is|are) the letters? {LETTER} {ALONE}({OCCUR_ONCE} |contained |part |anywhere )?{OF}",
            "is {QUOTED_LETTER} {ALONE}({OCCUR_ONCE} |contained |part |a letter |one of the letters )?{OF}",
            "(can ({YOU}|i|we) |do {YOU} )(find|see) {LETTER} {IN}",
            "can {SURE} {OCCUR_ONCE} {IN}",
            "is {TEXT} (spelled|spelt) with {LETTER}",
            "{IF} {TEXT} {HAS} {LETTER}( in it)?",
            "{IF} there (is|are) {LETTER} {IN}",
            "{IF} {SURE}( (is|are)( {OCCUR_ONCE})?| {OCCUR_ONCE}) {IN}",
        ),
    ),
)


SLOT = "({PREPOSITION}|of|from|{THIS_NOUN}|reverse|spell( out)?|backwards|letter by letter)"
"""What stands before the colon of a text: “in the following sentence:”."""


def rules(asked: str | None = None) -> Iterator[tuple[Kind, regex.Pattern[str]]]:
    """Every phrasing with the kind of question that it is, in the order in which they are tried.

    With ``asked``, an even text, only those that it may be. Each is made when it is first tried: all of them take two
    seconds.

    >>> [kind for kind, rule in rules() if rule.fullmatch("How many letters are in strawberry")]
    ['length', 'count']
    """
    text = None if asked is None else asked.casefold()
    return (
        (kind, _rule(source))
        for kind, sources in SOURCES
        for source in sources
        if text is None or source not in wordings.NEEDS or any(word in text for word in wordings.NEEDS[source])
    )


@cache
def _rule(source: str) -> regex.Pattern[str]:
    return compiled(source, PARTS, TERMINALS)


@cache
def slots() -> regex.Pattern[str]:
    """The colon before a text, with what stands before it.

    >>> slots().search("How many e's are in the following word: bee").group()
    'the following word:'
    """
    return compiled(rf"\b{SLOT} ?:", PARTS, TERMINALS)
