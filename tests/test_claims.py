"""The table of what cards may say: its sentences are those of the code, and the tests that it names exist."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).parents[1]
VARIES = "…"
_TEST = regex.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_SOURCE = regex.compile(r"\]\(https://\S+\)|StrawberryBench")


def rows() -> Iterator[tuple[str, str]]:
    """Each sentence of the table with what stands behind it."""
    for line in (ROOT / "docs" / "claims.md").read_text("utf-8").splitlines():
        if line.startswith("| ") and not line.startswith(("| ---", "| sentence |")):
            sentence, _, behind = (cell.strip() for cell in line.strip("|").split(" | "))
            yield sentence, behind


@cache
def texts() -> tuple[str, ...]:
    """Every text in the code, with ``VARIES`` for what is put into it."""
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return (*(text for node in nodes if (text := _text(node))), *_of_lessons())


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


@pytest.mark.parametrize(("sentence", "behind"), [*rows()])
def test_a_claim_is_said_in_the_code_and_something_stands_behind_it(sentence: str, behind: str) -> None:
    # What varies may stand at either end: it is what is between that is looked for.
    said = sentence.strip(f"{VARIES} ")
    assert any(said in text for text in texts()), "no text of the code has these words"
    named = _TEST.findall(behind)
    assert named or _SOURCE.search(behind), "neither a test nor a source"
    for file, test in named:
        assert regex.search(rf"^(?:async )?def {test}\(", (ROOT / file).read_text("utf-8"), regex.M), test


def test_the_table_is_read() -> None:
    assert len([*rows()]) > 50
