"""A card of ``/inside`` that is steered by who opened it: edited in place."""

from dataclasses import replace
from typing import Self, cast, get_args

import discord
from discord import ui

from bot.app import services_of
from bot.app.forms import Form
from bot.app.presses import chosen_one
from bot.errors import InputError
from bot.inside.kinds import View
from bot.language import later, tr
from bot.services import Services
from bot.services.allowed import check_model
from bot.services.looking import Looking, Subject
from bot.ui.buttons.inside import (
    ChooseHead,
    ChooseInsideToken,
    ChooseLayer,
    ChooseLetter,
    ChoosePerplexity,
    ChooseView,
    ChooseWords,
    LookAt,
    PatchIn,
)
from bot.ui.inside import Inside
from bot.ui.sending import update
from cogs.inside.opening import COMMAND, draw, see

_LARGEST = 6
"""Digits of what a select of numbers says."""


async def look_at(interaction: discord.Interaction, asked: LookAt) -> None:
    """Show the same card as it says."""
    await interaction.response.defer()
    await show(interaction, asked.kept, asked.other, asked.looking)


async def choose_view(interaction: discord.Interaction, asked: ChooseView) -> None:
    """Show another view."""
    await look_at(
        interaction, LookAt(asked.kept, asked.other, replace(asked.looking, view=chosen_one(interaction, _view)))
    )


async def choose_token(interaction: discord.Interaction, asked: ChooseInsideToken) -> None:
    """Look at another token."""
    token = chosen_one(interaction, _number)
    await look_at(interaction, LookAt(asked.kept, asked.other, replace(asked.looking, token=token)))


async def choose_layer(interaction: discord.Interaction, asked: ChooseLayer) -> None:
    """Look at another layer."""
    layer = chosen_one(interaction, _number)
    await look_at(interaction, LookAt(asked.kept, asked.other, replace(asked.looking, layer=layer)))


async def choose_head(interaction: discord.Interaction, asked: ChooseHead) -> None:
    """Look at another head, maybe of another layer."""
    layer, head = chosen_one(interaction, _layer_and_head)
    await look_at(interaction, LookAt(asked.kept, asked.other, replace(asked.looking, layer=layer, head=head)))


async def choose_letter(interaction: discord.Interaction, asked: ChooseLetter) -> None:
    """Ask about another letter."""
    letter = chosen_one(interaction, _plain)
    await look_at(interaction, LookAt(asked.kept, asked.other, replace(asked.looking, letter=letter)))


async def choose_words(interaction: discord.Interaction, asked: ChooseWords) -> None:
    """Look at other words."""
    words = chosen_one(interaction, _plain)
    await look_at(interaction, LookAt(asked.kept, asked.other, replace(asked.looking, words=words)))


async def choose_perplexity(interaction: discord.Interaction, asked: ChoosePerplexity) -> None:
    """Draw the map with another perplexity."""
    perplexity = chosen_one(interaction, _number)
    await look_at(interaction, LookAt(asked.kept, asked.other, replace(asked.looking, perplexity=perplexity)))


async def patch_in(interaction: discord.Interaction, asked: PatchIn) -> None:
    """Ask for the text that is patched in."""
    await services_of(interaction).texts.get(asked.kept, interaction.user.id, COMMAND)
    await interaction.response.send_modal(PatchForm(asked))


class PatchForm(Form):
    """Asks for the text whose state takes the place of this one's."""

    def __init__(self, asked: PatchIn) -> None:
        super().__init__(title=tr("Patch in another text"), timeout=600)
        self._asked = asked
        self.other: ui.TextInput[Self] = ui.TextInput(
            label=tr("Another text, much like this one"),
            custom_id="other",
            placeholder="The capital of Italy is",  # untranslated: the model reads such a text
            style=discord.TextStyle.paragraph,
            min_length=1,
            max_length=1_000,
        )
        self.add_item(self.other)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Show the card with that text patched in."""
        await interaction.response.defer()
        services = services_of(interaction)
        kept = await services.texts.get(self._asked.kept, interaction.user.id, COMMAND)
        other = await services.texts.keep(
            interaction.user.id,
            interaction.guild_id,
            self.other.value,
            kept.encoding,
            interaction.created_at,
            (),
            kept.shown_in,
        )
        if other is None:
            raise InputError(later("I cannot keep that text at the moment, so nothing was changed. Try again later."))
        await show(interaction, self._asked.kept, other, self._asked.looking)


async def show(interaction: discord.Interaction, kept_id: int, other_id: int, looking: Looking) -> None:
    """Show the card in place of the one before, once the press is acknowledged."""
    services = services_of(interaction)
    check_model(await services.server_settings(interaction.guild_id))
    kept = await services.texts.get(kept_id, interaction.user.id, COMMAND)
    services = services.with_model(kept.encoding)
    subject = await services.inspecting.subject(kept.text, kept.ids)
    other = await patched_in(interaction, services, other_id)
    seen = await see(interaction, services, subject, looking, other)
    card = await draw(
        services, Inside(services.settings.model_name, subject, looking, seen, bool(other_id)), kept_id, other_id
    )
    await update(interaction, card)


async def patched_in(interaction: discord.Interaction, services: Services, other: int) -> Subject | None:
    """The text that is patched in, for ``services`` of the model that is looked into; None without one."""
    if not other:
        return None
    theirs = await services.texts.get(other, interaction.user.id, COMMAND)
    return await services.inspecting.subject(theirs.text, theirs.ids)


def _view(value: str) -> View:
    views: tuple[View, ...] = get_args(View)
    return views[views.index(cast("View", value))]


def _number(value: str) -> int:
    if not (value.isdecimal() and len(value) <= _LARGEST):
        raise ValueError(value)
    return int(value)


def _layer_and_head(value: str) -> tuple[int, int]:
    layer, head = map(_number, value.split(":"))
    return layer, head


def _plain(value: str) -> str:
    """What can stand in a custom id again."""
    if ":" in value or not 0 < len(value) <= 20:
        raise ValueError(value)
    return value
