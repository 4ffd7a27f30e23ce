"""Twins: networks alike in everything but their tokenizer, that say how often a letter occurs in a word.

One reads the letters of a word, its twin reads SmolLM2's tokens of it, and a third is the second, trained ten times as
long. Each is trained three times, from other random numbers. Knows no torch.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import ClassVar, Literal, get_args

from tiktoken import Encoding

from bot.errors import InputError
from bot.language import later, noted, tr
from bot.letters import Count
from bot.model.requests import Lane, Request, Stream
from bot.sentences import separated
from bot.tokens import PromptToken

Unit = Literal["letters", "tokens"]
"""What a twin reads."""
TwinName = Literal["letters", "tokens", "tokens_long"]
TWINS: tuple[TwinName, ...] = get_args(TwinName)
TWIN_NAMES: Mapping[TwinName, str] = {
    "letters": noted("twin that reads letters"),
    "tokens": noted("twin that reads tokens"),
    "tokens_long": noted("twin that reads tokens, trained 10 times as long"),
}
"""What they are called in the log and, ``retold``, wherever they are shown."""
SEEDS = (0, 1, 2)
STEPS: Mapping[TwinName, int] = {"letters": 600, "tokens": 600, "tokens_long": 6_000}
BATCH = 256
"""Questions of a step."""
HEADS = 4
"""Of each layer's attention."""
MOST = 5
"""The largest count among their answers, which are 0, 1, … MOST."""
SHORTEST, LONGEST = 3, 14
"""Letters of a word that they are trained on; a longer one has no room in the context of who reads letters."""
DATA = Path(__file__).parent / "data" / "twins"
SEPARATOR = PromptToken(0, "?", special=True)
"""Stands between the word and the letter that is asked about."""


@dataclass(frozen=True, slots=True)
class TwinAnswer:
    """What one twin makes of a question.

    ``read`` is the whole prompt: the word, a separator, the letter. ``by_seed`` has the probabilities of the counts 0,
    1, … ``MOST`` after each of its trainings; it is empty where ``unknown`` names tokens that occurred in none of the
    words it was trained on, whose vectors are still random numbers.
    """

    twin: TwinName
    read: tuple[PromptToken, ...]
    unknown: tuple[str, ...]
    by_seed: Mapping[int, tuple[float, ...]]

    @property
    def word(self) -> tuple[PromptToken, ...]:
        """The tokens of the word alone."""
        return self.read[:-2]

    @property
    def probabilities(self) -> tuple[float, ...]:
        """The mean over its trainings."""
        return tuple(sum(each) / len(self.by_seed) for each in zip(*self.by_seed.values(), strict=True))

    @property
    def answer(self) -> int | None:
        """The likeliest count on the mean; None where it gives no answer."""
        return likeliest(self.probabilities) if self.by_seed else None

    @property
    def answers(self) -> Mapping[int, int]:
        """The likeliest count after each of its trainings."""
        return {seed: likeliest(each) for seed, each in self.by_seed.items()}


@dataclass(frozen=True, slots=True)
class AskTwins(Request[tuple[TwinAnswer, ...]]):
    """How often ``letter`` (a to z) occurs in ``word``, as each of ``TWINS`` sees it; see ``as_asked``."""

    lane: ClassVar[Lane] = "scoring"
    word: str
    letter: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """So far a twin has been trained: ``step`` steps of how many."""

    step: int
    steps: int


@dataclass(frozen=True, slots=True)
class Raised:
    """A trained twin: its weights as a file of safetensors, with the record of its training in it (see ``Run``)."""

    file: bytes


@dataclass(frozen=True, slots=True)
class RaiseTwin(Stream[Lesson | Raised]):
    """Train ``twin`` from the random numbers of ``seed`` for ``steps`` steps: how far it is, and in the end itself."""

    lane: ClassVar[Lane] = "training"
    twin: TwinName
    seed: int
    steps: int


def likeliest(probabilities: Sequence[float]) -> int:
    """The count with the highest probability, the first of several.

    >>> likeliest((0.2, 0.5, 0.3))
    1
    """
    return max(range(len(probabilities)), key=probabilities.__getitem__)


def unit(twin: TwinName) -> Unit:
    """What ``twin`` reads.

    >>> unit("tokens_long")
    'tokens'
    """
    return "letters" if twin == "letters" else "tokens"


def pieces(reads: Unit, word: str, encoding: Encoding) -> tuple[PromptToken, ...]:
    """The tokens of ``word``, of letters a to z, as it stands at the start of a text. ``encoding`` is SmolLM2's.

    >>> from bot.tokens.encodings import smollm2
    >>> [token.text for token in pieces("tokens", "strawberry", smollm2())]
    ['st', 'raw', 'berry']
    """
    if reads == "letters":
        return tuple(PromptToken(ascii_lowercase.index(letter) + 1, letter) for letter in word)
    ids = encoding.encode_ordinary(word)
    return tuple(PromptToken(id_, encoding.decode_single_token_bytes(id_).decode()) for id_ in ids)


@cache
def known_tokens() -> Mapping[str, int]:
    """Each token that the twins who read tokens know, with how many of their training words have it.

    The letters come first, known from the questions too.

    >>> known = known_tokens()
    >>> [*known][:3], known["berry"] >= 6
    (['a', 'b', 'c'], True)
    """
    lines = (DATA / "tokens.tsv").read_text("utf-8").splitlines()
    return {token: int(words) for token, words in (line.split("\t") for line in lines)}


def rows(tokens: Iterable[str]) -> Mapping[str, int]:
    """The row of each token in a twin's table of vectors: row 0 is the separator's.

    >>> rows("ab")
    {'a': 1, 'b': 2}
    """
    return {token: row for row, token in enumerate(tokens, 1)}


def vocabulary(reads: Unit) -> Mapping[str, int]:
    """The row of each token that the twins which read this know.

    >>> vocabulary("letters")["z"], len(vocabulary("tokens")) > 1_000
    (26, True)
    """
    return rows(ascii_lowercase if reads == "letters" else known_tokens())


def as_asked(question: Count) -> AskTwins:
    """``question`` as the twins can be asked it, in lower case. Raises ``InputError`` for what none of them can read.

    >>> as_asked(Count(" Strawberry", "R"))
    AskTwins(word='strawberry', letter='r')
    """
    word, letter = question.text.strip().lower(), question.letter.lower()
    strange = sorted({*word, *letter} - {*ascii_lowercase})
    if not word:
        raise InputError(later("There is no word to count in. Give me a word: /lab word:strawberry letter:r"))
    if len(letter) > 1:
        raise InputError(later("The twins are asked about one letter at a time: /lab word:strawberry letter:r"))
    if len(word) > LONGEST:
        raise InputError(
            later(
                "The twins read words of at most {most} letters, and this has {number}. Give me a shorter one. "
                "Use /ask for longer ones.",
                most=LONGEST,
                number=len(word),
            )
        )
    if strange:
        named = separated(tr("a space") if each.isspace() else f"“{each}”" for each in strange)
        raise InputError(
            later("The twins have only ever seen the letters a to z, and no {signs}. Use /ask for that.", signs=named)
        )
    return AskTwins(word, letter)
