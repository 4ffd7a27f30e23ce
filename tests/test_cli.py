"""``strawberry`` on the command line, as its users run it; in a process of its own where that could matter."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import __version__
from tests.command import Done, Strawberry
from tests.conftest import PREPARED
from tests.model.faulty import DONE, END, HEL, serving, stream
from tests.world import lay_out

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database, which needs no migrations, in a folder of the test's own with a cache that has the model."""
    cache, database = tmp_path / "cache", tmp_path / "log.sqlite3"
    cache.mkdir()
    (cache / "models").symlink_to(PREPARED)
    monkeypatch.chdir(cache)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("STRAWBERRY_CACHE", str(cache))
    monkeypatch.setenv("STRAWBERRY_DATABASE__PATH", str(database))
    monkeypatch.setenv("STRAWBERRY_MODEL__THREADS", "1")
    monkeypatch.setenv("COLUMNS", "200")
    lay_out(database)
    return database


def in_a_process(*arguments: str, typed: str = "") -> Done:
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, input=typed.encode(), capture_output=True, timeout=120, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_two_questions_of_the_first_day(log: Path) -> None:
    """One line a question, in order, exact and by the real model, and in the log."""
    typed = "How many r's are in strawberry?\nWhich US states contain the letter d?\nhello\n"
    done = in_a_process("ask", "--json", "-", typed=typed)
    assert done.returncode == 0, done.stderr
    count, which, nothing = map(json.loads, done.stdout.splitlines())
    assert (count["question"], count["kind"], count["exact"]) == ("How many r's are in strawberry?", "count", 3)
    assert count["model"]["name"] == "SmolLM2-135M-Instruct"
    shown, hidden = count["model"]["distribution"], count["model"]["prior"]
    assert sum(shown.values()) == pytest.approx(sum(hidden.values())) == pytest.approx(1)
    assert count["model"]["moved"] == pytest.approx(sum(abs(shown[each] - hidden[each]) for each in shown) / 2)
    assert count["model"]["text"]
    assert count["correct"] == (count["model"]["answer"] == 3)
    assert which["exact"] == [
        "Colorado", "Delaware", "Florida", "Idaho", "Indiana", "Maryland", "Nevada", "North Dakota", "Rhode Island",
        "South Dakota",
    ]  # fmt: skip
    assert which["model"]["distribution"] is None
    assert (nothing["kind"], nothing["exact"], nothing["model"], nothing["comparison_id"]) == (None,) * 4
    assert "cannot read a letter question" in nothing["error"]
    with closing(sqlite3.connect(log)) as connection:
        rows = connection.execute("SELECT id, kind, word, letter FROM comparisons ORDER BY id").fetchall()
    assert sorted(row[0] for row in rows) == sorted([count["comparison_id"], which["comparison_id"]])
    assert {row[1:] for row in rows} == {("count", "strawberry", "r"), ("which", "US states", "d")}


def test_a_hundred_questions_are_answered_in_order(strawberry: Strawberry) -> None:
    typed = "".join(f"How many a's are in {'a' * number}b?\n" for number in range(1, 101))
    done = strawberry("ask", "--json", "--no-model", "-", typed=typed)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["exact"] for answer in answers] == list(range(1, 101))
    assert {answer["model"] for answer in answers} == {None}


@pytest.mark.parametrize(
    ("question", "exact"),
    [("Does Nevada have a d?", "Yes"), ("which months contain a z", "none"), ("spell cat", "c-a-t")],
)
def test_an_answer_for_people(strawberry: Strawberry, question: str, exact: str) -> None:
    done = strawberry("ask", "--no-model", question)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"exact: {exact}\n")
    assert "switched off" in done.stdout


def test_what_frontier_models_answered_stands_last(strawberry: Strawberry) -> None:
    done = strawberry("ask", "--no-model", "How many r's are in strawberry?")
    assert " ".join(done.stdout.split()).endswith(
        "14 frontier models, February 2026: 13 said 3 · MiMo V2 Flash said 2 "
        "(StrawberryBench by Florian Leuerer, CC-BY-4.0)"
    )


def test_what_is_no_letter_question_ends_with_1_and_says_why(strawberry: Strawberry) -> None:
    done = strawberry("ask", "--no-model", "hello")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Ask like this" in done.stderr


def test_tokens_for_people(strawberry: Strawberry) -> None:
    done = strawberry("tokens", "strawberry")
    assert "9500" in done.stdout
    assert "3 tokens · 10 characters · 10 bytes · smollm2" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["tokens", "x", "--encoding", "klingon"], 1, "klingon"),
        (["tokens"], 2, "TEXT"),
        (["dance"], 2, "dance"),
        (["run", "--config", "nowhere.toml"], 2, "There is no file nowhere.toml"),
        (["play", "--port", "0"], 2, "--port"),
        (["play", "--language", "nl"], 2, "pt-BR"),
    ],
)
def test_exit_codes(strawberry: Strawberry, arguments: list[str], code: int, said: str) -> None:
    done = strawberry(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_run_without_a_token_says_where_to_get_one_and_that_play_needs_none() -> None:
    done = in_a_process("run")
    assert done.returncode == 2, "which systemd does not start again"
    [said] = done.stderr.splitlines()
    play = f"`{sys.executable} -m bot play` needs none"
    for part in ("There is no bot token", "discord.com/developers/applications", "config.toml", play):
        assert part in said


def test_run_without_a_network_says_so_and_keeps_the_token_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRAWBERRY_DISCORD__TOKEN", "abc.def.secret")
    monkeypatch.setenv("STRAWBERRY_MODEL__BACKEND", "off")
    monkeypatch.setenv("STRAWBERRY_LOG__FORMAT", "json")
    # Python runs it before all else.
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*_, **__):\n"
        "    raise socket.gaierror(socket.EAI_AGAIN, 'no network')\n"
        "socket.getaddrinfo = refuse\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
    done = in_a_process("run")
    assert done.returncode == 3
    *_, last = map(json.loads, done.stderr.splitlines())
    assert "Discord cannot be reached" in last["message"]
    assert last["level"] == "ERROR"
    assert "secret" not in done.stderr + done.stdout


def test_wrong_keys_are_named_with_what_was_expected(strawberry: Strawberry, tmp_path: Path) -> None:
    config = tmp_path / "bad.toml"
    config.write_text('[discord]\ntokn = "secret"\n[model]\nqueue = "many"\n')
    done = strawberry("run", "--config", str(config))
    assert done.returncode == 2
    assert "discord.tokn: there is no such key" in done.stderr
    assert "model.queue: it should be a whole number" in done.stderr
    assert "secret" not in done.stderr


def test_a_database_that_cannot_be_opened_ends_with_1(strawberry: Strawberry, log: Path) -> None:
    log.write_bytes(b"no database" * 500)
    done = strawberry("ask", "--no-model", "spell cat")
    assert done.returncode == 1
    assert "no SQLite database" in done.stderr


def test_a_model_that_cannot_be_loaded_is_explained_and_the_exact_answer_given(
    strawberry: Strawberry, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("STRAWBERRY_MODEL__NAME", "./nowhere")
    done = strawberry("ask", "spell cat")
    assert done.returncode == 0
    assert done.stdout.startswith("exact: c-a-t")
    assert "There is no file ./nowhere" in caplog.text  # else it goes to standard error, as in `test_nobody.py`


def set_up_a_server(monkeypatch: pytest.MonkeyPatch, url: str = "http://127.0.0.1:9/v1") -> None:
    """Let the model be on the server at ``url``; there is none at the usual one."""
    monkeypatch.setenv("STRAWBERRY_MODEL__BACKEND", "openai")
    monkeypatch.setenv("STRAWBERRY_OPENAI__MODEL", "tiny")
    monkeypatch.setenv("STRAWBERRY_OPENAI__BASE_URL", url)
    monkeypatch.setenv("STRAWBERRY_OPENAI__RETRIES", "0")


async def test_a_server_is_asked_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(stream(HEL.replace("Hel", "It has 3 r's."), END, DONE)) as server:
        set_up_a_server(monkeypatch, server.url)
        done = await asyncio.to_thread(in_a_process, "ask", "How many r's are in strawberry?")
    assert done.returncode == 0, done.stderr
    assert f"model: 3 (right; tiny, at 127.0.0.1:{server.port})\n       it says: It has 3 r's.\n" in done.stdout


def test_a_server_that_is_not_there_costs_only_the_model_s_half(
    strawberry: Strawberry, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_a_server(monkeypatch)
    done = strawberry("ask", "spell cat")
    assert done.returncode == 0
    assert done.stdout.startswith("exact: c-a-t\nmodel: none. The model's server at 127.0.0.1:9 cannot be reached.")


def test_of_a_server_s_model_there_is_nothing_to_prepare(
    strawberry: Strawberry, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_a_server(monkeypatch)
    done = strawberry("prepare")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith('There is nothing to prepare: with model.backend = "openai" a server runs the model')


def test_help_explains_the_exit_codes(strawberry: Strawberry) -> None:
    shown = strawberry("--help").stdout
    for command in ("run", "play", "tokens", "ask", "prepare"):
        assert command in shown
    assert "Exit codes" in shown


def test_a_default_encoding_that_does_not_exist_is_a_mistake_in_the_config(
    strawberry: Strawberry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRAWBERRY_TOKENS__ENCODING", "klingon")
    for command in (["tokens", "x"], ["ask", "--no-model", "spell cat"]):
        done = strawberry(*command)
        assert done.returncode == 2
        assert "tokens.encoding" in done.stderr
        assert "klingon" in done.stderr


def test_who_reads_the_answers_may_leave() -> None:
    asking = f"yes 'spell cat' | head -200 | {sys.executable} -m bot ask --no-model --json - | head -1"
    shell = ["bash", "-o", "pipefail", "-c", asking]
    done = subprocess.run(shell, capture_output=True, text=True, check=False, timeout=60)
    assert json.loads(done.stdout)["exact"] == "c-a-t"
    assert done.stderr == ""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_ends_though_standard_input_stays_open(sent: signal.Signals) -> None:
    command = [sys.executable, "-m", "bot", "tokens", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("strawberry\n")
        process.stdin.flush()
        assert "9500" in process.stdout.readline()
        process.send_signal(sent)
        assert process.wait(30) == 130


def test_a_question_as_json_that_cannot_be_answered_ends_with_1(strawberry: Strawberry) -> None:
    done = strawberry("ask", "--json", "--no-model", "hello")
    assert done.returncode == 1
    assert json.loads(done.stdout)["kind"] is None


def test_preparing_what_cannot_be_loaded_is_not_called_ready(
    strawberry: Strawberry, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("STRAWBERRY_MODEL__NAME", "./nowhere")
    done = strawberry("prepare")
    assert done.returncode == 1
    assert "There is no file ./nowhere" in caplog.text  # see above
    assert "ready" not in done.stderr


def test_the_version() -> None:
    assert in_a_process("--version").stdout.strip() == __version__
