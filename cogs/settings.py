"""``/settings``: what those who manage a server decide for it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, Self, cast

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import encoding_options, guild_managed
from bot.services import Services
from bot.storage import ServerSettings
from bot.tokens import Encodings, count
from bot.ui import Card, Pressable
from bot.ui.sending import reply, update
from bot.ui.settings import SettingsItems, settings_card

Switch = Literal["private", "model", "log"]

_SAID: dict[tuple[Switch, bool], str] = {
    ("private", True): "Make private",
    ("private", False): "Make public",
    ("model", True): "Switch on",
    ("model", False): "Switch off",
    ("log", True): "Switch on",
    ("log", False): "Switch off",
}
_CHANNEL_TYPES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
]
_MOST_CHANNELS = 25
"""As many as a select of Discord holds."""
_DAYS = (1, 7, 30, 90, 365)


class Settings(commands.Cog):
    """Lets those who manage a server set how the bot behaves there."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(*_ITEMS)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(*_ITEMS)

    @app_commands.command(
        description="How I behave in this server: encoding, private replies, chats, channels, model, log",
        extras={"everywhere": True},
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show them, with what changes them."""
        guild_id = guild_managed(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        services = services_of(interaction)
        await reply(interaction, _card(interaction, services, await services.servers.get(guild_id)))


async def _change(interaction: discord.Interaction, change: Callable[[ServerSettings], ServerSettings]) -> None:
    guild_id = guild_managed(interaction)
    if not interaction.response.is_done():
        await interaction.response.defer()
    services = services_of(interaction)
    settings = await services.servers.change(guild_id, change)
    await services.chats.purge(interaction.created_at)  # they may be remembered for a shorter time now
    await update(interaction, _card(interaction, services, settings))


def _card(interaction: discord.Interaction, services: Services, settings: ServerSettings) -> Card:
    items = SettingsItems(
        private=SwitchButton("private", not settings.private),
        model=SwitchButton("model", not settings.model),
        log=SwitchButton("log", not settings.log),
        encoding=ServerEncodingSelect(services.encodings, settings.encoding),
        days=DaysSelect(settings.chat_days, services.servers.default.chat_days),
        channels=ChannelsSelect(settings.channels),
        reset=ResetButton(),
    )
    return settings_card(interaction.guild.name if interaction.guild else "this server", settings, items)


class SwitchButton(
    Pressable,
    ui.DynamicItem[ui.Button[Card]],
    template=r"settings:(?P<switch>private|model|log):(?P<on>[01])",
):
    """Sets a switch. It names the state that it leads to, so that pressing it twice changes nothing more."""

    def __init__(self, switch: Switch, on: bool) -> None:
        super().__init__(ui.Button(label=_SAID[switch, on], custom_id=f"settings:{switch}:{on:d}"))
        self._switch = switch
        self._on = on

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(cast("Switch", match["switch"]), match["on"] == "1")

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Set it, and show the settings again."""
        match self._switch:
            case "private":
                await _change(interaction, lambda settings: replace(settings, private=self._on))
            case "model":
                await _change(interaction, lambda settings: replace(settings, model=self._on))
            case "log":
                await _change(interaction, lambda settings: replace(settings, log=self._on))


class ServerEncodingSelect(Pressable, ui.DynamicItem[ui.Select[Card]], template="settings:encoding"):
    """Chooses the encoding that is used where a member names none."""

    def __init__(self, encodings: Encodings, chosen: str) -> None:
        super().__init__(ui.Select(custom_id="settings:encoding", options=encoding_options(encodings, chosen)))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when an encoding is chosen, also after a restart."""
        return cls(services_of(interaction).encodings, "")

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Set it, and show the settings again."""
        guild_managed(interaction)
        await interaction.response.defer()
        encoding = self.item.values[0]
        await services_of(interaction).encodings.load(encoding)  # one that cannot be had would fail everybody here
        await _change(interaction, lambda settings: replace(settings, encoding=encoding))


class DaysSelect(Pressable, ui.DynamicItem[ui.Select[Card]], template="settings:days"):
    """Chooses for how long chats are remembered."""

    def __init__(self, chosen: int, default: int) -> None:
        options = [
            discord.SelectOption(
                label=f"{count(days, 'day')}{' (my default)' if days == default else ''}",
                value=str(days),
                default=days == chosen,
            )
            for days in sorted({*_DAYS, default})
        ]
        super().__init__(
            ui.Select(custom_id="settings:days", placeholder="Chats are remembered for …", options=options)
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when a number is chosen, also after a restart."""
        default = services_of(interaction).servers.default.chat_days
        return cls(default, default)

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Set it, and show the settings again."""
        days = int(self.item.values[0])
        await _change(interaction, lambda settings: replace(settings, chat_days=days))


class ChannelsSelect(Pressable, ui.DynamicItem[ui.ChannelSelect[Card]], template="settings:channels"):
    """Chooses the channels where the bot may answer; none of them means all."""

    def __init__(self, chosen: Sequence[int]) -> None:
        select: ui.ChannelSelect[Card] = ui.ChannelSelect(
            custom_id="settings:channels",
            placeholder="All channels",
            channel_types=_CHANNEL_TYPES,
            min_values=0,
            max_values=_MOST_CHANNELS,
            default_values=[discord.Object(id_, type=discord.abc.GuildChannel) for id_ in chosen],
        )
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when channels are chosen, also after a restart."""
        return cls(())

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Set them, and show the settings again."""
        channels = tuple(channel.id for channel in self.item.values)
        await _change(interaction, lambda settings: replace(settings, channels=channels))


class ResetButton(Pressable, ui.DynamicItem[ui.Button[Card]], template="settings:reset"):
    """Takes everything back that was set."""

    def __init__(self) -> None:
        super().__init__(
            ui.Button(label="Back to the default", custom_id="settings:reset", style=discord.ButtonStyle.danger)
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls()

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Set the default, and show the settings again."""
        default = services_of(interaction).servers.default
        await _change(interaction, lambda _: default)


_ITEMS = (SwitchButton, ServerEncodingSelect, DaysSelect, ChannelsSelect, ResetButton)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Settings(bot))
