"""A lesson that a channel takes together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RoomState = Literal["planned", "asking", "shown", "ended"]
"""Before its time; while a card takes votes; while its result is shown; behind the last card."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The option that a member has chosen on the card at ``place``, by its place, and whether it is right."""

    user_id: int
    place: int
    choice: int
    right: bool


@dataclass(frozen=True, slots=True)
class Room:
    """A lesson in a channel; ``user_id`` is who has opened it, None where that member was forgotten.

    ``opens_at`` is when it opens, or has opened.
    """

    id: int
    guild_id: int
    channel_id: int
    user_id: int | None
    lesson: str
    place: int
    state: RoomState
    opens_at: datetime
    votes: Sequence[Vote] = ()

    def on(self, place: int) -> Sequence[Vote]:
        """The votes on one card."""
        return [vote for vote in self.votes if vote.place == place]

    @property
    def all_in(self) -> bool:
        """Whether everybody who answered the card before has answered this one, and they are more than one."""
        before = {vote.user_id for vote in self.on(self.place - 1)}
        return len(before) > 1 and before <= {vote.user_id for vote in self.on(self.place)}

    @property
    def scores(self) -> Mapping[int, int]:
        """Right answers by member, the most first."""
        members = dict.fromkeys(vote.user_id for vote in self.votes)
        right = {each: sum(vote.right for vote in self.votes if vote.user_id == each) for each in members}
        return dict(sorted(right.items(), key=lambda one: -one[1]))
