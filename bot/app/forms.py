"""Forms that members fill in."""

import discord
from discord import ui

from bot.app.bot import StrawberryBot, services_of
from bot.app.metrics import ASKED
from bot.services.budget import PRESS
from bot.ui import report

_SHORT = 20
"""Characters that are quickly written again."""


class Form(ui.Modal):
    """A modal that is answered like a command: its errors are told to whoever sent it, and the bot's end too."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Called by discord.py before a form is answered, by the same task. Raises ``TooQuick``."""
        if isinstance(interaction.client, StrawberryBot):
            await interaction.client.note(interaction)
        interaction.extras[ASKED] = type(self).__name__
        await services_of(interaction).budget.spend(interaction.user.id, PRESS)
        return True

    async def on_error(  # type: ignore[override]  # discord.py gives a modal no item, unlike its base class
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        """Called by discord.py."""
        await report(interaction, error, _written(self))


def _written(form: Form) -> str:
    """What stands in ``form``, a field after the other; empty where it is no trouble to write it again."""
    fields = (field.value for field in form.walk_children() if isinstance(field, ui.TextInput))
    written = "\n\n".join(filter(None, fields))
    return written if len(written) > _SHORT else ""
