"""Who answers when a button is pressed or something is chosen: found by the custom id, also after a restart."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar, cast

import discord

from bot.app.metrics import ASKED
from bot.errors import InputError
from bot.language import later
from bot.services.budget import PRESS, Budget
from bot.ui import report
from bot.ui.buttons import CustomId

IdT = TypeVar("IdT", bound=CustomId)
T = TypeVar("T")

_Answer = Callable[[discord.Interaction], Awaitable[None]]


class Presses:
    """The answers to the buttons and selects of all cards, however old these are."""

    def __init__(self) -> None:
        self._readers: dict[type[CustomId], tuple[Callable[[str], _Answer | None], float]] = {}

    @property
    def names(self) -> Sequence[str]:
        """Of all that can be asked for."""
        return [kind.__name__ for kind in self._readers]

    def on(
        self, kind: type[IdT], answer: Callable[[discord.Interaction, IdT], Awaitable[None]], uses: float = PRESS
    ) -> None:
        """Have ``answer`` called whenever this ``kind`` of thing is asked for, which takes ``uses`` from a budget."""

        def read(custom_id: str) -> _Answer | None:
            asked = kind.read(custom_id)
            return None if asked is None else lambda interaction: answer(interaction, asked)

        self._readers[kind] = read, uses

    async def answer(self, interaction: discord.Interaction, budget: Budget) -> None:
        """Answer a press, or tell the member why that fails. What no version of the bot asks for is left alone."""
        custom_id = str(_data(interaction).get("custom_id"))
        for kind, (read, uses) in self._readers.items():
            if answer := read(custom_id):
                interaction.extras[ASKED] = kind.__name__
                try:
                    await budget.spend(interaction.user.id, uses)
                    await answer(interaction)
                except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the button would seem dead
                    await report(interaction, error)


def chosen(interaction: discord.Interaction) -> Sequence[str]:
    """What was chosen in a select: the values of options, or the ids of channels."""
    return cast("Sequence[str]", _data(interaction).get("values", ()))


def chosen_one(interaction: discord.Interaction, read: Callable[[str], T]) -> T:
    """What was chosen in a select, as ``read`` reads it. Raises ``InputError`` where that raises ``ValueError``."""
    try:
        [value] = chosen(interaction)
        return read(value)
    except ValueError:
        raise InputError(later("This card offers no such choice. Use its command again for a new one.")) from None


def _data(interaction: discord.Interaction) -> Mapping[str, object]:
    return cast("Mapping[str, object]", interaction.data or {})
