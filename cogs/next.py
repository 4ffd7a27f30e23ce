"""``/next``: which token comes next, and writing on token by token."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import WHICH_MODEL, begin, cooldown, model_choices
from bot.drawing import next_token_bars, prompt_strip
from bot.errors import InputError
from bot.model import NextToken, Sampling, asked_by
from bot.services import Services
from bot.services.asking import check_model
from bot.storage import StoredTokenization
from bot.ui import Card, Pressable
from bot.ui.next import Step, cut_words, next_card, token_label
from bot.ui.sending import reply, update

_BUTTONS = 5
"""Tokens to be appended: a row of buttons."""
_TEMPERATURES = {0: "always the likeliest", 0.3: "", 0.7: "", 1: "as the model has it", 1.5: ""}
_STATE = r"(?P<kept>\d+):(?P<temperature>[\d.]+):(?P<top_k>\d+):(?P<top_p>[\d.]+)"
"""Of custom ids: see ``_State``."""
_CUTS = (Sampling(), Sampling(top_k=5), Sampling(top_k=40), Sampling(top_p=0.5), Sampling(top_p=0.9))


class Next(commands.Cog):
    """Shows what a model finds likely to come next."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(StepButton, TemperatureSelect, CutSelect)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(StepButton, TemperatureSelect, CutSelect)

    @app_commands.command(
        name="next",
        description="Show which tokens a small language model finds likely to come next, and write on with it",
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
    @cooldown
    async def next_token(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, 6000],
        temperature: app_commands.Range[float, 0.0, 2.0] = 1.0,
        top_k: app_commands.Range[int, 0, 50_000] = 0,
        top_p: app_commands.Range[float, 0.01, 1.0] = 1.0,
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Show what could come after ``text``."""
        services = services_of(interaction).with_model(model)
        check_model(await begin(interaction))
        sampling = Sampling(round(temperature, 2), top_k, round(top_p, 2))
        step = await _step(interaction, services, text, (), sampling)
        kept = await services.texts.keep(interaction.user.id, text, model or step.model, interaction.created_at)
        card = await _card(services, step, kept)
        await reply(interaction, card)


async def _step(
    interaction: discord.Interaction, services: Services, text: str, ids: tuple[int, ...], sampling: Sampling
) -> Step:
    with asked_by(interaction.guild_id, interaction.user.id):
        seen = await services.model.next_tokens(text, ids, sampling)
    return Step(services.settings.model_name, text, len(ids), sampling, seen)


async def _card(services: Services, step: Step, kept: int | None) -> Card:
    bars = await services.draw(next_token_bars, step.seen.likeliest)
    strip = await services.draw(prompt_strip, step.read)
    return next_card(step, bars, strip, [] if kept is None else _rows(_State(kept, step.sampling), step))


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
    again = await services.texts.keep(interaction.user.id, kept.text, kept.encoding, interaction.created_at, ids)
    card = await _card(services, step, again)
    await update(interaction, card)


async def _change(interaction: discord.Interaction, kept_id: int, sampling: Sampling) -> None:
    """Show the card with other chances."""
    await interaction.response.defer()
    kept, services = await _kept(interaction, kept_id)
    card = await _card(services, await _step(interaction, services, kept.text, kept.ids, sampling), kept_id)
    await update(interaction, card)


@dataclass(frozen=True, slots=True)
class _State:
    """What the buttons of a card carry: which text is behind it, and how the next token is drawn."""

    kept: int
    sampling: Sampling

    def __str__(self) -> str:
        sampling = self.sampling
        return f"{self.kept}:{sampling.temperature:g}:{sampling.top_k}:{sampling.top_p:g}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "_State":
        """What a custom id says."""
        sampling = Sampling(float(match["temperature"]), int(match["top_k"]), float(match["top_p"]))
        return cls(int(match["kept"]), sampling)


def _rows(state: _State, step: Step) -> Sequence[Sequence[Pressable]]:
    possible = [each.token for each in step.seen.likeliest if each.chance][:_BUTTONS]
    moves = [StepButton(state, "draw", "Draw one")]
    if step.appended:
        moves.append(StepButton(state, "back", "Back"))
    return [
        [StepButton(state, str(token.id), token_label(token)) for token in possible],
        moves,
        [TemperatureSelect(state)],
        [CutSelect(state)],
    ]


class StepButton(Pressable, ui.DynamicItem[ui.Button[Card]], template=rf"next:{_STATE}:(?P<action>draw|back|\d+)"):
    """Appends a token, the one of its id or one by chance, or takes the last one away."""

    def __init__(self, state: _State, action: str, label: str) -> None:
        style = discord.ButtonStyle.primary if action == "draw" else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"next:{state}:{action}"))
        self._state = state
        self._action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(_State.of(match), match["action"], match["action"])

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show what comes next then."""
        await interaction.response.defer()
        (kept, services), sampling = await _kept(interaction, self._state.kept), self._state.sampling
        match self._action:
            case "back":
                await _write_on(interaction, services, kept, kept.ids[:-1], sampling)
            case "draw":
                drawn = (await _step(interaction, services, kept.text, kept.ids, sampling)).seen.drawn
                await _write_on(interaction, services, kept, (*kept.ids, drawn.token.id), sampling, drawn)
            case id_:
                await _write_on(interaction, services, kept, (*kept.ids, int(id_)), sampling)


class TemperatureSelect(Pressable, ui.DynamicItem[ui.Select[Card]], template=rf"next-temperature:{_STATE}"):
    """Draws at another temperature."""

    def __init__(self, state: _State) -> None:
        chosen = state.sampling.temperature
        options = [
            discord.SelectOption(
                label=f"Temperature {each:g}",
                value=f"{each:g}",
                description=_TEMPERATURES.get(each) or None,
                default=each == chosen,
            )
            for each in sorted({*_TEMPERATURES, chosen})
        ]
        super().__init__(ui.Select(custom_id=f"next-temperature:{state}", placeholder="Temperature", options=options))
        self._state = state

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when a temperature is chosen, also after a restart."""
        return cls(_State.of(match))

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the chances at the chosen temperature."""
        sampling = replace(self._state.sampling, temperature=float(self.item.values[0]))
        await _change(interaction, self._state.kept, sampling)


class CutSelect(Pressable, ui.DynamicItem[ui.Select[Card]], template=rf"next-cut:{_STATE}"):
    """Cuts off other tokens."""

    def __init__(self, state: _State) -> None:
        chosen = replace(state.sampling, temperature=Sampling().temperature)
        options = [
            discord.SelectOption(
                label=cut_words(each).capitalize(), value=f"{each.top_k}:{each.top_p:g}", default=each == chosen
            )
            for each in dict.fromkeys((*_CUTS, chosen))
        ]
        super().__init__(ui.Select(custom_id=f"next-cut:{state}", placeholder="Cut-offs", options=options))
        self._state = state

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when cut-offs are chosen, also after a restart."""
        return cls(_State.of(match))

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the chances with the chosen cut-offs."""
        top_k, top_p = self.item.values[0].split(":")
        sampling = replace(self._state.sampling, top_k=int(top_k), top_p=float(top_p))
        await _change(interaction, self._state.kept, sampling)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Next(bot))
