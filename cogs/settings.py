"""``/settings``: what those who manage a server decide for it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import encoding_options, guild_managed
from bot.app.presses import chosen, chosen_one
from bot.language import OWN_NAMES, Later, later, plural, tr
from bot.services import Services
from bot.storage import ServerSettings
from bot.ui import Card, Pressable
from bot.ui.buttons.settings import (
    ChooseChannels,
    ChooseDays,
    ChooseServerEncoding,
    ChooseServerLanguage,
    ResetSettings,
    SetSwitch,
    Switch,
)
from bot.ui.sending import reply, update
from bot.ui.settings import SettingsItems, settings_card

_SAID: dict[tuple[Switch, bool], Later] = {
    ("private", True): later("Make private"),
    ("private", False): later("Make public"),
    ("model", True): later("Turn on the model"),
    ("model", False): later("Turn off the model"),
    ("log", True): later("Turn on the log"),
    ("log", False): later("Turn off the log"),
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
_AS_DISCORD_SAYS = "discord"


class Settings(commands.Cog):
    """Lets those who manage a server set how the bot behaves there."""

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
        private=_switch("private", not settings.private),
        model=_switch("model", not settings.model),
        log=_switch("log", not settings.log),
        encoding=ChooseServerEncoding().select(encoding_options(services.encodings, settings.encoding), tr("Encoding")),
        days=ChooseDays().select(
            _days(settings.chat_days, services.servers.default.chat_days), tr("Chats are remembered for …")
        ),
        language=ChooseServerLanguage().select(_languages(settings.language), tr("Language")),
        channels=_channels(settings.channels),
        reset=ResetSettings().button(tr("Back to the default"), style=discord.ButtonStyle.danger),
    )
    guild = interaction.guild
    discords = str(guild.preferred_locale) if guild else ""
    return settings_card(guild.name if guild else tr("this server"), settings, items, discords)


def _switch(switch: Switch, on: bool) -> Pressable:
    return SetSwitch(switch, on).button(str(_SAID[switch, on]))


def _days(chosen_now: int, default: int) -> Sequence[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=plural("{n} day (my default)", "{n} days (my default)", days)
            if days == default
            else plural("{n} day", "{n} days", days),
            value=str(days),
            default=days == chosen_now,
        )
        for days in _offered_days(default)
    ]


def _offered_days(default: int) -> Sequence[int]:
    return sorted({*_DAYS, default})


def _languages(chosen_now: str | None) -> Sequence[discord.SelectOption]:
    as_discord_says = discord.SelectOption(
        label=tr("As Discord says"),
        value=_AS_DISCORD_SAYS,
        description=tr("Communities choose one there; of all other servers it says English"),
        default=chosen_now is None,
    )
    named = [
        discord.SelectOption(label=name, value=locale, default=locale == chosen_now)
        for locale, name in OWN_NAMES.items()
    ]
    return [as_discord_says, *named]


def _channels(chosen_now: Sequence[int]) -> Pressable:
    return ui.ChannelSelect(
        custom_id=str(ChooseChannels()),
        placeholder=tr("All channels"),
        channel_types=_CHANNEL_TYPES,
        min_values=0,
        max_values=_MOST_CHANNELS,
        default_values=[discord.Object(id_, type=discord.abc.GuildChannel) for id_ in chosen_now],
    )


async def _set_switch(interaction: discord.Interaction, asked: SetSwitch) -> None:
    match asked.switch:
        case "private":
            await _change(interaction, lambda settings: replace(settings, private=asked.on))
        case "model":
            await _change(interaction, lambda settings: replace(settings, model=asked.on))
        case "log":
            await _change(interaction, lambda settings: replace(settings, log=asked.on))


async def _set_encoding(interaction: discord.Interaction, _: ChooseServerEncoding) -> None:
    guild_managed(interaction)
    await interaction.response.defer()
    encoding = chosen_one(interaction, str)
    await services_of(interaction).encodings.load(encoding)  # one that cannot be had would fail everybody here
    await _change(interaction, lambda settings: replace(settings, encoding=encoding))


async def _set_days(interaction: discord.Interaction, _: ChooseDays) -> None:
    offered = _offered_days(services_of(interaction).servers.default.chat_days)
    days = offered[chosen_one(interaction, [*map(str, offered)].index)]
    await _change(interaction, lambda settings: replace(settings, chat_days=days))


async def _set_language(interaction: discord.Interaction, _: ChooseServerLanguage) -> None:
    offered = [_AS_DISCORD_SAYS, *OWN_NAMES]
    named = offered[chosen_one(interaction, offered.index)]
    language = None if named == _AS_DISCORD_SAYS else named
    await _change(interaction, lambda settings: replace(settings, language=language))


async def _set_channels(interaction: discord.Interaction, _: ChooseChannels) -> None:
    channels = tuple(map(int, chosen(interaction)))
    await _change(interaction, lambda settings: replace(settings, channels=channels))


async def _reset(interaction: discord.Interaction, _: ResetSettings) -> None:
    default = services_of(interaction).servers.default
    await _change(interaction, lambda _: default)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(SetSwitch, _set_switch)
    bot.presses.on(ChooseServerEncoding, _set_encoding)
    bot.presses.on(ChooseDays, _set_days)
    bot.presses.on(ChooseServerLanguage, _set_language)
    bot.presses.on(ChooseChannels, _set_channels)
    bot.presses.on(ResetSettings, _reset)
    await bot.add_cog(Settings())
