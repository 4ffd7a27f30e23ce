"""What hosts are given beside the bot: systemd's units, what Docker needs, and the panel's egg."""

import json
import logging
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from dockerfile_parse import DockerfileParser  # type: ignore[import-untyped] # it has no py.typed
from ruamel.yaml import YAML
from typer.main import get_command

from bot.cli import app
from bot.cli.running import USAGE
from bot.config import load_settings
from tests.command import Strawberry
from tests.world import World, lay_out

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
HARDENED = (
    "NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "PrivateUsers", "ProtectClock",
    "ProtectControlGroups", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables",
    "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality",
)  # fmt: skip


def unit(name: str) -> Mapping[str, Sequence[str]]:
    """All that a unit says, in order."""
    said = defaultdict(list)
    for line in (DEPLOY / name).read_text().splitlines():
        if not line.startswith(("#", "[")) and line:
            key, _, value = line.partition("=")
            said[key].append(value)
    return said


@pytest.mark.parametrize("name", ["strawberry.service", "strawberry-backup.service"])
def test_the_units_are_hardened(name: str) -> None:
    said = unit(name)
    assert all(said[key] == ["yes"] for key in HARDENED), said
    assert (said["CapabilityBoundingSet"], said["ProtectSystem"], said["User"]) == ([""], ["strict"], ["strawberry"])
    assert said["SystemCallFilter"][0] == "@system-service"


def test_what_the_host_alone_can_mend_is_not_started_again() -> None:
    assert unit("strawberry.service")["RestartPreventExitStatus"] == [str(USAGE)]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here, which alone knows its figure")
@pytest.mark.parametrize("name", ["strawberry.service", "strawberry-backup.service"])
def test_systemd_says_that_little_is_exposed(name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", str(DEPLOY / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_nightly_backup(strawberry: Strawberry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the unit runs: it copies the log of the bot's own config, wherever that is, and none in its place."""
    said = unit("strawberry-backup.service")
    assert said["LoadCredential"] == unit("strawberry.service")["LoadCredential"]
    assert said["StateDirectory"] == unit("strawberry.service")["StateDirectory"] == ["strawberry-bot"]
    for setting in said["Environment"][0].split():
        name, _, value = setting.partition("=")
        monkeypatch.setenv(name, value.replace("%S", str(tmp_path)))
    assert unit("strawberry.service")["Environment"][0].startswith("XDG_DATA_HOME=%S ")
    config, log, dead = (
        tmp_path / name for name in ("config.toml", "log.sqlite3", "strawberry-bot/strawberry.sqlite3")
    )
    config.write_text(f"database.path = {json.dumps(str(log))}\n")
    for path in (log, dead):
        path.parent.mkdir(exist_ok=True)
        lay_out(path)
    command = said["ExecStart"][0].replace("%S", str(tmp_path)).replace("${CREDENTIALS_DIRECTORY}", str(tmp_path))
    program, *arguments = command.split()
    assert program == unit("strawberry.service")["ExecStart"][0].split()[0]
    done = strawberry(*arguments)
    assert "integrity check ok" in done.stdout, done.stderr
    [copy] = (tmp_path / "strawberry-bot" / "backups").iterdir()
    assert copy.name.startswith("log-")
    config.write_text("database.url = 'postgresql://strawberry@db.example/strawberry'\n")
    on_a_server = strawberry(*arguments)
    assert (on_a_server.returncode, [*copy.parent.iterdir()]) == (1, [copy])
    assert "pg_dump copies it" in on_a_server.stderr


def test_the_image_runs_as_nobody_in_particular_and_passes_signals_on() -> None:
    dockerfile = DockerfileParser(path=str(ROOT / "Dockerfile"))
    last: dict[str, str] = {}
    for step in dockerfile.structure:
        last = {} if step["instruction"] == "FROM" else last | {step["instruction"]: step["value"]}
    assert int(last["USER"].partition(":")[0]) >= 1000
    assert (json.loads(last["ENTRYPOINT"]), json.loads(last["CMD"])) == (["strawberry"], ["run"])
    program, *arguments = json.loads(last["HEALTHCHECK"].partition("CMD ")[2])
    assert program == "strawberry"
    assert {*arguments} <= {*get_command(app).commands}  # type: ignore[attr-defined] # it is a group
    assert "--no-deps" in dockerfile.content
    assert dockerfile.content.count("--require-hashes") == 1
    assert "--require-hashes" in (DEPLOY / "install.sh").read_text()


def test_scripts_run_where_a_copy_has_lost_their_executable_bit() -> None:
    egg = json.loads((DEPLOY / "egg-strawberry.json").read_text())["scripts"]["installation"]["script"]
    called = re.findall(r"(\S+) (?:source/)?deploy/\w+\.sh [/v]", f"{(ROOT / 'Dockerfile').read_text()}\n{egg}")
    assert called == ["sh", "sh", "sh"]


def test_compose_runs_the_bot_with_no_more_than_it_needs() -> None:
    file = ROOT / "compose.yaml"
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    services = YAML(typ="safe").load(file)["services"]
    bot = services["bot"]
    assert (bot["read_only"], bot["cap_drop"]) == (True, ["ALL"])
    assert not {"ports", "privileged", "network_mode"} & {*bot}
    assert all(each["security_opt"] == ["no-new-privileges:true"] for each in services.values())
    assert {name: each.get("profiles") for name, each in services.items()} == {
        "bot": None, "postgres": ["postgres"], "llama": ["llama"],
    }  # fmt: skip
    assert all(not each["required"] for each in bot["depends_on"].values())


def test_all_that_the_example_of_an_environment_names_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each line, also those that are left out at first: they are keys of the config, or compose.yaml reads them."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    others = {name for name, _ in lines if not name.startswith("STRAWBERRY_")}
    assert others - {"COMPOSE_PROFILES"} == {*re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text())}
    for name, value in lines:
        if name.startswith("STRAWBERRY_"):
            monkeypatch.setenv(name, value.replace("${POSTGRES_PASSWORD}", "secret"))
    settings = load_settings()
    assert settings.database.url is not None
    assert settings.metrics.address is not None
    assert settings.model_names == ("SmolLM2-1.7B-Instruct",)


def test_the_egg_has_what_a_panel_reads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    egg = json.loads((DEPLOY / "egg-strawberry.json").read_text())
    assert egg["meta"]["version"] == "PTDL_v2"
    assert {*egg} >= {"name", "author", "description", "docker_images", "startup", "config", "scripts", "variables"}
    assert {*egg["config"]} == {"files", "startup", "logs", "stop"}
    assert [json.loads(egg["config"][key]) for key in ("files", "logs")] == [{}, {}]
    for each in egg["variables"]:
        fitting = each["rules"].partition("in:")[2]
        assert not fitting or each["default_value"] in fitting.split(","), each
        if each["env_variable"].startswith("STRAWBERRY_"):
            monkeypatch.setenv(each["env_variable"], each["default_value"])
    monkeypatch.chdir(tmp_path)
    load_settings()
    install = egg["scripts"]["installation"]
    named = {each["env_variable"] for each in egg["variables"]} - {"PIP_EXTRA_INDEX_URL"}
    assert {*re.findall(r"\$([A-Z_]+)", install["script"])} <= named
    checked = subprocess.run(["bash", "-n"], input=install["script"], capture_output=True, text=True, check=False)
    assert checked.stderr == ""


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log as a host sees it, from the bot's start on."""
    caplog.set_level(logging.INFO)
    return caplog


async def test_the_panel_is_told_that_the_bot_has_started(log: pytest.LogCaptureFixture, world: World) -> None:
    assert world.bot.is_ready()
    egg = json.loads((DEPLOY / "egg-strawberry.json").read_text())
    done = json.loads(egg["config"]["startup"])["done"]
    assert any(done in record.getMessage() for record in [*log.get_records("setup"), *log.records])
