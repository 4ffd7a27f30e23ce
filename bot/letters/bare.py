"""Whether a text that stands in a question without quotes can only mean itself.

“how many r's in strawberry” asks about a word. “… in it”, “… in strawberry again”, “… in French” or “… in a million”
may all ask something else, and where a text ends is anyone's guess once it has a joint in it: “does banana really have
an r”. Such texts are unclear: it takes quotes to ask about them.
"""

import regex

from bot.language import Later, later
from bot.letters.names import NAME_LISTS
from bot.letters.question import Kind

MAX_WORDS = 6
MAX_WORDS_IN_LOWER_CASE = 2
MAX_WORDS_IN_PHRASE = 5
MAX_QUOTED_WORDS = 8
"""Of an unclear text that is offered in quotes."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# These point at something else than themselves, alone as well as among others.
_POINTERS = _words("""
    a an the this that these those each every all any some both either neither none another other others such
    i you u he she it we they me him her us them my your his its our their mine yours hers ours theirs
    myself yourself himself herself itself ourselves yourselves themselves who whom whose which what where when why how
    anyone anybody anything anywhere everyone everybody everything everywhere someone somebody something somewhere
    nobody nothing nowhere here there
""")
# These stand for a text that was or is to be named.
_GENERIC = _words("""
    word words phrase name names sentence sentences text texts string term letter letters character characters message
    messages question answer
""")
# These have letters of another kind, where letters are asked for.
_HAVING_LETTERS = _words("""
    alphabet language script english french spanish german italian portuguese russian greek latin arabic hebrew chinese
    japanese korean hindi hawaiian cyrillic braille
""")
# Texts that have, or hold, letters of another kind: the alphabet of a language, post, tiles.
OTHER_LETTERS = _words("""
    welsh polish swedish danish norwegian finnish dutch turkish thai tamil persian farsi urdu irish gaelic swahili
    vietnamese ukrainian georgian armenian hungarian czech romanian esperanto latin klingon elvish scrabble wordle
    boggle mailbox inbox mail post envelope envelopes storage bengali catalan croatian serbian bulgarian icelandic malay
    indonesian tagalog maori yiddish sanskrit mandarin cantonese basque estonian latvian lithuanian albanian slovak
    slovenian mongolian nepali punjabi gujarati marathi telugu kannada malayalam lao khmer burmese tibetan zulu xhosa
    hangul hiragana katakana kanji morse books words names passwords
""")
# “the word it” is clear, “the word again” is not; nor is “how many letters are in total”.
_ASIDES = _words("""
    again above below out aloud loud once twice correctly properly slowly quickly exactly total general particular fact
    please thanks right correct now
""")
# Where there are several words, one of these may join what belongs to the text to what does not.
_JOINTS = _words("""
    and or nor plus minus but if then than because while whereas so yet though although unless as
    in of for to at by on with without from into onto within inside outside before after between among during until
    since through about against except per via like versus vs including excluding ignoring counting using
    is are was were am be been being do does did have has had having contain contains would should could can must
    isn't aren't doesn't don't not no more less times squared combined think say guess know tell show explain count
    appear appears occur occurs spelled spelt spelling written backward backwards reverse reversed called pronounced
    capitalized uppercase lowercase plural sensitive check one two three four five
""")
_ADVERBS = _words("""
    really actually truly definitely even also just only still ever never always often sometimes already too indeed
    maybe perhaps today altogether overall instead anyway rather somehow together wrong ok okay yes lol tho bro huh
    help cheers above last first next order number style
""")

# These stand within names and sayings.
_INSIDE = _words("of the a an in on to for at by with")

# Names that are known are clear, whatever words they have: Trinidad and Tobago.
_NAMES = frozenset(name.casefold() for each in NAME_LISTS.values() for name in each.names)

# “the phrase Caesar used”
_PARTICIPLE = regex.compile(r".*(?:ed|ing|tten|ken)|used|said|known|found|made|given|sent|wrote|gave|below")

# These may be asked of a language: does Elvish have vowels?
_OF_LANGUAGES: frozenset[Kind] = frozenset(("tally", "has", "most", "middle", "several", "number", "edge", "places"))

_PUNCTUATION = regex.compile(
    r"""["?!…:;,\n()\[\]{}<>&+/|=*~^\\]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])'|'(?!\p{L})|\.\s"""
)
_NUMBER = regex.compile(r"\P{L}*\p{Nd}\P{L}*")
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")


def unclear(text: str, kind: Kind, *, named: bool = False, alone: bool = False, phrase: bool = False) -> Later | None:
    """Why the bare ``text`` of a ``kind`` of question, with straight quotes, may not mean itself; None where it must.

    ``named`` says that “the word” stands before it, ``alone`` that nothing but a single word is clear in its place,
    ``phrase`` that it was called a phrase, which may have more words.

    >>> unclear("strawberry", "count")
    >>> str(unclear("it", "count"))
    'I cannot tell which text “it” means. If you ask about exactly that, put it in quotes.'
    """
    if text.casefold() in _NAMES and not alone:
        return None
    words = [word.strip(".") for word in text.casefold().split()]
    # A dot at the end was taken for the end of the question: it may belong to U.S.A.
    if not words or _PUNCTUATION.search(text) or ("." in text and kind in ("spell", "reverse")):
        return _where_it_ends(text)
    if phrase and _is_phrase(text, words):
        return None
    if _points_elsewhere(words, named=named):
        return later(
            "I cannot tell which text “{text}” means. If you ask about exactly that, put it in quotes.",
            text=_shortened(text, 60),
        )
    if len(words) > 1 and (alone or _may_go_on(words, capitals=_capitals(text))):
        return _where_it_ends(text)
    if kind not in ("reverse", "palindrome") and _NUMBER.fullmatch(text):
        return later(
            "I cannot tell whether you mean {text} in digits or in words. Put what you mean in quotes.",
            text=_shortened(text, 60),
        )
    having = _HAVING_LETTERS | (OTHER_LETTERS if kind in _OF_LANGUAGES else frozenset())
    if kind not in ("spell", "reverse") and not named and words[-1] in having:
        return later(
            "I cannot tell whether you mean the word “{text}” or what it stands for. Put what you mean in quotes.",
            text=_shortened(text, 60),
        )
    return None


def unclear_together(text: str, letter: str) -> Later | None:
    """Why it is unclear that ``letter`` is looked for in the bare ``text``; None where it is clear.

    >>> str(unclear_together("agent seven", "7"))
    'I cannot tell whether you mean “agent seven” in digits or in words. Put what you mean in quotes.'
    """
    if letter in "?!.…":
        return later("I cannot tell which marks belong to the text. Put what you mean in quotes.")
    if letter.isdecimal() and not any(character.isdecimal() for character in text):
        return later(
            "I cannot tell whether you mean “{text}” in digits or in words. Put what you mean in quotes.",
            text=_shortened(text, 60),
        )
    return None


def _where_it_ends(text: str) -> Later:
    """What to do about a text that may have more in it than is meant. It never says to quote what is said about it."""
    if may_be_quoted(text):
        return later(
            "I cannot tell where the text ends. If it is all of “{text}”, put that in quotes.",
            text=_shortened(text, 100),
        )
    return later(
        "I cannot tell where the text ends. Put it in quotes, or each word if there are several, and nothing else."
    )


def may_be_quoted(text: str) -> bool:
    """Whether it is plain that all of the unclear ``text`` is meant, if any of it is: no word is said about it.

    >>> may_be_quoted("better late"), may_be_quoted("strawberry and raspberry"), may_be_quoted("bee together")
    (True, False, False)
    """
    words = [word.strip(".") for word in text.casefold().split()]
    said = (_POINTERS - _INSIDE) | _GENERIC | _ASIDES | _ADVERBS | (_JOINTS - _INSIDE)
    return (
        0 < len(words) <= MAX_QUOTED_WORDS
        and not _PUNCTUATION.search(text)
        and not said & {*words}
        and words[0] not in _INSIDE
        and words[-1] not in _INSIDE
    )


def _points_elsewhere(words: list[str], *, named: bool) -> bool:
    if len(words) > 1:
        return words[0] in _POINTERS | _GENERIC
    return words[0] in (_ASIDES if named else _POINTERS | _GENERIC | _ASIDES)


def _capitals(text: str) -> bool:
    """Whether each word begins with a capital, as in a name: New York City."""
    return not text.isupper() and all(word[0].isupper() for word in text.split())


def _may_go_on(words: list[str], *, capitals: bool) -> bool:
    return (
        len(words) > (MAX_WORDS if capitals else MAX_WORDS_IN_LOWER_CASE)
        or words[-1] in _GENERIC
        or any(
            word in _POINTERS | _JOINTS | _ADVERBS | _ASIDES or "'" in word or not _SAYS_SOMETHING.search(word)
            for word in words
        )
        # “does banana honestly have an r”
        or any(word.endswith("ly") for word in words[1:])
    )


def _is_phrase(text: str, words: list[str]) -> bool:
    """Whether ``text``, which was called a phrase, is nothing but one: three blind mice."""
    return (
        1 < len(words) <= MAX_WORDS_IN_PHRASE
        and text.islower()
        and not any(_PARTICIPLE.fullmatch(word) for word in words)
        and not any(_may_go_on([word], capitals=False) for word in words)
    )


def _shortened(text: str, most: int) -> str:
    """``text``, or its beginning, which says that it is one.

    >>> _shortened("strawberry", 60), _shortened("strawberry", 5)
    ('strawberry', 'straw …')
    """
    return text if len(text) <= most else f"{text[:most].rstrip()} …"
