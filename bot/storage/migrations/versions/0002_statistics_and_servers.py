"""What statistics are counted from, the indexes of what is read in portions, and the settings of servers."""

import json
import unicodedata
from collections.abc import Sequence

import regex
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_AT_ONCE = 1_000
"""Rows that are measured before they are written."""
_READ = sa.text(
    "SELECT id, kind, word, letter, exact, word_tokens FROM comparisons WHERE id > :last ORDER BY id LIMIT :number"
)
_WRITE = sa.text(
    "UPDATE comparisons SET true_count = :true_count, word_length = :word_length, "
    "word_token_count = :word_token_count, shape = :shape WHERE id = :id"
)


def upgrade() -> None:
    """Add columns to the comparisons and fill them, exchange the indexes, and create the servers."""
    op.add_column("comparisons", sa.Column("form", sa.Text, nullable=False, server_default="plain"))
    op.add_column("comparisons", sa.Column("series", sa.Text))
    op.add_column("comparisons", sa.Column("true_count", sa.Integer))
    op.add_column("comparisons", sa.Column("word_length", sa.Integer))
    op.add_column("comparisons", sa.Column("word_token_count", sa.Integer, nullable=False, server_default="0"))
    op.add_column("comparisons", sa.Column("shape", sa.Text, nullable=False, server_default="- - - - - -"))
    _fill(op.get_bind())
    _index()
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


def _index() -> None:
    op.drop_index("ix_comparisons_channel_id_id", "comparisons")
    op.drop_index("ix_comparisons_channel_id_user_id_id", "comparisons")
    counted = ["model_name", "shape", "correct"]
    for columns in (
        ["channel_id", "series", "id"],
        ["channel_id", "series", "user_id", "id"],
        ["guild_id", "id"],
        ["user_id", "id"],
        ["guild_id", *counted],
        ["user_id", *counted],
        counted,
    ):
        op.create_index("_".join(["ix", "comparisons", *columns]), "comparisons", columns)


def _fill(connection: sa.Connection) -> None:
    last = 0
    while rows := connection.execute(_READ, {"last": last, "number": _AT_ONCE}).all():
        connection.execute(_WRITE, [_measured(*row) for row in rows])
        last = rows[-1].id


# How words were measured when this revision was made: a step stays as it was when the rules of today move on.


def _measured(
    id_: int, kind: str, word: str | None, letter: str | None, exact: object, word_tokens: str
) -> dict[str, object]:
    true_count = word_length = None
    if word is not None and kind not in ("which", "how_many_of"):
        word_length = len(_graphemes(word))
        if letter is not None and kind in ("count", "contains"):
            true_count = int(str(exact)) if kind == "count" else _occurrences(word, letter)
    tokens = len(json.loads(word_tokens))
    groups = [
        _group((0, 1, 2, 3, 4, 5), true_count),
        _group((1, 5, 9, 13, 21), word_length),
        _group((1, 2, 3, 4, 5), tokens),
    ]
    return {
        "id": id_,
        "true_count": true_count,
        "word_length": word_length,
        "word_token_count": tokens,
        "shape": " ".join([kind, "plain", "-", *groups]),
    }


def _group(starts: Sequence[int], number: int | None) -> str:
    reached = [start for start in starts if number is not None and start <= number]
    return str(max(reached)) if reached else "-"


def _graphemes(text: str) -> list[str]:
    return regex.findall(r"\X", unicodedata.normalize("NFC", text))


def _occurrences(word: str, letter: str) -> int:
    places, wanted = _folded(word), _folded(letter)
    return sum(
        all(one in (other, regex.sub(r"\p{M}+", "", other)) for one, other in zip(wanted, places[start:], strict=False))
        for start in range(len(places) - len(wanted) + 1)
    )


def _folded(text: str) -> list[str]:
    return [unicodedata.normalize("NFD", unicodedata.normalize("NFD", each).casefold()) for each in _graphemes(text)]
