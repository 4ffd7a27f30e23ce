"""``strawberry doctor``: what is not right on this host, and what to do about it."""

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import FAILED, ConfigOption, JsonOption, print_json, stdout

if TYPE_CHECKING:  # no help needs it
    from bot.doctor.finding import Finding

_SIGNS = {"ok": "✓ ok   ", "note": "• note ", "wrong": "✗ wrong"}
_COLOURS = {"ok": "green", "note": "yellow", "wrong": "red"}


def doctor(
    online: Annotated[
        bool, typer.Option("--online", help="Also ask Discord, and the servers of models: they are told the keys.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Say what is not right on this host, and what to do. It changes nothing, and ends with 1 if something is wrong."""
    from bot.doctor.examination import examine

    found = []
    for finding in examine(config, online=online):
        found.append(finding)
        if not as_json:
            _show(finding)
    states = Counter(finding.state for finding in found)
    if as_json:
        print_json({"wrong": states["wrong"], "checks": [asdict(finding) for finding in found]})
    else:
        stdout.print(f"{states['ok']} ok, {states['note']} to note, {states['wrong']} wrong.")
    if states["wrong"]:
        raise typer.Exit(FAILED)


def _show(finding: "Finding") -> None:
    """One line; the colour only repeats what the sign and the word say."""
    stdout.print(_SIGNS[finding.state], style=_COLOURS[finding.state], end=" ")
    stdout.print(f"{finding.about}: {finding.found}{f' → {finding.do}' if finding.do else ''}")
