"""Quizzes for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar, get_args

from bot.model import LanguageModel, Neighbours, NextTokens, NoModel, Sampling
from bot.model.looks import Look
from bot.quiz import MODEL, Answer, Difficulty, Kind, Plan, Played, Proposal, Question, Round, Strip, packed
from bot.tokens import PromptToken

R = TypeVar("R")

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUESTION = Question(
    topic="tokens",
    subject="strawberry",
    text="How many tokens does “strawberry” make in o200k_base?",
    options=("1", "2", "3", "4"),
    right=2,
    hint="It is more than one.",
    why="It is cut into st, raw and berry.",
    illustration=Strip((PromptToken(302, "st"), PromptToken(1618, "raw"), PromptToken(19772, "berry"))),
    model=Played("a model", 0, 0.5),
)
DIFFICULTIES: Sequence[Difficulty] = get_args(Difficulty)
INSIDE = {"next", "neighbours", "layers", "attention", "vectors"}
"""Topics that look inside a model."""
LATELY = 200
"""So many subjects were asked in a channel lately, at most."""
PROPOSALS = [
    Proposal(number, 1, 1, NOW, f"Question {number}?", ("right", "wrong", "worse")[: 2 + number % 2], "")
    for number in range(LATELY + 50)
]


class Watched(NoModel):
    """The ``model``, which is looked into and does not play: that has it read a text for each order of the options."""

    def __init__(self, model: LanguageModel) -> None:
        self.state, self.capabilities = model.state, replace(model.capabilities, scores=False)
        self._model = model

    async def next_tokens(
        self, text: str, ids: Sequence[int], sampling: Sampling, *, sample: bool = False
    ) -> NextTokens:
        return await self._model.next_tokens(text, ids, sampling, sample=sample)

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        return await self._model.neighbours(id_, others, nearest)

    async def look(self, request: Look[R]) -> R:
        return await self._model.look(request)


def plan(kind: Kind = "quiz", rounds: int = 3, seconds: int = 20) -> Plan:
    """A quiz of user 1 in channel 10 of server 5."""
    return Plan(kind, 5, 10, 1, "tokens", "normal", rounds, seconds, "o200k_base", NOW)


def round_(id_: int, number: int, asked_at: datetime, closes_at: datetime, question: Question = QUESTION) -> Round:
    """A round as it begins: with the answer of the model, if it plays."""
    plays, packed_ = question.model, packed(question)
    model = plays.name if isinstance(plays, Played) else None
    answers = [Answer(MODEL, plays.choice, closes_at)] if isinstance(plays, Played) else []
    return Round(id_, number, "tokens", question.subject, packed_, model, asked_at, closes_at, answers=answers)
