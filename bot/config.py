"""Settings: from a TOML file, then from the environment (``STRAWBERRY_DISCORD__TOKEN`` sets ``discord.token``)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import ConfigError
from bot.places import DatabaseFile, Place, default_cache, default_database
from bot.sources import Environment, TomlFile

DEFAULT_CONFIG = Path("config.toml")
_PREFIX = "STRAWBERRY_"


def _http(address: str) -> str:
    try:
        HttpUrl(address)
    except ValidationError:
        raise PydanticCustomError("no_address", "it should be an address such as http://127.0.0.1:8000/v1") from None
    return address


def _printable(key: SecretStr) -> SecretStr:
    secret = key.get_secret_value().strip()
    if not (secret.isascii() and secret.isprintable()):  # no header could carry it
        raise PydanticCustomError("no_key", "a key has only plain letters, digits and signs")
    return key


_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60)]
_Address = Annotated[str, AfterValidator(_http)]
_OneLine = Annotated[str, Field(pattern=r"^(\S(.*\S)?)?$", max_length=200)]
_Key = Annotated[SecretStr, AfterValidator(_printable)]


Packing = Literal["Q8_0", "F16"]
"""How a model's weights are packed for the engine, in llama.cpp's names."""


class _Section(BaseModel):
    """A table of the file. A number above its bound is a slip, or breaks what uses it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DiscordSettings(_Section):
    """How the bot joins Discord."""

    token: SecretStr = SecretStr("")
    shard_count: int | None = Field(default=None, ge=1, le=10_000)


class ModelSettings(_Section):
    """The language model and its limits."""

    backend: Literal["local", "openai", "off"] = "local"
    name: str = Field(default="SmolLM2-135M-Instruct", min_length=1)
    packing: Packing = "Q8_0"
    threads: int | None = Field(default=None, ge=1, le=1024)  # None: all processors but one
    queue: int = Field(default=256, ge=1, le=10_000)
    deadline: float = Field(default=30.0, gt=0, le=900)  # seconds; Discord takes no answer after a quarter of an hour
    prompt_tokens: int = Field(default=1024, ge=64, le=32_768)
    sentence_tokens: int = Field(default=40, ge=1, le=400)
    inside_minutes: float = Field(default=10.0, gt=0, le=1440)
    tuned_lens: bool = True

    @property
    def title(self) -> str:
        """What the model is called: a file by its name, as its folder is the host's business.

        >>> ModelSettings(name="/srv/models/story.gguf").title
        'story'
        """
        return Path(self.name).stem if self.name.endswith(".gguf") else self.name


class OpenAISettings(_Section):
    """A server that speaks OpenAI's protocol, for ``model.backend = "openai"``."""

    base_url: _Address = Field(default="http://127.0.0.1:8000/v1", repr=False)  # it may have a password in it
    model: str = ""
    key: _Key = SecretStr("")
    timeout: float = Field(default=20.0, gt=0, le=900)  # seconds, for an answer to begin and between two pieces of it
    retries: int = Field(default=2, ge=0, le=10)
    context_tokens: int = Field(default=4096, ge=256, le=2_000_000)


class OtherModelSettings(ModelSettings):
    """A model beside the first one, in a table of its own."""

    backend: Literal["local", "openai"] = "local"
    openai: OpenAISettings = OpenAISettings()


class ChatSettings(_Section):
    """How the bot talks."""

    system_prompt: str = Field(
        default="You are a helpful AI assistant named Strawberry, a small language model. Answer briefly.",
        max_length=4_000,
    )
    answer_tokens: int = Field(default=96, ge=1, le=4_000)
    turns: int = Field(default=3, ge=0, le=500)
    temperature: float = Field(default=0.25, gt=0, le=5)
    top_k: int = Field(default=40, ge=1, le=50)
    top_p: float = Field(default=0.9, gt=0, le=1)
    keep_days: int = Field(default=30, ge=1, le=3650)
    plain_words: bool = True


class DatabaseSettings(_Section):
    """Where comparisons are kept."""

    path: DatabaseFile | None = None  # None: in the user's data folder
    keep_texts_days: int = Field(default=30, ge=1, le=3650)
    member_texts_mib: int = Field(default=16, ge=1, le=1_000_000)
    server_texts_mib: int = Field(default=256, ge=1, le=1_000_000)

    @property
    def file(self) -> Path:
        """Where the database is. Raises ``ConfigError`` where no path is set, and the user has no home folder."""
        return self.path or default_database()


class TokenSettings(_Section):
    """Defaults of the token commands."""

    encoding: str | None = None  # None: what the first model reads, where that is one of the encodings
    filter: bool = True


class HostSettings(_Section):
    """Who runs the bot, for the pages that it publishes: see ``strawberry publish``."""

    name: _OneLine = ""
    contact: _OneLine = ""
    country: _OneLine = ""
    url: _OneLine = ""


class LessonSettings(_Section):
    """The lessons of ``/learn``."""

    folder: Place | None = None  # None: only those that come with the bot


class CooldownSettings(_Section):
    """How much the bot works for one member: ``uses`` in ``seconds``."""

    uses: int = Field(default=5, ge=1, le=1_000_000)
    seconds: float = Field(default=20.0, gt=0, le=86_400)


class LogSettings(_Section):
    """What the bot writes to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(BaseSettings):
    """Everything that can be set. ``config.example.toml`` explains every key."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    discord: DiscordSettings = DiscordSettings()
    model: ModelSettings = ModelSettings()
    openai: OpenAISettings = OpenAISettings()
    models: dict[_Name, OtherModelSettings] = {}
    chat: ChatSettings = ChatSettings()
    database: DatabaseSettings = DatabaseSettings()
    tokens: TokenSettings = TokenSettings()
    lessons: LessonSettings = LessonSettings()
    cooldown: CooldownSettings = CooldownSettings()
    log: LogSettings = LogSettings()
    host: HostSettings = HostSettings()
    cache: Place | None = None  # None: the user's cache folder

    @model_validator(mode="after")
    def _servers_can_be_asked(self) -> Self:
        every = {"": (self.model, self.openai)}
        every |= {f"models.{name}.": (other, other.openai) for name, other in self.models.items()}
        for where, (model, openai) in every.items():
            if model.backend != "openai":
                continue
            if not openai.model.strip():
                asking = f'{where or "model."}backend = "openai"'
                raise PydanticCustomError("no_model", f"{where}openai.model: name the model, which {asking} asks for")
            if openai.context_tokens <= self.chat.answer_tokens:
                raise PydanticCustomError(
                    "no_room", f"{where}openai.context_tokens: it must be more than chat.answer_tokens"
                )
        if self.model_name in self.models:
            raise PydanticCustomError(
                "same_name", f"models.{self.model_name}: the first model has this name; give it another one"
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
        return init_settings, Environment(settings_cls), TomlFile(settings_cls)


def load_settings(path: Path | None = None) -> Settings:
    """The settings from ``path``, or from ``config.toml`` here if there is one, and from the environment.

    Raises ``ConfigError`` naming every key that is unknown or wrong and what was expected.
    """
    if path is None and DEFAULT_CONFIG.exists():
        path = DEFAULT_CONFIG
    try:
        return _read(path)
    except ValidationError as error:
        where = f"{path} or the environment" if path else "the environment"
        raise ConfigError("\n".join([f"The configuration in {where} is not right:", *_problems(error)])) from None
    except (OSError, ValueError) as error:  # ValueError is what is no TOML or no UTF-8
        raise ConfigError(f"{path} cannot be read as TOML: {error}") from None


def _read(path: Path | None) -> Settings:
    # pydantic passes over what is no file without a word.
    if path is not None and not path.is_file():
        raise ConfigError(
            f"{path} is no ordinary file. Name the TOML file itself, not a folder or a pipe."
            if path.exists()
            else f"There is no file {path}. Copy config.example.toml there and fill it in."
        )

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    return FromFile()


def _problems(error: ValidationError) -> Iterator[str]:
    # Neither the offending value nor pydantic's own text of it: it might be the token.
    for problem in error.errors(include_url=False, include_input=False):
        key = ".".join(str(part) for part in problem["loc"])
        match problem["type"]:
            case "extra_forbidden" if key.startswith(_PREFIX):
                said = "there is no such key; config.example.toml lists all, and STRAWBERRY_SECTION__KEY sets one"
            case "extra_forbidden":
                said = "there is no such key; config.example.toml lists all of them"
            case "model_type":
                said = f"this is a section; its keys stand in the file under [{key}]"
            case _:
                said = f"{problem['msg'][0].lower()}{problem['msg'][1:]}"
        yield f"  {key}: {said}" if key else f"  {said}"  # what is wrong with two keys together names them itself
