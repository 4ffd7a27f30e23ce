"""``strawberry init`` in a terminal, as a host answers it, and where there is none."""

import os
import pty
import signal
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from select import select

import pytest

from bot.cli.init import table_text
from bot.config import load_settings
from bot.model.needs import OFFERED
from tests.command import Strawberry
from tests.doctor.discord_stand_in import TOKEN

ROOT = Path(__file__).parent.parent
INTERRUPT = "Ctrl+C"
_LAST = "(ended)"
PATIENCE = 60.0
"""Seconds until a question that does not come is given up."""
_AGAIN = 10.0
"""Seconds until somebody who has interrupted it, and sees nothing, does so again."""


class Terminal:
    """One in which the command runs as a host sees it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._screen, self._its_own = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "HOME": str(folder)}
        command = [sys.executable, "-m", "bot", "init", *arguments]
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=self._its_own,
            stdout=self._its_own,
            stderr=self._its_own,
            start_new_session=True,  # so that what is hidden is read here, and not from the terminal of the tests
        )
        self.shown = ""

    def answer(self, question: str, typed: str) -> None:
        """Type that, once the question has come, or interrupt it."""
        new = ""
        while question not in new:
            read = self._read()
            assert read, f"{question} does not come: {self.shown}"
            new += read
        if typed == INTERRUPT:
            self._interrupt()
        else:
            os.write(self._screen, f"{typed}\n".encode())

    def _interrupt(self) -> None:
        """Again, where it comes just before the answer is waited for: Python does not stop waiting then."""
        while self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_AGAIN)

    def end(self) -> int:
        """The exit code, once all has been shown."""
        code = self._process.wait(PATIENCE)
        os.write(self._its_own, _LAST.encode())  # behind all that the command has written
        while _LAST not in self.shown:
            assert self._read(), self.shown
        self.shown = self.shown.partition(_LAST)[0]
        os.close(self._its_own)
        os.close(self._screen)
        return code

    def _read(self) -> str:
        if not select([self._screen], [], [], PATIENCE)[0]:
            self._process.kill()
            return ""
        read = os.read(self._screen, 4096).decode()
        self.shown += read
        return read


def run(folder: Path, *answers: tuple[str, str], arguments: Sequence[str] = ()) -> tuple[int, str]:
    """How the command ends, and all that it has shown."""
    terminal = Terminal(folder, *arguments)
    for question, typed in answers:
        terminal.answer(question, typed)
    return terminal.end(), terminal.shown


def test_five_answers_make_a_config_that_only_its_owner_may_read(tmp_path: Path) -> None:
    code, shown = run(
        tmp_path,
        ("Token: ", TOKEN[:20]),
        ("Token: ", TOKEN),
        ("Place [", "/dev/null/log.sqlite3"),
        ("Place [", "logs/log.sqlite3"),
        ("Number [1]: ", "9"),
        ("Number [1]: ", "3"),
        ("Days [30]: ", "0"),
        ("Days [30]: ", "1.5"),
        ("Days [30]: ", "7"),
        ("Name, address: ", "The “Gardeners”, mail@example.org"),
    )
    assert code == 0, shown
    assert TOKEN not in shown
    assert TOKEN[:20] not in shown
    assert "no file can be made there: Not a directory." in shown
    assert f"The folder {tmp_path / 'logs'} is made at the first start." in shown
    assert "it should be a whole number." in shown
    program = f"{sys.executable} -m bot"
    lines = shown.splitlines()
    assert [line.split("  #")[0].strip() for line in lines if program in line] == [
        f"{program} prepare", f"{program} doctor", f"{program} run",
    ]  # fmt: skip
    file = tmp_path / "config.toml"
    assert file.stat().st_mode & 0o777 == 0o600
    settings = load_settings(file)
    assert settings.discord.token.get_secret_value() == TOKEN
    assert settings.database.file == tmp_path / "logs" / "log.sqlite3"
    assert (settings.model.name, settings.chat.keep_days) == (OFFERED[1].name, 7)
    assert (settings.host.name, settings.host.contact) == ("The “Gardeners”", "mail@example.org")
    assert [name for name, _ in settings if name in tomllib.loads(file.read_text())] == [
        "discord", "model", "chat", "database", "host",
    ]  # fmt: skip


def test_a_server_is_asked_for_by_address_and_name_and_the_rest_has_defaults(tmp_path: Path) -> None:
    answers = [
        ("Token: ", ""),
        ("Place [", "postgres://me:secret@127.0.0.1/strawberry"),
        ("Place [", "postgresql://me:secret@127.0.0.1/strawberry"),
        ("Number [1]: ", "5"),
        ("Its address [", ""),
        ("name there: ", "llama"),
    ]
    rest = [("Days [30]: ", ""), ("Name, address: ", "")]
    code, shown = run(tmp_path, *answers, *rest, arguments=["--config", "here.toml"])
    assert code == 0, shown
    assert f"{sys.executable} -m bot run --config here.toml" in shown
    assert "without its password that is postgresql://me@127.0.0.1/strawberry." in shown
    settings = load_settings(tmp_path / "here.toml")
    assert str(settings.database.where) == "postgresql://me@127.0.0.1/strawberry"
    assert (settings.model.backend, settings.openai.model, settings.chat.keep_days) == ("openai", "llama", 30)
    assert settings.discord.token.get_secret_value() == settings.host.name == ""


def test_who_interrupts_has_written_nothing(tmp_path: Path) -> None:
    code, shown = run(tmp_path, ("Token: ", TOKEN), ("Place [", INTERRUPT))
    assert code == 130
    assert "Nothing was written." in shown.splitlines()  # an interrupted write may be shown once more behind it
    assert not [*tmp_path.rglob("config*")]


def test_without_a_terminal_or_a_place_one_line_says_why(
    strawberry: Strawberry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = strawberry("init", typed=f"{TOKEN}\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("strawberry init asks its questions in a terminal, and there is none.")
    Path("config.toml").write_text("[model]\n")
    there = strawberry("init")
    assert there.stderr == "config.toml is there already. Name another file, or replace it with --force.\n"
    assert "There is no folder" in strawberry("init", "--config", "nowhere/config.toml").stderr
    assert Path("config.toml").read_text() == "[model]\n"


def test_every_sign_comes_back_as_it_was() -> None:
    host = {"name": 'The "Gardeners" \\ 🍓', "contact": "ü#='"}
    assert tomllib.loads(table_text("host", host)) == {"host": host}
