"""What several processes share: what members have left of their uses, and whose an open training is."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the table, and add the column; what is open before that is closed by whoever has direct messages."""
    op.create_table(
        "budgets",
        sa.Column("user_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("full_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_budgets"),
        # Written at each press and worth nothing after a crash of the server, so no disk is waited for.
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )
    op.add_column("open_trainings", sa.Column("guild_id", sa.BigInteger))
