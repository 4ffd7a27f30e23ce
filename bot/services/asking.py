"""One letter question from what was typed to what is kept: solved, put to the model, compared, logged."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from async_lru import alru_cache
from tiktoken import Encoding

from bot.config import Settings
from bot.errors import ChoicesUntold, DatabaseError, EncodingUnavailable, ModelError, ModelUnavailable
from bot.language import in_english, later, noted, plural
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
    trial,
)
from bot.model import EncodedPrompt, LanguageModel, Message, ModelInfo, Prompt, ServerInfo, asked_by, known
from bot.services.allowed import check_asked, check_model, teaches_nothing
from bot.storage import Comparisons, ServerSettings
from bot.tokens import Encodings, PromptToken, tokenize, well_formed

log = logging.getLogger(__name__)

_NO_LOG_HERE = later("Not logged: those who manage this server have switched the log off here (/settings).")
_ONE_LETTER = noted(
    "I can ask the model about one letter of a list at a time. Try “Which US states contain the letter d?”"
)
_NOT_ASKED = later("Not logged: no model was asked.")
_NO_PROBABILITIES = later(
    "This needs the probabilities of the answers, and the server that answers here does not return any. "
    "Ask one question at a time with /ask."
)
_PRIORS = 1_024
"""That are kept, one for each prompt without its word."""
_LONGER = 4
"""An answer that is read from what is said may take so many times the tokens of a sentence: it may be a list."""

Place = tuple[int, int]
"""A word's first character in a text, and the one after its last."""
Answered = tuple[ModelAnswer, tuple[PromptToken, ...]]
"""The model's half of a comparison, and the tokens of the prompt that carry what was asked about."""
Half = tuple[ModelAnswer | ModelMissing, tuple[PromptToken, ...]]
"""The same where the model may be missing: the tokens are then those of the server's encoding."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison and its id in the log, or why it is not there.

    ``read_as`` is the question that was read, where slips of the keyboard were mended in it or it was translated.
    """

    logged: int | NotLogged
    comparison: Comparison
    read_as: str | None = None


class Asking:
    """Asks letter questions, exactly and of the model."""

    def __init__(
        self, model: LanguageModel, comparisons: Comparisons, encodings: Encodings, settings: Settings
    ) -> None:
        self._model = model
        self._comparisons = comparisons
        self._encodings = encodings
        self._settings = settings
        # It is the same for every word, and asked once where many ask at the same time.
        self._kept_prior = alru_cache(maxsize=_PRIORS)(self._prior)

    async def ask(
        self,
        question: Question,
        text: str,
        asker: Asker,
        asked_at: datetime,
        server: ServerSettings,
        *,
        say: bool = True,
        read_as: str | None = None,
        translated: bool = False,
    ) -> Asked:
        """Answer ``question``, which was typed as ``text``. Raises ``InputError`` where there is no exact answer.

        ``read_as`` is that text with its slips mended, where it had any, or ``translated``: then the model is asked so.

        Without ``say`` the model is not asked for a sentence that nothing is read from: the caller has one already.
        What is wrong with the model or the log, or switched off in the ``server``, costs only the model's half and the
        id.
        """
        exact = await asyncio.to_thread(solve, question)
        put = read_as if read_as and translated else text
        if teaches_nothing(question):
            [tokens] = await self.tokens([(put, place(question, put))], server.encoding)
            missing = ModelMissing(_ONE_LETTER)
            alone = Comparison(asked_at, asker, text, question, exact, missing, tokens, vocabulary=server.encoding)
            return Asked(NotLogged(str(_NOT_ASKED)), alone)
        with asked_by(asker.guild_id, asker.user_id):
            answer, word_tokens = await self._ask_model(question, put, server, say=say)
        vocabulary = self.vocabulary(answer, server)
        comparison = Comparison(asked_at, asker, text, question, exact, answer, word_tokens, vocabulary=vocabulary)
        logged = await self.log([comparison], server)
        return Asked(logged if isinstance(logged, NotLogged) else logged[0], comparison, read_as)

    async def weigh(self, put: Trial) -> Answered:
        """The likeliest of the possible answers, with what is to be known of all of them. Raises ``ModelError``.

        It is without a prior and without a sentence.
        """
        sent = perf_counter()
        scores = await self._model.score(prompt(put.asked, put.cue, put.focus), [*put.choices])
        likeliest = max(scores.probabilities, key=scores.probabilities.__getitem__)
        answer = ModelAnswer(
            *self.identity(),
            answer=put.choices[likeliest],
            text=None,
            distribution=_stripped(scores.probabilities),
            prior=None,
            mass=scores.mass,
            prompt=scores.prompt.tokens,
            latency=perf_counter() - sent,
            below=scores.below,
        )
        return answer, scores.prompt.focus

    async def prior(self, put: Trial) -> Mapping[str, float] | None:
        """How likely the possible answers are with the word hidden; None where the model cannot say."""
        try:
            return await self._kept_prior(put.hidden, put.cue, tuple(put.choices))
        except ModelError as error:
            log.info("No prior from the model: %s", error)
            return None

    async def _prior(self, hidden: str, cue: str, choices: tuple[str, ...]) -> Mapping[str, float]:
        return _stripped((await self._model.score(prompt(hidden, cue), choices)).probabilities)

    async def tokens(self, words: Sequence[tuple[str, Place]], encoding: str) -> Sequence[tuple[PromptToken, ...]]:
        """The tokens that carry the word at the place in each of the texts; none where the encoding cannot be had."""
        if not words:
            return []
        try:
            loaded = await self._encodings.load(encoding)
        except EncodingUnavailable as error:
            log.error("%s", error)
            return [()] * len(words)
        return await asyncio.to_thread(lambda: [_tokens_at(loaded, text, place) for text, place in words])

    async def log(self, comparisons: Sequence[Comparison], server: ServerSettings) -> Sequence[int] | NotLogged:
        """Keep ``comparisons``, all or none of them: their ids, or why they are not kept."""
        if not server.log:
            return NotLogged(str(_NO_LOG_HERE))
        for attempt in (1, 2):
            try:
                return await self._comparisons.add_all(comparisons)
            except DatabaseError as error:
                log.error("What was asked could not be logged (attempt %d of 2): %s", attempt, error)
        return NotLogged(
            plural("This answer could not be logged.", "These answers could not be logged.", len(comparisons))
        )

    async def check_probabilities(self) -> None:
        """Raises ``ModelUnavailable`` where a server answers that tells no probabilities: nothing can be weighed."""
        if isinstance(self._model.state, ServerInfo) and not (await known(self._model)).scores:
            raise ModelUnavailable(_NO_PROBABILITIES)

    async def _ask_model(self, question: Question, text: str, server: ServerSettings, *, say: bool) -> Half:
        can = await known(self._model)
        put = trial(question) if can.scores or not can.writes else None
        try:
            check_model(server)
            check_asked(question)
            return await self._hear(put, question, text, say=say)
        except* ModelError as errors:
            reason = _said(errors)
        word = (put.asked, put.focus) if put else (text, place(question, text))
        [tokens] = await self.tokens([word], server.encoding)
        return ModelMissing(reason), tokens

    async def _hear(self, put: Trial | None, question: Question, text: str, *, say: bool) -> Answered:
        """The model's answer, weighed where it can be, else read from what the model says."""
        if put:
            try:
                return await self._weigh_and_say(put, question, text, say=say)
            except* ChoicesUntold as untold:
                log.info("The model's sentence is read instead: %s", untold.exceptions[0])
        return await self._listen(question, text)

    async def _weigh_and_say(self, put: Trial, question: Question, text: str, *, say: bool) -> Answered:
        """Compare how likely the possible answers are, with the word and without, and let the model say a sentence."""
        async with asyncio.TaskGroup() as group:  # which cancels the others when one fails
            weighing = group.create_task(self.weigh(put))
            hiding = group.create_task(self.prior(put))
            saying = group.create_task(self._first_line(text)) if say else None
        answer, focus = weighing.result()
        said = saying.result() if saying else None
        # The first of a kind takes tens of milliseconds to read.
        spoken = await asyncio.to_thread(read, question, said) if isinstance(said, str) else None
        return replace(answer, prior=hiding.result(), text=said, spoken=spoken), focus

    async def _listen(self, question: Question, text: str) -> Answered:
        """Read the model's answer from what it says."""
        sent = perf_counter()
        tokens = _LONGER * self._settings.model.sentence_tokens
        reading, said = EncodedPrompt((), ()), ""
        async with aclosing(self._model.generate(prompt(text, focus=place(question, text)), tokens)) as parts:
            async for part in parts:
                if isinstance(part, EncodedPrompt):
                    reading = part
                else:
                    said += part.text
        answer = ModelAnswer(
            *self.identity(),
            answer=await asyncio.to_thread(read, question, said),  # the first of a kind takes tens of milliseconds
            text=said.strip(),
            distribution=None,
            prior=None,
            mass=None,
            prompt=reading.tokens,
            latency=perf_counter() - sent,
        )
        return answer, reading.focus

    async def _first_line(self, text: str) -> str | ModelMissing:
        """What the model says to ``text``, up to the end of its first line."""
        said = ""
        try:
            async with aclosing(self._model.generate(prompt(text), self._settings.model.sentence_tokens)) as parts:
                async for part in parts:
                    said += "" if isinstance(part, EncodedPrompt) else part.text
                    if "\n" in said.lstrip():
                        break
        except ModelError as error:
            log.info("No sentence from the model: %s", error)
            return ModelMissing(in_english(error.said))
        return said.strip().partition("\n")[0]

    def vocabulary(self, answer: ModelAnswer | ModelMissing, server: ServerSettings) -> str | None:
        """What the tokens of a comparison are tokens of: the model's own vocabulary, or that of the server's encoding.

        None where a server answers, which tells none.
        """
        match answer, self._model.state:
            case ModelMissing(), _:
                return server.encoding
            case ModelAnswer(), ModelInfo(tokenizer=tokenizer):
                return tokenizer.name
            case _:
                return None

    def identity(self) -> tuple[str, str]:
        """The model's name, and its revision or else where it runs."""
        match self._model.state:
            case (ModelInfo() | ServerInfo()) as state:
                return state.name, state.revision
            case _:  # it has died since it answered
                return self._settings.model_name, "unknown"


def prompt(message: str, cue: str = "", focus: Place = (0, 0)) -> Prompt:
    """``message`` as a chat of one turn."""
    return Prompt((Message("user", message),), cue, focus)


def _stripped(probabilities: Mapping[str, float]) -> dict[str, float]:
    # The space before " Yes" belongs to the token, not to the answer.
    return {choice.strip(): probability for choice, probability in probabilities.items()}


def _tokens_at(encoding: Encoding, text: str, word: Place) -> tuple[PromptToken, ...]:
    # Pairs of surrogates become one character.
    start, end = (len(well_formed(text[:at])) for at in word)
    tokens = tokenize(encoding, text).tokens
    return tuple(PromptToken(each.id, each.readable_text) for each in tokens if each.start < end and each.end > start)


def _said(errors: BaseExceptionGroup[ModelError]) -> str:
    """What the first of ``errors`` says, as it is kept."""
    first = errors.exceptions[0]
    return in_english(first.said) if isinstance(first, ModelError) else str(first)
