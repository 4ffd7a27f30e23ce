"""What the bot keeps, and where: the database, the cache, room on the disk, lessons of a teacher."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from bot.called import called
from bot.config import Settings
from bot.doctor.finding import Finding, Findings, megabytes
from bot.errors import ConfigError, DatabaseError
from bot.places import DatabaseServer, user_cache
from bot.storage.files import may_write, obstacle_to

_INTEGRITY_SECONDS = 15.0
_LITTLE, _TOO_LITTLE = 1_000_000_000, 100_000_000
"""Free bytes on a disk below which something is said."""


def check_database(settings: Settings) -> Findings:
    """Where it is, whose, who may read it, and whether it is sound."""
    try:
        path = settings.database.where
    except ConfigError as error:
        yield Finding("database", "wrong", "there is no place for it", str(error))
        return
    if isinstance(path, DatabaseServer):
        yield _on_a_server(path)
    elif os.path.isdir(path):  # noqa: PTH112 - which takes every name, also one that is too long
        yield Finding("database", "wrong", f"{path} is a folder", "Set database.path to a file in it.")
    elif os.path.isfile(path):  # noqa: PTH113 - so does this
        yield from _existing(path)
    elif os.path.exists(path):  # noqa: PTH110 - and this
        yield Finding("database", "wrong", f"{path} is no ordinary file", "Set database.path to another one.")
    elif obstacle := obstacle_to(path):
        do = f"Let the account that runs the bot ({_account()}) write there, or set database.path."
        yield Finding("database", "wrong", f"{path} cannot be made: {obstacle}", do)
    else:
        yield Finding("database", "ok", f"{path} will be made by the first start")


def _on_a_server(server: DatabaseServer) -> Finding:
    from bot.storage.dialect import backend_of
    from bot.storage.migrations import HEAD

    backend = backend_of(server)
    try:
        revision = backend.revision_if_any()
        if revision != HEAD:
            backend.refuse_newer(revision)
    except DatabaseError as error:
        return Finding("database", "wrong", f"{server} cannot be used", str(error))
    if revision is None:
        return Finding("database", "ok", f"{server} answers; it is empty, and the first start makes the tables")
    later = "" if revision == HEAD else f", {HEAD} after the next start"
    do = "Back it up with what its server has for that: pg_dump."
    return Finding("database", "ok", f"{server} answers, revision {revision}{later}", do)


def _existing(path: Path) -> Findings:
    if hasattr(os, "getuid"):  # Windows keeps owners and rights in another way
        yield from _owned(path, os.getuid())
    if not (os.access(path, os.W_OK) and may_write(path.parent)):
        do = f"Let the account that runs the bot ({_account()}) write to the file and to its folder."
        yield Finding("database", "wrong", f"{path} or its folder cannot be written", do)
    yield _inside(path)


def _owned(path: Path, account: int) -> Findings:
    state = path.stat()
    if state.st_uid != account:
        may = os.access(path, os.W_OK) and may_write(path.parent)
        found = f"{path} belongs to the account {state.st_uid}, and this is {_account()}"
        do = f"Run the bot, and this, as the account {state.st_uid}; or: chown {account} {path}"
        yield Finding("database", "note" if may else "wrong", found, do)
    if state.st_mode & 0o077:
        do = f"Run: chmod 600 {path}. The bot does so when it starts, where the file is its own."
        yield Finding("database", "note", f"other accounts may read what members wrote ({state.st_mode & 0o777:o})", do)


def _inside(path: Path) -> Finding:
    from bot.storage.checkup import check_up  # not above: whatever is wrong there, the rest can be looked at

    try:
        found = check_up(path, _INTEGRITY_SECONDS)
    except DatabaseError as error:
        return Finding("database", "wrong", f"{path} cannot be read", str(error))
    revision, backup = found.revision or "none yet", called("db", "backup", "FILE")
    said = f"{path}, {megabytes(found.size)} of which {megabytes(found.unused)} unused, revision {revision}"
    if found.problem:
        do = "Stop the bot, keep a copy of the file, and put your last backup in its place."
        return Finding("database", "wrong", f"{said}: damaged ({' '.join(found.problem.split())})", do)
    if not found.known:
        do = "Install the newest Strawberry, or set database.path to another file."
        return Finding("database", "wrong", f"{said}, written by a newer version", do)
    if not found.complete:
        do = f"It is large: `{backup}` looks at all of it, and keeps a copy."
        return Finding("database", "note", f"{said}; its integrity was not looked at to the end", do)
    sound = f"{said}{'' if found.newest else ', brought up to date by the next start'}; sound"
    return Finding("database", "ok", sound, f"Where its backups are is not known here: `{backup}`.")


def check_cache(settings: Settings) -> Findings:
    """Where it is, and whether it can be written."""
    folder = settings.cache or user_cache()
    if folder is None:
        do = "Set cache, or STRAWBERRY_CACHE in the environment, to a folder that the bot may write to."
        yield Finding("cache", "note", "no home folder: each run prepares the model anew, for seconds", do)
    elif obstacle := obstacle_to(folder / "file"):
        do = f"Let the account that runs the bot ({_account()}) write there, or set cache to another folder."
        yield Finding("cache", "wrong", f"{folder} cannot be written: {obstacle}", do)
    else:
        yield Finding("cache", "ok", f"{folder}{'' if folder.exists() else ' will be made'}")


def check_disk(settings: Settings, needed: int) -> Findings:
    """The room where the database and the cache are; ``needed`` bytes are still to be put into the cache."""
    places: dict[str, tuple[Path | None, int]] = {"cache": (settings.cache or user_cache(), needed)}
    with suppress(ConfigError):  # that has been said
        if isinstance(path := settings.database.where, Path):
            places = {"database": (path, 0), **places}
    for name, (place, more) in places.items():
        if place is not None:
            yield _room(name, _existing_folder(place / "file"), more)


def _room(name: str, folder: Path, needed: int) -> Finding:
    free = shutil.disk_usage(folder).free
    about = f"{megabytes(free)} free in {folder}, for the {name}"
    if needed:
        about += f", where the model still takes {megabytes(needed)}"
    if _without_inodes(folder):
        do = "Delete some: the inodes are used up."
        return Finding("disk", "wrong", f"no more files can be made in {folder}", do)
    if free < needed + _TOO_LITTLE:
        return Finding("disk", "wrong", about, f"Free some space, or put the {name} on another disk.")
    if free < needed + _LITTLE:
        return Finding("disk", "note", about, "Free some space: the database grows with every question and chat.")
    return Finding("disk", "ok", about)


def _without_inodes(folder: Path) -> bool:
    if not hasattr(os, "statvfs"):  # Windows has none
        return False
    files = os.statvfs(folder)
    return files.f_files > 0 and not files.f_favail


def check_lessons(settings: Settings) -> Findings:
    """Those of a teacher, where there are any."""
    folder = settings.lessons.folder
    if folder is None:
        yield Finding("lessons", "ok", "those that come with the bot")
        return
    from bot.lessons import load_lessons

    found = load_lessons(folder)
    if found.problems:
        do = f"Run: {called('lessons', 'check', str(folder))}"
        yield Finding("lessons", "wrong", f"{folder}: {len(found.problems)} files or cards are not right", do)
    else:
        yield Finding("lessons", "ok", f"{len(found.ids)}, with those in {folder}")


def _existing_folder(path: Path) -> Path:
    """The nearest folder above ``path`` that is there."""
    return next(each for each in path.absolute().parents if os.path.isdir(each))  # noqa: PTH112 - as above


def _account() -> str:
    return f"uid {os.getuid()}" if hasattr(os, "getuid") else "this one"
