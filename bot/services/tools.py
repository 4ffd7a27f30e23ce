"""A letter question put to the model with a tool that counts: alone, free to call it, and held to a grammar."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from bot.config import Settings
from bot.errors import InputError, ModelError
from bot.language import in_english, later
from bot.letters import (
    TOOL_NAMES,
    Answer,
    Asker,
    Comparison,
    Count,
    ModelAnswer,
    ModelMissing,
    NoLetterQuestion,
    NotLogged,
    Question,
    ToolForm,
    Understood,
    one_letter,
    parse,
    place,
    read,
    understand,
)
from bot.letters.calling import (
    EXAMPLES,
    SHOWN,
    UNSHOWN,
    answer_sentence,
    call_grammar,
    call_text,
    is_right,
    read_call,
    result,
    result_text,
    says,
)
from bot.model import EncodedPrompt, LanguageModel, Message, Prompt, Sampling, asked_by
from bot.services.allowed import check_model
from bot.services.asking import Answered, Asking
from bot.storage import ServerSettings
from bot.tokens import PromptToken

log = logging.getLogger(__name__)

LONGEST_QUESTION = 200
"""Characters: the model has to copy its text into a call, and reads the examples beside it."""
_EXAMPLE = "How many r's are in strawberry?"
_NOT_COUNTING = later(
    "The tool counts one letter in a text, and nothing else. Ask it that way: {example}", example=_EXAMPLE
)
_TOO_LONG = later(
    "The tool takes questions of up to {most} characters. Ask about a shorter text: {example}",
    most=LONGEST_QUESTION,
    example=_EXAMPLE,
)
_CALL_ROOM = 24
"""Tokens of a call beside its text, which has at most one a character where it is English."""

Tokens = tuple[PromptToken, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the model did with ``question`` in one ``form``.

    ``transcript`` are all tokens that it was fed for its answer, and those of the answer; the examples end where the
    question's turn ``begins``. A server shows none. It ``wrote`` a call, or something else, where it was offered the
    tool; ``call`` is what could be read of that. ``sentence`` is its answer in its own words, with the ``answer`` that
    can be read there. ``word`` are the tokens that carry the word in the question.
    """

    question: Count
    form: ToolForm
    transcript: Tokens
    begins: int
    word: Tokens
    wrote: str
    call: Count | None
    sentence: str
    answer: Answer | None
    latency: float

    @property
    def exact(self) -> int:
        """What is right."""
        return result(self.question)

    @property
    def given_back(self) -> int | None:
        """What the call gave; None where there was none that could be run."""
        return result(self.call) if self.call else None

    @property
    def call_right(self) -> bool:
        """Whether it wrote a call that asks what the question asks."""
        return self.call is not None and is_right(self.question, self.call)

    @property
    def repeats(self) -> bool:
        """Whether its sentence says what the call gave."""
        return self.call is not None and says(self.question, self.call, self.sentence)


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A question asked in all forms of ``TOOL_NAMES``, in their order, and the comparisons that were kept of them."""

    question: Count
    text: str
    exact: int
    attempts: Sequence[Attempt | ModelMissing]
    comparisons: Sequence[Comparison]
    logged: Sequence[int] | NotLogged


def tool_question(text: str) -> Count:
    """The question that ``text`` asks, for the tool. Raises ``InputError`` for what it cannot count."""
    parsed = parse(text)
    if isinstance(parsed, NoLetterQuestion):
        raise InputError(parsed.reason)
    return for_tool(parsed, text)


def for_tool(question: Question, text: str) -> Count:
    """``question``, which was typed as ``text``. Raises ``InputError`` where the tool cannot count that."""
    if not isinstance(question, Count):
        raise InputError(_NOT_COUNTING)
    if len(text) > LONGEST_QUESTION:
        raise InputError(_TOO_LONG)
    one_letter(question.letter, f"/lab question:{_EXAMPLE}")
    return question


class Tools:
    """Puts letter questions to a model that may use a tool."""

    def __init__(self, model: LanguageModel, asking: Asking, settings: Settings) -> None:
        self._model = model
        self._asking = asking
        self._settings = settings

    async def use(
        self, question: Count, text: str, asker: Asker, asked_at: datetime, server: ServerSettings
    ) -> ToolUse:
        """Ask ``question``, which was typed as ``text``, in all forms, and keep what came of each.

        In another language than English, it is asked in English.
        What is wrong with the model or the log, or switched off in the server, costs only the attempts or the ids.
        """
        match await asyncio.to_thread(understand, text):
            case Understood(read_as=str(english), translated=True):
                text = english
        with asked_by(asker.guild_id, asker.user_id):
            attempts = [await self._attempted(question, text, form, server) for form in TOOL_NAMES]
        [untold] = await self._asking.tokens([(text, place(question, text))], server.encoding)
        exact, comparisons = result(question), []
        for form, attempt in zip(TOOL_NAMES, attempts, strict=True):
            answer, word = (attempt, untold) if isinstance(attempt, ModelMissing) else self._answered(attempt)
            vocabulary = self._asking.vocabulary(answer, server)
            comparisons.append(
                Comparison(asked_at, asker, text, question, exact, answer, word, form, "tool", vocabulary=vocabulary)
            )
        logged = await self._asking.log(comparisons, server)
        return ToolUse(question, text, exact, attempts, comparisons, logged)

    async def attempt(self, question: Count, text: str, form: ToolForm, *, quoted: bool = False) -> Attempt:
        """Ask ``text`` in one form, its calls ``quoted`` or not, and keep nothing. Raises ``ModelError``."""
        sent = perf_counter()
        chat = _chat(text, shown=form != "tool-none", quoted=quoted)
        grammar = call_grammar(text, quoted=quoted) if form == "tool-grammar" else ""
        room = min(_CALL_ROOM + len(text), self._settings.chat.answer_tokens)
        read_first, said, written = await self._line(
            Prompt(chat, focus=place(question, text)), room, Sampling(top_k=1, grammar=grammar)
        )
        transcript, wrote, call = (*read_first.tokens, *written), "", None
        if form != "tool-none":
            wrote, call = said, read_call(said)
        if call:
            chat = (*chat, Message("assistant", wrote), Message("user", result_text(call, quoted=quoted)))
            read_again, said, written = await self._line(Prompt(chat), room, Sampling(top_k=1))
            transcript = (*read_again.tokens, *written)
        return Attempt(
            question,
            form,
            transcript if read_first.tokens else (),
            _turn_of(read_first),
            read_first.focus,
            wrote,
            call,
            said,
            await asyncio.to_thread(read, question, said),
            perf_counter() - sent,
        )

    async def _attempted(
        self, question: Count, text: str, form: ToolForm, server: ServerSettings
    ) -> Attempt | ModelMissing:
        try:
            check_model(server)
            return await self.attempt(question, text, form)
        except ModelError as error:
            log.info("No answer %s: %s", TOOL_NAMES[form], error)
            return ModelMissing(in_english(error.said))

    async def _line(self, prompt: Prompt, tokens: int, sampling: Sampling) -> tuple[EncodedPrompt, str, Tokens]:
        """What the model was fed, the first line that it writes, and the tokens of it."""
        fed, said = EncodedPrompt((), ()), ""
        written: list[PromptToken] = []
        async with aclosing(self._model.generate(prompt, tokens, sampling)) as parts:
            async for part in parts:
                if isinstance(part, EncodedPrompt):
                    fed = part
                    continue
                said += part.text
                written += (each.token for each in part.tokens)
                if "\n" in said.lstrip():
                    break
        return fed, said.strip().partition("\n")[0], tuple(written)

    def _answered(self, attempt: Attempt) -> Answered:
        """As it is kept: with the call before the sentence, and like all series without its prompt."""
        answer = ModelAnswer(
            *self._asking.identity(),
            answer=attempt.answer,
            text=f"{attempt.wrote}\n{attempt.sentence}" if attempt.call else attempt.sentence,
            distribution=None,
            prior=None,
            mass=None,
            prompt=(),
            latency=attempt.latency,
        )
        return answer, attempt.word


def _chat(text: str, *, shown: bool, quoted: bool) -> tuple[Message, ...]:
    """The examples and the question, with the tool or without."""
    turns = [Message("system", SHOWN if shown else UNSHOWN)]
    for example in EXAMPLES:
        turns.append(Message("user", example.asked))
        if shown:
            turns.append(Message("assistant", call_text(example.call, quoted=quoted)))
            turns.append(Message("user", result_text(example.call, quoted=quoted)))
        turns.append(Message("assistant", answer_sentence(example.call)))
    return (*turns, Message("user", text))


def _turn_of(fed: EncodedPrompt) -> int:
    """Where the question's turn begins: at the last special token before its word, or at the first of all."""
    size = len(fed.focus)
    at = next((at for at in range(len(fed.tokens) - size, 0, -1) if fed.tokens[at : at + size] == fed.focus), 0)
    while at and not fed.tokens[at].special:
        at -= 1
    return at
