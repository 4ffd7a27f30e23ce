"""How people ask for it: each phrasing a rule in the notation of ``bot.letters.notation`` over an even text.

What stands before and behind is taken off before, as with letter questions. The parts that say most:

``{SURE}``  a text that is plainly one: in quotes, after a colon, after “the word”, or “that” in reply to a message
``{WORD}``  the same, or one bare word, which ``words.py`` may refuse
``{TERM}``  a name of the glossary, in quotes or bare; ``{ORDINARY}`` also one that people say of other things
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

import regex

from bot.intents.glossary import keys
from bot.letters.notation import compiled
from bot.letters.scan import GIVEN, QUOTED

Kind = Literal["explain", "tokenize", "compare", "next", "quiz", "define", "miscounting", "wrong", "can"]


def _named(*, ordinary: bool) -> str:
    """All names of the glossary, the longest first, with any sort of hyphen or none."""
    names = sorted(keys(ordinary=ordinary), key=len, reverse=True)
    return "|".join(regex.escape(name, literal_spaces=True).replace(" ", "[-_ ]?") for name in names)


TERMINALS: Mapping[str, str] = {
    "QUOTED": f"(?P<quoted>{QUOTED})",
    "GIVEN": f"(?P<given>{GIVEN})",
    "BARE": r"(?P<bare>[\p{L}\p{M}\p{N}'’_-]{1,60}+)",
    # A text without quotes that must be the beginning of one: see ``words.py``.
    "BEGINNING": rf"(?P<beginning>[^{QUOTED}{GIVEN}]++)",
    "NAME": rf"(?P<term>{_named(ordinary=False)})",
    "ORDINARY_NAME": rf"(?P<term>{_named(ordinary=True)})",
    "TOPIC": r"(?P<topic>[\p{L} -]{2,40}?)",
}

PARTS: Mapping[str, str] = {
    "YOU": "(you|u|ya)",
    "MODEL": "(an |a |the |your |this )?(small |large |big )?(language )?(model|llm|ai)",
    "READER": "({YOU}|{MODEL}|models|language models|llms|(your|the|a) tokenizer|chatgpt|gpt|strawberry)",
    "READERS": "({YOU}|{MODEL}|models|language models|large language models|llms|ais|chatbots|chatgpt|gpt)",
    "TOKENIZE": "(tokenize|tokenise)",
    "CUT": "(tokenize|tokenise|split|split up|cut|cut up|break up|chop up)",
    "IS_CUT": "(tokenized|tokenised|(split|split up|cut|cut up|broken|broken up|made|turned) into (its )?tokens)",
    "READ": "({CUT}|read|see)",
    "TOKENIZERS": "(tokenizers?|tokenisers?|encodings?|vocabular(y|ies))",
    "NOUN": "(text|sentence|word|words|message|phrase|line|string)",
    "THAT": "<that:(that|this|it|these|those)( (message|text|sentence|line|post|word))?|"
    "(the|his|her|their|my) (message|text|sentence|post)( above)?>",
    "THE_WORD": "the (word|name|string) ({QUOTED}|{BARE})",
    "SAID": "((this|the|the following|this following)( {NOUN})? )?({QUOTED}|{GIVEN})|{THE_WORD}",
    "SURE": "{SAID}|{THAT}",
    "WORD": "{SURE}|<alone:>{BARE}",
    "SO_MANY": "(one|two|three|four|five|several|many|so many|a single|more than one)",
    "TO_ME": "( to (me|us))?",
    "ALL": "(in|by|with|across|between|on|for|using|under) (all|every|each|different|other|several|various|many|"
    "the different|the other|all the|all of the)( available| different| other)? {TOKENIZERS}",
    "NEXT_TOKEN": "((most likely|likeliest|most probable|probable) )?next (word|token)s?",
    "BEHIND": "(after|behind|following|for|of|in)",
    "COMES": "(comes|would come|will come|could come|might come|goes|follows|would follow)( most likely| probably)?",
    "A": "(a |an )?",
    "THE": "(a |an |the |your )?",
    "HERE": "( (exactly|here|actually|then|again|differently))?",
    "IN_MODELS": "( (in|of|for) ({MODEL}|language models|llms|models|ai|machine learning|this context))?",
    "TERM": "<asked:{QUOTED}>|{NAME}",
    "ANY_TERM": "<asked:{QUOTED}>|{ORDINARY_NAME}",
    "WHAT_IS": "(what is|what's|whats|what are|what're)",
    "ABOUT": "(about|on|in|of|with)",
    "ON": "( {ABOUT} {TOPIC})?",
    "QUIZ": "(quick |new |little |short |another |fun )?(quiz|round of quiz|quiz round|game of quiz)",
    "WRONG": "((so |all )?(wrong|wrongly|incorrect|incorrectly))",
    "ANSWER": "(that|it|this|that one|this one|that question|my question|the question|the count)",
    "LETTERS": "(the )?(letters|r's|rs)( in (a word|words|strawberry|{QUOTED}))?",
    "COUNTING": "(counting( {LETTERS})?|letters)",
    "WELL": "( (correctly|right|properly|well|reliably))?",
    "MISTAKEN": "(get {ANSWER} {WRONG}|got {ANSWER} {WRONG}|(answer|count) {ANSWER} {WRONG}|miscount( {ANSWER})?|"
    "make (that|this|a|such a) mistake)",
}

_CAN = (
    "what (can|could|do) {YOU} do{HERE}",
    "what (all )?(can|could) i (ask|tell)( {YOU})?( to do)?( about)?",
    "what (are {YOU}|{YOU} are) (able to do|good for|capable of|for)",
    "what {YOU} can do",
    "what things can {YOU} do",
    "what can {YOU} (help( me| us)? with|explain|show|show (me|us))",
    "({WHAT_IS} )?(your|the|all|all your|all the) (commands|features|functions|abilities|capabilities)",
    "(show|show me|list|list me)( all)?( your| the)? commands",
    "(help|help me|help us)",
    "how (do|can|should|would) (i|we) (use|talk to|work with) ({YOU}|this bot|the bot|strawberry)",
    "how (does|do) (this bot|the bot|strawberry) work",
    "what (is|does) (this|the) bot( for| do)?",
)
_WRONG = (
    "(why|how|how come) (did|does|do|could|would) ({YOU}|it|{MODEL}|strawberry) {MISTAKEN}",
    "how come ({YOU}|it|{MODEL}) {MISTAKEN}",
    "why (were|are|was|is) ({YOU}|{MODEL}|your (answer|count|last answer)|(the|its) answer|the model's answer) {WRONG}",
)
_MISCOUNTING = (
    "why (can't|cannot|can not|couldn't|can) {READERS}( not)? (count|spell)( {LETTERS})?{WELL}",
    "why (do|does) {READERS} (miscount|(struggle|fail) to count|struggle with( counting)?|fail at counting) {LETTERS}",
    "why (do|does) {READERS} get ({LETTERS}|strawberry|{QUOTED}|counting|letter counts) {WRONG}",
    "why (are|is) {READERS} (so |often |always )?(bad|terrible|wrong|poor|weak) (at|in|with) {COUNTING}",
    "why is (counting letters|letter counting) (so )?(hard|difficult) for {READERS}",
)
_DEFINE = (
    "{WHAT_IS} {A}{TERM}{HERE}{IN_MODELS}",
    "{WHAT_IS} (a|an) {ANY_TERM}{HERE}{IN_MODELS}",
    "what (does|do) {THE}{ANY_TERM} (mean|stand for|do){HERE}{IN_MODELS}",
    "{WHAT_IS} meant by {THE}{ANY_TERM}{HERE}{IN_MODELS}",
    "({WHAT_IS} )?the (meaning|definition) of {A}{ANY_TERM}{IN_MODELS}",
    "define {A}{ANY_TERM}{IN_MODELS}",
    "explain{TO_ME} {A}{TERM}{TO_ME}{IN_MODELS}",
    "(explain{TO_ME} )?what {A}{ANY_TERM} (is|are|means|mean|does|do){HERE}{IN_MODELS}",
    "(explain{TO_ME} )?how {A}{TERM} works?{IN_MODELS}",
    "how (does|do) {A}{TERM} work{HERE}{IN_MODELS}",
    "about {A}{TERM}",
)
_QUIZ = (
    "quiz (me|us|everyone|everybody){ON}",
    "(start|begin|give (me|us)|make|play|do|have|run|ask (me|us)) (a |an |the )?{QUIZ}( with (me|us))?{ON}",
    "(let's|lets|let us|can we|could we|shall we|may we) (start|begin|play|do|have|run) (a |an |the )?{QUIZ}{ON}",
    "(i|we) (want|need|would like) (to (start|begin|play|do|have) )?(a |an )?{QUIZ}{ON}",
    "(i'd|we'd) (like|love) (to (start|play|do|have) )?(a |an )?{QUIZ}{ON}",
    "(a |another |one more ){QUIZ}{ON}",
    "quiz time",
)
_COMPARE = (
    "(compare|show|show me|{CUT}) {WORD}( as tokens)? {ALL}",
    "(compare|{CUT})( (this|the following)( {NOUN})?)? {ALL} ({QUOTED}|{GIVEN})",
    "(compare|show|show me) the tokens of {WORD} {ALL}",
    "compare (all |different |the |other )?{TOKENIZERS} (on|for|with) {WORD}",
    "how (do|would|does|will) (all|other|different|the different|the other|various) {TOKENIZERS} {READ} {WORD}{HERE}",
)
_NEXT = (
    "(what|which)( (word|token)s?)? {COMES}( next)? (after )?({SAID})",
    "(what|which) (word|token)s? {COMES}( next)? after {THAT}",
    "what {COMES} next after {THAT}",
    "(what|which)( (word|token)s?)? {COMES}( next)? after {BEGINNING}",
    "({WHAT_IS}|predict|guess|show|show me|tell me) (the )?{NEXT_TOKEN}( {BEHIND})? ({SURE})",
    "({WHAT_IS}|predict|guess|show|show me) (the )?{NEXT_TOKEN} after {BEGINNING}",
    "(predict|guess) what {COMES}( next)?( after)? ({SURE})",
)
_TOKENIZE = (
    "{TOKENIZE} {WORD}",
    "{CUT} {WORD} into (its )?tokens",
    "(in|into) (what|which) tokens (do|would|does) {READER} {CUT} {WORD}",
    "(in|into) (what|which) tokens is {WORD} (cut|split|broken up|split up)",
    "(which|what) tokens (is|are|are in|is in|are there in|make up|do {READER} see in) ({SURE})",
    "(which|what) tokens is {WORD}",
    "(which|what) tokens (does|do) ({SURE}) (have|contain|consist of)",
    "(what|which) are the (tokens|token ids|ids) (of|in|for) ({SURE})",
    "(what|which) are the token ids (of|in|for) {WORD}",
    "(show|give)( me| us)? the (tokens|token ids) (of|in|for) {WORD}",
    "show( me| us)? {WORD} as tokens",
    "show( me| us)? <that:(its|their) (tokens|token ids)>",
    "how many tokens (is|are|are in|is in|are there in) ({SURE})",
    "how many tokens (does|do) ({SURE}) (have|contain|take|need|cost|use)",
)
_EXPLAIN = (
    "explain{TO_ME} {WORD}{TO_ME}",
    "(explain|walk me through|walk us through|describe) the tokens (of|in|for) {WORD}{TO_ME}",
    "(explain|walk me through|walk us through|describe) <that:(its|their) tokens>",
    "how (do |would |does |did |will |can )?{READER} (read|reads|{TOKENIZE}) {WORD}",
    "how (do |would |does |did |will )?{READER} (see|sees|{CUT}) ({QUOTED}|{THE_WORD})",
    "how (do |would |does |did |will )?{READER} {CUT} {WORD} into tokens",
    "how (is|was|are|were) {WORD} {IS_CUT}( by {READER})?",
    "how (is|was) ({QUOTED}|{THE_WORD}) (cut|cut up|split|split up|put together|merged|read by {READER})",
    "why (is|was|are) {WORD} (only |just )?{SO_MANY} tokens?",
    "why (is|was|are) {WORD} (split|cut|broken)( up)? into ({SO_MANY} |these )?tokens",
    "why (is|was) ({QUOTED}|{THE_WORD}) (split|cut|broken)( up)?( like (that|this)| that way| there| so)?",
)

SOURCES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("can", _CAN),
    ("wrong", _WRONG),
    ("miscounting", _MISCOUNTING),
    ("define", _DEFINE),
    ("quiz", _QUIZ),
    ("compare", _COMPARE),
    ("next", _NEXT),
    ("tokenize", _TOKENIZE),
    ("explain", _EXPLAIN),
)


def rules() -> Iterator[tuple[Kind, regex.Pattern[str]]]:
    """Every phrasing with what it asks for, in the order in which they are tried. Each is made when it is first tried.

    >>> [kind for kind, rule in rules() if rule.fullmatch("why were you wrong")]
    ['wrong']
    """
    return ((kind, _rule(source)) for kind, sources in SOURCES for source in sources)


@cache
def _rule(source: str) -> regex.Pattern[str]:
    return compiled(source, PARTS, TERMINALS)
