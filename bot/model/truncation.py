"""Chats that are longer than a model's context: their oldest messages are left out."""

from bisect import bisect_left
from collections.abc import Callable, Sized
from dataclasses import replace
from typing import TypeVar

from bot.errors import ModelError
from bot.language import later
from bot.model.api import Prompt
from bot.model.template import Ids

_KEPT = 0.75
"""The share of the context that a chat has once messages are left out. The next turns then begin with what this one
begins with, and the model goes on from what it has read already."""

_UNREAD = later(
    "The model has no token for anything in that text, so there is nothing to go on from. Try another text."
)
_NO_ROOM = later(
    "The model's context has no room for an answer as long as is asked for. The host has to lower "
    "chat.answer_tokens, or set model.name to a model with a longer one."
)


SizedT = TypeVar("SizedT", bound=Sized)


def truncated(prompt: Prompt, longest: int, encode: Callable[[Prompt], SizedT]) -> tuple[SizedT, int]:
    """``prompt`` encoded, and how many of its messages were left out so that it has at most ``longest`` tokens.

    A turn, which begins with what the user says, is left out as a whole. A system message that begins the chat stays,
    and so does the last turn, however long it is.

    >>> from bot.model import Message
    >>> chat = Prompt(tuple(Message(role, "straw berry") for role in ("user", "assistant", "user")))
    >>> truncated(chat, 5, lambda prompt: [word for each in prompt.messages for word in each.content.split()])
    (['straw', 'berry'], 2)
    """
    encoded = encode(prompt)
    if len(encoded) <= longest:
        return encoded, 0
    first = 1 if prompt.messages[0].role == "system" else 0
    starts = [at for at, message in enumerate(prompt.messages) if message.role == "user" and at > first]
    if not starts:
        return encoded, 0

    def encoded_from(start: int) -> SizedT:
        return encode(replace(prompt, messages=prompt.messages[:first] + prompt.messages[start:]))

    # The first that is short enough, or else the last. A chat of hundreds of turns is encoded only a few times.
    found = bisect_left(starts[:-1], True, key=lambda start: len(encoded_from(start)) <= longest * _KEPT)
    return encoded_from(starts[found]), starts[found] - first


def check_length(encoded: Ids, longest: int) -> None:
    """Raises ``ModelError`` where a text is none, or has more than ``longest`` tokens, of which some have to fit.

    >>> check_length(Ids((302, 1618, 19772)), longest=2)
    Traceback (most recent call last):
    bot.errors.ModelError: That is 3 tokens for the model, which reads 2 at most. Try a shorter text.
    """
    if not encoded.ids:
        raise ModelError(_UNREAD)
    if longest <= 0:
        raise ModelError(_NO_ROOM)
    if len(encoded) > longest:
        raise ModelError(
            later(
                "That is {tokens} tokens for the model, which reads {longest} at most. Try a shorter text.",
                tokens=len(encoded),
                longest=longest,
            )
        )
