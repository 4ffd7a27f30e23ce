"""``strawberry db`` as a host runs it, also beside a bot that writes."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from bot.letters import Asker
from tests.command import Done, Strawberry
from tests.postgresql import Server
from tests.storage.comparing import keep
from tests.storage.exporting import fill, objects_of, rows_of
from tests.storage.files import create_old

ROOT = Path(__file__).parent.parent
Db = Callable[..., Done]
WRITER = """
import asyncio, sys
from pathlib import Path
from bot.storage import Comparisons, Database
from tests.storage.comparing import BASE

async def main():
    database = await Database.open(Path(sys.argv[1]))
    comparisons = Comparisons(database)
    told_to_stop = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
    while not told_to_stop.done():
        print(await comparisons.add(BASE), flush=True)
    await database.close()

asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the host's database lies, or will lie."""
    return tmp_path / "log.sqlite3"


@pytest.fixture
def db(strawberry: Strawberry, path: Path) -> Db:
    """``strawberry db`` in this process."""

    def run(*arguments: str) -> Done:
        return strawberry(*of_db(path, *arguments))

    return run


def of_db(path: Path, *arguments: str) -> Sequence[str]:
    """The arguments of ``strawberry`` with the database at ``path``."""
    config = path.with_suffix(".toml")
    config.write_text(f"database.path = {json.dumps(str(path))}\n")
    return ("db", *arguments, "--config", str(config))


def in_a_process(path: Path, *arguments: str) -> Sequence[str]:
    return (sys.executable, "-m", "bot", *of_db(path, *arguments))


def said(done: Done, code: int = 0) -> str:
    """The one line that a command says, on standard error where it failed."""
    assert done.returncode == code, done.stderr
    [line] = (done.stderr if code else done.stdout).splitlines()
    return line


def ids(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [id_ for (id_,) in connection.execute("SELECT id FROM comparisons ORDER BY id")]


def test_a_backup_while_writes_go_on(db: Db, path: Path, tmp_path: Path) -> None:
    """The copy opens, is sound and holds the first of them up to some moment; the original has lost nothing."""
    keep(path)
    fill(path, 20_000, 500)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        before = int(writer.stdout.readline())
        done = db("backup", str(tmp_path / "copy"))
        writer.stdin.write("stop\n")
        writer.stdin.flush()
        rest = writer.stdout.read()  # not communicate(): that drops what was read ahead with the first line
        assert writer.wait(60) == 0
    acknowledged = [before, *map(int, rest.split())]
    copied = ids(tmp_path / "copy")
    assert f"{len(copied):,} comparisons" in said(done)
    assert "integrity check ok" in said(done)
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert ids(path) == [*range(1, 20_001), *acknowledged]
    assert copied == ids(path)[: len(copied)]
    assert before in copied
    assert len(copied) < len(ids(path))  # the writer went on after the moment of the copy


def test_a_backup_replaces_nothing_unless_it_is_told_to(db: Db, path: Path, tmp_path: Path) -> None:
    keep(path, Asker(1))
    (tmp_path / "copy").touch()
    assert "is there already" in said(db("backup", str(tmp_path / "copy")), 1)
    assert (tmp_path / "copy").read_text() == ""
    assert "1 comparison, 0 turns of chats and 0 texts behind buttons" in said(
        db("backup", str(tmp_path / "copy"), "--force")
    )
    assert ids(tmp_path / "copy") == [1]


def test_a_copy_of_a_folder_of_them_is_put_back(db: Db, path: Path, tmp_path: Path) -> None:
    keep(path, Asker(1), Asker(2))
    made = said(db("backup", str(tmp_path / "copies"), "--keep", "2"))
    [copy] = (tmp_path / "copies").iterdir()
    assert made.startswith(f"{copy}: 2 comparisons")
    keep(path, Asker(3))
    held, deleted = db("restore", str(copy)).stdout.splitlines()
    assert held.startswith(f"{path}: 2 comparisons, 0 turns of chats and 0 texts behind buttons")
    assert ids(path) == [1, 2]
    assert ids(Path(held.rpartition("what was there before is ")[2])) == [1, 2, 3]
    assert deleted.startswith("What members deleted after this copy was made is back: tell them")
    assert "There is no file" in said(db("restore", str(tmp_path / "none")), 1)


def test_an_export_of_everything_to_standard_output(db: Db, path: Path) -> None:
    keep(path, Asker(1, 10, 100), Asker(2, 20, None, private=True), Asker())
    rows = rows_of(db("export").stdout.encode())
    assert [(row["id"], row["user_id"], row["private"]) for row in rows] == [
        ("1", "1", "false"), ("2", "2", "true"), ("3", "", "false"),
    ]  # fmt: skip
    objects = objects_of(db("export", "--format", "jsonl").stdout.encode())
    assert [row["guild_id"] for row in objects] == ["100", None, None]


def test_an_export_of_one_member_or_server_to_a_file(db: Db, path: Path, tmp_path: Path) -> None:
    keep(path, Asker(1, 10, 100), Asker(2, 20, 100, private=True), Asker(1, 30, 300))
    to = tmp_path / "export.csv"
    assert f"{to}: 2 rows" in said(db("export", "--user", "1", "--output", str(to)))
    assert [row["id"] for row in rows_of(to.read_bytes())] == ["1", "3"]
    assert "is there already" in said(db("export", "--server", "100", "--output", str(to)), 1)
    assert [row["id"] for row in rows_of(to.read_bytes())] == ["1", "3"]
    assert "2 rows" in said(db("export", "--server", "100", "--output", str(to), "--force"))
    assert [row["id"] for row in rows_of(to.read_bytes())] == ["1", "2"]
    assert "the database itself" in said(db("export", "--output", str(path), "--force"), 1)
    assert ids(path) == [1, 2, 3]


def test_an_export_of_nothing_is_a_header(db: Db, path: Path) -> None:
    keep(path)
    exported = db("export").stdout
    assert rows_of(exported.encode()) == []
    assert exported.startswith("\ufeffid,asked_at,")
    assert db("export", "--format", "jsonl").stdout == ""


def test_who_reads_an_export_may_leave(path: Path) -> None:
    keep(path)
    fill(path, 2_000, 500)
    with subprocess.Popen(
        in_a_process(path, "export"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as exporting:
        assert exporting.stdout is not None
        assert exporting.stderr is not None
        assert exporting.stdout.readline().startswith(b"\xef\xbb\xbfid,")
        exporting.stdout.close()
        assert exporting.stderr.read() == b""
        assert exporting.wait(30) == 0


def test_an_interrupted_export_leaves_no_file(path: Path, tmp_path: Path) -> None:
    keep(path)
    fill(path, 50_000, 500)
    there = tmp_path / "there"
    there.mkdir()
    with subprocess.Popen(in_a_process(path, "export", "--output", str(there / "a.csv")), cwd=ROOT) as running:
        while not [*there.iterdir()] and running.poll() is None:
            sleep(0.005)
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
    assert [*there.iterdir()] == []


def test_statistics(db: Db, path: Path) -> None:
    keep(path, Asker(1, 10, 100), Asker(2, 20, None))
    shown = db("stats").stdout
    assert "comparisons            2, by 2 askers in 1 server" in shown
    assert "2026-03-01 12:30 to 2026-03-01 12:30 UTC" in shown
    assert "SmolLM2-135M-Instruct: 2 (0 right, 2 wrong, 0 no answer)" in shown
    assert "turns of chats         0" in shown
    assert "quizzes                0, with 0 answers of members" in shown
    found = json.loads(said(db("stats", "--json")))
    assert [found[key] for key in ("comparisons", "askers", "servers", "texts", "turns")] == [2, 2, 1, 0, 0]
    assert (found["quizzes"], found["answers"]) == (0, 0)
    assert found["first"] == "2026-03-01T12:30:05.123456+00:00"
    assert found["tallies"] == [
        {"model": "SmolLM2-135M-Instruct", "comparisons": 2, "right": 0, "wrong": 2, "no_answer": 0}
    ]


def test_vacuum(db: Db, path: Path) -> None:
    keep(path)
    empty = path.stat().st_size
    fill(path, 3_000, 500)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM comparisons")
    before = path.stat().st_size
    assert before > 5 * empty
    assert said(db("vacuum")) == f"{path}: {before:,} bytes before, {path.stat().st_size:,} after"
    assert path.stat().st_size <= empty


@pytest.mark.parametrize("arguments", [["export"], ["stats"], ["backup", "copy"], ["vacuum"]])
def test_where_no_database_is_none_is_created(db: Db, path: Path, arguments: list[str]) -> None:
    assert f"There is no database at {path}" in said(db(*arguments), 1)
    assert [file.name for file in path.parent.iterdir()] == ["log.toml"]


def test_an_older_database_is_not_migrated_by_an_export(db: Db, path: Path, tmp_path: Path) -> None:
    create_old(path)
    before = path.read_bytes()
    refused = said(db("export", "--output", str(tmp_path / "a.csv")), 1)
    assert "its revision is 0001" in refused
    assert "strawberry db backup" in refused
    assert path.read_bytes() == before
    assert not (tmp_path / "a.csv").exists()


def test_a_log_moves_to_a_server_and_is_looked_at_there(
    db: Db, strawberry: Strawberry, path: Path, tmp_path: Path, postgresql: Server
) -> None:
    keep(path, Asker(1, 10, 100), Asker(2, 20, None, private=True))
    server = postgresql.empty()
    assert "The config has no database.url" in said(db("copy", str(path), "-"), 1)
    assert "should be an address such as" in said(db("copy", str(path), "elsewhere.sqlite3"), 1)
    exported = db("export").stdout
    config = tmp_path / "server.toml"
    config.write_text(f"database.url = {json.dumps(server.url)}\n")

    def there(*arguments: str) -> Done:
        return strawberry("db", *arguments, "--config", str(config))

    *tables, last = there("copy", str(path), "-").stdout.splitlines()
    assert ["comparisons", "2"] in [line.split() for line in tables]
    assert last == f"{server}: 2 rows of {path}, each compared and the same"
    assert "is not empty: it has comparisons" in said(db("copy", str(path), server.url), 1)
    assert there("export").stdout == exported
    assert "comparisons            2, by 2 askers in 1 server" in there("stats").stdout
    found = json.loads(said(there("stats", "--json")))
    assert (found["path"], found["comparisons"], found["first"]) == (str(server), 2, "2026-03-01T12:30:05.123456+00:00")
    assert "is on a PostgreSQL server: pg_dump copies it" in said(there("backup", str(tmp_path / "copy")), 1)
    assert "is on a PostgreSQL server: autovacuum" in said(there("vacuum"), 1)
    assert not (tmp_path / "copy").exists()
