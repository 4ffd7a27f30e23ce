"""What is installed: locked with its hashes, the same in each install, and looked up for known holes."""

import os
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).parent.parent
LOCKS = ("dev", "full", "small", "cuda", "supply")
Pins = Mapping[str, tuple[str, int]]
"""The version of each package, and how many hashes there are of it."""


def pins(lock: str) -> Pins:
    entries = regex.split(r"\n(?=\S)", (ROOT / "locks" / f"{lock}.txt").read_text().strip())
    found = {}
    for entry in entries:
        told = regex.match(r"([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\\n", entry)
        hashes = regex.findall(r"\n {4}--hash=sha256:[0-9a-f]{64}(?: \\)?(?=\n|$)", entry)
        assert told, entry
        assert len(hashes) == entry.count("\n") > 0, entry
        found[told[1]] = told[2], len(hashes)
    return found


@pytest.fixture(scope="module")
def locked() -> Mapping[str, Pins]:
    """The pins of each lock."""
    return {lock: pins(lock) for lock in LOCKS}


def asked_for() -> Mapping[str, set[str]]:
    """The packages that the project asks for, by the lock that is the first to have them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras, groups = project["project"]["optional-dependencies"], project["dependency-groups"]
    lists = {
        "small": [*project["project"]["dependencies"], *groups["beside"]],
        "full": extras["full"],
        "dev": extras["dev"],
        "supply": groups["supply"],
    }
    return {
        lock: {regex.sub(r"[^\w.-].*", "", each).lower().replace(".", "-") for each in listed}
        for lock, listed in lists.items()
    }


def test_all_that_is_asked_for_is_pinned_and_no_more_where_little_is_to_be(locked: Mapping[str, Pins]) -> None:
    for lock, names in asked_for().items():
        assert names <= {*locked[lock]}, lock
    assert {*locked["small"]} <= {*locked["full"]} <= {*locked["dev"]}
    assert not {"torch", "transformers", "accelerate", "av", "sympy"} & {*locked["small"]}
    assert {"torch", "transformers", "accelerate"} <= {*locked["full"]}
    assert not {*locked["dev"]} & {*locked["cuda"]}
    assert all(name.startswith(("nvidia-", "cuda-", "triton")) for name in locked["cuda"])


def test_every_install_has_the_same_version_of_a_package(locked: Mapping[str, Pins]) -> None:
    for lock in ("full", "small"):
        assert all(pin == locked["dev"][name] for name, pin in locked[lock].items()), lock


def test_nothing_says_where_it_comes_from() -> None:
    for lock in LOCKS:
        assert not regex.search(r"://|--index|--find|--trusted", (ROOT / "locks" / f"{lock}.txt").read_text()), lock


@pytest.mark.parametrize(
    ("says", "ends", "code", "told"),
    [
        ("No known vulnerabilities found", 0, 0, "No known vulnerabilities found"),
        ("Found 2 known vulnerabilities in 1 package", 1, 1, "Found 2 known vulnerabilities in 1 package"),
        ("Traceback\nConnectionError: unreachable", 1, 2, "could not be asked for known holes: ConnectionError: unr"),
    ],
)
def test_an_audit_tells_holes_from_an_index_that_cannot_be_asked(
    tmp_path: Path, says: str, ends: int, code: int, told: str
) -> None:
    audit = tmp_path / "pip-audit"
    audit.write_text(f"#!/bin/sh\necho \"$@\" > {tmp_path}/asked\nprintf '%s\\n' '{says}' >&2\nexit {ends}\n")
    audit.chmod(0o755)
    environment = {"PATH": os.defpath, "BIN": str(tmp_path)}
    done = subprocess.run([ROOT / ".ci" / "audit"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert told in done.stdout + done.stderr
    assert len((done.stdout + done.stderr).splitlines()) == 1
    asked = (tmp_path / "asked").read_text()
    assert all(f"locks/{lock}.txt" in asked for lock in ("dev", "cuda", "supply"))


def test_small_and_full_are_installed_from_their_locks_alone() -> None:
    for target, lock in ((".venv/installed", "full"), (".venv-small/installed", "small")):
        command = ["make", "--dry-run", "--always-make", target]
        done = subprocess.run(command, cwd=ROOT, env={"PATH": os.defpath}, capture_output=True, text=True, check=True)
        installs = [line.split("pip ", 1)[1] for line in done.stdout.splitlines() if "pip install" in line]
        assert installs[:2] == [
            f"install --quiet --require-hashes --no-deps --requirement locks/{lock}.txt",
            "install --quiet --no-deps --no-build-isolation --editable .",
        ]
