"""``strawberry inside``: what a look into the model shows, as a picture, as numbers, or in words."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.called import called
from bot.cli.running import ConfigOption, JsonOption, ModelOption, do, print_json, save, stderr, stdout
from bot.errors import InputError
from bot.inside.kinds import View

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.config import Settings
    from bot.drawing import Picture
    from bot.inside.views import Seen
    from bot.services import Services
    from bot.services.looking import Looking, Subject


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked at, and how it is shown."""

    text: str
    looking: "Looking"
    word: str
    other: str
    model: str | None
    fit: bool
    png: Path | None
    as_json: bool


def inside(
    view: Annotated[View, typer.Argument(help="What to look at.")],
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="The text as it stands; of a map, its words.")] = "",
    token: Annotated[int, typer.Option(help="The place of the token that is looked at, from 1.", min=0)] = 0,
    word: Annotated[str, typer.Option(help="Near: a word of the text, by the mean of its tokens.")] = "",
    layer: Annotated[int, typer.Option(help="The layer, from 1; for probe, 0 is the embedding.", min=0)] = 0,
    head: Annotated[int, typer.Option(help="The head, from 1; 0 is the mean of all.", min=0)] = 0,
    letter: Annotated[str, typer.Option(help="The letter of related and probe.")] = "d",
    words: Annotated[str, typer.Option("--list", help="The list of words of map and related.")] = "",
    other: Annotated[str, typer.Option(help="The text that is patched in.")] = "",
    values: Annotated[bool, typer.Option("--values", help="Attention: weights × values.")] = False,
    without_first: Annotated[bool, typer.Option("--without-first", help="Attention without the first token.")] = False,
    tsne: Annotated[bool, typer.Option("--tsne", help="A map by t-SNE instead of PCA.")] = False,
    perplexity: Annotated[int, typer.Option(help="Of t-SNE: about how many neighbours count.", min=1)] = 10,
    seed: Annotated[int, typer.Option(help="Where t-SNE begins, and the random start.", min=0)] = 0,
    untrained: Annotated[bool, typer.Option("--untrained", help="A map at the random start.")] = False,
    fit: Annotated[bool, typer.Option("--fit", help="Layers: fit the tuned lens first, which takes minutes.")] = False,
    png: Annotated[Path | None, typer.Option(help="Write the picture to this file.")] = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Look inside the model, as in: strawberry inside near Texas --json. VIEW says what is looked at."""
    from bot.services.looking import OWN_WORDS, Looking

    looking = Looking(view, token, layer, head, letter, words or (OWN_WORDS if text else Looking().words))
    looking = replace(looking, reveal="text", by_values=values, without_first=without_first)
    looking = replace(looking, tsne=tsne, perplexity=perplexity, untrained=untrained, seed=seed)
    do(lambda settings: _show(settings, _Asked(text, looking, word, other, model, fit, png, as_json)), config)


async def _show(settings: "Settings", asked: _Asked) -> None:
    from bot.services import open_services

    async with open_services(settings) as opened:
        services = opened.with_model(asked.model)
        with stderr.status("The model is being loaded …"):  # shown in a terminal alone
            await services.model.settled()
            subject, seen = await _see(services, asked)
        if asked.png or not asked.as_json:
            picture = await _drawn(services, seen, asked.png)
        if asked.as_json:
            from bot.cli.inside_json import seen_json

            told = seen_json(seen, asked.looking.layer)
            print_json({"view": asked.looking.view, "text": subject.text} | told)
        elif asked.png is None:
            stdout.print(picture.alt)


async def _see(services: "Services", asked: _Asked) -> tuple["Subject", "Seen"]:
    from bot.services.looking import as_inside_a_text

    looking = asked.looking
    if asked.fit:
        await services.inspecting.fit_lens()
    if not asked.text and looking.view not in ("map", "related", "probe"):
        raise InputError(f"Give me a text: {called('inside', looking.view, 'The capital of France is')}")
    subject = await services.inspecting.subject(as_inside_a_text(looking.view, asked.text or looking.letter))
    if asked.word:
        looking = replace(looking, token=subject.token_of(asked.word))
    other = await services.inspecting.subject(asked.other) if asked.other else None
    return subject, await services.inspecting.see(subject, looking, other)


async def _drawn(services: "Services", seen: "Seen", to: Path | None) -> "Picture":
    from bot.drawing import view_picture

    picture = await services.studio.draw(view_picture, seen)
    if to:
        await asyncio.to_thread(save, picture.data, to)
    return picture
