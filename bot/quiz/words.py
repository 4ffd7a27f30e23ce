"""English words by frequency, for all channels to see.

The frequencies are those of wordfreq (code Apache-2.0, data CC-BY-SA-4.0), of texts up to 2021. Words that
better-profanity (MIT) knows, and what is made from them, are left out, and so are pieces of words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex
import tiktoken

from bot.letters.decent import fit
from bot.quiz.question import Difficulty

_MOST = 30_000
_NO_WORDS = frozenset(
    # Pieces of words, and what is written short, which the counted texts hold as if they were words.
    """didn doesn haven anti inter micro multi semi ultra neuro pseudo hyper proto tele intra trans poly mono macro nano
    electro hydro socio avant fore quasi ment ness para corp dept univ govt assn prof cont approx temp jpeg href quot
    sept pres bros feat comp spec sync repo thru outta goin kinda sorta gonna wanna gotta dunno coulda shoulda woulda
    lotta lookin talkin gettin nothin comin sayin somethin tryin freakin thinkin makin workin feelin lovin takin livin
    rockin runnin actin havin rollin tellin playin movin mornin waitin walkin raisin doin bein haha hahaha uhhh
    """.split()  # noqa: SIM905 - shorter than as many strings  # untranslated: data
)
_VOWEL = regex.compile("[aeiouy]")
_WORD = regex.compile(r"[a-z]{4,15}")


@dataclass(frozen=True, slots=True)
class _Band:
    """How long words are, and how common on Zipf's scale (6: one word of a thousand, 3: of a million)."""

    lengths: range
    rarest: float
    commonest: float


_BANDS: Mapping[Difficulty, _Band] = {
    "easy": _Band(range(4, 7), 4.4, 9),
    "normal": _Band(range(6, 10), 3.7, 4.8),
    "hard": _Band(range(9, 16), 0, 4.2),
}


RARE = 3.3
"""On Zipf's scale: of a word that is rarer, one in 500,000, a model's training has seen little."""


@cache
def frequent() -> Mapping[str, float]:
    """Each frequent word, and pieces of words, with its Zipf frequency, commonest first. It takes half a second, once.

    >>> frequent()["strawberry"], frequent()["didn"]
    (3.72, 3.29)
    """
    from wordfreq import top_n_list, zipf_frequency  # not above: no quiz, no need of it and of all that it imports

    wanted = [word for word in top_n_list("en", _MOST, wordlist="small") if _WORD.fullmatch(word)]
    return {word: zipf_frequency(word, "en", wordlist="small") for word in wanted if fit(word)}


@cache
def words() -> Mapping[str, float]:
    """Of the ``frequent`` those that are whole words.

    >>> words()["strawberry"], "didn" in words()
    (3.72, False)
    """
    return {word: often for word, often in frequent().items() if word not in _NO_WORDS and _VOWEL.search(word)}


@cache
def band(difficulty: Difficulty) -> Sequence[str]:
    """The words that fit a difficulty, commonest first.

    >>> band("easy")[:5], band("hard")[:3]
    (['that', 'with', 'this', 'have', 'from'], ['additionally', 'communicate', 'convicted'])
    """
    wanted = _BANDS[difficulty]
    return [
        word
        for word, frequency in words().items()
        if len(word) in wanted.lengths and wanted.rarest <= frequency <= wanted.commonest
    ]


@cache
def single_tokens(encoding: tiktoken.Encoding) -> Mapping[str, int]:
    """The words that are one token after a space, with its id, commonest first.

    >>> ids = single_tokens(tiktoken.get_encoding("o200k_base"))
    >>> ids["strawberry"], len(ids)
    (101830, 16791)
    """
    ids = {word: encoding.encode_ordinary(f" {word}") for word in words()}
    return {word: cut[0] for word, cut in ids.items() if len(cut) == 1}


@cache
def several_tokens(encoding: tiktoken.Encoding) -> Mapping[str, int]:
    """The words that are several tokens after a space, with how many, commonest first.

    Names such as February are left out, which are one token once they are written as they should be.

    >>> [*several_tokens(tiktoken.get_encoding("o200k_base")).items()][:3]
    [('itunes', 2), ('lebron', 2), ('dope', 2)]
    """
    return {
        word: len(encoding.encode_ordinary(f" {word}"))
        for word in words()
        if all(len(encoding.encode_ordinary(f" {each}")) > 1 for each in (word, word.capitalize(), word.upper()))
    }
