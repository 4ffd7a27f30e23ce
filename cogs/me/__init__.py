"""``/me``: what is kept of a member, shown, handed out and deleted."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin
from bot.drawing import record_bars
from bot.language import tr
from bot.letters import summarize
from bot.ui.buttons.log import AskToForget, ChooseExport, ForgetMe, OpenExport, OpenHistory, TakeOut, TurnHistory
from bot.ui.leaderboard import answered_topics, record_card
from bot.ui.sending import reply
from cogs.me import export, forget, history


class Me(commands.Cog):
    """Shows a member what is theirs."""

    @app_commands.command(
        description="What is yours: your quizzes and questions, to look at, export or delete",
        extras={"everywhere": True},
    )
    async def me(self, interaction: discord.Interaction) -> None:
        """Show it to the asker alone."""
        await begin(interaction, private=True)
        services = services_of(interaction)
        records = await services.boards.record(interaction.user.id)
        topics = answered_topics(records)
        picture = await services.studio.draw(record_bars, topics) if topics else None
        buttons = [
            OpenHistory(True).button(tr("My questions"), style=discord.ButtonStyle.primary),
            OpenHistory(False).button(tr("This channel’s")),
            OpenExport().button(tr("Export")),
            AskToForget().button(tr("Delete everything"), style=discord.ButtonStyle.danger),
        ]
        asked = await asyncio.to_thread(summarize, await services.statistics.cells(user_id=interaction.user.id))
        lab = {**asked.twins, **asked.by_tool}
        await reply(interaction, record_card(records, picture, services.settings.model_name, lab, buttons))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(OpenHistory, history.first_page)
    bot.presses.on(TurnHistory, history.turn)
    bot.presses.on(OpenExport, export.offer)
    bot.presses.on(ChooseExport, export.send, uses=1)
    bot.presses.on(TakeOut, export.take_out, uses=1)
    bot.presses.on(AskToForget, forget.ask)
    bot.presses.on(ForgetMe, forget.decide)
    await bot.add_cog(Me())
