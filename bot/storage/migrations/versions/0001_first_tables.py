"""Comparisons and tokenizations.

Types are spelt out rather than shared with ``tables.py``: a step stays as it was when the tables move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create both tables."""
    _comparisons()
    _tokenizations()


def _comparisons() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", _ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("word", sa.Text),
        sa.Column("letter", sa.Text),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("exact", sa.JSON, nullable=False),
        sa.Column("word_tokens", sa.JSON, nullable=False),
        sa.Column("model_missing", sa.Text),
        sa.Column("model_name", sa.Text),
        sa.Column("model_revision", sa.Text),
        sa.Column("model_answer", sa.JSON),
        sa.Column("model_text", sa.Text),
        sa.Column("distribution", sa.JSON),
        sa.Column("prior", sa.JSON),
        sa.Column("mass", sa.Double),
        sa.Column("prompt", sa.JSON),
        sa.Column("latency", sa.Double),
        sa.Column("correct", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_comparisons"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comparisons_channel_id_id", "comparisons", ["channel_id", "id"])
    op.create_index("ix_comparisons_channel_id_user_id_id", "comparisons", ["channel_id", "user_id", "id"])


def _tokenizations() -> None:
    op.create_table(
        "tokenizations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tokenizations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tokenizations_created_at", "tokenizations", ["created_at"])
