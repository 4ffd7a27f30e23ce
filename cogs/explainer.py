"""``/explainer``: answers from inside, and the buttons under them."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, may_see
from bot.app.presses import chosen_one
from bot.chat import Explained
from bot.drawing import candidate_bars, prompt_strip
from bot.errors import InputError
from bot.model import GenerationTrace, known
from bot.services import Services
from bot.ui import Card
from bot.ui.buttons.chat import ChooseToken, Part, ShowInsight, TurnTokens
from bot.ui.insight import (
    NO_PROMPT,
    NO_TOKENS,
    ON_A_PAGE,
    explainer_card,
    ids_card,
    most_surprising,
    saw_card,
    token_options,
    why_card,
)
from bot.ui.sending import reply, update

Where = Literal["me", "channel"]

_WHERE = "For me, wherever I chat (default), or for everybody in this channel"


class Explainer(
    commands.GroupCog, group_name="explainer", group_description="Show my answers from inside: tokens, probabilities"
):
    """Switches explainer mode, and shows answers from inside."""

    @app_commands.command(description="Show the tokens under my answers", extras={"example": "/explainer on"})
    @app_commands.describe(where=_WHERE)
    async def on(self, interaction: discord.Interaction, where: Where = "me") -> None:
        """Switch it on."""
        await _switch(interaction, where, on=True)

    @app_commands.command(description="Answer without tokens again", extras={"example": "/explainer off"})
    @app_commands.describe(where=_WHERE)
    async def off(self, interaction: discord.Interaction, where: Where = "me") -> None:
        """Switch it off."""
        await _switch(interaction, where, on=False)


async def _switch(interaction: discord.Interaction, where: Where, *, on: bool) -> None:
    scope, subject_id = _subject(interaction, where)
    await begin(interaction, private=scope == "user")
    services = services_of(interaction)
    await services.explainers.set(scope, subject_id, on=on)
    mine = on if scope == "user" else await services.explainers.on(interaction.user.id, subject_id)
    can = await known(services.model)
    card = explainer_card(scope, services.model.state, traces=can.traces, on=on, mine=mine)
    await reply(interaction, card)


def _subject(interaction: discord.Interaction, where: Where) -> tuple[Explained, int]:
    """For whom it is switched: a member's or a channel's id. Raises ``InputError``."""
    if where == "me":
        return "user", interaction.user.id
    may = interaction.permissions
    if interaction.guild_id is not None and not (may.manage_channels or may.manage_guild):
        raise InputError(
            "Only those who may manage this channel or the server can switch it for everybody here. Use /explainer on "
            "or /explainer off without where, for yourself."
        )
    if interaction.channel_id is None:
        raise InputError("Discord does not say which channel this is. Use the command in a channel.")
    return "channel", interaction.channel_id


async def _insight(interaction: discord.Interaction, turn_id: int) -> GenerationTrace:
    """What is kept of an answer from inside. Raises ``InputError`` that says why there is nothing."""
    turn = await services_of(interaction).chats.get(turn_id)
    if turn is None or not may_see(interaction, turn.said.asker):
        raise InputError("This answer is no longer kept: it was deleted, or it is too old. Ask again for a new one.")
    if turn.ending is None:
        raise InputError("This answer is still being written. Press again when it is there.")
    if turn.insight is None or not turn.explained:
        raise InputError(
            "There is nothing to show of this answer: explainer mode was off when it was written, or something that it "
            "quotes was deleted or edited since. Switch it on with /explainer on, and ask again."
        )
    if not (turn.insight.prompt.tokens or turn.insight.written):
        raise InputError(NO_TOKENS)
    return turn.insight


async def _card(services: Services, insight: GenerationTrace, turn_id: int, part: Part) -> Card:
    match part:
        case "ids" | "saw" if not insight.prompt.tokens:
            raise InputError(NO_PROMPT)
        case "ids":
            return ids_card(insight)
        case "saw":
            return saw_card(insight, await services.studio.draw(prompt_strip, insight.prompt.tokens))
        case "why" if insight.written:
            return await _why(services, insight, turn_id, most_surprising(insight.written))
        case "why":
            raise InputError("The model wrote no token, so there is no word to ask about. Ask again for an answer.")


async def _why(services: Services, insight: GenerationTrace, turn_id: int, position: int) -> Card:
    written = insight.written
    page, pages = position // ON_A_PAGE, -(-len(written) // ON_A_PAGE)
    turns = [
        TurnTokens(turn_id, to * ON_A_PAGE).button(label)
        for to, label in ((page - 1, "Earlier tokens"), (page + 1, "Later tokens"))
        if 0 <= to < pages
    ]
    picture = await services.studio.draw(candidate_bars, written[position])
    select = ChooseToken(turn_id).select(token_options(written, position))
    return why_card(insight, position, picture, [[select], turns])


async def _show_other(interaction: discord.Interaction, turn_id: int, position: int) -> None:
    """Show why the token at ``position`` came, in place of the one before."""
    await interaction.response.defer()
    insight = await _insight(interaction, turn_id)
    if position >= len(insight.written):
        raise InputError("Meanwhile this answer was written anew, and is shorter. Press Why this word? again.")
    card = await _why(services_of(interaction), insight, turn_id, position)
    await update(interaction, card)


async def _show(interaction: discord.Interaction, asked: ShowInsight) -> None:
    """Show an answer from inside, to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    insight = await _insight(interaction, asked.turn)
    card = await _card(services_of(interaction), insight, asked.turn, asked.part)
    await reply(interaction, card, ephemeral=True)


async def _choose(interaction: discord.Interaction, asked: ChooseToken) -> None:
    await _show_other(interaction, asked.turn, chosen_one(interaction, _position))


def _position(value: str) -> int:
    if not value.isdecimal():
        raise ValueError(value)
    return int(value)


async def _turn(interaction: discord.Interaction, asked: TurnTokens) -> None:
    await _show_other(interaction, asked.turn, asked.position)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowInsight, _show)
    bot.presses.on(ChooseToken, _choose)
    bot.presses.on(TurnTokens, _turn)
    await bot.add_cog(Explainer())
