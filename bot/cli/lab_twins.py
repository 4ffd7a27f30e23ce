"""``strawberry lab twins``, ``twins-report`` and ``make-twins``."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import ConfigOption, Json, JsonOption, do, print_json, stderr, stdout
from bot.errors import InputError

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from bot.config import Settings
    from bot.lab.twin_report import Interval, Report, TwinRecord
    from bot.lab.twins import Lesson, RaiseTwin, TwinAnswer
    from bot.services.twins import AskedTwins

_PROCESSES = 2


def twins(
    word: Annotated[str, typer.Argument(metavar="WORD", help="A word of a to z, up to 14 letters.")],
    letter: Annotated[str, typer.Argument(metavar="LETTER", help="The letter to count, a to z.")],
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Ask the twins how often LETTER occurs in WORD, as in: strawberry lab twins strawberry r --json."""

    async def ask(settings: "Settings") -> None:
        asked = await _asked(settings, word, letter)
        if as_json:
            print_json({"exact": asked.exact} | {each.twin: _answer_json(each) for each in asked.answers})
        else:
            stdout.print(f"Counted: {asked.exact}")
            for each in asked.answers:
                stdout.print(_line(each))

    do(ask, config)


async def _asked(settings: "Settings", word: str, letter: str) -> "AskedTwins":
    from datetime import UTC, datetime

    from bot.letters import Asker, in_words, make_count
    from bot.services import open_services

    question = make_count(word, letter, "strawberry lab twins strawberry r")
    async with open_services(settings.without_model()) as services:
        text, server = in_words(question), services.servers.default
        return await services.twins.ask(question, text, Asker(), datetime.now(UTC), server)


def _answer_json(answer: "TwinAnswer") -> Json:
    """``seeds`` are the answers of its trainings; where there are none, ``unknown`` has what it never met."""
    told: Json = {
        "answer": answer.answer,
        "probabilities": [*answer.probabilities] if answer.by_seed else None,
        "seeds": {str(seed): each for seed, each in answer.answers.items()},
        "read": [token.text for token in answer.word],
    }
    return told | ({"unknown": [*answer.unknown]} if answer.unknown else {})


def _line(answer: "TwinAnswer") -> str:
    from bot.lab.twins import TWIN_NAMES

    name, read = TWIN_NAMES[answer.twin], " ".join(token.text for token in answer.word)
    if answer.answer is None:
        return f"The {name} ({read}): no guess, as it has never met {', '.join(answer.unknown)}"
    return f"The {name} ({read}): {answer.answer} ({answer.probabilities[answer.answer]:.0%})"


def twins_report(
    as_json: JsonOption = False,
    png: Annotated[Path | None, typer.Option(help="Write the picture by groups of words to this file.")] = None,
    curves: Annotated[Path | None, typer.Option(help="Write the picture of the learning to this file.")] = None,
    config: ConfigOption = None,
) -> None:
    """How often the twins are right about words that none of them has seen."""

    async def tell(settings: "Settings") -> None:
        del settings  # what is told was measured when the twins were trained
        from bot.drawing import twins_curves, twins_groups
        from bot.lab.twin_report import report

        found = report()
        for file, draw in ((png, twins_groups), (curves, twins_curves)):
            if file:
                await asyncio.to_thread(_write, file, draw(found).data)
        if as_json:
            print_json(_report_json(found))
        elif not png and not curves:
            for record in found.twins.values():
                low, high = record.over_words
                share = f"{record.accuracy.mean:.1%} (over words {low:.1%} to {high:.1%})"
                stdout.print(f"{record.twin}: {share} of {found.questions:,} words that none has seen")

    do(tell, config)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise InputError(f"The picture cannot be written to {file}: {error.strerror}.") from None


def _report_json(found: "Report") -> Json:
    told: Json = {
        "questions": found.questions,
        "training_words": found.trained,
        "baseline": {"commonest_answer": found.commonest, "commonest_of_letter": found.habit},
        "letters_ahead_of": {twin: _interval_json(ahead) for twin, ahead in found.ahead.items()},
    }
    return told | {twin: _record_json(record) for twin, record in found.twins.items()}


def _record_json(record: "TwinRecord") -> Json:
    run = record.runs[0]
    told: Json = {
        "accuracy": _interval_json(record.accuracy),
        "over_words": [*record.over_words],
        "seeds": {str(seed): share for seed, share in record.by_seed.items()},
        "parameters": run.parameters,
        "steps": run.steps,
        "tokens_read": run.tokens_read,
        "operations": run.operations,
        "curve": [[*point] for point in record.curve],
    }
    return told | {
        grouping: {name: _interval_json(share) | {"questions": number} for name, (share, number) in groups.items()}
        for grouping, groups in record.groups.items()
    }


def _interval_json(interval: "Interval") -> Json:
    return {"mean": interval.mean, "low": interval.low, "high": interval.high}


def make_twins(
    folder: Annotated[Path, typer.Argument(help="Where they are put; those that are there are kept.")] = Path("twins"),
    steps: Annotated[int, typer.Option(help="Steps of each training, 10 times as many of the long one.", min=1)] = 600,
    config: ConfigOption = None,
) -> None:
    """Train all twins anew, which takes two processors about ten minutes; interrupted, it goes on when called again."""

    async def make(settings: "Settings") -> None:
        from rich.progress import Progress

        from bot.lab.raising import describe, raise_all
        from bot.services.laboratory import Laboratory

        laboratories = [Laboratory(settings) for _ in range(_PROCESSES)]
        try:
            with Progress(console=stderr) as progress:
                bars = _Bars(progress)
                await raise_all(folder, [each.stream for each in laboratories], steps, bars.tell)
            await asyncio.to_thread(describe, folder)
        except OSError as error:
            raise InputError(f"Nothing can be written to {folder}: {error.strerror}.") from None
        finally:
            await asyncio.gather(*(each.close() for each in laboratories))
        stdout.print(f"All twins, their words and their report are in {folder}.")

    do(make, config)


class _Bars:
    """A bar for each training."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._bars: dict[RaiseTwin, TaskID] = {}

    def tell(self, request: "RaiseTwin", lesson: "Lesson") -> None:
        """Move its bar."""
        if request not in self._bars:
            self._bars[request] = self._progress.add_task(f"{request.twin}, seed {request.seed}", total=lesson.steps)
        self._progress.update(self._bars[request], completed=lesson.step)
