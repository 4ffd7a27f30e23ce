"""``strawberry lab tool`` and ``tool-report``: letter questions asked with a tool that counts, and without."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import ConfigOption, JsonOption, ModelOption, do, print_json, stderr, stdout

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.config import Settings
    from bot.letters import ModelMissing, Share
    from bot.services.tool_report import ToolReport
    from bot.services.tools import Attempt, ToolUse

Json = dict[str, object]

_WAYS = ("alone", "free", "constrained")
"""The forms of a tool, as the issue of JSON calls them."""


def tool(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="How often a letter occurs in a text.")],
    model: ModelOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Ask with a tool that counts, and without: strawberry lab tool "How many r's are in strawberry?"."""

    async def ask(settings: "Settings") -> None:
        from bot.letters import Asker
        from bot.services import open_services
        from bot.services.tools import tool_question

        parsed = tool_question(question)
        async with open_services(settings) as opened:
            services = opened.with_model(model)
            with stderr.status("The model is being loaded …"):  # shown in a terminal alone
                await services.model.settled()
            use = await services.tools.use(parsed, question, Asker(), datetime.now(UTC), services.servers.default)
        if as_json:
            print_json(use_json(use))
        else:
            stdout.print(use_text(use))

    do(ask, config)


def tool_report(
    questions: Annotated[int, typer.Option(help="How many are asked, three times each.", min=1, max=2_000)] = 200,
    seed: Annotated[str, typer.Option(help="Other questions for other seeds.")] = "report",
    quoted: Annotated[bool, typer.Option("--quoted", help="Calls with quotes, as programs are written.")] = False,
    model: ModelOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Ask many questions with the tool and without, and print how often each link held. Nothing is logged."""

    async def ask(settings: "Settings") -> None:
        from rich.progress import Progress

        from bot.services import open_services
        from bot.services.tool_report import attempts, report, report_questions

        asked = report_questions(questions, seed)
        async with open_services(settings) as opened:
            services = opened.with_model(model)
            await services.model.settled()
            done = []
            with Progress(console=stderr, transient=True) as progress:  # track() would end whenever it is collected
                task = progress.add_task("Asking", total=len(asked))
                for each in asked:
                    done.append(await attempts(services.tools, *each, quoted=quoted))
                    progress.advance(task)
        found = report(done)
        if as_json:
            print_json({"questions": questions, "seed": seed, "quoted": quoted} | report_json(found))
        else:
            stdout.print(report_text(found))

    do(ask, config)


def use_json(use: "ToolUse") -> Json:
    """``exact``, and of each way ``answer``, ``call`` and ``transcript``; what has no answer has its reason too."""
    return {"exact": use.exact} | {
        way: _attempt_json(attempt) for way, attempt in zip(_WAYS, use.attempts, strict=True)
    }


def _attempt_json(attempt: "Attempt | ModelMissing") -> Json:
    from bot.letters import ModelMissing

    if isinstance(attempt, ModelMissing):
        return {"answer": None, "call": None, "transcript": [], "missing": attempt.reason}
    tokens = [{"id": token.id, "text": token.text} for token in attempt.transcript]
    return {"answer": attempt.answer, "call": attempt.wrote or None, "transcript": tokens}


def use_text(use: "ToolUse") -> str:
    """The exact answer, and link by link what the model made of the question."""
    return "\n".join([f"exact: {use.exact}", *map(_attempt_text, _WAYS, use.attempts)])


def _attempt_text(way: str, attempt: "Attempt | ModelMissing") -> str:
    from bot.letters import ModelMissing, answer_text

    if isinstance(attempt, ModelMissing):
        return f"{way}: no answer. {attempt.reason}"
    verdict = "right" if attempt.answer == attempt.exact else "wrong"
    lines = [f"{way}: {answer_text(attempt.answer)} ({verdict})", f"    it says: {attempt.sentence}"]
    if attempt.call:
        lines.insert(1, f"    it calls: {attempt.wrote} ({'right' if attempt.call_right else 'wrong'} call)")
        lines.insert(2, f"    given back: {attempt.given_back}")
    elif attempt.form != "tool-none":
        lines.insert(1, "    no call that can be run")
    return "\n".join(lines)


def report_json(found: "ToolReport") -> Json:
    """Of each link ``right``, ``total``, and where there are any the ``rate`` with its ``interval`` of 95 %."""
    return {name: _share_json(getattr(found, name)) for name in found.__slots__}


def _share_json(share: "Share") -> Json:
    counted: Json = {"right": share.right, "total": share.total}
    return counted | ({"rate": share.rate, "interval": share.interval} if share.total else {})


def report_text(found: "ToolReport") -> str:
    """A line for each link."""
    lines: Sequence[tuple[str, Share]] = (
        ("answer, alone", found.alone),
        ("call, free", found.free_calls),
        ("call, held to the grammar", found.constrained_calls),
        ("right result repeated, free", found.free_repeated),
        ("right result repeated, held", found.constrained_repeated),
        ("answer, free", found.free),
        ("answer, held to the grammar", found.constrained),
    )
    return "\n".join(f"{name}: {share}" for name, share in lines)
