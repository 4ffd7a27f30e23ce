"""``/next``: which token comes next, and writing on token by token."""

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import WHICH_MODEL, begin, model_choices
from bot.app.presses import chosen_one
from bot.drawing import next_token_bars, prompt_strip
from bot.errors import InputError
from bot.model import NextToken, Sampling, asked_by
from bot.services import Services
from bot.services.asking import check_model
from bot.storage import StoredTokenization
from bot.ui import Card, Pressable
from bot.ui.buttons.inside import LookIntoText, look_inside
from bot.ui.buttons.next import AppendToken, ChooseCut, ChooseTemperature, Move
from bot.ui.next import Step, cut_words, next_card, token_label
from bot.ui.sending import reply, update

_BUTTONS = 5
"""Tokens to be appended: a row of buttons."""
_HOTTEST, _MOST_KEPT, _LEAST_SHARE = 2.0, 50_000, 0.01
"""The highest temperature and top-k, and the lowest top-p."""
_TEMPERATURES = {0: "always the likeliest", 0.3: "", 0.7: "", 1: "as the model has it", 1.5: ""}
_CUTS = (Sampling(), Sampling(top_k=5), Sampling(top_k=40), Sampling(top_p=0.5), Sampling(top_p=0.9))


class Next(commands.Cog):
    """Shows what a model finds likely to come next."""

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
        temperature: app_commands.Range[float, 0.0, _HOTTEST] = 1.0,
        top_k: app_commands.Range[int, 0, _MOST_KEPT] = 0,
        top_p: app_commands.Range[float, _LEAST_SHARE, 1.0] = 1.0,
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Show what could come after ``text``."""
        services = services_of(interaction).with_model(model)
        server = await begin(interaction)
        check_model(server)
        sampling = Sampling(round(temperature, 2), top_k, round(top_p, 2))
        step = await _step(interaction, services, text, (), sampling)
        kept = await services.texts.keep(
            interaction.user.id,
            interaction.guild_id,
            text,
            model or step.model,
            interaction.created_at,
            shown_in=None if server.private else interaction.channel_id,
        )
        card = await _card(services, step, kept)
        await reply(interaction, card)


async def _step(
    interaction: discord.Interaction,
    services: Services,
    text: str,
    ids: tuple[int, ...],
    sampling: Sampling,
    *,
    draw: bool = False,
) -> Step:
    possible = 0 <= sampling.temperature <= _HOTTEST and 0 <= sampling.top_k <= _MOST_KEPT
    if not (possible and _LEAST_SHARE <= sampling.top_p <= 1):
        raise InputError("There is no such temperature or cut-off. Use /next again.")
    with asked_by(interaction.guild_id, interaction.user.id):
        seen = await services.model.next_tokens(text, ids, sampling, draw=draw)
    return Step(services.settings.model_name, text, len(ids), sampling, seen)


async def _card(services: Services, step: Step, kept: int | None) -> Card:
    bars = await services.studio.draw(next_token_bars, step.seen.likeliest)
    strip = await services.studio.draw(prompt_strip, step.read)
    return next_card(step, bars, strip, [] if kept is None else _rows(kept, step))


async def _kept(interaction: discord.Interaction, id_: int) -> tuple[StoredTokenization, Services]:
    """The text behind a card, and the services with the model that gave its ids: they mean nothing to another."""
    services = services_of(interaction)
    kept = await services.texts.get(id_, interaction.user.id, "/next")
    check_model(await services.server_settings(interaction.guild_id))
    try:
        return kept, services.with_model(kept.encoding)
    except InputError:
        raise InputError(f"This card is about another model, {kept.encoding}. Use /next again.") from None


async def _write_on(
    interaction: discord.Interaction,
    services: Services,
    kept: StoredTokenization,
    ids: tuple[int, ...],
    sampling: Sampling,
    drawn: NextToken | None = None,
) -> None:
    """Show the card with other ids after its text."""
    step = replace(await _step(interaction, services, kept.text, ids, sampling), drawn=drawn)
    again = await services.texts.keep(
        interaction.user.id, interaction.guild_id, kept.text, kept.encoding, interaction.created_at, ids, kept.shown_in
    )
    card = await _card(services, step, again)
    await update(interaction, card)


async def _change(interaction: discord.Interaction, kept_id: int, sampling: Sampling) -> None:
    """Show the card with other chances."""
    await interaction.response.defer()
    kept, services = await _kept(interaction, kept_id)
    card = await _card(services, await _step(interaction, services, kept.text, kept.ids, sampling), kept_id)
    await update(interaction, card)


def _rows(kept: int, step: Step) -> Sequence[Sequence[Pressable]]:
    state = kept, step.sampling.temperature, step.sampling.top_k, step.sampling.top_p
    possible = [each.token for each in step.seen.likeliest if each.chance][:_BUTTONS]
    moves: list[Pressable] = [Move(*state, "draw").button("Draw one", style=discord.ButtonStyle.primary)]
    if step.appended:
        moves.append(Move(*state, "back").button("Back"))
    moves.append(look_inside(LookIntoText(kept)))
    return [
        [AppendToken(*state, token.id).button(token_label(token)) for token in possible],
        moves,
        [ChooseTemperature(*state).select(_temperatures(step.sampling), "Temperature")],
        [ChooseCut(*state).select(_cuts(step.sampling), "Cut-offs")],
    ]


def _temperatures(sampling: Sampling) -> Sequence[discord.SelectOption]:
    chosen_now = sampling.temperature
    return [
        discord.SelectOption(
            label=f"Temperature {each:g}",
            value=f"{each:g}",
            description=_TEMPERATURES.get(each) or None,
            default=each == chosen_now,
        )
        for each in sorted({*_TEMPERATURES, chosen_now})
    ]


def _cuts(sampling: Sampling) -> Sequence[discord.SelectOption]:
    chosen_now = replace(sampling, temperature=Sampling().temperature)
    return [
        discord.SelectOption(
            label=cut_words(each).capitalize(), value=f"{each.top_k}:{each.top_p:g}", default=each == chosen_now
        )
        for each in dict.fromkeys((*_CUTS, chosen_now))
    ]


async def _move(interaction: discord.Interaction, asked: Move) -> None:
    """Append a token by chance, or take the last one away."""
    await interaction.response.defer()
    kept, services = await _kept(interaction, asked.kept)
    if asked.move == "back":
        await _write_on(interaction, services, kept, kept.ids[:-1], asked.sampling)
    elif drawn := (await _step(interaction, services, kept.text, kept.ids, asked.sampling, draw=True)).seen.drawn:
        await _write_on(interaction, services, kept, (*kept.ids, drawn.token.id), asked.sampling, drawn)


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
    await bot.add_cog(Next())
