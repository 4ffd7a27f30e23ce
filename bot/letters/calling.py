"""How a model is shown a tool that counts, and how its call of it is read and judged.

A call is read by a pattern, and nothing of it is ever run as code. It is written without quotes and with a space before
the word, as in ``count( strawberry, r)``: there a word is cut into the tokens that it has in a question, so that the
model copies it, where after a quote it would have to spell it anew.
"""

import json
from dataclasses import dataclass
from itertools import zip_longest

import regex

from bot.errors import InputError
from bot.letters.matching import graphemes, occurrences
from bot.letters.question import Count
from bot.letters.reading import read
from bot.letters.solve import make_count

SHOWN = "You can call count(text, letter). It counts how often the letter occurs in the text. Answer with what it gave."
UNSHOWN = "Answer how often the letter occurs in the text."
"""What the model is told before the examples, with the tool and without."""
MAX_CALL = 2_000
"""Characters; what is longer is no call."""

_CALL = regex.compile(r"count\((?P<text>.+),(?P<letter>[^,]+)\)")
_QUOTES = regex.compile(r"""(["'])(.*)\1""")
_WORD = regex.compile(r"[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?")
_LETTER = regex.compile(r"\p{L}")
_AROUND = regex.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the model is shown with all that belongs to it: call, what the call gives, and answer."""

    asked: str
    call: Count


EXAMPLES = (
    Example("How many e's are in cheeses?", Count("cheeses", "e")),
    Example("How many times does the letter o occur in windows?", Count("windows", "o")),
    Example("How often does z occur in gardener?", Count("gardener", "z")),
    Example("How many times does the letter t appear in the word bitterly?", Count("bitterly", "t")),
    Example("How many s's are in boundless?", Count("boundless", "s")),
    Example("How often does a occur in hollander?", Count("hollander", "a")),
)
"""The same with the tool and without, so that nothing else differs. Words with endings: else the model leaves them out
of its calls."""


def call_text(call: Count, *, quoted: bool = False) -> str:
    """``call`` as the model is shown to write it; ``quoted`` as programs are written, to see what that changes.

    >>> call_text(Count("strawberry", "r")), call_text(Count("strawberry", "r"), quoted=True)
    ('count( strawberry, r)', 'count("strawberry", "r")')
    """
    return f'count("{call.text}", "{call.letter}")' if quoted else f"count( {call.text}, {call.letter})"


def result_text(call: Count, *, quoted: bool = False) -> str:
    """What is given back to the model.

    >>> result_text(Count("strawberry", "r"))
    'count( strawberry, r) = 3'
    """
    return f"{call_text(call, quoted=quoted)} = {result(call)}"


def answer_sentence(call: Count) -> str:
    """How the model is shown to answer.

    >>> answer_sentence(Count("planet", "a"))
    'The letter a occurs 1 time in planet.'
    """
    number = result(call)
    return f"The letter {call.letter} occurs {number} time{'' if number == 1 else 's'} in {call.text}."


def result(call: Count) -> int:
    """What ``call`` gives: counted, not guessed.

    >>> result(Count("strawberry", "r"))
    3
    """
    return len(occurrences(call.text, call.letter))


def read_call(written: str) -> Count | None:
    """The call that ``written`` is, and nothing else; None where it is none that can be run.

    >>> read_call("count( strawberry, r)"), read_call('count("ice, cream", "e")')
    (Count(text='strawberry', letter='r'), Count(text='ice, cream', letter='e'))
    >>> read_call("__import__('os').system('ls')") is None
    True
    """
    found = _CALL.fullmatch(written.strip()) if len(written) <= MAX_CALL else None
    if found is None:
        return None
    text, letter = (_unquoted(found[name].strip()) for name in ("text", "letter"))
    try:
        return make_count(text, letter)
    except InputError:
        return None


def _unquoted(argument: str) -> str:
    quoted = _QUOTES.fullmatch(argument)
    return quoted[2] if quoted else argument


def call_grammar(asked: str, *, quoted: bool = False) -> str:
    """A grammar, as ``Sampling`` takes one, of the calls whose text and letter stand in ``asked``.

    The text is a word or several that follow each other, with what is between them. ``asked`` has to have a word.

    >>> print(call_grammar("r in ice cream?"))  # doctest: +ELLIPSIS
    root ::= "count(" text "," letter ")"
    text ::= w0 | w1 | w2 | w3
    letter ::= " r" | " i" | " n" | " c" | " e" | " a" | " m"
    w0 ::= " r" (" in" w1-on)?
    ...
    """
    words = [*_WORD.finditer(asked)]
    letters = dict.fromkeys(each for each in graphemes(asked.lower()) if _LETTER.match(each))
    begin, between, end = ('count("', '", "', '")') if quoted else ("count(", ",", ")")
    before = "" if quoted else " "
    rules = [
        f"root ::= {_quoted(begin)} text {_quoted(between)} letter {_quoted(end)}",
        f"text ::= {' | '.join(f'w{number}' for number in range(len(words)))}",
        f"letter ::= {' | '.join(_quoted(before + each) for each in letters)}",
    ]
    for number, (word, following) in enumerate(zip_longest(words, words[1:])):
        on = f"({_quoted(asked[word.end() : following.end()])} w{number + 1}-on)?" if following else '""'
        rules += [f"w{number} ::= {_quoted(before + word[0])} {on}", f"w{number}-on ::= {on}"]
    return "\n".join(rules)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def same(asked: str, wrote: str) -> bool:
    """Whether a model that ``wrote`` a word or a letter meant the one that was ``asked`` about.

    >>> same("Strawberry!", "strawberry"), same("bloomberg", "bilberberg")
    (True, False)
    """
    first, second = ("".join(graphemes(_AROUND.sub("", each) or each)).casefold() for each in (asked, wrote))
    return first == second


def is_right(question: Count, call: Count) -> bool:
    """Whether ``call`` asks just what ``question`` does.

    >>> is_right(Count("strawberry", "r"), Count("strawberry", "s"))
    False
    """
    return same(question.text, call.text) and same(question.letter, call.letter)


def says(question: Count, call: Count, sentence: str) -> bool:
    """Whether ``sentence`` gives what ``call`` gave, be it about the letter of the ``question`` or that of the call.

    >>> says(Count("purchaser", "a"), Count("purchaser", "a"), "There is no a in purchaser.")
    False
    """
    return result(call) in (read(question, sentence), read(call, sentence))
