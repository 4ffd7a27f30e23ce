"""Packages that import what they are asked for, so that no command and no process waits for what it does not need."""

import sys
from collections.abc import Mapping
from importlib import import_module


def import_lazily(package: str, homes: Mapping[str, str]) -> None:
    """Have ``package`` take each of its names from the module it stands in, once somebody asks for the name.

    ``homes`` are modules of the package, each with its names, separated by spaces. What checks types and rooms reads
    the same imports below ``if TYPE_CHECKING``.

    >>> import bot.storage
    >>> bot.storage.Database.__module__
    'bot.storage.database'
    """
    places = {name: f"{package}.{module}" for module, names in homes.items() for name in names.split()}
    own = vars(sys.modules[package])

    def asked_for(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return own.setdefault(name, getattr(import_module(places[name]), name))

    own["__getattr__"] = asked_for  # not defined in the package, where any name would be one to the checks of types
