"""Chats that are longer than a model's context: their oldest messages are left out."""

from bisect import bisect_left
from collections.abc import Callable, Sized
from dataclasses import replace
from typing import TypeVar

from bot.model.api import Prompt

_KEPT = 0.75
"""The share of the context that a chat has once messages are left out. The next turns then begin with what this one
begins with, and the model goes on from what it has read already."""


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
