"""The texts of the code that a member may read, and which of them no catalogue knows."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot import errors

ROOT = Path(__file__).parent.parent
MARKS = {"tr", "tr_as", "plural", "later", "noted"}
SPOKEN = {"tr", "tr_as", "plural", "retold", "number", "percent", "probability_text", "joined"}
"""What says something in a language, and so has none before anybody asks."""
_WHOLE = ("bot/ui/", "bot/app/", "bot/drawing/", "bot/lessons/", "bot/quiz/", "cogs/")
"""Where every text may be read by members; elsewhere those of errors may."""
_HOST = {"DatabaseError", "ConfigError", "CannotJoin", "CannotPlay"}
"""Errors that only a host reads, in English."""
HOST_FILES = (
    "bot/app/health.py",
    "bot/app/logs.py",
    "bot/app/metrics.py",
    "bot/app/run.py",
    "bot/lessons/experiments.py",
    "bot/lessons/schema.py",
    "bot/model/gguf_file.py",
    "bot/model/gguf_source.py",
    "bot/model/microscope.py",
    "bot/model/preparing.py",
    "bot/model/processors.py",
    "bot/model/writer.py",
    "bot/storage/backups.py",
    "bot/storage/files.py",
    "bot/storage/maintenance.py",
)
"""What cannot start or be opened: a host reads of it, on the command line and in the log."""
_TOLD = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.UserError)}
_SILENT = {"ValueError", "TypeError", "RuntimeError", "KeyError", "AssertionError", "ImportError", *_HOST}
_LOOK_UP = {"bot/language.py", "bot/app/translator.py"}
"""Where messages are looked up that are marked elsewhere."""
_LIMITS: dict[str, dict[str | int | None, int]] = {
    "button": {0: 80},
    "select": {1: 150},
    "ChannelSelect": {"placeholder": 150},
    "SelectOption": {"label": 100, "description": 100},
    "TextInput": {"label": 45, "placeholder": 100},
    "Label": {"text": 45, "description": 100},
    "Form": {"title": 45},
}
"""By what is called with which argument."""
_LABELS = {"label", "placeholder", "title", "description"}
_ESCAPE = re.compile(r"# untranslated: \w")
_LETTER = re.compile(r"[^\W\d_]")


def sources() -> list[str]:
    """The files of the bot, as paths from the root."""
    return sorted(file.relative_to(ROOT).as_posix() for room in ("bot", "cogs") for file in (ROOT / room).rglob("*.py"))


def unmarked(path: str) -> list[str]:
    """What a member may read in a file and no catalogue knows, with its line."""
    if path in HOST_FILES or path.startswith("bot/cli/"):
        return []
    lines = (ROOT / path).read_text("utf-8").splitlines()
    find = _Whole(path) if path.startswith(_WHOLE) else _Errors(path)
    return [
        f"{path}:{node.lineno}: {_text(node)[:80]}"
        for node in find.found()
        if not any(map(_ESCAPE.search, lines[node.lineno - 1 : node.end_lineno]))
    ]


def spoken_too_early(path: str) -> list[str]:
    """Calls that say something while a file is imported."""
    return [f"{path}:{call.lineno}" for call in _at_import(tree_of(path)) if called(call) in SPOKEN]


def unreadable(path: str) -> list[str]:
    """Marked messages that cannot be extracted, as they are no literals, and those whose placeholders have no name."""
    wrong: list[str] = []
    if path in _LOOK_UP:
        return wrong
    for call in (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call) and called(node) in MARKS):
        messages = call.args[:2] if called(call) in ("plural", "tr_as") else call.args[:1]
        for each in messages:
            literal = isinstance(each, ast.Constant) and isinstance(each.value, str)
            if not literal or re.search(r"\{[^a-z{]|\{\w+[^\w}]", _text(each).replace("{{", "")):
                wrong.append(f"{path}:{call.lineno}")
    return wrong


@cache
def limits() -> dict[str, int]:
    """The most characters that Discord takes of messages on buttons, in selects and in forms."""
    found: dict[str, int] = {}
    for call in (node for path in sources() for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)):
        most = _LIMITS.get(called(call), {})
        given: dict[str | int | None, ast.expr] = {k.arg: k.value for k in call.keywords}
        given.update(enumerate(call.args))
        for place, length in most.items():
            for said in _branches(given[place]) if place in given else ():
                for each in said.args[:2] if isinstance(said, ast.Call) and called(said) in MARKS else ():
                    found[_text(each)] = min(length, found.get(_text(each), length))
    return found


@cache
def tree_of(path: str) -> ast.Module:
    """The syntax of a file."""
    return ast.parse((ROOT / path).read_text("utf-8"))


def read_all() -> None:
    """Read the syntax of all files, before a bot runs: Python 3.11 fails now and then where another thread compiles."""
    for path in sources():
        tree_of(path)


def called(call: ast.Call) -> str:
    """The name of what a call calls, without what it is a part of."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _text(node: ast.AST) -> str:
    """The letters of a literal, with ``{}`` for what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.BinOp(left=left, right=right):
            return _text(left) + _text(right)
    return ""


def _branches(node: ast.expr) -> list[ast.expr]:
    return [*_branches(node.body), *_branches(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _at_import(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for each in (*child.decorator_list, child.args):
                yield from _at_import(each)
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _at_import(child)


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str) -> None:
        self._path = path
        self._seen: list[ast.expr] = []

    def found(self) -> list[ast.expr]:
        self.visit(tree_of(self._path))
        return self._seen

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)


class _Whole(_Finder):
    """Finds every sentence, and every word on a button, in a select or in a form."""

    def visit_Call(self, node: ast.Call) -> None:
        name = called(node)
        if name in MARKS:
            for value in node.keywords:
                self.visit(value.value)
            return
        logs = (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "log"
        )
        if logs or name in _SILENT or name == "cast":
            return
        shown = [*node.args[: name == "button"], *(k.value for k in node.keywords if k.arg in _LABELS)]
        for each in (part for said in shown for part in _branches(said)):
            if isinstance(each, ast.Constant) and _LETTER.search(_text(each)) and " " not in _text(each):
                self._seen.append(each)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Decorators are left out: what they say of commands is found where Discord is told."""
        for each in (node.args, *node.body):
            self.visit(each)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - ast calls it so

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """``Literal["…"]`` and the like name no text."""
        if not (isinstance(node.value, ast.Name) and node.value.id == "Literal"):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._take(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._take(node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def _take(self, node: ast.expr) -> None:
        text = _text(node)
        if re.search(r"\S \S|\S $|^ \S", text) and _LETTER.search(text.replace("{}", "")):
            self._seen.append(node)


class _Errors(_Finder):
    """Finds what errors say to members, directly or by a constant of the same file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._constants = {
            target.id: statement.value
            for statement in tree_of(path).body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }

    def visit_Call(self, node: ast.Call) -> None:
        if called(node) in _TOLD - _HOST:
            for each in node.args[:1]:
                self._say(each)
        self.generic_visit(node)

    def _say(self, said: ast.expr) -> None:
        match said:
            case ast.Call(func=ast.Attribute(value=value, attr="format")):
                self._say(value)
            case ast.Name(id=name) if name in self._constants:
                self._say(self._constants.pop(name))
            case ast.IfExp(body=body, orelse=otherwise):
                self._say(body)
                self._say(otherwise)
            case _ if _LETTER.search(_text(said)):
                self._seen.append(said)
