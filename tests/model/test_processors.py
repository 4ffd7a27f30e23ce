"""How many processors there are for the model, and what they can do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import ModelUnavailable
from bot.model.processors import check_features, has_bfloat16, processors, threads

NO_QUOTA = "max 100000"
HAVE = len(os.sched_getaffinity(0))


def group(folder: Path, *, two: str | None = None, one: tuple[str, str] | None = None) -> Path:
    """The files of a control group: of version 2, of version 1, of both, or none."""
    if two is not None:
        (folder / "cpu.max").write_text(two + "\n")
    if one is not None:
        (folder / "cpu").mkdir()
        for name, value in zip(("quota", "period"), one, strict=True):
            (folder / "cpu" / f"cpu.cfs_{name}_us").write_text(value + "\n")
    return folder


def test_without_a_quota_there_are_as_many_as_the_process_may_use(tmp_path: Path) -> None:
    assert processors(tmp_path) == HAVE
    assert processors(tmp_path / "nowhere") == HAVE
    assert processors(group(tmp_path, two=NO_QUOTA, one=("-1", "100000"))) == HAVE


def test_affinity_counts() -> None:
    code = (
        "import os; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); "
        "from bot.model.processors import processors; print(processors())"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "1\n"


@pytest.mark.parametrize(
    ("quota", "period", "expected"),
    [
        (50_000, 100_000, 1),
        (100_000, 100_000, 1),
        (199_999, 100_000, 1),
        (200_000, 100_000, 2),
        (6_400_000, 100_000, 64),
    ],
)
def test_a_quota_counts_in_whole_processors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quota: int, period: int, expected: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {*range(64)})
    (tmp_path / "1").mkdir()
    assert processors(group(tmp_path, two=f"{quota} {period}")) == expected
    assert processors(group(tmp_path / "1", one=(str(quota), str(period)))) == expected


@pytest.mark.parametrize(
    "listed", ["0::/system.slice/bot.service", "5:cpuset:/a\n4:cpu,cpuacct:/system.slice/bot.service"]
)
@pytest.mark.parametrize("limited", ["system.slice/bot.service", "system.slice", "."])
def test_the_quota_of_each_group_around_the_process_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str, limited: str
) -> None:
    """As systemd sets it for a service, whose group is not the one at the top."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {*range(64)})
    (tmp_path / "own").write_text(f"{listed}\n")
    one = listed.startswith("5")
    folder = tmp_path / ("cpu" if one else "") / limited
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in {"quota": "350000", "period": "100000"}.items():
        (folder / f"cpu.cfs_{name}_us").write_text(value)
    if not one:
        group(folder, two="350000 100000")
    assert processors(tmp_path, tmp_path / "own") == 3
    (tmp_path / "own").write_text("0::/../elsewhere\n")
    assert processors(tmp_path, tmp_path / "own") == (3 if limited == "." else 64)


def test_a_model_takes_all_but_one_of_those_that_are_to_be_had_or_as_many_as_the_host_has_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    for allowed in (1, 3):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, allowed=allowed: {*range(allowed)})
        assert threads(None) == max(1, processors() - 1) < 3
    assert threads(5) == 5


@pytest.mark.parametrize("broken", ["", "much", "100000", "100000 much", "1 2 3"])
def test_what_cannot_be_read_is_no_quota(tmp_path: Path, broken: str) -> None:
    assert processors(group(tmp_path, two=broken)) == HAVE


def test_where_the_system_tells_no_affinity_all_processors_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert processors(tmp_path) == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors(tmp_path) == 1


OLD = "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu sse2 avx\nvmx flags\t: avx2\n"
NEW = OLD.replace("avx\n", "avx avx2 avx512_bf16\n")
ARM = "processor\t: 0\nFeatures\t: fp asimd bf16\n"


def test_an_x86_processor_without_avx2_is_told_of_before_the_engine_crashes(tmp_path: Path) -> None:
    (tmp_path / "old").write_text(OLD)
    with pytest.raises(ModelUnavailable, match=r'no AVX2.* model\.backend to "openai".* "off"'):
        check_features(tmp_path / "old")
    for name, text in {"new": NEW, "arm": ARM, "empty": ""}.items():
        (tmp_path / name).write_text(text)
        check_features(tmp_path / name)
    check_features(tmp_path / "nowhere")


def test_bfloat16_is_used_where_the_processor_has_it(tmp_path: Path) -> None:
    (tmp_path / "old").write_text(OLD)
    (tmp_path / "new").write_text(NEW)
    assert has_bfloat16(tmp_path / "new")
    assert not has_bfloat16(tmp_path / "old")
    assert not has_bfloat16(tmp_path / "nowhere")
