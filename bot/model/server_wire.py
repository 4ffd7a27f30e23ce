"""What is read of what a server sends, and what that means: texts, the tokens they come from, and how likely they were.

The package ``openai`` checks nothing of it. What is wrong with an answer's text is an error; what is wrong with what is
told of its tokens costs these alone.
"""

import math
from dataclasses import dataclass, replace
from typing import Annotated, Literal, cast

from openai.types.chat import ChatCompletionMessageParam
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from bot.model.api import Candidate, Prompt, WrittenToken
from bot.model.requests import RUNNERS_UP
from bot.tokens import PromptToken, readable_text, well_formed

_SPECIAL = "(special)"
"""The text of a token that has none: a server writes special ones only so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an answer: the token that was written there, and those that are told as likeliest, likeliest first."""

    chosen: Candidate
    likeliest: tuple[Candidate, ...]

    @property
    def written(self) -> WrittenToken:
        """The token with its runners-up."""
        others = [each for each in self.likeliest if each.token != self.chosen.token]
        return WrittenToken(self.chosen.token, self.chosen.probability, tuple(others[:RUNNERS_UP]))


class _Told(BaseModel):
    """A token of which is told; ``id`` is llama.cpp's, others tell none."""

    token: str
    logprob: float
    bytes: list[Annotated[int, Field(ge=0, le=255)]] | None = None
    id: object = None


class _Entry(_Told):
    top_logprobs: list[_Told] | None = None


class _Logprobs(BaseModel):
    content: list[_Entry] | None = None


class _Delta(BaseModel):
    content: str | None = None


class Choice(BaseModel):
    """A piece of an answer."""

    delta: _Delta = _Delta()
    finish_reason: str | None = None
    logprobs: object = None

    @property
    def text(self) -> str:
        """What the piece says."""
        return well_formed(self.delta.content or "")

    @property
    def ended(self) -> Literal["", "stop", "length"]:
        """Whether the answer ends here, and whether that is because it may not be longer."""
        if not self.finish_reason:
            return ""
        return "length" if self.finish_reason == "length" else "stop"

    @property
    def places(self) -> tuple[Place, ...]:
        """What is told of the piece's tokens; nothing where that makes no sense."""
        if self.logprobs is None:
            return ()
        try:
            entries = _LOGPROBS.validate_python(self.logprobs, from_attributes=True).content or []
        except ValidationError:
            return ()
        places = [_place(entry) for entry in entries if not math.isnan(entry.logprob)]
        if places and self.ended == "stop" and not self.text:  # what says nothing and ends the answer is special
            places[-1] = _with_special(places[-1])
        return tuple(places)


class Chunk(BaseModel):
    """What is read of a part of a streamed answer."""

    choices: list[Choice]


_LOGPROBS: TypeAdapter[_Logprobs] = TypeAdapter(_Logprobs)


def wire_messages(prompt: Prompt) -> list[ChatCompletionMessageParam]:
    """The chat as it is sent.

    >>> from bot.model import Message
    >>> wire_messages(Prompt((Message("user", "Spell strawberry"),)))
    [{'role': 'user', 'content': 'Spell strawberry'}]
    """
    return [
        # One of several TypedDicts, which differ in the role.
        cast("ChatCompletionMessageParam", {"role": message.role, "content": well_formed(message.content)})
        for message in prompt.messages
    ]


def _place(entry: _Entry) -> Place:
    others = [each for each in entry.top_logprobs or [] if not math.isnan(each.logprob)]
    likeliest = tuple(map(_candidate, sorted(others, key=lambda each: -each.logprob)))
    chosen = _candidate(entry)
    # llama.cpp tells with the last part of a character the text of the whole, but among the likeliest the part's own.
    own = (each.token for each in likeliest if each.token.id == chosen.token.id >= 0)
    return Place(replace(chosen, token=next(own, chosen.token)), likeliest)


def _with_special(place: Place) -> Place:
    special = replace(place.chosen.token, special=True)
    likeliest = (replace(each, token=special) if each.token == place.chosen.token else each for each in place.likeliest)
    return Place(replace(place.chosen, token=special), tuple(likeliest))


def _candidate(told: _Told) -> Candidate:
    id_ = told.id if isinstance(told.id, int) and not isinstance(told.id, bool) and told.id >= 0 else -1
    text = readable_text(bytes(told.bytes)) if told.bytes else well_formed(told.token)
    token = PromptToken(id_, text) if text else PromptToken(id_, _SPECIAL, special=True)
    return Candidate(token, math.exp(min(0.0, told.logprob)))  # rounded, it may be a little more than certain
