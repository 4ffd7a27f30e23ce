"""Exported files, read again, and a log that is worth one."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

ODD = [
    'commas, "quotes"; and\ttabs', "two\nlines\r\nand\rmore", "שלום עולם \u202eoverride", "a\0b", "half \ud800 a pair",
    "👩‍👩‍👧 <|endoftext|> @everyone ``` '; --", "\ufeffmark", "next\u2028line\x85", "\ufdd0 0", "'=quoted", "",
    "🍓" * 4_000,
]  # fmt: skip
"""Texts that every file has to bear."""


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, every cell as a spreadsheet shows it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def objects_of(content: bytes) -> list[dict[str, object]]:
    """The rows of a file of JSON Lines."""
    return [json.loads(each) for each in content.decode().split("\n")[:-1]]


def fill(path: Path, rows: int, length: int, user_id: int = 1) -> None:
    """Add so many comparisons of a member at once, each with a question of its own of so many characters."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows) INSERT INTO comparisons "
            "(asked_at, user_id, private, question, kind, word, parameters, exact, word_tokens) "
            "SELECT '2026-03-01 12:00:00.000000', :user, 0, printf('%0*d', :length, i), 'length', 'a', '{}', 1, '[]' "
            "FROM n",
            {"rows": rows, "length": length, "user": user_id},
        )
