"""A turn of a chat: what was said, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.letters import Asker
from bot.model.api import GenerationTrace, Message

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

    @property
    def asker(self) -> Asker:
        """Who said it, where, and to whom."""
        return Asker(self.user_id, self.channel_id, self.guild_id, self.private)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said and answered. ``ending`` is None while the answer is being written; ``said.at`` is in UTC.

    ``trouble`` is what a failed answer failed of, ``comparison_id`` the letter question that was noticed in it. The
    tokens of ``insight`` are kept of every answer, so that the very same can be looked into; they are shown, with what
    else could have come, where the answer is ``explained``.
    """

    id: int
    said: Said
    answer: str = ""
    answer_message_id: int | None = None
    ending: Ending | None = None
    trouble: str = ""
    comparison_id: int | None = None
    insight: GenerationTrace | None = None
    explained: bool = False


def messages(system_prompt: str, turns: Sequence[Turn]) -> tuple[Message, ...]:
    """A chat as a model reads it; without a system message where ``system_prompt`` is empty.

    >>> turn = Turn(1, Said(datetime(2026, 1, 1), 1, 2, None, "Hello"), answer="Hi!")
    >>> [message.content for message in messages("Be brief.", [turn])]
    ['Be brief.', 'Hello', 'Hi!']
    """
    system = [Message("system", system_prompt)] if system_prompt else []
    said = [
        message for turn in turns for message in (Message("user", turn.said.text), Message("assistant", turn.answer))
    ]
    return (*system, *said)
