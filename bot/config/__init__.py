"""Settings: from a TOML file, then from the environment (``STRAWBERRY_DISCORD__TOKEN`` sets ``discord.token``)."""

from bot.config.reading import load_settings, usable_settings, what_it_should_be
from bot.config.sections import (
    ChatSettings,
    CooldownSettings,
    DatabaseSettings,
    DiscordSettings,
    HostSettings,
    LessonSettings,
    Listening,
    LogSettings,
    MetricsSettings,
    ModelSettings,
    OpenAISettings,
    OtherModelSettings,
    Packing,
    TokenSettings,
)
from bot.config.settings import Settings

__all__ = [
    "ChatSettings",
    "CooldownSettings",
    "DatabaseSettings",
    "DiscordSettings",
    "HostSettings",
    "LessonSettings",
    "Listening",
    "LogSettings",
    "MetricsSettings",
    "ModelSettings",
    "OpenAISettings",
    "OtherModelSettings",
    "Packing",
    "Settings",
    "TokenSettings",
    "load_settings",
    "usable_settings",
    "what_it_should_be",
]
