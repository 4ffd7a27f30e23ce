"""What is said to the bot by a command or a button, answered by the model."""

import discord

from bot.app.bot import bot_of
from bot.app.replies import Reply
from bot.chat import Said, Turn
from bot.model import Loading
from bot.storage import ServerSettings


def said_in(interaction: discord.Interaction, text: str = "", *, private: bool) -> Said:
    """``text`` as said by who sent ``interaction``, where they are, or in a ``private`` chat of their own."""
    return Said(
        interaction.created_at,
        interaction.user.id,
        interaction.channel_id or interaction.user.id,
        interaction.guild_id,
        text,
        private,
        interaction_token=interaction.token,
    )


async def talk(interaction: discord.Interaction, said: Said, server: ServerSettings) -> None:
    """Have the model answer what was ``said``, in place of “thinking …”."""
    bot = bot_of(interaction)
    shown = Reply(bot.services, bot, interaction)

    async def announce(turn: Turn) -> int:
        if isinstance(bot.services.model.state, Loading):
            await shown.begin(turn)
        return (await interaction.original_response()).id  # which says “thinking …” otherwise

    await bot.services.conversations.run(said, server, announce, shown)
