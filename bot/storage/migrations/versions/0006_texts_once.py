"""Equal texts once, however many cards have them, and of each card how much it takes and in which server it is."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_AT_ONCE = 100
"""Texts that are moved before the next are read."""
_READ = sa.text("SELECT id, text, ids FROM tokenizations WHERE id > :last ORDER BY id LIMIT :number")
_KEEP = sa.text("INSERT INTO texts (digest, text) VALUES (:digest, :text) ON CONFLICT (digest) DO NOTHING")
_WRITE = sa.text("UPDATE tokenizations SET digest = :digest, size = :size WHERE id = :id")


def upgrade() -> None:
    """Move the texts into a table of their own. The ids stay, as old buttons have them."""
    op.create_table(
        "texts",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_texts"),
    )
    op.add_column("tokenizations", sa.Column("guild_id", sa.BigInteger))
    op.add_column("tokenizations", sa.Column("digest", sa.Text, nullable=False, server_default="-"))
    op.add_column("tokenizations", sa.Column("size", sa.Integer, nullable=False, server_default="0"))
    _move(op.get_bind())
    op.drop_column("tokenizations", "text")  # not by a new table: that would forget which ids have been used
    for columns in (["user_id", "id", "size"], ["guild_id", "id", "size"], ["digest"]):
        op.create_index("_".join(["ix", "tokenizations", *columns]), "tokenizations", columns)


def _move(connection: sa.Connection) -> None:
    last = 0
    while rows := connection.execute(_READ, {"last": last, "number": _AT_ONCE}).all():
        moved = [_moved(*row) for row in rows]
        connection.execute(_KEEP, moved)
        connection.execute(_WRITE, moved)
        last = rows[-1].id


def _moved(id_: int, text: str, ids: str | None) -> dict[str, object]:
    data = text.encode()
    size = max(1024, len(data) + len(ids or ""))
    return {"id": id_, "text": text, "digest": hashlib.sha256(data).hexdigest(), "size": size}
