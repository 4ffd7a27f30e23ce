"""``strawberry`` on the command line, as its users run it: in a process of its own."""

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
from tests.conftest import PREPARED
from tests.model.faulty import DONE, END, HEL, serving, stream


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A folder, a database and a cache of the test's own, with the prepared model in it."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "models").symlink_to(PREPARED)
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "STRAWBERRY_CACHE": str(tmp_path / "cache"),
        "STRAWBERRY_DATABASE__PATH": str(tmp_path / "log.sqlite3"),
        "STRAWBERRY_MODEL__THREADS": "1",
        "COLUMNS": "200",
    }


def strawberry(
    *arguments: str, environment: dict[str, str], typed: str | bytes = ""
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed if isinstance(typed, bytes) else typed.encode(),
        capture_output=True,
        cwd=environment["STRAWBERRY_CACHE"],
        env=environment,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_two_questions_of_the_first_day(environment: dict[str, str]) -> None:
    """One line a question, in order, exact and by the real model, and in the log."""
    typed = "How many r's are in strawberry?\nWhich US states contain the letter d?\nhello\n"
    done = strawberry("ask", "--json", "-", environment=environment, typed=typed)
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
    with closing(sqlite3.connect(environment["STRAWBERRY_DATABASE__PATH"])) as log:
        rows = log.execute("SELECT id, kind, word, letter FROM comparisons ORDER BY id").fetchall()
    assert sorted(row[0] for row in rows) == sorted([count["comparison_id"], which["comparison_id"]])
    assert {row[1:] for row in rows} == {("count", "strawberry", "r"), ("which", "US states", "d")}


def test_a_hundred_questions_are_answered_in_order(environment: dict[str, str]) -> None:
    typed = "".join(f"How many a's are in {'a' * number}b?\n" for number in range(1, 101))
    done = strawberry("ask", "--json", "--no-model", "-", environment=environment, typed=typed)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["exact"] for answer in answers] == list(range(1, 101))
    assert {answer["model"] for answer in answers} == {None}


@pytest.mark.parametrize(
    ("question", "exact"),
    [("Does Nevada have a d?", "Yes"), ("which months contain a z", "none"), ("spell cat", "c-a-t")],
)
def test_an_answer_for_people(environment: dict[str, str], question: str, exact: str) -> None:
    done = strawberry("ask", "--no-model", question, environment=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"exact: {exact}\n")
    assert "switched off" in done.stdout


def test_what_frontier_models_answered_stands_last(environment: dict[str, str]) -> None:
    done = strawberry("ask", "--no-model", "How many r's are in strawberry?", environment=environment)
    assert " ".join(done.stdout.split()).endswith(
        "14 frontier models, February 2026: 13 said 3 · MiMo V2 Flash said 2 "
        "(StrawberryBench by Florian Leuerer, CC-BY-4.0)"
    )


def test_what_is_no_letter_question_ends_with_1_and_says_why(environment: dict[str, str]) -> None:
    done = strawberry("ask", "--no-model", "hello", environment=environment)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Ask like this" in done.stderr


def test_tokens_as_json(environment: dict[str, str]) -> None:
    done = strawberry("tokens", "strawberry 👩‍👩‍👧", "--json", environment=environment)
    answer = json.loads(done.stdout)
    assert answer["encoding"] == "o200k_base"
    first, *_, last = answer["tokens"]
    assert first == {"id": 302, "text": "st", "bytes": "7374", "start": 0, "end": 2}
    assert last["text"] is None
    assert bytes.fromhex("".join(token["bytes"] for token in answer["tokens"])).decode() == "strawberry 👩‍👩‍👧"


def test_tokens_of_lines_in_an_encoding_named_by_a_model(environment: dict[str, str]) -> None:
    done = strawberry(
        "tokens", "-", "--encoding", "gpt-4", "--json", environment=environment, typed="strawberry\n\n a\n"
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [[token["id"] for token in line["tokens"]] for line in lines] == [[496, 675, 15717], [], [264]]
    assert {line["encoding"] for line in lines} == {"cl100k_base"}


def test_tokens_for_people(environment: dict[str, str]) -> None:
    done = strawberry("tokens", "strawberry", environment=environment)
    assert "19772" in done.stdout
    assert "3 tokens · 10 characters · 10 bytes · o200k_base" in done.stdout


def test_bytes_that_are_no_text_are_replaced(environment: dict[str, str]) -> None:
    done = strawberry("tokens", "-", environment=environment, typed=b"a\xffb\n")
    assert "�" in "".join(token["text"] or "" for token in json.loads(done.stdout)["tokens"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["tokens", "x", "--encoding", "klingon"], 1, "klingon"),
        (["tokens"], 2, "TEXT"),
        (["dance"], 2, "dance"),
        (["run"], 3, "There is no bot token"),
        (["run", "--config", "nowhere.toml"], 2, "There is no file nowhere.toml"),
        (["play", "--port", "0"], 2, "--port"),
    ],
)
def test_exit_codes(environment: dict[str, str], arguments: list[str], code: int, said: str) -> None:
    done = strawberry(*arguments, environment=environment)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_run_without_a_token_says_where_to_get_one_and_that_play_needs_none(environment: dict[str, str]) -> None:
    said = strawberry("run", environment=environment).stderr.strip()
    assert len(said.splitlines()) == 1
    for part in ("discord.com/developers/applications", "config.toml", "strawberry play"):
        assert part in said


def test_run_without_a_network_says_so_and_keeps_the_token_to_itself(
    environment: dict[str, str], tmp_path: Path
) -> None:
    nowhere = {"STRAWBERRY_DISCORD__TOKEN": "abc.def.secret", "STRAWBERRY_MODEL__BACKEND": "off"}
    # Python runs it before all else.
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*_, **__):\n"
        "    raise socket.gaierror(socket.EAI_AGAIN, 'no network')\n"
        "socket.getaddrinfo = refuse\n"
    )
    path = f"{tmp_path}{os.pathsep}{environment['PYTHONPATH']}"
    done = strawberry("run", environment={**environment, **nowhere, "PYTHONPATH": path})
    assert done.returncode == 3
    assert "Discord cannot be reached" in done.stderr
    assert "secret" not in done.stderr + done.stdout


def test_wrong_keys_are_named_with_what_was_expected(environment: dict[str, str], tmp_path: Path) -> None:
    config = tmp_path / "bad.toml"
    config.write_text('[discord]\ntokn = "secret"\n[model]\nqueue = "many"\n')
    done = strawberry("run", "--config", str(config), environment=environment)
    assert done.returncode == 2
    assert "discord.tokn: there is no such key" in done.stderr
    assert "model.queue" in done.stderr
    assert "integer" in done.stderr
    assert "secret" not in done.stderr


def test_a_database_that_cannot_be_opened_ends_with_1(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "log.sqlite3").write_bytes(b"no database" * 500)
    done = strawberry("ask", "--no-model", "spell cat", environment=environment)
    assert done.returncode == 1
    assert "no SQLite database" in done.stderr


def test_a_model_that_cannot_be_loaded_is_explained_and_the_exact_answer_given(environment: dict[str, str]) -> None:
    done = strawberry("ask", "spell cat", environment={**environment, "STRAWBERRY_MODEL__NAME": "./nowhere"})
    assert done.returncode == 0
    assert done.stdout.startswith("exact: c-a-t")
    assert "There is no file ./nowhere" in done.stderr


def test_prepare_leaves_a_model_that_loads(environment: dict[str, str]) -> None:
    done = strawberry("prepare", environment=environment)
    assert done.returncode == 0, done.stderr
    assert "Model ready" in done.stderr


def on_a_server(environment: dict[str, str], url: str) -> dict[str, str]:
    """``environment`` with the model on the server at ``url``."""
    model = {"STRAWBERRY_MODEL__BACKEND": "openai", "STRAWBERRY_OPENAI__MODEL": "tiny"}
    return {**environment, **model, "STRAWBERRY_OPENAI__BASE_URL": url, "STRAWBERRY_OPENAI__RETRIES": "0"}


async def test_a_server_is_asked_and_named(environment: dict[str, str]) -> None:
    async with serving(stream(HEL.replace("Hel", "It has 3 r's."), END, DONE)) as server:
        there = on_a_server(environment, server.url)
        done = await asyncio.to_thread(strawberry, "ask", "How many r's are in strawberry?", environment=there)
    assert done.returncode == 0, done.stderr
    assert f"model: 3 (right; tiny, at 127.0.0.1:{server.port})\n       it says: It has 3 r's.\n" in done.stdout


def test_a_server_that_is_not_there_costs_only_the_model_s_half(environment: dict[str, str]) -> None:
    done = strawberry("ask", "spell cat", environment=on_a_server(environment, "http://127.0.0.1:9/v1"))
    assert done.returncode == 0
    assert done.stdout.startswith("exact: c-a-t\nmodel: none. The model's server at 127.0.0.1:9 cannot be reached.")


def test_of_a_server_s_model_there_is_nothing_to_prepare(environment: dict[str, str]) -> None:
    done = strawberry("prepare", environment=on_a_server(environment, "http://127.0.0.1:9/v1"))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith('There is nothing to prepare: with model.backend = "openai" a server runs the model')


def test_help_explains_the_exit_codes(environment: dict[str, str]) -> None:
    shown = strawberry("--help", environment=environment).stdout
    for command in ("run", "play", "tokens", "ask", "prepare"):
        assert command in shown
    assert "Exit codes" in shown


def test_a_default_encoding_that_does_not_exist_is_a_mistake_in_the_config(environment: dict[str, str]) -> None:
    wrong = {**environment, "STRAWBERRY_TOKENS__ENCODING": "klingon"}
    for command in (["tokens", "x"], ["ask", "--no-model", "spell cat"]):
        done = strawberry(*command, environment=wrong)
        assert done.returncode == 2
        assert "tokens.encoding" in done.stderr
        assert "klingon" in done.stderr


def test_who_reads_the_answers_may_leave(environment: dict[str, str]) -> None:
    asking = f"yes 'spell cat' | head -200 | {sys.executable} -m bot ask --no-model --json - | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", asking],
        capture_output=True,
        text=True,
        env=environment,
        cwd=environment["STRAWBERRY_CACHE"],
        check=False,
        timeout=60,
    )
    assert json.loads(done.stdout)["exact"] == "c-a-t"
    assert done.stderr == ""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_ends_though_standard_input_stays_open(
    environment: dict[str, str], sent: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "tokens", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("strawberry\n")
        process.stdin.flush()
        assert "19772" in process.stdout.readline()
        process.send_signal(sent)
        assert process.wait(30) == 130


def test_a_question_as_json_that_cannot_be_answered_ends_with_1(environment: dict[str, str]) -> None:
    done = strawberry("ask", "--json", "--no-model", "hello", environment=environment)
    assert done.returncode == 1
    assert json.loads(done.stdout)["kind"] is None


def test_preparing_what_cannot_be_loaded_is_not_called_ready(environment: dict[str, str]) -> None:
    done = strawberry("prepare", environment={**environment, "STRAWBERRY_MODEL__NAME": "./nowhere"})
    assert done.returncode == 1
    assert "There is no file ./nowhere" in done.stderr
    assert "ready" not in done.stderr


def test_the_version(environment: dict[str, str]) -> None:
    assert strawberry("--version", environment=environment).stdout.strip() == __version__
