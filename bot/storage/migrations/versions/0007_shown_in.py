"""In which channel everybody sees the card of a text, so that others may open it for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; of the cards before, none can be opened by others."""
    op.add_column("tokenizations", sa.Column("shown_in", sa.BigInteger))
