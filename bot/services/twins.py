"""The twins of the laboratory asked beside each other, and what they say kept like any model's answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from bot.lab.twin_words import learnt_from
from bot.lab.twins import STEPS, TWIN_NAMES, TwinAnswer, as_asked
from bot.letters import Asker, Comparison, Count, ModelAnswer, NotLogged, solve
from bot.model import asked_by
from bot.services.asking import Asking
from bot.services.laboratory import Laboratory
from bot.storage import ServerSettings


@dataclass(frozen=True, slots=True)
class AskedTwins:
    """``answers`` of each twin, the ``exact`` one, and the ids in the log of those that gave one, or why not.

    ``asked`` is the question as they read it; ``learnt`` is whether its word is one that they have learnt from.
    """

    asked: Count
    exact: int
    learnt: bool
    answers: Sequence[TwinAnswer]
    logged: Sequence[int] | NotLogged


class AskingTwins:
    """Asks all twins how often a letter occurs in a word."""

    def __init__(self, laboratory: Laboratory, asking: Asking) -> None:
        self._laboratory = laboratory
        self._asking = asking

    async def ask(
        self, question: Count, text: str, asker: Asker, asked_at: datetime, server: ServerSettings
    ) -> AskedTwins:
        """Ask ``question``, which was typed as ``text``.

        Raises ``InputError`` for what none of them can read, and ``ModelError``.
        """
        request = as_asked(question)
        asked = Count(request.word, request.letter)
        exact = await asyncio.to_thread(solve, asked)
        if not isinstance(exact, int):
            raise TypeError("a count is a number")
        sent = perf_counter()
        with asked_by(asker.guild_id, asker.user_id):
            answers = await self._laboratory.ask(request)
        latency = perf_counter() - sent
        comparisons = [
            Comparison(asked_at, asker, text, asked, exact, _as_model(each, latency), each.word, series="twins")
            for each in answers
            if each.by_seed
        ]
        learnt = request.word in await asyncio.to_thread(learnt_from)
        return AskedTwins(asked, exact, learnt, answers, await self._asking.log(comparisons, server))


def _as_model(answer: TwinAnswer, latency: float) -> ModelAnswer:
    """A twin as the model that it is: its possible answers take all of its probability."""
    return ModelAnswer(
        TWIN_NAMES[answer.twin],
        f"{len(answer.by_seed)} seeds, {STEPS[answer.twin]} steps",
        answer=answer.answer,
        text=None,
        distribution={str(number): share for number, share in enumerate(answer.probabilities)},
        prior=None,
        mass=1.0,
        prompt=answer.read,
        latency=latency,
    )
