"""Typing slips in the words of a question, never in the text that it is about.

“hw mnay r's in strawbery” asks about “strawbery”. A word is a slip where it is no English word and words of the
question's own vocabulary are a slip of the keyboard away. What is mended must then be one question and no other, and no
mended word may stand in its text: that would be another text than the one that was asked about.

Requests in plain words are mended in the same way, with a vocabulary of their own.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import product
from math import prod

import regex

from bot.letters.parse import MAX_UNQUOTED, parse_elsewhere, parse_english, unread_elsewhere
from bot.letters.question import NoLetterQuestion, Question, subject
from bot.letters.scan import scan
from bot.letters.trial import in_words

MAX_ATTEMPTS = 24
"""Ways of mending a text that are tried; one with more slips is not mended."""
MAX_MEANT = 3
"""Words that one slip may stand for."""
LONG_WORD = 8
"""Letters of a word in which two slips may be mended; one in a shorter word."""
COMMON = 3.2
"""Zipf frequency (the logarithm of occurrences in a billion words) from which on a word is taken to be meant."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOCABULARY = _words("""
    how many much often times count number what where which whose position does have has contain contains include
    there with without letter letters character characters word words vowel vowels consonant consonants digits spaces
    capital uppercase lowercase different distinct double doubled most more than common frequent frequently occur
    occurs appear appears occurrences start starts begin begins ends middle first second third fourth fifth sixth
    seventh eighth ninth tenth last longer longest palindrome same backwards forwards backward together combined
    altogether total both either neither reverse reversed spelled spelt please tell the and are from
""")
_OTHERS = _words("""
    litters litter lecter swords wordle toke tokes toker tokers tokenized tokenism sapling saplings quip quin quim
    compere courting devine defile attentions provability commandos commends wring wrung spilt splat sprit victors
    vectored sentience
""")
"""Rare words that look like a slip and mean something else."""
_WORD = regex.compile(r"(?<![\p{L}\p{N}'-])\p{L}{2,16}+(?![\p{L}\p{N}'-])")


@dataclass(frozen=True, slots=True)
class _Slip:
    """A word as it was ``typed``, where it starts, and what may be meant."""

    start: int
    typed: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, and what was read where that is not quite what was typed: ``translated``, or mended."""

    question: Question
    read_as: str | None = None
    translated: bool = False


def understand(text: str, language: str | None = None) -> Understood | NoLetterQuestion:
    """The letter question that ``text`` asks, with slips of the keyboard in the question's own words mended.

    It may be asked in another language than English: see ``parse``.

    >>> understand("hw mnay r's in strawbery").read_as
    "how many r's in strawbery"
    """
    read = parse_english(text)
    if not isinstance(read, NoLetterQuestion):
        return Understood(read)
    if elsewhere := parse_elsewhere(text, language):
        if isinstance(elsewhere, NoLetterQuestion):
            return elsewhere
        return Understood(elsewhere, in_words(elsewhere), translated=True)
    found = [
        (question, mended)
        for mended, words in mendings(text, _VOCABULARY)
        if not isinstance(question := parse_english(mended), NoLetterQuestion)
        # “how many o's are in wrod” is no slip, and “wrod” is not “word”.
        and not any(word in subject(question).casefold() for word in words)
    ]
    if len({question for question, _ in found}) == 1:
        return Understood(*found[0])
    return read if read.readings else unread_elsewhere(text, language) or read


def mendings(text: str, vocabulary: Set[str], most: int = 2) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What may be meant by ``text``, with the words of ``vocabulary`` that are new in each; of many slips, nothing.

    Of a word at most ``most`` slips are mended, and nothing in quotes or behind a colon, where a text stands.

    >>> [*mendings("explian mnay", {"explain", "many"})][0]
    ('explain many', ('explain', 'many'))
    """
    slips = _slips(text, vocabulary, most)
    choices = [(*slip.meant, slip.typed) for slip in slips]
    if not 0 < prod(map(len, choices)) <= MAX_ATTEMPTS:
        return
    for words in product(*choices):
        new = tuple(word for word, slip in zip(words, slips, strict=True) if word != slip.typed)
        if new:
            yield _mended(text, slips, words), new


def slips_of(word: str, vocabulary: Set[str], most: int = 2) -> tuple[str, ...]:
    """The words of ``vocabulary``, at most three, that ``word``, in lower case, is at most ``most`` slips from.

    >>> [slips_of(word, {"many", "the", "there"}) for word in ("mnay", "ther", "banana")]
    [('many',), ('the', 'there'), ()]
    """
    if word in vocabulary or word in _OTHERS:
        return ()
    bound = most if len(word) >= LONG_WORD else 1
    near = [(distance, each) for each in vocabulary if (distance := _distance(word, each, bound)) <= bound]
    nearest = sorted(each for distance, each in near if distance == min(near)[0])
    return tuple(nearest) if 0 < len(nearest) <= MAX_MEANT and not _is_meant(word) else ()


def _is_meant(word: str) -> bool:
    from wordfreq import zipf_frequency  # not above: it takes a while to import, and few slip

    return zipf_frequency(word, "en") >= COMMON


def _slips(text: str, vocabulary: Set[str], most: int) -> list[_Slip]:
    scanned = scan(text)
    plain = scanned.plain.partition(":")[0]
    if len(plain) > MAX_UNQUOTED:
        return []
    return [
        _Slip(scanned.places[match.start()], match[0], meant)
        for match in _WORD.finditer(plain)
        if (meant := slips_of(match[0].casefold(), vocabulary, most))
    ]


def _mended(text: str, slips: Sequence[_Slip], words: Sequence[str]) -> str:
    for slip, word in zip(reversed(slips), reversed(words), strict=True):
        text = text[: slip.start] + word + text[slip.start + len(slip.typed) :]
    return text


def _distance(word: str, other: str, bound: int) -> int:
    """How many slips apart two words are: a letter too many, too few, wrong, or two swapped; at most ``bound`` + 1.

    It is the optimal string alignment distance. A slip in the first letter is another word, but where two are swapped.
    """
    if abs(len(word) - len(other)) > bound or (word[0] != other[0] and word[:2] != other[1::-1]):
        return bound + 1
    before: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for at, letter in enumerate(word, 1):
        last, before, row = before, row, [at]
        for of, wanted in enumerate(other, 1):
            least = min(before[of] + 1, row[-1] + 1, before[of - 1] + (letter != wanted))
            if at > 1 and of > 1 and letter == other[of - 2] and word[at - 2] == wanted:
                least = min(least, last[of - 2] + 1)
            row.append(least)
    return row[len(other)]
