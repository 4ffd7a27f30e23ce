"""Questions that members propose for the quizzes of their server."""

from collections.abc import Sequence
from datetime import timedelta

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.engine import CursorResult

from bot.errors import InputError
from bot.language import Later, later
from bot.quiz.proposal import Proposal, ProposalState
from bot.storage.database import Database
from bot.storage.quiz_tables import ProposalRow

_STATE: TypeAdapter[ProposalState] = TypeAdapter(ProposalState)
_MOST_WAITING = 5
"""Of one member in a server."""
_MOST_WAITING_HERE = 100
"""Of all members of a server."""
_WAITING = timedelta(days=30)
"""What waits longer does not count: the message by which it could be decided may have been deleted."""
_MOST_ACCEPTED = 500
"""That are played; the newest ones."""


class Proposals:
    """Keeps them. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, proposal: Proposal) -> int:
        """Keep a proposal, whose id is given to it here, and return that.

        Raises ``InputError`` where too many wait, of the same member or of the whole server.
        """
        row = ProposalRow(
            guild_id=proposal.guild_id,
            user_id=proposal.user_id,
            created_at=proposal.created_at,
            text=proposal.text,
            options=proposal.options,
            why=proposal.why,
            state=proposal.state,
        )
        theirs = func.count().filter(ProposalRow.user_id == proposal.user_id)
        waiting = select(theirs, func.count()).where(
            ProposalRow.guild_id == proposal.guild_id,
            ProposalRow.state == "waiting",
            ProposalRow.created_at > proposal.created_at - _WAITING,
        )
        async with self._database.write(f"proposals of {proposal.guild_id}") as session:
            refusal = _refusal(*(await session.execute(waiting)).one())
            if not refusal:
                session.add(row)
        if refusal:
            raise InputError(refusal)
        return row.id

    async def get(self, id_: int) -> Proposal | None:
        """The proposal of this id; None where there is none, or its member had it deleted."""
        async with self._database.read() as session:
            row = await session.get(ProposalRow, id_)
            return None if row is None else _proposal(row)

    async def decide(self, id_: int, state: ProposalState) -> bool:
        """Accept or decline a proposal: whether it was still waiting."""
        deciding = update(ProposalRow).where(ProposalRow.id == id_, ProposalRow.state == "waiting").values(state=state)
        async with self._database.write() as session:
            result = await session.execute(deciding)
        return isinstance(result, CursorResult) and result.rowcount > 0

    async def accepted(self, guild_id: int) -> Sequence[Proposal]:
        """Those that a server has accepted, oldest first."""
        wanted = (
            select(ProposalRow)
            .where(ProposalRow.guild_id == guild_id, ProposalRow.state == "accepted")
            .order_by(ProposalRow.id.desc())
            .limit(_MOST_ACCEPTED)
        )
        async with self._database.read() as session:
            return [_proposal(row) for row in reversed((await session.scalars(wanted)).all())]


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(
        id=row.id,
        guild_id=row.guild_id,
        user_id=row.user_id,
        created_at=row.created_at,
        text=row.text,
        options=row.options,
        why=row.why,
        state=_STATE.validate_python(row.state),
    )


def _refusal(theirs: int, here: int) -> Later | None:
    """Why no more is taken where so many of a member, and of their server, wait; None where there is room."""
    if theirs >= _MOST_WAITING:
        return later(
            "{most} questions of yours wait for those who manage this server to accept or decline them. "
            "Propose more after that.",
            most=_MOST_WAITING,
        )
    if here >= _MOST_WAITING_HERE:
        return later(
            "{most} proposed questions wait in this server already. Ask those who manage it to press "
            "Review under some of them, and propose yours after that.",
            most=_MOST_WAITING_HERE,
        )
    return None
