"""The table of what cards may say: its sentences are those of the code, and the tests that it names exist."""

import ast
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import regex

from tests.wording import sources, tree_of

ROOT = Path(__file__).parents[1]
VARIES = "…"
_TEST = regex.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_DEFINED = regex.compile(r"^(?:async )?def (\w+)\(", regex.M)
_SOURCE = regex.compile(r"\]\(https://\S+\)|StrawberryBench")


def rows() -> Iterator[tuple[str, str]]:
    """Each sentence of the table with what stands behind it."""
    for line in (ROOT / "docs" / "claims.md").read_text("utf-8").splitlines():
        if line.startswith("| ") and not line.startswith(("| ---", "| sentence |")):
            sentence, _, behind = (cell.strip() for cell in line.strip("|").split(" | "))
            yield sentence, behind


def texts() -> Iterator[str]:
    """Every text in the code, with ``VARIES`` for what is put into it."""
    nodes = (node for path in sources() for node in ast.walk(tree_of(path)))
    return chain(filter(None, map(_text, nodes)), _of_lessons())


def _of_lessons() -> Iterator[str]:
    """The texts of lessons, which are data, with ``VARIES`` for their placeholders."""
    for file in (ROOT / "bot" / "lessons" / "texts" / "en").glob("*.toml"):
        for card in tomllib.loads(file.read_text("utf-8"))["cards"]:
            texts = (text for field in card.values() for text in (field if isinstance(field, list) else [field]))
            yield from (regex.sub(r"\{\w+\}", VARIES, text) for text in texts if isinstance(text, str))


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return regex.sub(r"\{\w+\}", VARIES, text)
        case ast.JoinedStr(values):
            parts = "".join(_text(value) if isinstance(value, ast.Constant) else VARIES for value in values)
            return regex.sub(f"{VARIES}+", VARIES, parts)
        case _:
            return ""


def test_a_claim_is_said_in_the_code() -> None:
    # What varies may stand at either end: it is what is between that is looked for.
    every = "\0".join(texts())
    assert [sentence for sentence, _ in rows() if sentence.strip(f"{VARIES} ") not in every] == []


def test_something_stands_behind_a_claim() -> None:
    assert [row for row in rows() if not (_TEST.search(row[1]) or _SOURCE.search(row[1]))] == []
    named = {found for _, behind in rows() for found in _TEST.findall(behind)}
    there = {
        (file, test)
        for file in {file for file, _ in named}
        for test in _DEFINED.findall((ROOT / file).read_text("utf-8"))
    }
    assert named - there == set()


def test_the_table_is_read() -> None:
    assert len([*rows()]) > 50
