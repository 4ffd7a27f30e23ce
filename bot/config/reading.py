"""Reading the settings, and saying what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.called import called
from bot.config.sections import ABOUT
from bot.config.settings import Settings
from bot.config.sources import Environment, TomlFile, given
from bot.errors import ConfigError

DEFAULT_CONFIG = Path("config.toml")
PREFIX = "STRAWBERRY_"
"""Of the names in the environment that set keys."""
_WANTED: Mapping[str, str] = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(("string_type", "path_type"), "a text in quotes"),
    "tuple_type": "a list in brackets",
}
"""By pydantic's names of what is wrong, where its own words are a programmer's."""
_ROUNDS = 20
"""Of leaving out what is wrong: of what does not go together, each tells one thing."""


class _Given(Settings, BaseSettings):
    """What a file and the environment, which wins, give."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", nested_model_default_partial_update=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return Environment(settings_cls), TomlFile(settings_cls)


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
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}. It has to be a file that the account of the bot may read."
        ) from None
    except ValueError as error:  # what is no TOML or no UTF-8
        raise ConfigError(f"{path} cannot be read as TOML: {error}") from None


def usable_settings(path: Path | None = None) -> Settings:
    """As ``load_settings``, but without whatever is wrong: for who wants to know what else is."""

    values = given(_Given, path or DEFAULT_CONFIG)
    for _ in range(_ROUNDS):
        try:
            return Settings.model_validate(values)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_input=False):
                _drop(values, (*problem["loc"], *problem.get("ctx", {}).get(ABOUT, ())))
    return Settings()


def _drop(values: dict[str, object], place: Sequence[str | int]) -> None:
    """Take out what is at ``place``, or the table where it is."""
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
            else f"There is no file {path}. Name the right one, or make it: {called('init', '--config', str(path))}"
        )

    class FromFile(_Given):
        model_config = SettingsConfigDict(toml_file=path)

    return FromFile()


def what_it_should_be(problem: ErrorDetails) -> str:
    """What is wrong with a value, as the rest of a sentence and without the value, which may be the token."""
    if wanted := _WANTED.get(problem["type"]):
        return f"it should be {wanted}"
    return f"{problem['msg'][0].lower()}{problem['msg'][1:]}"


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
                said = what_it_should_be(problem)
        yield f"  {key}: {said}" if key else f"  {said}"  # what is wrong with two keys together names them itself
