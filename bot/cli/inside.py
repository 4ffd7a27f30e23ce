"""``strawberry inside``: what a look into the model shows, as a picture, as numbers, or in words."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import ConfigOption, JsonOption, do, print_json, stderr, stdout
from bot.errors import InputError
from bot.inside.kinds import View

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.config import Settings
    from bot.drawing import Picture
    from bot.inside.views import Seen
    from bot.services import Services
    from bot.services.inspecting import Looking, Subject


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked at: a text, what is patched into it, and whether the tuned lens is waited for."""

    text: str
    other: str
    looking: "Looking"
    fit: bool


def inside(
    view: Annotated[View, typer.Argument(help="What to look at.")],
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="The text, read as it stands; of a map, its words.")
    ] = "",
    token: Annotated[int, typer.Option(help="The place of the token that is looked at, from 1.", min=0)] = 0,
    layer: Annotated[int, typer.Option(help="The layer, from 1; for probe, 0 is the embedding.", min=0)] = 0,
    head: Annotated[int, typer.Option(help="The head, from 1; 0 is the mean of all.", min=0)] = 0,
    letter: Annotated[str, typer.Option(help="The letter of related and probe.")] = "d",
    words: Annotated[str, typer.Option("--list", help="The list of words of map and related.")] = "",
    other: Annotated[str, typer.Option(help="The text that is patched in.")] = "",
    values: Annotated[bool, typer.Option("--values", help="Attention: weights × values.")] = False,
    without_first: Annotated[bool, typer.Option("--without-first", help="Attention without the first token.")] = False,
    tsne: Annotated[bool, typer.Option("--tsne", help="A map by t-SNE instead of PCA.")] = False,
    untrained: Annotated[bool, typer.Option("--untrained", help="A map at the random start.")] = False,
    fit: Annotated[bool, typer.Option("--fit", help="Layers: fit the tuned lens first, which takes minutes.")] = False,
    png: Annotated[Path | None, typer.Option(help="Write the picture to this file.")] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="One of the models in the config; else the first.")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Look inside the model, as in: strawberry inside near Texas --json. VIEW says what is looked at."""

    async def look(settings: "Settings") -> None:
        from bot.services import open_services
        from bot.services.inspecting import OWN_WORDS, Looking

        looking = Looking(
            view,
            token,
            layer,
            head,
            letter,
            words or (OWN_WORDS if text else Looking().words),
            by_values=values,
            without_first=without_first,
            tsne=tsne,
            untrained=untrained,
            reveal="text",
        )
        async with open_services(settings) as opened:
            services = opened.with_model(model)
            with stderr.status("The model is being loaded …"):  # shown in a terminal alone
                await services.model.settled()
                subject, seen = await _see(services, _Asked(text, other, looking, fit))
            if png or not as_json:
                picture = await _drawn(services, seen, png)
            if as_json:
                from bot.cli.inside_json import seen_json

                print_json({"view": view, "text": subject.text} | seen_json(seen, layer))
            elif png is None:
                stdout.print(picture.alt)

    do(look, config)


async def _see(services: "Services", asked: _Asked) -> tuple["Subject", "Seen"]:
    if asked.fit:
        await services.inspecting.fit_lens()
    if not asked.text and asked.looking.view not in ("map", "related", "probe"):
        raise InputError(f'Give me a text: strawberry inside {asked.looking.view} "The capital of France is"')
    begins = "" if asked.looking.view != "near" or asked.text[:1].isspace() else " "  # as a word stands inside a text
    subject = await services.inspecting.subject(begins + (asked.text or asked.looking.letter))
    other = await services.inspecting.subject(asked.other) if asked.other else None
    return subject, await services.inspecting.see(subject, asked.looking, other)


async def _drawn(services: "Services", seen: "Seen", to: Path | None) -> "Picture":
    from bot.drawing import view_picture

    picture = await services.studio.draw(view_picture, seen)
    if to:
        try:
            await asyncio.to_thread(to.write_bytes, picture.data)
        except OSError as error:
            raise InputError(f"The picture cannot be written to {to}: {error.strerror}.") from None
    return picture
