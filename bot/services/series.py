"""Letter questions that belong together, put to the model one after the other and kept together."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import ModelBusy, ModelError, ModelSilent
from bot.language import in_english, noted
from bot.letters import (
    Asker,
    Comparison,
    Contains,
    Count,
    Form,
    ModelMissing,
    NotLogged,
    Series,
    Trial,
    forms_of,
    name_list,
    solve,
    trial,
)
from bot.model import asked_by
from bot.services.allowed import check_model
from bot.services.asking import Answered, Asking, Half
from bot.storage import ServerSettings

_AT_ONCE = 16
"""Prompts of a series that the model has at the same time, beside those with the word hidden: a batch is well filled,
and its queue is left to others."""
_BUSY = noted("The model is busy with other series of questions. Ask again in a moment.")


@dataclass(frozen=True, slots=True)
class AskedSeries:
    """Comparisons in the order of what was asked, and their ids in the log, or why they are not there."""

    logged: Sequence[int] | NotLogged
    comparisons: Sequence[Comparison]


@dataclass(frozen=True, slots=True)
class _Part:
    question: Contains | Count
    form: Form
    put: Trial


class AskingInSeries:
    """Asks letter questions in series: one series of all members at a time, so that single questions slip in between.

    What is wrong with the model or the log, or switched off in the server, costs only the model's halves and the ids.
    """

    def __init__(self, asking: Asking, patience: float) -> None:
        """A series waits ``patience`` seconds for its turn; then it is answered without the model."""
        self._asking = asking
        self._patience = patience
        self._turn = asyncio.Lock()

    async def names(
        self, names: str, letter: str, asker: Asker, asked_at: datetime, server: ServerSettings
    ) -> AskedSeries:
        """Ask of each name of a list (as ``name_list`` takes it), in its order, whether it contains ``letter``."""
        parts = _parts((Contains(name, letter), "plain") for name in name_list(names).names)
        return await self._ask(parts, "which", asker, asked_at, server)

    async def forms(self, question: Count, asker: Asker, asked_at: datetime, server: ServerSettings) -> AskedSeries:
        """Ask the same question in each of its ``forms_of``."""
        parts = _parts((question, form) for form in forms_of(question))
        return await self._ask(parts, "ladder", asker, asked_at, server)

    async def _ask(
        self, parts: Sequence[_Part], series: Series, asker: Asker, asked_at: datetime, server: ServerSettings
    ) -> AskedSeries:
        exact = await asyncio.to_thread(lambda: [solve(part.question) for part in parts])
        with asked_by(asker.guild_id, asker.user_id):
            halves = await self._ask_model([part.put for part in parts], server)
        comparisons = [
            Comparison(
                asked_at,
                asker,
                part.put.asked,
                part.question,
                answer,
                *half,
                part.form,
                series,
                self._asking.vocabulary(half[0], server),
            )
            for part, answer, half in zip(parts, exact, halves, strict=True)
        ]
        return AskedSeries(await self._asking.log(comparisons, server), comparisons)

    async def _ask_model(self, puts: Sequence[Trial], server: ServerSettings) -> Sequence[Half]:
        answers = await self._wait_and_weigh(puts, server)
        missing = [put for put, answer in zip(puts, answers, strict=True) if isinstance(answer, ModelMissing)]
        tokens = iter(await self._asking.tokens([(put.asked, put.focus) for put in missing], server.encoding))
        return [(answer, next(tokens)) if isinstance(answer, ModelMissing) else answer for answer in answers]

    async def _wait_and_weigh(self, puts: Sequence[Trial], server: ServerSettings) -> Sequence[Answered | ModelMissing]:
        try:
            check_model(server)
            await self._asking.check_probabilities()
            async with asyncio.timeout(self._patience):
                await self._turn.acquire()
        except ModelError as error:
            return [ModelMissing(in_english(error.said))] * len(puts)
        except TimeoutError:
            return [ModelMissing(_BUSY)] * len(puts)
        try:
            return await self._weigh(puts)
        finally:
            self._turn.release()

    async def _weigh(self, puts: Sequence[Trial]) -> Sequence[Answered | ModelMissing]:
        """Put all of them to the model. Once it is too busy for one, those that wait are not put to it any more."""
        slots = asyncio.Semaphore(_AT_ONCE)
        busy: ModelMissing | None = None

        async def weigh(put: Trial) -> Answered | ModelMissing:
            nonlocal busy
            async with slots:
                if busy:
                    return busy
                try:
                    answer, focus = await self._asking.weigh(put)
                except ModelError as error:
                    missing = ModelMissing(in_english(error.said))
                    busy = missing if isinstance(error, ModelBusy | ModelSilent) else busy
                    return missing
            prior = await priors[put.hidden]
            return replace(answer, prior=prior, prompt=()), focus

        async with asyncio.TaskGroup() as group:
            # A prompt with the word hidden is the same for many, and asked once.
            hidden = {put.hidden: put for put in puts}
            priors = {key: group.create_task(self._asking.prior(put)) for key, put in hidden.items()}
            weighing = [group.create_task(weigh(put)) for put in puts]
        return [task.result() for task in weighing]


def _parts(questions: Iterable[tuple[Contains | Count, Form]]) -> Sequence[_Part]:
    return [_Part(question, form, put) for question, form in questions if (put := trial(question, form))]
