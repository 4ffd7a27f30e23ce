"""What ``strawberry`` imports for a command, and what it leaves to those that need it: a start costs mostly that."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.letters import Asker
from tests.storage.comparing import keep

ROOT = Path(__file__).parent.parent
_SLOW = [
    "alembic",
    "bot.drawing",
    "bot.letters",
    "bot.model.local",
    "bot.quiz",
    "bot.services.wiring",
    "bot.storage.quiz_tables",
    "discord",
    "matplotlib",
    "numpy",
    "openai",
    "pydantic",
    "sqlalchemy",
    "sqlalchemy.dialects.postgresql",
    "tiktoken",
    "torch",
    "xllamacpp",
]
_COMMANDS = """
import gc, json, sys
from bot.cli import main

usual = gc.get_threshold()
commands, slow = map(json.loads, sys.argv[1:])
told = []
for command in commands:
    sys.argv[1:] = command
    try:
        main()
    except SystemExit:
        told.append(sorted(set(slow) & set(sys.modules)))
print(json.dumps([gc.get_threshold() == usual, told]))
"""


def test_each_command_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    """Of each next one: what those before it have imported as well."""
    database = tmp_path / "log.sqlite3"
    keep(database, Asker())
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "STRAWBERRY_CACHE": str(tmp_path / "cache"),
        "STRAWBERRY_DATABASE__PATH": str(database),
        "STRAWBERRY_TOKENS__ENCODING": "smollm2",
    }
    commands = [["--help"], ["init"], ["db", "stats"], ["tokens", "x"], ["ask", "--no-model", "spell cat"]]
    program = [sys.executable, "-c", _COMMANDS, json.dumps(commands), json.dumps(_SLOW)]
    done = subprocess.run(program, input="", capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert "exact: c-a-t" in done.stdout
    as_usual, told = json.loads(done.stdout.splitlines()[-1])
    assert as_usual, "afterwards garbage is searched for as often as ever"
    assert told == [
        [],
        ["pydantic"],
        ["pydantic", "sqlalchemy"],
        ["bot.letters", "numpy", "pydantic", "sqlalchemy", "tiktoken"],
        ["bot.letters", "numpy", "pydantic", "sqlalchemy", "tiktoken"],
    ]
