"""``/next`` and the message menu **What comes next**: which token comes next, and writing on token by token."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.cards import HOTTEST, LEAST_SHARE, MOST_KEPT, next_step, next_token_card, next_token_view
from bot.app.commands import WHICH_MODEL, begin, model_choices
from bot.app.presses import chosen_one
from bot.app.viewer import Viewer
from bot.app.written import text_for
from bot.errors import InputError
from bot.language import later
from bot.model import NextToken, Sampling
from bot.services import Services
from bot.services.allowed import check_model
from bot.storage import StoredTokenization
from bot.ui.buttons.next import AppendToken, ChooseCut, ChooseTemperature, Move
from bot.ui.next import Step
from bot.ui.sending import reply, update

_MENU = "What comes next"  # untranslated: it is found where Discord is told of it


class Next(commands.Cog):
    """Shows what a model finds likely to come next."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=_MENU, callback=self.after_message)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        name="next",
        description="Show which tokens a language model finds likely to come next, and write on with it",
        extras={"example": "/next text:The capital of France is"},
    )
    @app_commands.describe(
        text="The beginning of a text, read as it stands",
        temperature="0 always takes the likeliest token, 1 (default) is the model as it is, 2 is the boldest",
        top_k="Only so many of the likeliest tokens can be drawn (default: 0, which is all)",
        top_p="Only the fewest tokens that have this share of the probability (default: 1, which is all)",
        model=WHICH_MODEL,
    )
    @app_commands.autocomplete(model=model_choices)
    async def next_token(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, 6000],
        temperature: app_commands.Range[float, 0.0, HOTTEST] = 1.0,
        top_k: app_commands.Range[int, 0, MOST_KEPT] = 0,
        top_p: app_commands.Range[float, LEAST_SHARE, 1.0] = 1.0,
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Show what could come after ``text``."""
        sampling = Sampling(round(temperature, 2), top_k, round(top_p, 2))
        await _open(interaction, text, sampling, model, private=False)

    async def after_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Show what could come after the text of ``message``; only who asked sees it."""
        await _open(interaction, text_for(message, "/next"), Sampling(), None, private=True)


async def _open(
    interaction: discord.Interaction, text: str, sampling: Sampling, model: str | None, *, private: bool
) -> None:
    services = services_of(interaction).with_model(model)
    server = await begin(interaction, private=private)
    check_model(server)
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await next_token_card(services, viewer, text, sampling, model))


async def _kept(interaction: discord.Interaction, id_: int) -> tuple[StoredTokenization, Services]:
    """The text behind a card, and the services with the model that gave its ids: they mean nothing to another."""
    services = services_of(interaction)
    kept = await services.texts.get(id_, interaction.user.id, "/next")
    check_model(await services.server_settings(interaction.guild_id))
    try:
        return kept, services.with_model(kept.encoding)
    except InputError:
        raise InputError(
            later("This card is about another model, {model}. Use /next again.", model=kept.encoding)
        ) from None


async def _step(
    interaction: discord.Interaction,
    services: Services,
    kept: StoredTokenization,
    ids: tuple[int, ...],
    sampling: Sampling,
    *,
    sample: bool = False,
) -> Step:
    viewer = Viewer.of(interaction, private=False)
    return await next_step(services, viewer, kept.text, ids, sampling, sample=sample)


async def _write_on(
    interaction: discord.Interaction,
    services: Services,
    kept: StoredTokenization,
    ids: tuple[int, ...],
    sampling: Sampling,
    sampled: NextToken | None = None,
) -> None:
    """Show the card with other ids after its text."""
    step = replace(await _step(interaction, services, kept, ids, sampling), sampled=sampled)
    again = await services.texts.keep(
        interaction.user.id, interaction.guild_id, kept.text, kept.encoding, interaction.created_at, ids, kept.shown_in
    )
    card = await next_token_view(services, step, again)
    await update(interaction, card)


async def _change(interaction: discord.Interaction, kept_id: int, sampling: Sampling) -> None:
    """Show the card with other chances."""
    await interaction.response.defer()
    kept, services = await _kept(interaction, kept_id)
    card = await next_token_view(services, await _step(interaction, services, kept, kept.ids, sampling), kept_id)
    await update(interaction, card)


async def _move(interaction: discord.Interaction, asked: Move) -> None:
    """Append a token by chance, or take the last one away."""
    await interaction.response.defer()
    kept, services = await _kept(interaction, asked.kept)
    if asked.move == "back":
        await _write_on(interaction, services, kept, kept.ids[:-1], asked.sampling)
    elif sampled := (await _step(interaction, services, kept, kept.ids, asked.sampling, sample=True)).seen.sampled:
        await _write_on(interaction, services, kept, (*kept.ids, sampled.token.id), asked.sampling, sampled)


async def _append(interaction: discord.Interaction, asked: AppendToken) -> None:
    await interaction.response.defer()
    kept, services = await _kept(interaction, asked.kept)
    await _write_on(interaction, services, kept, (*kept.ids, asked.token), asked.sampling)


async def _heat(interaction: discord.Interaction, asked: ChooseTemperature) -> None:
    await _change(interaction, asked.kept, replace(asked.sampling, temperature=chosen_one(interaction, float)))


async def _cut(interaction: discord.Interaction, asked: ChooseCut) -> None:
    top_k, top_p = chosen_one(interaction, _cut_of)
    await _change(interaction, asked.kept, replace(asked.sampling, top_k=top_k, top_p=top_p))


def _cut_of(value: str) -> tuple[int, float]:
    top_k, top_p = value.split(":")
    return int(top_k), float(top_p)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(Move, _move)
    bot.presses.on(AppendToken, _append)
    bot.presses.on(ChooseTemperature, _heat)
    bot.presses.on(ChooseCut, _cut)
    await bot.add_cog(Next(bot))
