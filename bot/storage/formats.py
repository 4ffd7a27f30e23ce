"""Rows of the log as CSV, for spreadsheets, and as JSON Lines, for programs.

JSON Lines: an object a line. Discord ids are text, for they exceed the 2**53 up to which every reader of JSON is exact.

CSV: UTF-8 with a byte order mark, without which Excel takes every accent for two characters. None is an empty cell,
as an empty text is. Lists and mappings are JSON within their cells. Whether the answer 3 is a number or a character
follows from ``kind``.

Spreadsheets run a cell that begins like a formula. An apostrophe is put before such a text, and before one that begins
with an apostrophe itself; so a text is read back by taking off the one that it begins with, if any.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Literal

import regex

from bot.surrogates import well_formed

Format = Literal["csv", "jsonl"]
Record = Mapping[str, object]
"""A row by column: texts, numbers, truth values, None, and lists and dicts of them."""

_BYTE_ORDER_MARK = "\ufeff"
# White space, control and format characters do not keep every spreadsheet from seeing a formula behind them.
_FORMULA = regex.compile(r"'|[\s\p{C}\p{Z}]*[=+\-@＝＋－＠\t\r\n]")


def header(format_: Format, columns: Iterable[str]) -> bytes:
    """What a file begins with."""
    return (_BYTE_ORDER_MARK + _csv(columns)).encode() if format_ == "csv" else b""


def line(format_: Format, record: Record) -> bytes:
    """A row, with the end of its line.

    >>> line("csv", {"id": 1, "question": "=1+1", "exact": ["a"], "correct": None})
    b'1,\\'=1+1,"[""a""]",\\r\\n'
    """
    text = _csv(map(_cell, record.values())) if format_ == "csv" else f"{_json(record)}\n"
    return well_formed(text).encode()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if _FORMULA.match(value) else value
        case _:
            return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _csv(cells: Iterable[str]) -> str:
    text = StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
