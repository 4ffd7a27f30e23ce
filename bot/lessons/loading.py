"""Lessons read from files: one a lesson and language, those that come with the bot and those of a teacher."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import regex
from pydantic import ValidationError

from bot.errors import ConfigError, InputError
from bot.language import ENGLISH, language, later
from bot.lessons.lesson import Lesson
from bot.lessons.schema import LessonTable, problems

LESSONS = ("tokens", "pairs", "ids", "vectors", "dots", "attention", "training", "letters")
"""Those that come with the bot, in their order."""
_ID = regex.compile(r"[a-z][a-z0-9-]{0,29}")
_LANGUAGE = regex.compile(r"[a-z]{2}(?:_[A-Z]{2})?")
_RESERVED = {*LESSONS, "more"}
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Lessons:
    """All lessons by id and language. ``problems`` are what is wrong with files of a teacher, which are left out."""

    by_id: Mapping[str, Mapping[str, Lesson]]
    problems: Sequence[str] = field(default=())

    @property
    def ids(self) -> Sequence[str]:
        """The ids: those that come with the bot first, in their order."""
        return [*self.by_id]

    def lesson(self, id_: str) -> Lesson:
        """A lesson in the language that is spoken, else in English, else in one that it has. Raises ``InputError``."""
        known = self.by_id.get(id_)
        if not known:
            raise InputError(later("I no longer have that lesson. Choose another one with /learn."))
        spoken = language()
        return next(known[each] for each in (spoken, spoken.partition("_")[0], ENGLISH, *known) if each in known)

    def following(self, id_: str) -> str | None:
        """The id of the lesson after one; None behind the last.

        >>> every = load_lessons()
        >>> every.following("tokens"), every.following("letters")
        ('pairs', None)
        """
        ids = self.ids
        at = ids.index(id_) + 1 if id_ in ids else len(ids)
        return ids[at] if at < len(ids) else None


def load_lessons(folder: Path | None = None) -> Lessons:
    """The lessons that come with the bot, and those in a teacher's ``folder``.

    >>> load_lessons().ids[:2]
    ['tokens', 'pairs']
    """
    every = {id_: {**languages} for id_, languages in _shipped().items()}
    found: list[str] = []
    for path, spoken in _in(folder, found) if folder else ():
        try:
            lesson = read_lesson(path)
        except ConfigError as error:
            found.append(str(error))
            continue
        if lesson.id in _RESERVED:
            told = "this name is taken by a lesson of mine. Give the file another one."  # untranslated: the host's
            found.append(f"{path.name}: {told}")
            continue
        every.setdefault(lesson.id, {})[spoken] = lesson
    return Lessons(every, tuple(found))


def read_lesson(path: Path) -> Lesson:
    """The lesson in a file. Raises ``ConfigError`` with the file, the field and what to do, a line for each fault.

    >>> with as_file(files("bot.lessons") / "texts" / "en" / "dots.toml") as file:
    ...     read_lesson(file).title
    'Dots: guess the next'
    """
    if not _ID.fullmatch(path.stem):
        raise ConfigError(f"{path.name}: name it in small letters a to z, digits and hyphens, such as my-lesson.toml.")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigError(f"{path.name}: it is larger than {_MOST_BYTES:,} bytes. A lesson has six cards at most.")
        return LessonTable.model_validate(tomllib.loads(path.read_text("utf-8"))).lesson(path.stem)
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path.name}: {line}." for line in problems(error))) from None
    except OSError as error:
        raise ConfigError(f"{path.name}: it cannot be read: {error.strerror}.") from None
    except ValueError as error:  # what is no TOML or no UTF-8
        raise ConfigError(f"{path.name}: it cannot be read as TOML: {error}") from None


def _in(folder: Path, found: list[str]) -> Iterator[tuple[Path, str]]:
    """The files of a teacher, each with its language: that of the folder that it is in, else English."""
    if not folder.is_dir():
        told = "this is no folder. Set lessons.folder to the one that your lessons are in."  # untranslated: the host's
        found.append(f"{folder.name}: {told}")
        return
    for path in sorted(folder.iterdir()):
        if path.suffix == ".toml":
            yield path, ENGLISH
        elif path.is_dir() and _LANGUAGE.fullmatch(path.name):
            for translated in sorted(path.glob("*.toml")):
                yield translated, path.name


@cache
def _shipped() -> Mapping[str, Mapping[str, Lesson]]:
    with as_file(files("bot.lessons") / "texts") as texts:
        languages = sorted(path.name for path in texts.iterdir() if path.is_dir())
        return {
            id_: {
                spoken: read_lesson(path) for spoken in languages if (path := texts / spoken / f"{id_}.toml").exists()
            }
            for id_ in LESSONS
        }
