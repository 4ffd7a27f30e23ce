"""One letter question from what was typed to what is kept: solved, put to the model, compared, logged."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from bot.config import Settings
from bot.errors import DatabaseError, EncodingUnavailable, ModelError, ModelUnavailable
from bot.letters import (
    Asker,
    Comparison,
    ModelAnswer,
    ModelMissing,
    NotLogged,
    Question,
    Trial,
    place,
    read,
    solve,
    subject,
    trial,
)
from bot.model import LanguageModel, Message, ModelInfo, Prompt, Reading, Scores
from bot.storage import Comparisons, ServerSettings
from bot.tokens import Encodings, PromptToken, tokenize

log = logging.getLogger(__name__)

_NO_MODEL_HERE = "Those who manage this server have switched the model off here (/settings)."
_NO_LOG_HERE = "Not logged: those who manage this server have switched the log off here (/settings)."
_LONGER = 4
"""A list, a spelling or a reversal may take so many times the tokens of a sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison and its id in the log, or why it is not there."""

    logged: int | NotLogged
    comparison: Comparison


class Asking:
    """Asks letter questions, exactly and of the model."""

    def __init__(
        self, model: LanguageModel, comparisons: Comparisons, encodings: Encodings, settings: Settings
    ) -> None:
        self._model = model
        self._comparisons = comparisons
        self._encodings = encodings
        self._settings = settings

    async def ask(
        self, question: Question, text: str, asker: Asker, asked_at: datetime, server: ServerSettings
    ) -> Asked:
        """Answer ``question``, which was typed as ``text``. Raises ``InputError`` where there is no exact answer.

        What is wrong with the model or the log, or switched off in the ``server``, costs only the model's half and the
        id.
        """
        exact = await asyncio.to_thread(solve, question)
        answer, word_tokens = await self._ask_model(question, text, server)
        comparison = Comparison(asked_at, asker, text, question, exact, answer, word_tokens)
        logged = await self.log([comparison], server)
        return Asked(logged if isinstance(logged, NotLogged) else logged[0], comparison)

    def weighed(
        self, put: Trial, scores: Scores, prior: Scores | None, said: str | ModelMissing, latency: float
    ) -> ModelAnswer:
        """The likeliest of the possible answers, with what is to be known of all of them."""
        likeliest = max(scores.probabilities, key=scores.probabilities.__getitem__)
        name, revision = self._identity()
        return ModelAnswer(
            name,
            revision,
            answer=put.choices[likeliest],
            text=said,
            distribution=_stripped(scores.probabilities),
            prior=_stripped(prior.probabilities) if prior else None,
            mass=scores.mass,
            prompt=scores.reading.tokens,
            latency=latency,
        )

    async def log(self, comparisons: Sequence[Comparison], server: ServerSettings) -> Sequence[int] | NotLogged:
        """Keep ``comparisons``, all or none of them: their ids, or why they are not kept."""
        if not server.log:
            return NotLogged(_NO_LOG_HERE)
        for attempt in (1, 2):
            try:
                return await self._comparisons.add_all(comparisons)
            except DatabaseError as error:
                log.error("What was asked could not be logged (attempt %d of 2): %s", attempt, error)
        return NotLogged(f"{'This answer' if len(comparisons) == 1 else 'These answers'} could not be logged.")

    async def _ask_model(self, question: Question, text: str, server: ServerSettings) -> "Half":
        try:
            check_model(server)
            if put := trial(question):
                return await self._weigh(put, text)
            return await self._listen(question, text)
        except* ModelError as errors:
            reason = str(errors.exceptions[0])
        return ModelMissing(reason), await self._tokens_in_a_sentence(subject(question), server.encoding)

    async def _weigh(self, put: Trial, text: str) -> "Half":
        """Compare how likely the possible answers are, with the word and without, and let the model say a sentence."""
        started = perf_counter()
        async with asyncio.TaskGroup() as group:  # which cancels the others when one fails
            scoring = group.create_task(self._model.score(prompt(put.asked, put.cue, put.focus), [*put.choices]))
            scoring_without = group.create_task(self._model.score(prompt(put.hidden, put.cue), [*put.choices]))
            saying = group.create_task(self._first_line(text))
        scores = scoring.result()
        latency = perf_counter() - started
        return self.weighed(put, scores, scoring_without.result(), saying.result(), latency), scores.reading.focus

    async def _listen(self, question: Question, text: str) -> "Half":
        """Read the model's answer from what it says."""
        started = perf_counter()
        tokens = _LONGER * self._settings.model.sentence_tokens
        reading, said = Reading((), ()), ""
        async with aclosing(self._model.generate(prompt(text, focus=place(question, text)), tokens)) as parts:
            async for part in parts:
                if isinstance(part, Reading):
                    reading = part
                else:
                    said += part
        answer = ModelAnswer(
            *self._identity(),
            answer=read(question, said),
            text=said.strip(),
            distribution=None,
            prior=None,
            mass=None,
            prompt=reading.tokens,
            latency=perf_counter() - started,
        )
        return answer, reading.focus

    async def _first_line(self, text: str) -> str | ModelMissing:
        """What the model says to ``text``, up to the end of its first line."""
        said = ""
        try:
            async with aclosing(self._model.generate(prompt(text), self._settings.model.sentence_tokens)) as parts:
                async for part in parts:
                    said += part if isinstance(part, str) else ""
                    if "\n" in said.lstrip():
                        break
        except ModelError as error:
            log.info("No sentence from the model: %s", error)
            return ModelMissing(str(error))
        return said.strip().partition("\n")[0]

    async def _tokens_in_a_sentence(self, word: str, name: str) -> tuple[PromptToken, ...]:
        try:
            encoding = await self._encodings.load(name)
        except EncodingUnavailable as error:
            log.error("%s", error)
            return ()
        cut = await asyncio.to_thread(tokenize, encoding, f" {word}")
        return tuple(PromptToken(token.id, token.shown) for token in cut.tokens)

    def _identity(self) -> tuple[str, str]:
        match self._model.state:
            case ModelInfo(name, revision):
                return name, revision
            case _:  # it has died since it answered
                return self._settings.model.name, "unknown"


Half = tuple[ModelAnswer | ModelMissing, tuple[PromptToken, ...]]
"""The model's half of a comparison, and the tokens of what was asked about."""


def check_model(server: ServerSettings) -> None:
    """Raises ``ModelUnavailable`` where those who manage the server do not want the model."""
    if not server.model:
        raise ModelUnavailable(_NO_MODEL_HERE)


def prompt(message: str, cue: str = "", focus: tuple[int, int] = (0, 0)) -> Prompt:
    """``message`` as a chat of one turn."""
    return Prompt((Message("user", message),), cue, focus)


def _stripped(probabilities: Mapping[str, float]) -> dict[str, float]:
    # The space before " Yes" belongs to the token, not to the answer.
    return {choice.strip(): probability for choice, probability in probabilities.items()}
