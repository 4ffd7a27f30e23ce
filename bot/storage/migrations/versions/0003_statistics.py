"""What statistics are counted from, without reading the comparisons themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the shape of comparisons, fill it, and create an index a scope."""
    op.add_column("comparisons", sa.Column("shape", sa.Text, nullable=False, server_default="- - - - -"))
    # Only SQLite files are older than this revision.
    op.execute(
        "UPDATE comparisons SET shape = kind || ' ' || form || ' ' || coalesce(min(true_count, 5), '-') || ' ' || "
        "CASE WHEN word_length > 20 THEN 21 WHEN word_length > 12 THEN 13 WHEN word_length > 8 THEN 9 "
        "WHEN word_length > 4 THEN 5 WHEN word_length > 0 THEN 1 ELSE '-' END || ' ' || "
        "CASE WHEN word_token_count > 0 THEN min(word_token_count, 5) ELSE '-' END"
    )
    for scope in (["guild_id"], ["user_id"], []):
        columns = [*scope, "model_name", "shape", "correct"]
        op.create_index("_".join(["ix", "comparisons", *columns]), "comparisons", columns)
