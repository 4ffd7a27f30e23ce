"""A turn of a chat: what was said, and what was answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.model.api import GenerationTrace

Ending = Literal["complete", "long", "loop", "stopped", "failed", "interrupted"]
"""How an answer ended: by itself; at its greatest length; repeating itself; stopped by a member; with an error of the
model; because the bot ended."""
Explained = Literal["user", "channel"]
"""Whose answers are explained: a member's wherever they chat, or everybody's in a channel."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a member said, and where. The ids are Discord's.

    ``private`` where nobody else sees it. ``message_id`` is the member's message, None for a command, whose
    ``interaction_token`` edits the answer instead.
    """

    at: datetime
    user_id: int
    channel_id: int
    guild_id: int | None
    text: str
    private: bool = False
    message_id: int | None = None
    interaction_token: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said and answered. ``ending`` is None while the answer is being written; ``said.at`` is in UTC.

    ``trouble`` is what a failed answer failed of, ``comparison_id`` the letter question that was noticed in it.
    """

    id: int
    said: Said
    answer: str = ""
    answer_message_id: int | None = None
    ending: Ending | None = None
    trouble: str = ""
    comparison_id: int | None = None
    insight: GenerationTrace | None = None
