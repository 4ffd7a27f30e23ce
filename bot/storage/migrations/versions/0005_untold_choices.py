"""What a server does not tell: its answers that are not among its likeliest tokens had less than ``below``, each."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; whatever was asked before was told in full."""
    op.add_column("comparisons", sa.Column("below", sa.Double, server_default="0", nullable=False))
