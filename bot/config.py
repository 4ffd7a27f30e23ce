"""Settings: from a TOML file, then from the environment (``STRAWBERRY_DISCORD__TOKEN`` sets ``discord.token``)."""

import os
import tomllib
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from bot.errors import ConfigError

DEFAULT_CONFIG = Path("config.toml")
_APP = "strawberry-bot"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DiscordSettings(_Section):
    """How the bot joins Discord."""

    token: SecretStr = SecretStr("")
    shard_count: int | None = Field(default=None, ge=1)


class ModelSettings(_Section):
    """The local language model and its limits."""

    backend: Literal["local", "off"] = "local"
    name: str = Field(default="SmolLM2-135M-Instruct", min_length=1)
    threads: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    queue: int = Field(default=256, ge=1)
    deadline: float = Field(default=30.0, gt=0)  # seconds
    prompt_tokens: int = Field(default=1024, ge=64)
    sentence_tokens: int = Field(default=40, ge=1, le=400)


class DatabaseSettings(_Section):
    """Where comparisons are kept."""

    path: Path = Field(default_factory=lambda: platformdirs.user_data_path(_APP) / "strawberry.sqlite3")
    keep_texts_days: int = Field(default=30, ge=1)


class TokenSettings(_Section):
    """Defaults of the token commands."""

    encoding: str = "o200k_base"


class CooldownSettings(_Section):
    """How often one member may use a command that works for them: ``uses`` in ``seconds``."""

    uses: int = Field(default=5, ge=1)
    seconds: float = Field(default=20.0, gt=0)


class LogSettings(_Section):
    """What the bot writes to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(BaseSettings):
    """Everything that can be set. ``config.example.toml`` explains every key."""

    model_config = SettingsConfigDict(
        env_prefix="STRAWBERRY_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    discord: DiscordSettings = DiscordSettings()
    model: ModelSettings = ModelSettings()
    database: DatabaseSettings = DatabaseSettings()
    tokens: TokenSettings = TokenSettings()
    cooldown: CooldownSettings = CooldownSettings()
    log: LogSettings = LogSettings()
    cache: Path = Field(default_factory=lambda: platformdirs.user_cache_path(_APP))

    def without_model(self) -> "Settings":
        """The same settings with the model switched off."""
        return self.model_copy(update={"model": self.model.model_copy(update={"backend": "off"})})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file; what code passes in wins over both."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(path: Path | None = None) -> Settings:
    """The settings from ``path``, or from ``config.toml`` here if there is one, and from the environment.

    Raises ``ConfigError`` naming every key that is unknown or wrong and what was expected.
    """
    if path is None and DEFAULT_CONFIG.exists():
        path = DEFAULT_CONFIG
    if path is not None and not path.exists():
        raise ConfigError(f"There is no file {path}. Copy config.example.toml there and fill it in.")

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    try:
        return FromFile()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as TOML: {error}") from None
    except (ValidationError, SettingsError) as error:
        where = f"{path} or the environment" if path else "the environment"
        raise ConfigError("\n".join([f"The configuration in {where} is not right:", *_problems(error)])) from None


def _problems(error: ValidationError | SettingsError) -> list[str]:
    # Neither the offending value nor pydantic's own text of it: it might be the token.
    if isinstance(error, SettingsError):
        return ["  a value in the environment could not be read; sections are written STRAWBERRY_SECTION__KEY"]
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        key = ".".join(str(part) for part in problem["loc"])
        if problem["type"] == "extra_forbidden":
            lines.append(f"  {key}: there is no such key; config.example.toml lists all of them")
        else:
            lines.append(f"  {key}: {problem['msg'][0].lower()}{problem['msg'][1:]}")
    return lines
