"""What a member is told when a command, a button or a modal fails."""

import logging
import secrets

import discord
from discord import app_commands, ui

from bot.errors import UserError

log = logging.getLogger(__name__)


def explain(error: BaseException) -> str | None:
    """What to tell the member about an expected ``error``; None for one that should not have happened.

    The text of a ``UserError`` may quote what was typed: it is sent with all mentions switched off.
    """
    match error:
        case app_commands.CommandInvokeError(original=original) if not isinstance(
            original, app_commands.AppCommandError
        ):
            return explain(original)
        case UserError():
            return str(error)
        case app_commands.CommandOnCooldown(retry_after=seconds):
            return f"That was quick. You can use this again in {max(1, round(seconds))} s."
        case app_commands.NoPrivateMessage():
            return "This works only in a server."
        case app_commands.MissingPermissions():
            return "You may not use this here. Ask somebody who manages the server."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return "This command has changed. Restart Discord (Ctrl+R) and try again."
        case _:
            return None


async def report(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the member about ``error``, and the log too where it was not expected."""
    message = explain(error)
    if message is None:
        number = secrets.token_hex(4)
        log.error("Error %s at %s", number, interaction.data, exc_info=error)
        message = f"Something went wrong on my side, sorry. Please tell whoever runs me: error {number}."
    try:
        if interaction.response.is_done():
            await interaction.followup.send(message, ephemeral=True)
        else:
            await interaction.response.send_message(message, ephemeral=True)
    except discord.HTTPException as failed:
        log.warning("A member could not be told “%s”: %s", message, failed)


class Pressable(ui.Item[ui.View | ui.LayoutView]):
    """Mixed into a ``DynamicItem``: what goes wrong when it is pressed is told to whoever pressed it."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Called by discord.py; subclasses say in ``pressed`` what happens."""
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it, and the button would seem dead
            await report(interaction, error)

    async def pressed(self, interaction: discord.Interaction) -> None:
        """What happens when a member presses it."""


class Form(ui.Modal):
    """A modal whose errors are told to whoever sent it."""

    async def on_error(  # type: ignore[override]  # discord.py gives a modal no item, unlike its base class
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        """Called by discord.py."""
        await report(interaction, error)
