"""What is installed here: a small install has neither torch nor transformers, and does without what needs them."""

from importlib.util import find_spec

from bot.errors import SmallInstall
from bot.language import later

_FULL = ("torch", "transformers", "accelerate")
OFF = later(
    "This is a small install of the bot: attention, layers, patching and training are off here. All else works."
)
HOW = (
    "This is a small install: attention, layers, patching and training are off. To have them, run "
    "`make .venv/installed` and then .venv/bin/strawberry; with Docker, build with INSTALL=full in .env; on a panel, "
    "set Install to full and reinstall."
)
"""The same for the host, with what to do."""


def is_small() -> bool:
    """Whether what runs a model to look into it, and trains networks, is not installed.

    >>> is_small()
    False
    """
    return any(find_spec(name) is None for name in _FULL)


def check_full() -> None:
    """Raises ``SmallInstall`` in a small install.

    >>> check_full()
    """
    if is_small():
        raise SmallInstall(OFF)
