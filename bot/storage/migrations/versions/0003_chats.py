"""Turns of chats, whether they are explained, for how long a server keeps them, and tokens appended to texts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create both tables, and add a column to the servers and to the texts behind buttons."""
    op.add_column("servers", sa.Column("chat_days", sa.Integer))
    op.add_column("tokenizations", sa.Column("ids", sa.JSON))
    op.create_table(
        "explainers",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("subject_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("on", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("scope", "subject_id", name="pk_explainers"),
    )
    op.create_table(
        "turns",
        sa.Column("id", _ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("question_message_id", sa.BigInteger),
        sa.Column("answer_message_id", sa.BigInteger),
        sa.Column("interaction_token", sa.Text),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("ending", sa.Text),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("comparison_id", sa.BigInteger),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("remembered", sa.Boolean, nullable=False),
        sa.Column("insight", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sqlite_autoincrement=True,
    )
    for columns in (
        ["channel_id", "private", "remembered", "id"],
        ["user_id", "private", "remembered", "id"],
        ["guild_id", "created_at"],
        ["created_at", "guild_id"],
        ["question_message_id"],
        ["answer_message_id"],
        ["open", "id"],
    ):
        op.create_index("_".join(["ix", "turns", *columns]), "turns", columns)
