"""The machine: Python, what is installed, the processor, memory, and the clock."""

import os
import platform
import re
import sys
import zoneinfo
from datetime import datetime
from importlib import metadata

from bot.config import Settings
from bot.doctor.finding import Finding, Findings, State, megabytes
from bot.errors import ModelUnavailable
from bot.model.install import HOW, is_small
from bot.model.memory import Memory, memory
from bot.model.needs import BOT, INSIDE
from bot.model.processors import check_features, features, processors, threads

_OLDEST = (3, 11)
_PACKAGE = "strawberry-bot"
_FASTER = ("avx512f", "avx512_bf16", "amx_bf16", "amx_int8")


def check_python() -> Findings:
    """Its version."""
    running = platform.python_version()
    if sys.version_info < _OLDEST:
        yield Finding("python", "wrong", running, "Install Python 3.11 or newer, and set up the bot with that one.")
    else:
        yield Finding("python", "ok", f"{running}, in {sys.prefix}")


def check_install() -> Findings:
    """Which packages are there."""
    try:
        needed = {found[0] for each in metadata.requires(_PACKAGE) or [] if (found := _needed(each))}
    except metadata.PackageNotFoundError:
        needed = set()
        yield Finding("install", "note", "this is the source, not installed", "docs/hosting.md says how to set it up.")
    missing = [name for name in sorted(needed) if not _is_there(name)]
    if missing:
        do = f"Set the bot up again as docs/hosting.md says, or run: pip install {' '.join(missing)}"
        yield Finding("install", "wrong", f"missing: {', '.join(missing)}", do)
    elif is_small():
        yield Finding("install", "ok", "small", HOW)
    else:
        yield Finding("install", "ok", "whole: nothing is left out")


def _needed(requirement: str) -> re.Match[str] | None:
    """The name in a requirement that holds without an extra."""
    return None if "extra ==" in requirement else re.match(r"[\w.-]+", requirement)


def _is_there(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def check_processor(settings: Settings) -> Findings:
    """What the engine needs of it, and how many there are."""
    local = settings.model.backend == "local"
    try:
        check_features()
    except ModelUnavailable as error:
        yield Finding("processor", "wrong" if local else "note", f"{platform.machine()} without AVX2", str(error))
        return
    faster = [name for name in _FASTER if name in features()]
    also = f"; what looks inside also uses {', '.join(faster)}" if faster else ""
    count = processors()
    found = f"{platform.machine()}, {count} to use, {threads(settings.model.threads)} for the model{also}"
    chosen = settings.model.threads or 0
    if local and chosen > count:
        yield Finding("processor", "wrong", found, f"Set model.threads to {max(1, count - 1)}, or leave it out.")
    elif local and count == 1:
        yield Finding("processor", "note", found, "Two are better: with one, the bot waits while the model writes.")
    else:
        yield Finding("processor", "ok", found)


def check_memory(needed: int, settings: Settings) -> Findings:
    """Whether there is enough for the bot with ``needed`` bytes for what writes, and for looks inside."""
    found = memory()
    if found is None:
        yield Finding("memory", "note", "this system does not say how much there is", "1 GB is enough for the bot.")
        return
    by = "the limit of its container" if found.limited else "the machine"
    inside = INSIDE if settings.model.backend == "local" and not is_small() else 0
    there = f"{megabytes(found.total)} by {by}, {megabytes(found.free)} free, {megabytes(found.swap)} of swap"
    needs = f"bot and model need about {megabytes(BOT + needed)}"
    if inside:
        needs += f", a look inside {megabytes(inside)} more while it lasts"
    yield Finding("memory", *_enough(found, BOT + needed, inside, f"{there}; {needs}"))


def _enough(there: Memory, base: int, inside: int, found: str) -> tuple[State, str, str]:
    room = there.total + there.swap
    if room < base:
        less = 'Take a smaller model.name, a smaller model.prompt_tokens, or model.backend = "off"; or give it more.'
        return "wrong", found, less
    if room < base + inside:
        swap = megabytes(base + inside - room)
        less = f"A look inside would get a process ended. Install the small bot, or add {swap} of memory or swap."
        return "wrong", found, less
    if there.free + there.swap < base:
        return "note", found, "If the bot does not run at present, end something else first."
    return "ok", found, ""


def check_time(settings: Settings) -> Findings:
    """The time zone of the log, and that others are known."""
    zone, named = datetime.now().astimezone(), os.environ.get("TZ", "").lstrip(":")
    as_json = settings.log.format == "json"
    log = "UTC, as it is JSON" if as_json else f"{zone:%Z} (UTC{zone:%z})"
    if not zoneinfo.available_timezones():
        do = "Run: pip install tzdata. Without it no daily question can be asked at a server's own time."
        yield Finding("time zone", "wrong", "no time zones are known", do)
    elif named and not as_json and not _is_zone(named):
        do = "If that is not what you mean, set TZ to one such as Europe/Berlin."
        yield Finding("time zone", "note", f"TZ in the environment names none that is known; the log is in {log}", do)
    else:
        yield Finding("time zone", "ok", f"the log is in {log}; servers choose their own")


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
