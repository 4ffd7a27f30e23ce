"""What statistics are grouped by, and the settings of servers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add five columns to the comparisons and fill them, and create the servers."""
    op.add_column("comparisons", sa.Column("form", sa.Text, nullable=False, server_default="plain"))
    op.add_column("comparisons", sa.Column("series", sa.Text))
    op.add_column("comparisons", sa.Column("true_count", sa.Integer))
    op.add_column("comparisons", sa.Column("word_length", sa.Integer))
    op.add_column("comparisons", sa.Column("word_token_count", sa.Integer, nullable=False, server_default="0"))
    _fill()
    op.create_table(
        "servers",
        sa.Column("guild_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("encoding", sa.Text),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("channels", sa.JSON, nullable=False),
        sa.Column("model", sa.Boolean, nullable=False),
        sa.Column("log", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_servers"),
    )


def _fill() -> None:
    # Only SQLite files are older than this revision. For “contains” the occurrences are counted without the rules for
    # accents, which is right for nearly every letter; at least one where the answer was yes.
    op.execute("UPDATE comparisons SET word_token_count = json_array_length(word_tokens)")
    op.execute("UPDATE comparisons SET word_length = length(word) WHERE kind NOT IN ('which', 'how_many_of')")
    op.execute("UPDATE comparisons SET true_count = CAST(exact AS INTEGER) WHERE kind = 'count'")
    op.execute("UPDATE comparisons SET true_count = 0 WHERE kind = 'contains' AND exact = 'false'")
    op.execute(
        "UPDATE comparisons SET true_count = max(1, (length(word) - length(replace(lower(word), lower(letter), ''))) "
        "/ length(letter)) WHERE kind = 'contains' AND exact = 'true'"
    )
