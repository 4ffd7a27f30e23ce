"""The processors that this process may use."""

import os
from contextlib import suppress
from pathlib import Path

from bot.errors import ModelUnavailable

_CGROUP = Path("/sys/fs/cgroup")
_CPU_INFO = Path("/proc/cpuinfo")


def processors(cgroup: Path = _CGROUP) -> int:
    """How many processors are to be had: by affinity, and by the quota of the control group where there is one."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:  # there is none on macOS and Windows
        allowed = os.cpu_count() or 1
    return max(1, min(allowed, _quota(cgroup) or allowed))


def _quota(cgroup: Path) -> int | None:
    """Whole processors of the quota, of version 2 or else 1 of control groups; None where there is none."""
    with suppress(OSError, ValueError):
        quota, period = (cgroup / "cpu.max").read_text().split()
        return None if quota == "max" else int(quota) // int(period) or 1
    with suppress(OSError, ValueError):
        quota, period = ((cgroup / "cpu" / f"cpu.cfs_{each}_us").read_text() for each in ("quota", "period"))
        return int(quota) // int(period) or 1 if int(quota) > 0 else None
    return None


def check_features(cpu_info: Path = _CPU_INFO) -> None:
    """Raises ``ModelUnavailable`` for an x86 processor without AVX2, on which the engine would crash."""
    with suppress(OSError):
        flags = [line.split() for line in cpu_info.read_text().splitlines() if line.startswith("flags")]
        if flags and "avx2" not in flags[0]:
            raise ModelUnavailable(
                'This processor is too old for the model: it has no AVX2. Set model.backend to "openai" and let a '
                'server run it, or to "off"; everything exact works without.'
            )


def has_bfloat16(cpu_info: Path = _CPU_INFO) -> bool:
    """Whether the processor multiplies bfloat16 itself; without it, torch is slower with it than with float32."""
    with suppress(OSError):
        text = cpu_info.read_text()
        return "avx512_bf16" in text or "amx_bf16" in text
    return False
