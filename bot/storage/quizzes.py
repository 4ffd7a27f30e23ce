"""Quizzes: who started them, what was asked in each round, what was answered, and the points."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.quiz.proposal import COMMUNITY
from bot.quiz.quiz import MODEL, Answer, Kind, Lobby, Plan, Quiz, QuizEnding, Round, Withdrawn
from bot.storage.columns import in_share
from bot.storage.database import Database
from bot.storage.dialect import Insert, insert
from bot.storage.quiz_tables import AnswerRow, PlayerRow, ProposalRow, QuizRow, RoundRow

LATELY = 200
"""So many questions later a channel may be asked about the same again."""
_KIND: TypeAdapter[Kind] = TypeAdapter(Kind)
_ENDING: TypeAdapter[QuizEnding | None] = TypeAdapter(QuizEnding | None)


@dataclass(eq=False, slots=True)
class _Given:
    """An answer on its way into the database: ``counted`` is None until it has got there, or come too late."""

    round_id: int
    answer: Answer
    counted: bool | None = None


class Quizzes:
    """Keeps quizzes. Every method raises ``DatabaseError``; what has returned outlives a crash."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._given: list[_Given] = []
        self._turn = asyncio.Lock()

    async def begin(self, plan: Plan, lobby: Lobby | None = None) -> int | None:
        """Begin a quiz, by its ``lobby`` if it has one: its id, or None where another one goes on in the channel."""
        async with self._database.write() as session:
            new = insert(session, QuizRow).values(**_begun(plan, lobby)).on_conflict_do_nothing()
            quiz_id = await session.scalar(new.returning(QuizRow.id))
            if quiz_id is not None:
                session.add_all(PlayerRow(quiz_id=quiz_id, user_id=each) for each in (lobby.players if lobby else ()))
        return quiz_id

    async def join(self, quiz_id: int, user_id: int, at: datetime) -> bool:
        """Keep that a member has joined: whether the lobby was still open ``at`` that moment."""
        is_open = select(QuizRow.id).where(QuizRow.id == quiz_id, QuizRow.lobby_until > at, QuizRow.ending.is_(None))
        async with self._database.write() as session:
            if await session.scalar(is_open.with_for_update(read=True)) is None:
                return False
            joining = insert(session, PlayerRow).values(quiz_id=quiz_id, user_id=user_id)
            await session.execute(joining.on_conflict_do_nothing())
        return True

    async def gather(self, quiz_id: int, lobby: Lobby) -> None:
        """Keep until when the lobby is open, and which message shows it."""
        values = {"lobby_until": lobby.until, "lobby_message_id": lobby.message_id}
        async with self._database.write() as session:
            await session.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(values))

    async def close_lobby(self, quiz_id: int) -> None:
        """Keep that the lobby's message shows that it is closed, and no longer who had joined."""
        async with self._database.write() as session:
            await session.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(lobby_message_id=None))
            await session.execute(delete(PlayerRow).where(PlayerRow.quiz_id == quiz_id))

    async def choose(self, quiz_id: int, topic: str) -> None:
        """Keep another topic."""
        async with self._database.write() as session:
            await session.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(topic=topic))

    async def ask(self, quiz: Quiz, asked: Round) -> Round:
        """Begin a round, with the model's answer if there is one: the same round with its id. Raises ``Withdrawn``."""
        row = RoundRow(
            quiz_id=quiz.id,
            guild_id=quiz.plan.guild_id,
            channel_id=quiz.plan.channel_id,
            number=asked.number,
            topic=asked.topic,
            subject=asked.subject,
            question=asked.question,
            model=asked.model,
            asked_at=asked.asked_at,
            closes_at=asked.closes_at,
            message_id=asked.message_id,
            shown=False,
        )
        async with self._database.write() as session:
            if asked.topic == COMMUNITY:
                await _check_proposed(session, row)
            session.add(row)
            await session.flush()
            if asked.answers:
                await session.execute(insert(session, AnswerRow), [_values(row.id, answer) for answer in asked.answers])
        return replace(asked, id=row.id)

    async def sent(self, asked: Round) -> None:
        """Note which message shows a round, and from when till when."""
        values = {"message_id": asked.message_id, "asked_at": asked.asked_at, "closes_at": asked.closes_at}
        async with self._database.write() as session:
            await session.execute(update(RoundRow).where(RoundRow.id == asked.id).values(values))

    async def answer(self, round_id: int, answer: Answer) -> bool:
        """Keep an answer, or that a hint was taken: whether it counts. It does until the round is revealed.

        Whatever waits is written together, as each commit waits for the disk.
        """
        given = _Given(round_id, answer)
        self._given.append(given)
        try:
            async with self._turn:
                if given.counted is None:  # else the one before has taken it along
                    await self._store([*self._given])
        finally:
            self._given.remove(given)
        return bool(given.counted)

    async def _store(self, batch: Sequence[_Given]) -> None:
        wanted = {each.round_id for each in batch}
        still_open = select(RoundRow.id).where(RoundRow.id.in_(wanted), RoundRow.revealed_at.is_(None))
        still_open = still_open.with_for_update(read=True)  # whoever reveals one waits until this is written
        async with self._database.write() as session:
            counting = {*await session.scalars(still_open)}
            values = [_values(each.round_id, each.answer) for each in batch if each.round_id in counting]
            if values:
                await session.execute(_put(insert(session, AnswerRow)), values)
        for each in batch:
            each.counted = each.round_id in counting

    async def reveal(self, revealed: Round) -> None:
        """Keep the points of a round, once: from then on no answer to it counts."""
        players = sum(answer.user_id != MODEL and answer.choice is not None for answer in revealed.answers)
        closing = update(RoundRow).where(RoundRow.id == revealed.id, RoundRow.revealed_at.is_(None))
        async with self._database.write() as session:
            await session.execute(closing.values(revealed_at=revealed.revealed_at, players=players))
            for answer in revealed.answers:
                theirs = (AnswerRow.round_id == revealed.id, AnswerRow.user_id == answer.user_id)
                result = {"right": answer.right, "points": answer.points}
                await session.execute(update(AnswerRow).where(*theirs, AnswerRow.points.is_(None)).values(result))

    async def mark_shown(self, round_id: int) -> None:
        """Note that the channel has seen how a round ended."""
        async with self._database.write() as session:
            await session.execute(update(RoundRow).where(RoundRow.id == round_id).values(shown=True))

    async def stop(self, quiz_id: int, ending: QuizEnding) -> None:
        """Note how a quiz ends, before its end is shown."""
        async with self._database.write() as session:
            await session.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(ending=ending))

    async def end(self, quiz_id: int, ending: QuizEnding, at: datetime) -> None:
        """Close a quiz for good: its channel is free for another one."""
        async with self._database.write() as session:
            values = {"ending": ending, "ended_at": at}
            await session.execute(update(QuizRow).where(QuizRow.id == quiz_id).values(values))
            await session.execute(delete(PlayerRow).where(PlayerRow.quiz_id == quiz_id))

    async def get(self, quiz_id: int) -> Quiz | None:
        """The quiz of this id with all of its rounds."""
        async with self._database.read() as session:
            row = await session.get(QuizRow, quiz_id)
            return None if row is None else await _whole(session, row)

    async def with_round(self, round_id: int) -> Quiz | None:
        """The quiz that a round is of."""
        asked_in = select(RoundRow.quiz_id).where(RoundRow.id == round_id)
        async with self._database.read() as session:
            row = await session.scalar(select(QuizRow).where(QuizRow.id.in_(asked_in)))
            return None if row is None else await _whole(session, row)

    async def last_daily(self, guild_id: int, before: int | None = None) -> Quiz | None:
        """The latest daily question of a server, or the one before the quiz ``before``."""
        dailies = select(QuizRow).where(QuizRow.guild_id == guild_id, QuizRow.kind == "daily")
        if before is not None:
            dailies = dailies.where(QuizRow.id < before)
        async with self._database.read() as session:
            row = await session.scalar(dailies.order_by(QuizRow.id.desc()).limit(1))
            return None if row is None else await _whole(session, row)

    async def unfinished(self) -> Sequence[Quiz]:
        """The quizzes that have not been closed, oldest first."""
        open_ = select(QuizRow).where(QuizRow.ended_at.is_(None), in_share(QuizRow.guild_id, self._database.share))
        async with self._database.read() as session:
            rows = await session.scalars(open_.order_by(QuizRow.id))
            return [await _whole(session, row) for row in rows.all()]

    async def subjects(self, channel_id: int) -> Sequence[str]:
        """What a channel was asked about lately, the latest first."""
        latest = select(RoundRow.subject).where(RoundRow.channel_id == channel_id).order_by(RoundRow.id.desc())
        async with self._database.read() as session:
            return (await session.scalars(latest.limit(LATELY))).all()


async def _check_proposed(session: AsyncSession, row: RoundRow) -> None:
    texts = select(ProposalRow.text).where(ProposalRow.guild_id == row.guild_id, ProposalRow.state == "accepted")
    if row.subject not in {text.casefold() for text in await session.scalars(texts)}:
        raise Withdrawn


async def _whole(session: AsyncSession, row: QuizRow) -> Quiz:
    rounds = (await session.scalars(select(RoundRow).where(RoundRow.quiz_id == row.id).order_by(RoundRow.number))).all()
    answers: dict[int, list[Answer]] = {}
    given = select(AnswerRow).join(RoundRow).where(RoundRow.quiz_id == row.id).order_by(AnswerRow.answered_at)
    for each in await session.scalars(given):
        answer = Answer(each.user_id, each.choice, each.answered_at, each.hinted, each.right, each.points)
        answers.setdefault(each.round_id, []).append(answer)
    asked = [_round(each, answers.get(each.id, [])) for each in rounds]
    return Quiz(row.id, _plan(row), asked, _ENDING.validate_python(row.ending), await _lobby(session, row))


async def _lobby(session: AsyncSession, row: QuizRow) -> Lobby | None:
    if row.lobby_until is None:
        return None
    joined = select(PlayerRow.user_id).where(PlayerRow.quiz_id == row.id).order_by(PlayerRow.user_id)
    return Lobby(row.lobby_until, row.lobby_message_id, (await session.scalars(joined)).all())


def _begun(plan: Plan, lobby: Lobby | None) -> dict[str, object]:
    return {
        "kind": plan.kind,
        "guild_id": plan.guild_id,
        "channel_id": plan.channel_id,
        "user_id": plan.user_id,
        "topic": plan.topic,
        "difficulty": plan.difficulty,
        "rounds": plan.rounds,
        "seconds": plan.seconds,
        "encoding": plan.encoding,
        "begun_at": plan.begun_at,
        "lobby_until": lobby.until if lobby else None,
    }


def _plan(row: QuizRow) -> Plan:
    return Plan(
        kind=_KIND.validate_python(row.kind),
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        user_id=row.user_id,
        topic=row.topic,
        difficulty=row.difficulty,
        rounds=row.rounds,
        seconds=row.seconds,
        encoding=row.encoding,
        begun_at=row.begun_at,
    )


def _round(row: RoundRow, answers: Sequence[Answer]) -> Round:
    return Round(
        id=row.id,
        number=row.number,
        topic=row.topic,
        subject=row.subject,
        question=row.question,
        model=row.model,
        asked_at=row.asked_at,
        closes_at=row.closes_at,
        message_id=row.message_id,
        revealed_at=row.revealed_at,
        shown=row.shown,
        answers=answers,
    )


def _values(round_id: int, answer: Answer) -> dict[str, object]:
    return {
        "round_id": round_id,
        "user_id": answer.user_id,
        "choice": answer.choice,
        "hinted": answer.hinted,
        "answered_at": answer.at,
    }


def _put(new: Insert) -> Insert:
    """An answer put in place of an earlier one; a hint, which has no choice, leaves what was chosen before it."""
    given = new.excluded
    return new.on_conflict_do_update(
        index_elements=["round_id", "user_id"],
        set_={
            "choice": func.coalesce(given.choice, AnswerRow.choice),
            "answered_at": case((given.choice.is_(None), AnswerRow.answered_at), else_=given.answered_at),
            "hinted": or_(AnswerRow.hinted, given.hinted),
        },
    )
