"""All settings together, and what is wrong with any two of them."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from bot.config.sections import (
    ABOUT,
    ChatSettings,
    CooldownSettings,
    DatabaseSettings,
    DiscordSettings,
    HostSettings,
    LessonSettings,
    LogSettings,
    MetricsSettings,
    ModelName,
    ModelSettings,
    OpenAISettings,
    OtherModelSettings,
    TokenSettings,
)
from bot.places import Place, default_cache


class Settings(BaseModel):
    """Everything that can be set. ``config.example.toml`` explains every key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    discord: DiscordSettings = DiscordSettings()
    model: ModelSettings = ModelSettings()
    openai: OpenAISettings = OpenAISettings()
    models: dict[ModelName, OtherModelSettings] = {}
    chat: ChatSettings = ChatSettings()
    database: DatabaseSettings = DatabaseSettings()
    tokens: TokenSettings = TokenSettings()
    lessons: LessonSettings = LessonSettings()
    cooldown: CooldownSettings = CooldownSettings()
    log: LogSettings = LogSettings()
    metrics: MetricsSettings = MetricsSettings()
    host: HostSettings = HostSettings()
    cache: Place | None = None  # None: the user's cache folder

    @model_validator(mode="after")
    def _servers_can_be_asked(self) -> Self:
        every: dict[tuple[str, ...], tuple[ModelSettings, OpenAISettings]] = {(): (self.model, self.openai)}
        every |= {("models", name): (other, other.openai) for name, other in self.models.items()}
        for place, (model, openai) in every.items():
            if model.backend != "openai":
                continue
            where = "".join(f"{each}." for each in place)
            if not openai.model.strip():
                asking = f'{where or "model."}backend = "openai"'
                raise PydanticCustomError(
                    "no_model",
                    f"{where}openai.model: name the model, which {asking} asks for",
                    {ABOUT: place or ("model", "backend")},
                )
            if openai.context_tokens <= self.chat.answer_tokens:
                raise PydanticCustomError(
                    "no_room",
                    f"{where}openai.context_tokens: it must be more than chat.answer_tokens",
                    {ABOUT: (*place, "openai", "context_tokens")},
                )
        if (name := self.model_name) in self.models:
            said = f"models.{name}: the first model has this name; give it another one"
            raise PydanticCustomError("same_name", said, {ABOUT: ("models", name)})
        return self

    @model_validator(mode="after")
    def _processes_share_a_database(self) -> Self:
        if self.discord.several and self.database.url is None:
            raise PydanticCustomError(
                "no_server",
                "discord.shard_ids and discord.processes are for several processes, which need one PostgreSQL: set "
                "database.url to it, or leave them out",
                {ABOUT: ("discord", "processes" if self.discord.shard_ids is None else "shard_ids")},
            )
        return self

    @property
    def cache_folder(self) -> Path:
        """Where is kept what takes long to make or to fetch."""
        return self.cache or default_cache()

    @property
    def model_name(self) -> str:
        """What the model is called that answers where no other is named."""
        return self.openai.model if self.model.backend == "openai" else self.model.title

    @property
    def model_names(self) -> tuple[str, ...]:
        """What the models are called that can be asked, the first one first."""
        return (*(() if self.model.backend == "off" else (self.model_name,)), *self.models)

    def with_model(self, name: str) -> "Settings":
        """The same settings with another one of the ``models`` in the first one's place."""
        other = self.models[name]
        return self.model_copy(update={"model": other, "openai": other.openai, "models": {}})

    def without_model(self) -> "Settings":
        """The same settings with all models switched off."""
        return self.model_copy(update={"model": self.model.model_copy(update={"backend": "off"}), "models": {}})
