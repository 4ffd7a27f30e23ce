"""How far members have come with lessons, and lessons that channels take together."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "lesson_progress",
        sa.Column("user_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("best", sa.Integer),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "lesson", name="pk_lesson_progress"),
    )
    op.create_table(
        "lesson_rooms",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lesson_rooms"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lesson_rooms_state_opens_at", "lesson_rooms", ["state", "opens_at"])
    op.create_index("ix_lesson_rooms_user_id", "lesson_rooms", ["user_id"])
    op.create_table(
        "lesson_votes",
        sa.Column("room_id", sa.BigInteger, nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "place", "user_id", name="pk_lesson_votes"),
        sa.ForeignKeyConstraint(["room_id"], ["lesson_rooms.id"], name="fk_lesson_votes_room_id_lesson_rooms"),
    )
    op.create_index("ix_lesson_votes_user_id", "lesson_votes", ["user_id"])
