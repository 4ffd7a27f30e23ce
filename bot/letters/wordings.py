"""The phrasings of the letter questions that are asked less often, in the same notation and with the same parts.

``{ITEM}``    one of several texts: a single word, or a text in quotes; ``{TEXTS}``: such texts, joined by “and”
``{LETTER_SET}`` several letters, all of them (“both a and b”) or any (“a, b or c”)
``{FEATURE}`` what is counted beside letters: vowels, words
``{PLACED}``  a letter that cannot be a word
"""

from collections.abc import Mapping

from bot.letters.features import FEATURES
from bot.letters.question import Kind
from bot.letters.scan import QUOTED

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

TERMINALS: Mapping[str, str] = {
    "ITEM": rf"(?P<item>{QUOTED}|[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}'-]{{0,59}}+)",
    "FEATURE": f"(?P<feature>{'|'.join(FEATURES[name] for name in FEATURES if name != 'letters')})",
    "ANY_FEATURE": f"(?P<feature>{'|'.join(FEATURES.values())})",
    "OFTEN": rf"(?P<often>\d{{1,2}}|{'|'.join(NUMBERS[2:])})",
}

PARTS: Mapping[str, str] = {
    "THE_WORDS": "(<words:(both )?(the )?(two )?(words|names)|both> )?",
    "TEXTS": "{THE_WORDS}{ITEM}(, {ITEM})?(, {ITEM})?(, {ITEM})?,? and {ITEM}",
    "EITHER": "(the words? )?{ITEM}(, {ITEM})?(, {ITEM})?(, {ITEM})?,? or {ITEM}",
    "TOGETHER": "(,? <together:(put |taken |all )?together|combined|altogether|in total|in all|in each( of them)?|each|"
    "respectively>)?",
    "ONE_OF": "{ONE}({SINGLE}|{QUOTED_LETTER})",
    "LETTERS_AND": "(the )?(letters )?{ONE_OF}(, {ONE_OF})?(, {ONE_OF})?(, {ONE_OF})?,? and {ONE_OF}",
    "LETTER_SET": "(<both:both|all|all of> |<any:either|any|any of|one of|at least one of> )?(the )?(letters )?"
    "{ONE_OF}(, {ONE_OF})?(, {ONE_OF})?(, {ONE_OF})?,? (and|<either:or>) {ONE_OF}",
    "PLACED": "{SURE}|the {SINGLE}",
    "IN_NAME": "( (in|inside) (it|them|the names?|their names?|its name|their spelling))?",
    "THAT": "(that |which |whose names? |are there that |there are that )?",
    "EDGE_OF": "(<starts:(start|begin)(s|ing|ning)?( off)?>|<ends:end(s|ing)?>) (with|in|on)",
    "WHICH_OF": "(which|what)( one| word| name)?( of (these|those|the)( two| three| following)?( words| names| two)?)?",
    "HAS_MORE": "(has|have|contains?|has got) (the )?(more|most|largest number of|highest number of)",
    "LONGER": "<longer:longer|longest>",
    "OF_WHAT": "({LETTERS}|{ANY_FEATURE})",
    "ANY": "(any |some |a |an |at least one )?",
    "THE_SAME": "the same (forwards? and )?(backwards?|in reverse|back to front)( (and|as) forwards?)?",
    "MOST_COMMON": "(most (common|frequent|used|repeated|frequently used|commonly used|often used)|commonest)",
    "COMES_UP": "(occurs|appears|comes up|is used|is found|is repeated|shows up)",
    "THAT_MANY": "(<least:at least> |<over:more than|over> |(exactly|precisely|just|only) )?{OFTEN}",
    "MIDDLE": "(middle|central|centre|center)",
    "STAND": "( {OCCUR}| located| placed| stand)?",
    "POSITIONS": "(positions?|places?|index|indices|indexes)",
}

_HAVING: tuple[str, ...] = (
    "{THAT}({WITHOUT}|{WITH}) {LETTER_SET}{IN_NAME}",
    "{THAT}{WITH} <neither:neither> {ONE_OF} nor {ONE_OF}{IN_NAME}",
    "{THAT}(do |does )?{EDGE_OF} ({LETTER}|{LETTER_SET})",
)

_FEATURE_WORDS = ("vowel", "consonant", "word", "space", "digit", "capital", "case", "letter")
_FAMILIES: tuple[tuple[Kind, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "which",
        (
            " and ",
            " or ",
            " nor ",
            "start",
            "begin",
            "end",
        ),
        (
            *(f"(which|what) {{LIST}} {having}" for having in _HAVING),
            *(f"(name|list|show|give|find|what are|which are|tell)( me)? {{LIST}} {having}" for having in _HAVING),
        ),
    ),
    (
        "how_many_of",
        (
            " and ",
            " or ",
            " nor ",
            "start",
            "begin",
            "end",
        ),
        (
            *(f"(count )?how many {{LIST}} {having}" for having in _HAVING),
            *(f"(count|{{ASKING}}the number of) {{LIST}} {having}" for having in _HAVING),
        ),
    ),
    (
        "total",
        (" and ",),
        (
            "{HOW_MANY} {LETTERS}{ARE} {PREPOSITION} {TEXTS}{TOGETHER}",
            "how many {LETTERS} (does|<words:do>) {TEXTS} {HAVE}{TOGETHER}",
            "(count|tally) (all )?(the )?{LETTERS} ({PREPOSITION}|of) {TEXTS}{TOGETHER}",
            "{ASKING}{NUMBER_OF} {LETTERS}{ARE} ({PREPOSITION}|of) {TEXTS}{TOGETHER}",
            "{HOW_MANY_TIMES} (do|does|is|are) {LETTER}( {OCCUR})? {PREPOSITION} {TEXTS}{TOGETHER}",
            "{PREPOSITION} {TEXTS},? how many {LETTERS}{ARE}{TOGETHER}",
            "{HOW_MANY} {LETTERS_AND}{ARE} {IN}{TOGETHER}",
            "how many {LETTERS_AND} (does|do) {TEXT} {HAVE}{TOGETHER}",
            "(count|tally) (all )?{LETTERS_AND} ({PREPOSITION}|of) {TEXT}",
            "{ASKING}{NUMBER_OF} {LETTERS_AND}{ARE} ({PREPOSITION}|of) {TEXT}",
        ),
    ),
    (
        "more",
        (
            "more",
            "most",
            "largest",
            "highest",
            "longe",
        ),
        (
            "{WHICH_OF} {HAS_MORE} {OF_WHAT}( in it)?(,|:|,? out of)? {EITHER}",
            "{WHICH_OF}(,|:)? {EITHER},? {HAS_MORE} {OF_WHAT}",
            "(which|what)( one| word)? of {TEXTS} {HAS_MORE} {OF_WHAT}",
            "(does|do) {EITHER} (have|contain) (the )?(more|most) {OF_WHAT}",
            "does (the word )?{ITEM} (have|contain) more {OF_WHAT} than {ITEM}( does)?",
            "(which|what) <word:word|name|of (these|the)( two)? (words|names)> is (the )?{LONGER}(,|:)? {EITHER}",
            "(which|what) is the {LONGER} <word:word|name>(,|:)? {EITHER}",
            "(which|what)( one)? is (the )?{LONGER}(,|:)? {EITHER}",
        ),
    ),
    (
        "has",
        (*_FEATURE_WORDS,),
        (
            "(does|do) {TEXT} {HAVE} {ANY}{FEATURE}( in (it|there))?",
            "has {TEXT} got {ANY}{FEATURE}( in it)?",
            "(is|are) there {ANY}{FEATURE} {IN}",
            "{IF} {TEXT} {HAS} {ANY}{FEATURE}( in it)?",
            "{IF} there (is|are) {ANY}{FEATURE} {IN}",
        ),
    ),
    (
        "tally",
        (*_FEATURE_WORDS,),
        (
            "{HOW_MANY} {FEATURE}{ARE} {IN}",
            "how many {FEATURE} (does|do) {TEXT} {HAVE}( in (it|total))?",
            "how many {FEATURE} has {TEXT} got",
            "{HOW_MANY} {FEATURE} {TEXT} (has|contains)",
            "(count|tally) (all )?(the )?{FEATURE} ({PREPOSITION}|of) {TEXT}",
            "{ASKING}{HOW_OFTEN} of (the |all )?(the )?{FEATURE}{ARE} {OF}",
            "{ASKING}(the )?{FEATURE} count (in|of|for) {TEXT}",
            "{PREPOSITION} {TEXT},? how many {FEATURE}{ARE}",
            "{PRELUDE},? how many {FEATURE}({ARE}| does it {HAVE}| has it got)",
            "{TEXT}: how many {FEATURE}( are there)?",
        ),
    ),
    (
        "palindrome",
        (
            "palindrome",
            "the same",
        ),
        (
            "is {TEXT} a palindrome",
            "is {TEXT} ({SPELT} )?{THE_SAME}",
            "(does|do) {TEXT} (read|spell|look) {THE_SAME}",
            "{IF} {TEXT} (is a palindrome|reads {THE_SAME})",
        ),
    ),
    (
        "most",
        (
            "most",
            "commonest",
        ),
        (
            "{ASKING}(the )?{MOST_COMMON} letter {OF}",
            "(what|which) letter is (the )?{MOST_COMMON}( letter)? {OF}",
            "(what|which) letter {COMES_UP} (the )?most( often| frequently)? {IN}",
        ),
    ),
    (
        "places",
        (
            "where",
            "position",
            "place",
            "ind",
        ),
        (
            "where (is|are|does|do|can i find) {PLACED}{STAND} {IN}",
            "(at |in |on )?(what|which) {POSITIONS} (is|are|does|do) ({PLACED}|{SINGLE}){STAND} {IN}",
            "{ASKING}(the )?{POSITIONS} of {PLACED} {IN}",
        ),
    ),
    (
        "middle",
        (
            "middle",
            "cent",
        ),
        (
            "{ASKING}(the )?{MIDDLE} letters? {OF}",
            "(what|which) letters? (is|are|stands|comes) in the {MIDDLE} of {TEXT}",
        ),
    ),
    (
        "number",
        (
            *NUMBERS[2:],
            *"0123456789",
            "repeat",
        ),
        (
            "(does|do) {TEXT} {HAVE} {THAT_MANY} {LETTERS}( in (it|total))?",
            "has {TEXT} got {THAT_MANY} {LETTERS}( in it)?",
            "(is|are) there {THAT_MANY} {LETTERS} {IN}",
            "{IF} {TEXT} {HAS} {THAT_MANY} {LETTERS}( in it)?",
            "{IF} there are {THAT_MANY} {LETTERS} {IN}",
            "(is|are) {LETTER} <again:repeated> {IN}",
            "(does|do) {LETTER} <again:repeat> {IN}",
            "{IF} {LETTER} <again:(is|are) repeated|repeats?> {IN}",
        ),
    ),
    (
        "edge",
        (
            "start",
            "begin",
            "end",
        ),
        (
            "(does|do) {TEXT} {EDGE_OF} {LETTER}",
            "{IF} {TEXT} {EDGE_OF} {LETTER}",
        ),
    ),
    (
        "several",
        (
            " and ",
            " or ",
        ),
        (
            "(does|do) {TEXT} {HAVE} {LETTER_SET}( in (it|there))?",
            "has {TEXT} got {LETTER_SET}( in it)?",
            "(is|are) there {LETTER_SET} {IN}",
            "{IF} {TEXT} {HAS} {LETTER_SET}( in it)?",
        ),
    ),
)
SOURCES = tuple((kind, sources) for kind, _, sources in _FAMILIES)
NEEDS: Mapping[str, tuple[str, ...]] = {source: words for _, words, sources in _FAMILIES for source in sources}
"""Of each rule, pieces of which a question in lower case has one: no other question need be tried with it."""
