"""The tables of the config, and what each key may be. ``config.example.toml`` explains them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from bot.places import DatabaseAddress, DatabaseFile, Place, Where, default_database
from bot.share import Share, shares


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


class Listening(NamedTuple):
    """Where the bot listens."""

    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> "Listening":
        """The place of an ``address``, on this machine where that is only a port. Raises ``ValueError``.

        >>> Listening.of("9464"), Listening.of("[::1]:9464")
        (Listening(host='127.0.0.1', port=9464), Listening(host='::1', port=9464))
        """
        parts = urlsplit(f"//127.0.0.1:{address}" if address.isdecimal() else f"//{address}")
        if not parts.hostname or not parts.port or parts.netloc != parts.geturl().removeprefix("//"):
            raise ValueError(address)
        return cls(parts.hostname, parts.port)


def _listening(address: str) -> str:
    try:
        Listening.of(address)
    except ValueError:
        said = 'it should be a port of this machine, or an address with one such as "127.0.0.1:9464" or "[::1]:9464"'
        raise PydanticCustomError("no_place", said) from None
    return address


ABOUT = "about"
"""In the context of an error of several keys together: the place, in its table, of the one to do without."""
ModelName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60)]
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
    shard_ids: tuple[Annotated[int, Field(ge=0)], ...] | None = Field(default=None, min_length=1)
    processes: int | None = Field(default=None, ge=1, le=10_000)

    @property
    def several(self) -> bool:
        """Whether this may be one of several processes."""
        return self.shard_ids is not None or self.processes is not None

    @property
    def shares(self) -> Sequence[Share]:
        """What this process may answer for: the first one that no other process has.

        >>> DiscordSettings(shard_count=4, shard_ids=(2, 3)).shares
        (Share(count=4, ids=(2, 3)),)
        """
        count = self.shard_count or 1
        if self.shard_ids is not None:
            return (Share(count, tuple(sorted(self.shard_ids))),)
        return shares(count, self.processes or 1)

    @model_validator(mode="after")
    def _shards_are_there(self) -> Self:
        if not self.several:
            return self
        count, ids = self.shard_count, self.shard_ids or ()
        about = {ABOUT: ("processes" if self.shard_ids is None else "shard_ids",)}
        if count is None:
            said = "discord.shard_ids and discord.processes need discord.shard_count"
            raise PydanticCustomError("no_count", said, about)
        if self.shard_ids is not None and self.processes is not None:
            raise PydanticCustomError("both", "set discord.shard_ids or discord.processes, not both", about)
        if len({*ids}) < len(ids) or any(each >= count for each in ids):
            raise PydanticCustomError("no_shard", f"discord.shard_ids: each once, from 0 to {count - 1}", about)
        if (self.processes or 1) > count:
            said = f"discord.processes: no more than there are shards, {count}"
            raise PydanticCustomError("too_many", said, about)
        return self


class ModelSettings(_Section):
    """The language model and its limits."""

    backend: Literal["local", "openai", "off"] = "local"
    name: str = Field(default="SmolLM2-135M-Instruct", min_length=1)
    packing: Packing = "Q8_0"
    threads: int | None = Field(default=None, ge=1, le=1024)  # None: all processors but one
    chats: int | None = Field(default=None, ge=1, le=64)  # None: 4, or 1 where there is little memory
    queue: int = Field(default=256, ge=1, le=10_000)
    deadline: float = Field(default=30.0, gt=0, le=900)  # seconds; Discord takes no answer after a quarter of an hour
    prompt_tokens: int | None = Field(
        default=None, ge=64, le=32_768
    )  # None: 1,024, or 512 where there is little memory
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
    url: DatabaseAddress | None = None
    keep_texts_days: int = Field(default=30, ge=1, le=3650)
    member_texts_mib: int = Field(default=16, ge=1, le=1_000_000)
    server_texts_mib: int = Field(default=256, ge=1, le=1_000_000)

    @model_validator(mode="after")
    def _in_one_place(self) -> Self:
        if self.path and self.url:
            said = "path and url are two databases: leave one of them out"
            raise PydanticCustomError("two_places", said, {ABOUT: ("path",)})
        return self

    @property
    def where(self) -> Where:
        """Where the database is. Raises ``ConfigError`` where nothing is set, and the user has no home folder."""
        return self.url or self.file

    @property
    def file(self) -> Path:
        """Its file, where it is one of SQLite's; see ``where``."""
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
    format: Literal["text", "json"] = "text"


class MetricsSettings(_Section):
    """Where the bot tells whether it is well, and what it counts: see ``docs/hosting.md``."""

    address: Annotated[str, Field(coerce_numbers_to_str=True), AfterValidator(_listening)] | None = (
        None  # None: nowhere
    )

    @property
    def place(self) -> Listening | None:
        """Where it listens, if anywhere."""
        return Listening.of(self.address) if self.address else None
