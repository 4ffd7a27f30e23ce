"""A log as members might have made it, by chance, for tests of what is counted from it."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.letters import (
    Answer,
    Asker,
    Comparison,
    Contains,
    Count,
    Form,
    Length,
    ModelAnswer,
    ModelMissing,
    Question,
    solve,
)
from bot.tokens import PromptToken

MODELS = ("SmolLM2-135M-Instruct", "twin_that_reads *letters*", "twin that reads tokens")
_FORMS: Sequence[Form] = ("plain", "plain", "quoted", "spaced", "numbered")
_SAID: Sequence[Answer] = (0, 1, 2, 3, 4, 5, 6)


def generated(number: int, users: Sequence[int], guilds: Sequence[int | None]) -> list[Comparison]:
    """``number`` comparisons of ``users`` in ``guilds``, always the same ones."""
    chance = random.Random(number)
    return [_comparison(chance, Asker(chance.choice(users), 1, chance.choice(guilds))) for _ in range(number)]


def _comparison(chance: random.Random, asker: Asker) -> Comparison:
    word = "".join(chance.choices("aabcdé", k=max(1, round(chance.expovariate(0.12)))))
    questions: list[Question] = [Count(word, "a"), Count(word, "a"), Contains(word, "b"), Length(word)]
    question = chance.choice(questions)
    exact = solve(question)
    said = chance.choice([True, True, False]) if isinstance(exact, bool) else chance.choice([*_SAID, exact, exact])
    model = ModelAnswer(
        chance.choice(MODELS), "1", None if chance.random() < 0.1 else said, "", None, None, None, (), 0.1
    )
    tokens = tuple(PromptToken(1, "a") for _ in range(chance.choice([0, 1, 1, 1, 2, 3, 4, 5, 8])))
    return Comparison(
        datetime(2026, 3, 1, tzinfo=UTC),
        asker,
        "?",
        question,
        exact,
        ModelMissing("None here.") if chance.random() < 0.1 else model,
        tokens,
        chance.choice(_FORMS) if isinstance(question, Count) else "plain",
        chance.choice(["ladder", None]) if isinstance(question, Count) else chance.choice(["which", None]),
    )
