"""Quizzes with their rounds and answers, daily questions, and questions that members propose."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_RUNNING = sa.text("kind = 'quiz' AND ended_at IS NULL")


def upgrade() -> None:
    """Create the five tables."""
    _create_quizzes()
    _create_rounds()
    _create_answers()
    _create_dailies()
    _create_proposals()


def _create_quizzes() -> None:
    op.create_table(
        "quizzes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("difficulty", sa.Text, nullable=False),
        sa.Column("rounds", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.Text),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_quizzes"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_quizzes_running", "quizzes", ["channel_id"], unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING
    )
    _index("quizzes", "ended_at")
    _index("quizzes", "guild_id", "kind", "id")
    _index("quizzes", "user_id")


def _create_rounds() -> None:
    op.create_table(
        "quiz_rounds",
        sa.Column("id", _ID, nullable=False),
        sa.Column("quiz_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("model", sa.Text),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("players", sa.Integer),
        sa.Column("revealed_at", sa.DateTime(timezone=True)),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_rounds"),
        sa.ForeignKeyConstraint(["quiz_id"], ["quizzes.id"], name="fk_quiz_rounds_quiz_id_quizzes"),
        sqlite_autoincrement=True,
    )
    _index("quiz_rounds", "quiz_id", "number", unique=True)
    _index("quiz_rounds", "channel_id", "id")
    _index("quiz_rounds", "guild_id", "revealed_at")
    _index("quiz_rounds", "revealed_at")


def _create_answers() -> None:
    op.create_table(
        "quiz_answers",
        sa.Column("round_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("choice", sa.Integer),
        sa.Column("hinted", sa.Boolean, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("right", sa.Boolean),
        sa.Column("points", sa.Integer),
        sa.PrimaryKeyConstraint("round_id", "user_id", name="pk_quiz_answers"),
        sa.ForeignKeyConstraint(["round_id"], ["quiz_rounds.id"], name="fk_quiz_answers_round_id_quiz_rounds"),
    )
    _index("quiz_answers", "user_id", "round_id")


def _create_dailies() -> None:
    op.create_table(
        "quiz_dailies",
        sa.Column("guild_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("difficulty", sa.Text, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_quiz_dailies"),
    )
    _index("quiz_dailies", "next_at")


def _create_proposals() -> None:
    op.create_table(
        "quiz_proposals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_proposals"),
        sqlite_autoincrement=True,
    )
    _index("quiz_proposals", "guild_id", "state", "id")
    _index("quiz_proposals", "user_id")


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index("_".join(["ix", table, *columns]), table, [*columns], unique=unique)
