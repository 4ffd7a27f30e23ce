"""Reading the settings, and saying what is wrong with them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.settings import PREFIX, Settings
from bot.config.sources import given
from bot.errors import ConfigError

DEFAULT_CONFIG = Path("config.toml")
_ROUNDS = 3
"""Of leaving out what is wrong: then something is left that is wrong because of what is not there any more."""
_TOGETHER = ("model", "openai", "models")
"""What is checked against each other."""


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


def usable_settings(path: Path | None = None) -> Settings:
    """As ``load_settings``, but without whatever is wrong: for who wants to know what else is."""

    class Given(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (init_settings,)

    values = given(Settings, path or DEFAULT_CONFIG)
    for _ in range(_ROUNDS):
        try:
            return Given.model_validate(values)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_input=False, include_context=False):
                _drop(values, problem["loc"] or _TOGETHER)
    return Given()


def _drop(values: dict[str, object], place: Sequence[str | int]) -> None:
    """Take out what is at ``place``, or the table where it is, or all the keys that do not go together."""
    if place is _TOGETHER:
        for name in _TOGETHER:
            values.pop(name, None)
        return
    first, *rest = map(str, place)
    table = values.get(first)
    if rest and isinstance(table, dict) and rest[0] in table:
        _drop(table, rest)
    else:
        values.pop(first, None)


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
            case "extra_forbidden" if key.startswith(PREFIX):
                said = "there is no such key; config.example.toml lists all, and STRAWBERRY_SECTION__KEY sets one"
            case "extra_forbidden":
                said = "there is no such key; config.example.toml lists all of them"
            case "model_type":
                said = f"this is a section; its keys stand in the file under [{key}]"
            case _:
                said = f"{problem['msg'][0].lower()}{problem['msg'][1:]}"
        yield f"  {key}: {said}" if key else f"  {said}"  # what is wrong with two keys together names them itself
