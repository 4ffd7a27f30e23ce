"""All checks in their order. None stops the others: not by what it raises, and not by taking too long."""

import asyncio
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.called import called
from bot.config import Settings, load_settings, usable_settings
from bot.config.reading import DEFAULT_CONFIG
from bot.config.sources import read_toml
from bot.doctor.finding import Finding, Findings
from bot.doctor.kept import check_cache, check_database, check_disk, check_lessons
from bot.doctor.machine import check_install, check_memory, check_processor, check_python, check_time
from bot.doctor.models import check_models, check_servers, needs_of
from bot.doctor.pictures import check_fonts
from bot.doctor.token import application_in, check_token
from bot.errors import ConfigError

_SECONDS = 30.0
"""For each of the checks of this machine."""
_ONLINE_SECONDS = 60.0
_SERVER_SECONDS = 10.0


def examine(config: Path | None, *, online: bool) -> Iterator[Finding]:
    """Look at everything, one after the other; what is asked of others only if ``online``."""
    yield from in_time("config", lambda: _check_config(config))
    settings = usable_settings(config)
    for about, check in _checks(settings, online=online):
        yield from in_time(about, check)
    if online:
        yield from in_time("online", lambda: iter(asyncio.run(_online(settings))), _ONLINE_SECONDS + _SERVER_SECONDS)


def _checks(settings: Settings, *, online: bool) -> Sequence[tuple[str, Callable[[], Findings]]]:
    return (
        ("python", check_python),
        ("install", check_install),
        ("processor", lambda: check_processor(settings)),
        ("memory", lambda: check_memory(needs_of(settings).memory, settings)),
        ("disk", lambda: check_disk(settings, needs_of(settings).disk)),
        ("cache", lambda: check_cache(settings)),
        ("database", lambda: check_database(settings)),
        ("model", lambda: check_models(settings, online=online)),
        ("fonts", check_fonts),
        ("lessons", lambda: check_lessons(settings)),
        ("time zone", lambda: check_time(settings)),
        ("token", lambda: check_token(settings)),
    )


def _check_config(path: Path | None) -> Findings:
    try:
        load_settings(path)
    except ConfigError as error:
        first, *others = str(error).splitlines()
        do = f"Mend that: `{called('run')}` does not start until then. What is said below holds without what is wrong."
        yield Finding("config", "wrong", f"{first} {'; '.join(each.strip() for each in others)}", do)
    else:
        file = path or DEFAULT_CONFIG
        read = f"{file.absolute()}" if file.is_file() else "no file, so the environment and the defaults hold"
        yield Finding("config", "ok", f"{read}: every key is known and right")
        yield from _check_who_reads(path or DEFAULT_CONFIG)


def _check_who_reads(path: Path) -> Findings:
    """Whether every account of the machine may read a file that has the token in it."""
    if not path.is_file() or not path.stat().st_mode & stat.S_IROTH:
        return
    table = read_toml(path).get("discord")
    if isinstance(table, dict) and table.get("token"):
        found = f"every account of this machine may read {path}, which has the token in it"
        yield Finding(
            "config", "note", found, f"Run: chmod 600 {path}. It has to belong to the account that runs the bot."
        )


async def _online(settings: Settings) -> Sequence[Finding]:
    from bot.doctor.online import check_discord  # not above: it imports the whole bot

    found = [finding async for finding in check_servers(settings, _SERVER_SECONDS)]
    if application_in(settings.discord.token.get_secret_value().strip()):
        found += [finding async for finding in check_discord(settings, _ONLINE_SECONDS)]
    return found


def in_time(about: str, check: Callable[[], Findings], seconds: float = _SECONDS) -> Findings:
    """What ``check`` finds; if it raises, or does not come to an end within ``seconds``, that."""
    found: list[Finding] = []
    done = threading.Event()

    def collect() -> None:
        try:
            found.extend(check())
        except Exception as error:  # noqa: BLE001 - a host that is broken in a way that nobody has thought of
            do = "This is broken in a way that I do not know: see whether the other lines explain it."
            found.append(Finding(about, "wrong", f"could not be looked at: {type(error).__name__}: {error}"[:300], do))
        finally:
            done.set()

    threading.Thread(target=collect, daemon=True).start()  # one that hangs in the system cannot be ended
    if not done.wait(seconds):
        do = "Is a disk, or the network, not answering?"
        found.append(Finding(about, "wrong", f"was not looked at to the end within {seconds:g} s", do))
    yield from found
