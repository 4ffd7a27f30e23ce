"""``/states``, ``/which`` and ``/ladder``: letter questions asked in series."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import WHICH_MODEL, asker_of, begin, model_choices
from bot.drawing import Panel, Picture, Row, ladder, stack, tile_map
from bot.letters import (
    FORM_NAMES,
    NAME_LISTS,
    Comparison,
    ModelAnswer,
    Which,
    answer_text,
    checked_letter,
    make_count,
    one_letter,
)
from bot.services import Services
from bot.ui.sending import reply
from bot.ui.series import forms_card, names_card

_STATES = "US states"
_LONGEST = 120
"""Names that are asked one by one, with a tile each; of a longer list /ask tells which."""
_LISTS = [app_commands.Choice(name=key, value=key) for key, each in NAME_LISTS.items() if len(each.names) <= _LONGEST]


class Series(commands.Cog):
    """Asks about a whole list, and about one word in several forms."""

    @app_commands.command(
        description="Which US states contain a letter, on a map, with a model's yes or no to each",
        extras={"example": "/states letter:d"},
    )
    @app_commands.describe(letter="The letter, or letters, to look for", model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def states(
        self,
        interaction: discord.Interaction,
        letter: app_commands.Range[str, 1, 100],
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Ask of all fifty."""
        await _answer(interaction, Which(_STATES, checked_letter(letter, "/states letter:d")), model)

    @app_commands.command(
        description="Which names of a list contain a letter, with a model's yes or no to each",
        extras={"example": "/which names:elements letter:j"},
    )
    @app_commands.describe(
        names="The list of names",
        letter="The letter, or letters, to look for",
        without="Name those without it instead",
        model=WHICH_MODEL,
    )
    @app_commands.choices(names=_LISTS)
    @app_commands.autocomplete(model=model_choices)
    async def which(
        self,
        interaction: discord.Interaction,
        names: app_commands.Choice[str],
        letter: app_commands.Range[str, 1, 100],
        without: bool = False,
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Ask of every name of the list."""
        letter = checked_letter(letter, "/which names:months letter:r")
        await _answer(interaction, Which(names.value, letter, without), model)

    @app_commands.command(
        description="Count a letter in a word that the model reads plain, in quotes, spaced and numbered",
        extras={"example": "/ladder letter:r word:strawberry"},
    )
    @app_commands.describe(letter="The letter to count", word="The word to count in", model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def ladder(
        self,
        interaction: discord.Interaction,
        letter: app_commands.Range[str, 1, 100],
        word: app_commands.Range[str, 1, 100],
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Ask the same question in four forms."""
        example = "/ladder letter:r word:strawberry"
        question = make_count(word, one_letter(letter, example), example)
        services = services_of(interaction).with_model(model)
        server = await begin(interaction)
        who = asker_of(interaction, private=server.private)
        asked = await services.series.forms(question, who, interaction.created_at, server)
        bars, strips = await _form_pictures(services, asked.comparisons)
        card = forms_card(question, asked.comparisons, asked.logged, bars, strips)
        await reply(interaction, card)


async def _answer(interaction: discord.Interaction, question: Which, model: str | None) -> None:
    services = services_of(interaction).with_model(model)
    server = await begin(interaction)
    who = asker_of(interaction, private=server.private)
    asked = await services.series.names(question.names, question.letter, who, interaction.created_at, server)
    tiles = await services.studio.draw(tile_map, question.names, question.letter, asked.comparisons)
    card = names_card(question, asked.comparisons, asked.logged, tiles)
    await reply(interaction, card)


async def _form_pictures(services: Services, comparisons: Sequence[Comparison]) -> tuple[Picture | None, Picture]:
    panels = [
        Panel(
            FORM_NAMES[each.form],
            answer_text(each.model.answer),
            each.model.distribution,
            each.model.prior,
            each.untold,
        )
        for each in comparisons
        if isinstance(each.model, ModelAnswer) and each.model.distribution
    ]
    bars = await services.studio.draw(ladder, panels, answer_text(comparisons[0].exact)) if panels else None
    rows = [Row(FORM_NAMES[each.form], each.word_tokens) for each in comparisons]
    return bars, await services.studio.draw(stack, rows)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Series())
