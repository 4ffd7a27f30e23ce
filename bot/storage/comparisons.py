"""The log of comparisons."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import get_args

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, and_, func, select

from bot.language import noted
from bot.letters.comparison import Asker, Comparison, ModelAnswer, ModelMissing, Series
from bot.letters.question import Question, subject
from bot.letters.shape import Shape
from bot.letters.trial import Form
from bot.storage.database import Database
from bot.storage.insights import packed_tokens, unpacked_tokens
from bot.storage.tables import ComparisonRow

_QUESTIONS: Mapping[str, TypeAdapter[Question]] = {type_.kind: TypeAdapter(type_) for type_ in get_args(Question)}
_FORM: TypeAdapter[Form] = TypeAdapter(Form)
_SERIES: TypeAdapter[Series | None] = TypeAdapter(Series | None)
_COLUMNS = {"text", "names", "letter"}
"""Fields of questions that have a column, ``word`` or ``letter``; the others are parameters."""


@dataclass(frozen=True, slots=True)
class StoredComparison:
    """A comparison and its id in the log."""

    id: int
    comparison: Comparison


class Comparisons:
    """Keeps comparisons and finds them again. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, comparison: Comparison) -> int:
        """Store ``comparison`` and return its id. Once it returns, the comparison outlives a crash and a power cut."""
        [id_] = await self.add_all([comparison])
        return id_

    async def add_all(self, comparisons: Sequence[Comparison]) -> list[int]:
        """Store all of ``comparisons`` or none, and return their ids in the same order."""
        rows = await asyncio.to_thread(lambda: [*map(_row, comparisons)])  # a long text takes a while to measure
        async with self._database.write() as session:
            session.add_all(rows)
        return [row.id for row in rows]

    async def get(self, id_: int) -> StoredComparison | None:
        """The comparison of this id, or None where there is none. Its ``asked_at`` is in UTC."""
        async with self._database.read() as session:
            row = await session.get(ComparisonRow, id_)
            return None if row is None else _stored(row)

    async def latest(
        self, *, channel_id: int | None, user_id: int | None = None, offset: int, limit: int
    ) -> Sequence[StoredComparison]:
        """At most ``limit`` comparisons of a channel, the latest first, leaving out the first ``offset``.

        Those that are part of a series are left out too. ``channel_id`` None means those asked on the command line;
        ``user_id`` None means everybody's but private ones.
        """
        wanted = select(ComparisonRow).where(_asked(channel_id, user_id))
        async with self._database.read() as session:
            rows = await session.scalars(wanted.order_by(ComparisonRow.id.desc()).offset(offset).limit(limit))
            return [_stored(row) for row in rows]

    async def count(self, *, channel_id: int | None, user_id: int | None = None) -> int:
        """How many comparisons ``latest`` could give."""
        async with self._database.read() as session:
            wanted = select(func.count()).select_from(ComparisonRow).where(_asked(channel_id, user_id))
            return await session.scalar(wanted) or 0


def _asked(channel_id: int | None, user_id: int | None) -> ColumnElement[bool]:
    alone_in_channel = and_(ComparisonRow.channel_id == channel_id, ComparisonRow.series.is_(None))
    return and_(alone_in_channel, ~ComparisonRow.private if user_id is None else ComparisonRow.user_id == user_id)


def _row(comparison: Comparison) -> ComparisonRow:
    fields = asdict(comparison.question)
    row = ComparisonRow(
        asked_at=comparison.asked_at,
        guild_id=comparison.asker.guild_id,
        channel_id=comparison.asker.channel_id,
        user_id=comparison.asker.user_id,
        private=comparison.asker.private,
        question=comparison.text,
        kind=comparison.question.kind,
        word=subject(comparison.question),
        letter=fields.get("letter"),
        parameters={name: value for name, value in fields.items() if name not in _COLUMNS},
        exact=comparison.exact,
        word_tokens=packed_tokens(comparison.word_tokens),
        correct=comparison.correct,
        form=comparison.form,
        series=comparison.series,
        true_count=comparison.true_count,
        word_length=comparison.word_length,
        word_token_count=len(comparison.word_tokens),
        shape=str(_shape(comparison)),
    )
    match comparison.model:
        case ModelMissing(reason):
            row.model_missing = reason
        case ModelAnswer() as model:
            _write_model(row, model)
    return row


def _shape(of: Comparison) -> Shape:
    return Shape.of(of.question.kind, of.form, of.series, of.true_count, of.word_length, len(of.word_tokens))


def _write_model(row: ComparisonRow, model: ModelAnswer) -> None:
    row.model_name = model.name
    row.model_revision = model.revision
    row.model_answer = model.answer
    match model.text:
        case ModelMissing(reason):
            row.model_missing = reason
        case text:  # or None: none was asked for
            row.model_text = text
    row.distribution = model.distribution
    row.prior = model.prior
    row.mass = model.mass
    row.prompt = packed_tokens(model.prompt)
    row.latency = model.latency
    row.below = model.below


def _stored(row: ComparisonRow) -> StoredComparison:
    comparison = Comparison(
        asked_at=row.asked_at,
        asker=Asker(row.user_id, row.channel_id, row.guild_id, row.private),
        text=row.question,
        question=_question(row),
        exact=row.exact,
        model=_model(row),
        word_tokens=unpacked_tokens(row.word_tokens),
        form=_FORM.validate_python(row.form),
        series=_SERIES.validate_python(row.series),
    )
    return StoredComparison(row.id, comparison)


def _question(row: ComparisonRow) -> Question:
    # Each type picks what it has a field for: a text or a list's names, perhaps a letter.
    fields = {"text": row.word, "names": row.word, "letter": row.letter, **row.parameters}
    try:
        adapter = _QUESTIONS[row.kind]
    except KeyError:
        raise ValueError(f"comparison {row.id} is of the unknown kind {row.kind}") from None
    return adapter.validate_python(fields)


def _model(row: ComparisonRow) -> ModelAnswer | ModelMissing:
    missing = None if row.model_missing is None else ModelMissing(row.model_missing)
    if row.model_name is None or row.model_revision is None or row.latency is None:
        return missing or ModelMissing(noted("It was not kept."))
    return ModelAnswer(
        name=row.model_name,
        revision=row.model_revision,
        answer=row.model_answer,
        text=missing if row.model_text is None else row.model_text,
        distribution=row.distribution,
        prior=row.prior,
        mass=row.mass,
        prompt=unpacked_tokens(row.prompt or ()),
        latency=row.latency,
        below=row.below,
    )
