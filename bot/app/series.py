"""Letter questions that belong together, put to the model at the same moment and kept together."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from bot.app.asking import Half, check_model, prompt
from bot.app.services import Services
from bot.errors import EncodingUnavailable, ModelError
from bot.letters import (
    FORMS,
    NAME_LISTS,
    Asker,
    Comparison,
    Contains,
    Count,
    Form,
    ModelMissing,
    NotLogged,
    Series,
    Trial,
    solve,
    trial,
)
from bot.model import Scores
from bot.storage import ServerSettings
from bot.tokens import PromptToken, tokenize

log = logging.getLogger(__name__)

_NO_SENTENCE = ModelMissing("In a series it is not asked for a sentence.")


@dataclass(frozen=True, slots=True)
class AskedSeries:
    """Comparisons in the order of what was asked, and their ids in the log, or why they are not there."""

    logged: Sequence[int] | NotLogged
    comparisons: Sequence[Comparison]


async def ask_names(
    services: Services, names: str, letter: str, asker: Asker, asked_at: datetime, server: ServerSettings
) -> AskedSeries:
    """Ask of each name of a list (a key of ``NAME_LISTS``), in its order, whether it contains ``letter``."""
    parts = _parts((Contains(name, letter), "plain") for name in NAME_LISTS[names].names)
    return await _ask(services, parts, "which", asker, asked_at, server)


async def ask_forms(
    services: Services, question: Count, asker: Asker, asked_at: datetime, server: ServerSettings
) -> AskedSeries:
    """Ask the same question in each of ``FORMS``."""
    return await _ask(services, _parts((question, form) for form in FORMS), "ladder", asker, asked_at, server)


@dataclass(frozen=True, slots=True)
class _Part:
    question: Contains | Count
    form: Form
    put: Trial


@dataclass(frozen=True, slots=True)
class _Scored:
    """``latency`` is in seconds."""

    scores: Scores
    latency: float


def _parts(questions: Iterable[tuple[Contains | Count, Form]]) -> Sequence[_Part]:
    return [_Part(question, form, put) for question, form in questions if (put := trial(question, form))]


async def _ask(
    services: Services,
    parts: Sequence[_Part],
    series: Series,
    asker: Asker,
    asked_at: datetime,
    server: ServerSettings,
) -> AskedSeries:
    exact = await asyncio.to_thread(lambda: [solve(part.question) for part in parts])
    halves = await _ask_model(services, [part.put for part in parts], server)
    comparisons = [
        Comparison(asked_at, asker, part.put.asked, part.question, answer, *half, part.form, series)
        for part, answer, half in zip(parts, exact, halves, strict=True)
    ]
    return AskedSeries(await services.asking.log(comparisons, server), comparisons)


async def _ask_model(services: Services, puts: Sequence[Trial], server: ServerSettings) -> Sequence[Half]:
    # A prompt with the word hidden is the same for many, and asked once.
    without = {put.hidden: replace(put, asked=put.hidden, focus=(0, 0)) for put in puts}
    async with asyncio.TaskGroup() as group:
        priors = {hidden: group.create_task(_score(services, put, server)) for hidden, put in without.items()}
        scoring = [group.create_task(_score(services, put, server)) for put in puts]
    found = [(put, task.result()) for put, task in zip(puts, scoring, strict=True)]
    missing = [put for put, scored in found if isinstance(scored, ModelMissing)]
    tokens = await _tokens_in_the_encoding(services, missing, server.encoding)
    halves: list[Half] = []
    for put, scored in found:
        match scored, priors[put.hidden].result():
            case ModelMissing(), _:
                halves.append((scored, tokens.get(put.asked, ())))
            case _Scored(scores, latency), prior:
                before = prior.scores if isinstance(prior, _Scored) else None
                answer = services.asking.weighed(put, scores, before, _NO_SENTENCE, latency)
                halves.append((answer, scores.reading.focus))
    return halves


async def _score(services: Services, put: Trial, server: ServerSettings) -> _Scored | ModelMissing:
    started = perf_counter()
    try:
        check_model(server)
        scores = await services.model.score(prompt(put.asked, put.cue, put.focus), [*put.choices])
    except ModelError as error:
        return ModelMissing(str(error))
    return _Scored(scores, perf_counter() - started)


async def _tokens_in_the_encoding(
    services: Services, puts: Sequence[Trial], name: str
) -> Mapping[str, tuple[PromptToken, ...]]:
    """The tokens of the word in each question as it would be asked; none where the encoding cannot be had."""
    if not puts:
        return {}
    try:
        encoding = await services.encodings.load(name)
    except EncodingUnavailable as error:
        log.error("%s", error)
        return {}

    def focus(put: Trial) -> tuple[PromptToken, ...]:
        start, end = put.focus
        tokens = tokenize(encoding, put.asked).tokens
        return tuple(PromptToken(each.id, each.shown) for each in tokens if each.start < end and each.end > start)

    return await asyncio.to_thread(lambda: {put.asked: focus(put) for put in puts})
