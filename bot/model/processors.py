"""The processors that this process may use."""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from bot.errors import ModelUnavailable

CGROUP = Path("/sys/fs/cgroup")
OWN_GROUPS = Path("/proc/self/cgroup")
"""Where control groups are mounted, and the file that names those of this process."""
_CPU_INFO = Path("/proc/cpuinfo")


def processors(cgroup: Path = CGROUP, own_groups: Path = OWN_GROUPS) -> int:
    """How many processors are to be had: by affinity, and by the least quota of the control groups around the process.

    ``own_groups`` is the file that names them, ``cgroup`` the folder where they are mounted.
    """
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:  # there is none on macOS and Windows
        allowed = os.cpu_count() or 1
    quotas = (_quota(folder) for folder in control_groups(cgroup, own_groups))
    return max(1, min([allowed, *(quota for quota in quotas if quota is not None)]))


def threads(chosen: int | None) -> int:
    """How many threads a model runs on: as many as the host has ``chosen``, or all processors but one, which I need.

    >>> threads(3)
    3
    """
    return chosen or max(1, processors() - 1)


def control_groups(cgroup: Path, own_groups: Path, controller: str = "cpu") -> Iterator[Path]:
    """The folders of the groups that the process is in, and of those around them, of both versions.

    In a container its own group is what is mounted, whatever the file names it.
    """
    yield from (cgroup, cgroup / controller)
    with suppress(OSError, ValueError):
        for line in own_groups.read_text().splitlines():
            _, controllers, name = line.split(":", 2)
            group = PurePosixPath(name.lstrip("/"))
            if ".." in group.parts or (controllers and controller not in controllers.split(",")):
                continue
            mounted = cgroup / controller if controllers else cgroup  # version 2 has no list of controllers
            yield from (mounted / each for each in (group, *group.parents))


def _quota(group: Path) -> int | None:
    """Whole processors of a group's quota, of version 2 or else 1; None where there is none."""
    with suppress(OSError, ValueError):
        quota, period = (group / "cpu.max").read_text().split()
        return None if quota == "max" else int(quota) // int(period)
    with suppress(OSError, ValueError):
        quota, period = ((group / f"cpu.cfs_{each}_us").read_text() for each in ("quota", "period"))
        return int(quota) // int(period) if int(quota) > 0 else None
    return None


def check_features(cpu_info: Path = _CPU_INFO) -> None:
    """Raises ``ModelUnavailable`` for an x86 processor without AVX2, on which the engine would crash."""
    told = features(cpu_info)
    if "sse2" in told and "avx2" not in told:  # each x86 processor of 64 bits has the first
        raise ModelUnavailable(
            'This processor is too old for the model: it has no AVX2. Set model.backend to "openai" and let a '
            'server run it, or to "off"; everything exact works without.'
        )


def features(cpu_info: Path = _CPU_INFO) -> Collection[str]:
    """What the processor says of itself, in the names of Linux (``avx2``, ``amx_bf16``); none where it does not."""
    with suppress(OSError):
        for line in cpu_info.read_text().splitlines():
            name, _, told = line.partition(":")
            if name.strip() in ("flags", "Features"):  # the second on ARM
                return frozenset(told.split())
    return frozenset()


def has_bfloat16(cpu_info: Path = _CPU_INFO) -> bool:
    """Whether the processor multiplies bfloat16 itself; without it, torch is slower with it than with float32."""
    return not {"avx512_bf16", "amx_bf16"}.isdisjoint(features(cpu_info))
