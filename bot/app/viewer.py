"""For whom a card is made."""

from dataclasses import dataclass
from datetime import datetime

import discord

from bot.letters import Asker


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asked for a card, where, by Discord id, and ``when``; ``private`` where nobody else is shown it."""

    user_id: int
    channel_id: int | None
    guild_id: int | None
    private: bool
    when: datetime

    @classmethod
    def of(cls, interaction: discord.Interaction, *, private: bool) -> "Viewer":
        """Who sent ``interaction``."""
        return cls(interaction.user.id, interaction.channel_id, interaction.guild_id, private, interaction.created_at)

    @classmethod
    def of_message(cls, message: discord.Message) -> "Viewer":
        """Who wrote ``message``, to which everybody sees the answer."""
        guild_id = message.guild.id if message.guild else None
        return cls(message.author.id, message.channel.id, guild_id, False, message.created_at)

    @property
    def asker(self) -> Asker:
        """As it is kept with a letter question."""
        return Asker(self.user_id, self.channel_id, self.guild_id, self.private)

    @property
    def shown_in(self) -> int | None:
        """The channel whose members see the card."""
        return None if self.private else self.channel_id
