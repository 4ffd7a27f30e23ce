"""``/explainer``: answers from inside, and the buttons under them."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, may_see
from bot.app.presses import chosen_one
from bot.chat import Explained
from bot.drawing import candidate_bars, prompt_page
from bot.errors import InputError
from bot.language import later, tr
from bot.model import GenerationTrace, known
from bot.services import Services
from bot.ui import Card
from bot.ui.buttons.chat import ChooseToken, Part, ShowInsight, SwitchExplainer, TurnPrompt, TurnTokens, Who
from bot.ui.explainer import explainer_card, status_card
from bot.ui.insight import (
    NO_PROMPT,
    NO_TOKENS,
    ON_A_PAGE,
    ids_card,
    most_surprising,
    saw_card,
    token_options,
    why_card,
)
from bot.ui.sending import reply, update


class Explainer(commands.Cog):
    """Switches explainer mode, and shows answers from inside."""

    @app_commands.command(
        description="Show the tokens under my answers, with how likely each was",
        extras={"example": "/explainer turn:on"},
    )
    @app_commands.describe(
        turn="On or off; without it you see how it is set",
        where="For me, wherever I chat (default), or for everybody in this channel",
    )
    async def explainer(
        self, interaction: discord.Interaction, turn: Literal["on", "off"] | None = None, where: Who = "me"
    ) -> None:
        """Switch it, or show how it is set, with buttons that switch it."""
        if turn:
            await _switch(interaction, where, on=turn == "on")
            return
        await begin(interaction, private=True)
        await reply(interaction, await _status(interaction))


async def _status(interaction: discord.Interaction) -> Card:
    """How explainer mode is set for who asks, and here."""
    services, channel_id = services_of(interaction), interaction.channel_id or 0
    mine = await services.explainers.on(interaction.user.id, channel_id)
    here = await services.explainers.on_in(channel_id)
    can = await known(services.model)
    return status_card(
        services.model.state, traces=can.traces, mine=mine, here=here, may_switch=_may_switch(interaction)
    )


async def _press(interaction: discord.Interaction, asked: SwitchExplainer) -> None:
    """Switch it by a button: for everybody here in a message that everybody sees, for oneself in place."""
    if asked.where == "channel":
        await _switch(interaction, "channel", on=asked.on)
        return
    await interaction.response.defer()
    await services_of(interaction).explainers.set("user", interaction.user.id, on=asked.on)
    await update(interaction, await _status(interaction))


async def _switch(interaction: discord.Interaction, where: Who, *, on: bool) -> None:
    scope, subject_id = _subject(interaction, where)
    await begin(interaction, private=scope == "user")
    services = services_of(interaction)
    await services.explainers.set(scope, subject_id, on=on)
    mine = on if scope == "user" else await services.explainers.on(interaction.user.id, subject_id)
    can = await known(services.model)
    card = explainer_card(scope, services.model.state, traces=can.traces, on=on, mine=mine)
    await reply(interaction, card)


def _subject(interaction: discord.Interaction, where: Who) -> tuple[Explained, int]:
    """For whom it is switched: a member's or a channel's id. Raises ``InputError``."""
    if where == "me":
        return "user", interaction.user.id
    if not _may_switch(interaction):
        raise InputError(
            later(
                "Only those who may manage this channel or the server can switch it for everybody here. Use /explainer "
                "without where for yourself."
            )
        )
    if interaction.channel_id is None:
        raise InputError(later("Discord does not say which channel this is. Use the command in a channel."))
    return "channel", interaction.channel_id


def _may_switch(interaction: discord.Interaction) -> bool:
    """Whether who asks may switch it for everybody in the channel."""
    may = interaction.permissions
    return interaction.guild_id is None or may.manage_channels or may.manage_guild


async def _insight(interaction: discord.Interaction, turn_id: int) -> GenerationTrace:
    """What is kept of an answer from inside. Raises ``InputError`` that says why there is nothing."""
    turn = await services_of(interaction).chats.get(turn_id)
    if turn is None or not may_see(interaction, turn.said.asker):
        raise InputError(
            later("This answer is no longer kept: it was deleted, or it is too old. Ask again for a new one.")
        )
    if turn.ending is None:
        raise InputError(later("This answer is still being written. Press again when it is there."))
    if turn.insight is None or not turn.explained:
        raise InputError(
            later(
                "There is nothing to show of this answer: explainer mode was off when it was written, or something "
                "that it quotes was deleted or edited since. Switch it on with /explainer turn:on, and ask again."
            )
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
            return await _saw(services, insight, turn_id, 0)
        case "why" if insight.written:
            return await _why(services, insight, turn_id, most_surprising(insight.written))
        case "why":
            raise InputError(
                later("The model wrote no token, so there is no word to ask about. Ask again for an answer.")
            )


async def _saw(services: Services, insight: GenerationTrace, turn_id: int, page: int) -> Card:
    strip = await services.studio.draw(prompt_page, insight.prompt.tokens, page)
    turns = [
        TurnPrompt(turn_id, to).button(label)
        for to, label in ((strip.number - 1, tr("Back")), (strip.number + 1, tr("Next")))
        if 0 <= to < strip.pages
    ]
    return saw_card(insight, strip, turns)


async def _why(services: Services, insight: GenerationTrace, turn_id: int, position: int) -> Card:
    written = insight.written
    page, pages = position // ON_A_PAGE, -(-len(written) // ON_A_PAGE)
    turns = [
        TurnTokens(turn_id, to * ON_A_PAGE).button(label)
        for to, label in ((page - 1, tr("Earlier tokens")), (page + 1, tr("Later tokens")))
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
        raise InputError(later("Meanwhile this answer was written anew, and is shorter. Press Why this word? again."))
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


async def _turn_prompt(interaction: discord.Interaction, asked: TurnPrompt) -> None:
    """Show another page of what the model saw, in place."""
    await interaction.response.defer()
    insight = await _insight(interaction, asked.turn)
    if not insight.prompt.tokens:
        raise InputError(NO_PROMPT)
    await update(interaction, await _saw(services_of(interaction), insight, asked.turn, asked.page))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(SwitchExplainer, _press)
    bot.presses.on(ShowInsight, _show)
    bot.presses.on(ChooseToken, _choose)
    bot.presses.on(TurnTokens, _turn)
    bot.presses.on(TurnPrompt, _turn_prompt)
    await bot.add_cog(Explainer())
