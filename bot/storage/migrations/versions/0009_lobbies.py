"""The lobby of a quiz: until when members gather, the message that shows it, and who has joined."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns and the table; quizzes of before have no lobby."""
    op.add_column("quizzes", sa.Column("lobby_until", sa.DateTime(timezone=True)))
    op.add_column("quizzes", sa.Column("lobby_message_id", sa.BigInteger))
    op.create_table(
        "quiz_players",
        sa.Column("quiz_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("quiz_id", "user_id", name="pk_quiz_players"),
        sa.ForeignKeyConstraint(["quiz_id"], ["quizzes.id"], name="fk_quiz_players_quiz_id_quizzes"),
    )
    op.create_index("ix_quiz_players_user_id", "quiz_players", ["user_id"])
