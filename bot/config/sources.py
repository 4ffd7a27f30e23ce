"""Where settings come from: the environment, read more strictly than usual, and a file, read more kindly."""

import tomllib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel
from pydantic_settings import BaseSettings, EnvSettingsSource, TomlConfigSettingsSource


class Environment(EnvSettingsSource):
    """The environment. A name of ours that stands for no key is an error there as it is in the file."""

    def __call__(self) -> dict[str, object]:
        """The values by key, and each name that stands for none."""
        known = {self.env_prefix.lower() + key for key in _names(self.settings_cls)}
        ours = [name for name in self.env_vars if name.startswith(self.env_prefix.lower())]
        self.env_vars = {name: self.env_vars[name] for name in known & set(ours)}
        return super().__call__() | {name.upper(): None for name in ours if name not in known}


class TomlFile(TomlConfigSettingsSource):
    """A file, read by ``read_toml``."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, object]:
        return read_toml(file_path)


def read_toml(file: Path | Traversable) -> dict[str, object]:
    """What is in a file that may begin with a byte-order mark, which some editors write and TOML does not know.

    Raises ``OSError`` and ``ValueError``.
    """
    return tomllib.loads(file.read_bytes().decode("utf-8-sig"))


def given(settings: type[BaseSettings], path: Path) -> dict[str, object]:
    """Every value that ``path``, if it can be read, and the environment give, which wins: right or wrong."""
    try:
        file = TomlFile(settings, path)() if path.is_file() else {}
    except (OSError, ValueError):
        file = {}
    values = {**file}
    for key, value in Environment(settings)().items():
        table = values.get(key)
        values[key] = {**table, **value} if isinstance(table, dict) and isinstance(value, dict) else value
    return values


def _names(settings: type[BaseSettings]) -> Iterator[str]:
    """Every key as the environment spells it, without the prefix."""
    for key, field in settings.model_fields.items():
        if isinstance(field.default, BaseModel):
            yield from (f"{key}__{inner}" for inner in type(field.default).model_fields)
        else:
            yield key
