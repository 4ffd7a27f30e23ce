"""One letter question with its exact answer and a model's: what is shown, and what is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.letters.matching import graphemes, occurrences
from bot.letters.question import Answer, Contains, Count, HowManyOf, More, Question, Total, Which, answer_text
from bot.letters.trial import Form, trial
from bot.letters.variation import total_variation
from bot.tokens import PromptToken

Series = Literal["which", "ladder", "twins", "tool"]
"""What a comparison is a part of, where it was not asked alone: a list's names, the forms of one question, the answers
of networks that differ only in what they read, or one with a tool and without."""


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What a model made of a question.

    ``distribution`` gives the probability of each choice offered at the answer's place, adding up to 1; ``mass`` is the
    share of all its probability that the model put on those choices; ``prior`` is the distribution for the same prompt
    with the word hidden. They are None for kinds whose answer is read from ``text``, the model's own sentence;
    ``prior`` alone is None where the model failed at it. ``text`` may also be why there is no sentence, or None where
    none was asked for, as in a series. ``prompt`` is the prompt of the distribution, or of the sentence where there is
    no distribution; it is not kept in a series, where ``trial`` says what it was. ``latency`` is how many seconds the
    answer took from when that prompt was sent. ``revision`` is “at” and the address where a server answered: it tells
    none. A server tells its likeliest tokens alone: the choices that are not among them are missing in the
    distributions, and in that of the answer each of them had less than ``below`` of all probability, which else is 0.
    ``spoken`` is the answer that could be read in ``text`` where it is beside a distribution; it is not kept.
    """

    name: str
    revision: str
    answer: Answer | None
    text: "str | ModelMissing | None"
    distribution: Mapping[str, float] | None
    prior: Mapping[str, float] | None
    mass: float | None
    prompt: tuple[PromptToken, ...]
    latency: float
    below: float = 0.0
    spoken: Answer | None = field(default=None, compare=False)

    @property
    def moved(self) -> float | None:
        """How far apart ``distribution`` and ``prior`` are, as a ``total_variation``; None where one is missing."""
        return total_variation(self.distribution, self.prior) if self.distribution and self.prior else None

    @property
    def says_otherwise(self) -> bool:
        """Whether its sentence gives another answer than the one that it finds likeliest, which alone is judged."""
        spoken, found = (answer_text(answer).casefold() for answer in (self.spoken, self.answer))
        return self.spoken is not None and spoken != found


@dataclass(frozen=True, slots=True)
class ModelMissing:
    """Why a comparison has no model's half, or that half no sentence of the model's own: a reason for the member."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotLogged:
    """Why a comparison is not in the log: a reason for the member."""

    reason: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked and where, by Discord id; all None on the command line. ``private``: nobody else saw the answer."""

    user_id: int | None = None
    channel_id: int | None = None
    guild_id: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question, its exact answer and a model's.

    ``text`` is the question as it was typed, or as it was put to the model where nobody typed it: in a series.
    ``word_tokens`` are the tokens that carry the word asked about: those of the prompt, or, where the model is missing,
    those of the question in the server's encoding. ``vocabulary`` is what they are tokens of, None where that is not
    known, as of what was kept. ``form`` is how the word was written in the prompt, ``series`` what the question was a
    part of.
    """

    asked_at: datetime
    asker: Asker
    text: str
    question: Question
    exact: Answer
    model: ModelAnswer | ModelMissing
    word_tokens: tuple[PromptToken, ...]
    form: Form = "plain"
    series: Series | None = None
    vocabulary: str | None = field(default=None, compare=False)

    @property
    def true_count(self) -> int | None:
        """How often the letter occurs in the text; None for a question that is not about that."""
        match self.question:
            case Count(text, letter) | Contains(text, letter):
                return len(occurrences(text, letter))
            case _:
                return None

    @property
    def word_length(self) -> int | None:
        """The length of the text in characters as a reader counts them; None for a question about several."""
        match self.question:
            case Which() | HowManyOf() | Total() | More():
                return None
            case question:
                return len(graphemes(question.text))

    @property
    def untold(self) -> tuple[str, ...]:
        """The possible answers of which nothing is told but that each is unlikely: see ``ModelAnswer.below``."""
        match self.model:
            case ModelAnswer(distribution=told, below=below) if told and below:
                put = trial(self.question, self.form)
                possible = [choice.strip() for choice in put.choices] if put else []
                return tuple(choice for choice in possible if choice not in told)
            case _:
                return ()

    @property
    def correct(self) -> bool | None:
        """Whether the model was right; None where it gave no answer that can be read, or could not be right.

        It could not where the exact answer was none of the choices, as a count of a hundred is not.
        """
        match self.model:
            case ModelAnswer(answer=None) | ModelMissing():
                return None
            case ModelAnswer(distribution=told) if told and not _among([*told, *self.untold], self.exact):
                return None
            case ModelAnswer(answer=str(answer)) if isinstance(self.exact, str):
                return answer.casefold() == self.exact.casefold()
            case ModelAnswer(answer=answer):
                return answer == self.exact


def _among(choices: Iterable[str], exact: Answer) -> bool:
    return answer_text(exact).casefold() in map(str.casefold, choices)
