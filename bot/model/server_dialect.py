"""What a server takes and tells. All speak OpenAI's protocol, but none speaks all of it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Literal

import openai

from bot.model.protocols import Capabilities
from bot.model.server_faults import thought_too_long
from bot.model.server_wire import Place

log = logging.getLogger(__name__)

MOST_TOLD = 20
"""Tokens at a place that OpenAI's protocol tells at most."""
_SOME_TOLD = 5
"""What servers that tell fewer tell at most."""

Limit = Literal["max_tokens", "max_completion_tokens"]
"""What the longest answer is called; OpenAI's newer models know the second name alone."""
_OPTIONAL = ("top_p", "temperature")
"""What an answer can do without, as OpenAI's models that think before they answer have to. Some servers take either:
where both are named, the former is left out first."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a server is asked: ``told`` of the likeliest tokens at a place, None where it tells nothing of tokens.

    ``without`` is what it refuses, and is not sent.
    """

    limit: Limit = "max_tokens"
    told: int | None = MOST_TOLD
    without: frozenset[str] = frozenset()

    @property
    def capabilities(self) -> Capabilities:
        """What can be asked of a server that speaks it.

        >>> Dialect(told=0).capabilities.writes, Dialect(told=0).capabilities.scores
        (True, False)
        """
        return Capabilities(writes=True, traces=self.told is not None, scores=bool(self.told))


async def learned(ask: Callable[[Dialect], Awaitable[tuple[Place, ...]]]) -> Dialect:
    """The dialect of a server, found by trying: ``ask`` gives what is told of the tokens of a short answer.

    Raises what ``ask`` raises, the server's refusal where it refuses the plainest question too.
    """
    dialect = Dialect()
    while True:
        try:
            places = await ask(dialect)
        except (openai.BadRequestError, openai.UnprocessableEntityError, openai.PermissionDeniedError) as refusal:
            if thought_too_long(refusal):
                return replace(dialect, told=None)
            plainer = _plainer(dialect, refusal)
            if plainer is None:
                raise
            dialect = plainer
        else:
            return replace(dialect, told=_told(dialect, places))


def _plainer(dialect: Dialect, refusal: openai.APIStatusError) -> Dialect | None:
    """What to try after ``refusal``; None where nothing is left."""
    if dialect.limit == "max_tokens" and "max_completion_tokens" in refusal.message:
        return replace(dialect, limit="max_completion_tokens")
    named = _named(refusal)
    for each in _OPTIONAL:
        if each in named and each not in dialect.without:
            log.warning("The model's server takes no %s and draws its answers by its own", each)
            return replace(dialect, without=dialect.without | {each})
    if isinstance(refusal, openai.PermissionDeniedError):  # OpenAI forbids to ask such a model for them
        return replace(dialect, told=None) if "logprobs" in named and dialect.told is not None else None
    match dialect.told:
        case None:
            return None
        case 0:
            return replace(dialect, told=None)
        case told:
            return replace(dialect, told=_SOME_TOLD if told > _SOME_TOLD else 0)


def _named(refusal: openai.APIStatusError) -> str:
    """The parameter that is refused, or else what is said; not the rest, which may repeat the whole question."""
    match refusal.body:
        case {"param": str(name)} if name:
            return name
        case {"message": str(said)}:
            return said
        case _:
            return ""


def _told(dialect: Dialect, places: tuple[Place, ...]) -> int | None:
    """How many tokens at a place a server tells that was asked in ``dialect``: it may take a wish and not fulfil it."""
    if not places:
        return None
    return dialect.told if any(place.likeliest for place in places) else 0
