"""All twins trained anew, two at a time, each kept as soon as it is done: what was interrupted is gone on with."""

import asyncio
import gzip
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from pathlib import Path

from safetensors import safe_open

from bot.errors import InputError, ModelError
from bot.lab.twin_report import Kept, Run, packed, unpacked_run
from bot.lab.twin_words import habits, sample_questions, word_sets
from bot.lab.twins import SEEDS, STEPS, TWINS, Lesson, Raised, RaiseTwin, TwinName
from bot.model.requests import Stream

Train = Callable[[Stream[Lesson | Raised]], AsyncGenerator[Lesson | Raised]]
"""Trains a twin in a process of its own."""
Tell = Callable[[RaiseTwin, Lesson], None]

_ALL = [(twin, seed) for twin in reversed(TWINS) for seed in SEEDS]
"""Those that take longest first, so that both processes have work to the end."""


async def raise_all(folder: Path, processes: list[Train], steps: int, tell: Tell) -> None:
    """Train each twin that ``folder`` lacks, as many at a time as there are ``processes``.

    ``steps`` are those of the twins that are not trained longer. Raises ``ModelError``, and ``OSError`` where nothing
    can be written.
    """
    waiting = iter(await asyncio.to_thread(_missing, folder))

    async def work(train: Train) -> None:
        for twin, seed in waiting:
            request = RaiseTwin(twin, seed, steps * STEPS[twin] // STEPS["letters"])
            async with aclosing(train(request)) as parts:
                async for part in parts:
                    match part:
                        case Lesson():
                            tell(request, part)
                        case Raised(content):
                            await asyncio.to_thread(_write, _file(folder, twin, seed), content)

    try:
        async with asyncio.TaskGroup() as group:
            for train in processes:
                group.create_task(work(train))
    except* (ModelError, OSError) as errors:
        raise errors.exceptions[0] from None


def _missing(folder: Path) -> list[tuple[TwinName, int]]:
    folder.mkdir(parents=True, exist_ok=True)
    return [each for each in _ALL if not _file(folder, *each).exists()]


def describe(folder: Path) -> Kept:
    """Write beside the twins of ``folder`` what they know and how they did: their tokens, words, questions and report.

    Raises ``InputError`` where one of them is not there.
    """
    sets = word_sets()
    _write(folder / "tokens.tsv", "".join(f"{token}\t{words}\n" for token, words in sets.tokens.items()).encode())
    _write(folder / "training.txt.gz", gzip.compress("\n".join(sets.training).encode(), mtime=0))
    asked = sample_questions(sets)
    _write(folder / "held_out.tsv", "".join(f"{each.word}\t{each.letter}\t{each.tokens}\n" for each in asked).encode())
    kept = Kept(len(sets.training), habits(sets.training), tuple(runs(folder)))
    _write(folder / "report.json", packed(kept))
    return kept


def runs(folder: Path) -> Iterator[Run]:
    """The records of all twins of ``folder``, as their files have them. Raises ``InputError`` where one is missing."""
    for twin in TWINS:
        for seed in SEEDS:
            try:
                with safe_open(_file(folder, twin, seed), framework="numpy") as file:
                    yield unpacked_run(file.metadata()["run"])
            except OSError:
                raise InputError(
                    f"There is no {_file(folder, twin, seed)}. Train it: strawberry lab make-twins"  # untranslated: CLI
                ) from None


def _file(folder: Path, twin: TwinName, seed: int) -> Path:
    return folder / f"{twin}-{seed}.safetensors"


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing: whoever finds the file takes it for whole."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)
