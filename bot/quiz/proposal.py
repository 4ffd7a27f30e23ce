"""Questions that members propose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ProposalState = Literal["waiting", "accepted", "declined"]
COMMUNITY = "community"
"""The topic of the rounds that ask what members have proposed; their subject is its case-folded text."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed question: the first of its two to four ``options`` is the right one, ``why`` may be empty."""

    id: int
    guild_id: int
    user_id: int
    created_at: datetime
    text: str
    options: tuple[str, ...]
    why: str
    state: ProposalState = "waiting"
