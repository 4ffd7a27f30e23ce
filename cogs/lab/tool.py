"""``/lab tool``: a question asked with a tool that counts, and without."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import services_of
from bot.app.commands import WHICH_MODEL, asker_of, begin, may_see, model_choices
from bot.drawing import Picture, Row, stack
from bot.errors import InputError
from bot.services import Services
from bot.services.tools import LONGEST_QUESTION, Attempt, ToolUse, for_tool, tool_question
from bot.ui.buttons.lab_tool import GiveTool
from bot.ui.lab_tool import attempt_line, tool_card
from bot.ui.sending import reply

_MOST = 150
"""Tokens of each way that are drawn, from the question on."""


class ToolUsing(commands.Cog):
    """The command."""

    @app_commands.command(
        description="Can the model call a tool that counts, and does it then say what the tool gave?",
        extras={"example": "/lab tool question:How many r's are in strawberry?"},
    )
    @app_commands.describe(question="For example: How many r's are in strawberry?", model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def tool(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Ask ``question`` in three ways."""
        services = services_of(interaction).with_model(model)
        parsed = await asyncio.to_thread(tool_question, question)  # what it cannot count is refused privately
        server = await begin(interaction)
        who = asker_of(interaction, private=server.private)
        use = await services.tools.use(parsed, question, who, interaction.created_at, server)
        await reply(interaction, tool_card(use, await _tokens(services, use)))


async def give_tool(interaction: discord.Interaction, asked: GiveTool) -> None:
    """Ask the question of a comparison so, and show that to whoever presses alone."""
    server = await begin(interaction, private=True)
    services = services_of(interaction)
    stored = await services.comparisons.get(asked.comparison)
    if stored is None or not may_see(interaction, stored.comparison.asker):
        raise InputError("That comparison is no longer kept. Use /lab tool.")
    text = stored.comparison.text
    question = for_tool(stored.comparison.question, text)
    use = await services.tools.use(question, text, asker_of(interaction, private=True), interaction.created_at, server)
    await reply(interaction, tool_card(use, await _tokens(services, use)), ephemeral=True)


async def _tokens(services: Services, use: ToolUse) -> Picture | None:
    """The tokens of each way; None where a server answers, which shows none, or the model has failed."""
    rows = [
        Row(attempt_line(each), each.transcript[each.begins :])
        for each in use.attempts
        if isinstance(each, Attempt) and each.transcript
    ]
    return await services.studio.draw(stack, rows, _MOST) if rows else None
