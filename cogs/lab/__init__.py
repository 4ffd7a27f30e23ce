"""``/lab``: small networks that learn before a channel's eyes, and what they show."""

from discord.ext import commands

from bot.app import StrawberryBot


class LabGroup(commands.GroupCog, group_name="lab", group_description="Small networks that learn before your eyes"):
    """The commands of ``/lab``: a class a topic, each in a file of its own, are its other bases."""


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(LabGroup())
