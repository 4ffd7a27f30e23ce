"""``strawberry links``: whether the addresses answer to which cards and documents send people."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import regex
import typer

from bot.cli.publish import PAGES
from bot.cli.running import ConfigOption, do, stdout
from bot.errors import InputError

if TYPE_CHECKING:  # no help needs it
    from bot.config import Settings

_AT_A_TIME = 6
_PATIENCE = 30.0
"""Seconds."""
_CITED = regex.compile(r"\]\((https://[^\s)]+)\)")


def links(
    addresses: Annotated[
        list[str] | None, typer.Argument(metavar="[ADDRESS]...", help="Check these instead of all that are known.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Check the addresses of the reading list, of the glossary, and of what stands behind the cards."""

    async def check(_: "Settings") -> None:
        asked = [*dict.fromkeys(addresses or _known())]
        found = [(address, problem) for address, problem in await _problems(asked) if problem]
        for address, problem in found:
            stdout.print(f"{address}  {problem}")
        if found:
            raise InputError(f"{len(found)} of {len(asked)} addresses do not answer as they should.")
        stdout.print(f"All {len(asked)} addresses answer.")

    do(check, config)


def _known() -> Sequence[str]:
    from bot.intents import glossary
    from bot.lessons.reading import works

    sources = [source.url for term in glossary().values() for source in term.sources]
    claims = PAGES / "claims.md"  # not part of a wheel
    cited = _CITED.findall(claims.read_text("utf-8")) if claims.is_file() else []
    return [*(work.url for work in works()), *sources, *cited]


async def _problems(addresses: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Each address with what is wrong, which is nothing where it answers. A few are asked at a time."""
    from httpx2 import AsyncClient, HTTPError, InvalidURL

    places = asyncio.Semaphore(_AT_A_TIME)

    async def problem(address: str) -> str:
        async with places:
            try:
                async with client.stream("GET", address) as answer:  # what it says need not be read
                    return "" if answer.is_success else f"{answer.status_code} {answer.reason_phrase}"
            except (HTTPError, InvalidURL) as error:
                return f"{type(error).__name__}: {error}"

    names = {"User-Agent": "strawberry-links"}
    async with AsyncClient(follow_redirects=True, timeout=_PATIENCE, headers=names) as client:
        return [*zip(addresses, await asyncio.gather(*map(problem, addresses)), strict=True)]
