"""Which language is spoken in a server."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; where nothing was chosen, Discord's own setting counts, as before."""
    op.add_column("servers", sa.Column("language", sa.Text))
