"""All that members see on its way to Discord: sent, edited and deleted in this one place, so that nobody is pinged."""

from contextlib import suppress
from io import BytesIO
from typing import cast

import discord

from bot.ui.card import Card

_NOBODY = discord.AllowedMentions.none()
_WRITTEN = "what-you-wrote.txt"
_THINKING = "thinking"
"""The key, among the extras of an interaction, of whether “thinking …” stands where all see it."""


async def reply(interaction: discord.Interaction, card: Card, *, ephemeral: bool = False) -> None:
    """Answer with ``card``, in place of “thinking …” where that is shown; ``ephemeral`` shows it to the asker alone."""
    if interaction.response.is_done():
        await interaction.followup.send(view=card, files=_files(card), ephemeral=ephemeral, allowed_mentions=_NOBODY)
        interaction.extras[_THINKING] = False
    else:
        await interaction.response.send_message(
            view=card, files=_files(card), ephemeral=ephemeral, allowed_mentions=_NOBODY
        )


async def tell(interaction: discord.Interaction, message: str, written: str = "") -> None:
    """Say ``message``, which is safe to show; what was ``written`` comes with it as a file.

    The asker alone reads it, unless “thinking …” stands where all see it.
    """
    files = [discord.File(BytesIO(written.encode()), _WRITTEN)] if written else []
    if interaction.response.is_done():
        await interaction.followup.send(message, files=files, ephemeral=True, allowed_mentions=_NOBODY)
    else:
        await interaction.response.send_message(message, files=files, ephemeral=True, allowed_mentions=_NOBODY)


async def think(interaction: discord.Interaction, *, ephemeral: bool) -> None:
    """Show “thinking …”, with ``ephemeral`` to the asker alone."""
    await interaction.response.defer(ephemeral=ephemeral, thinking=True)
    interaction.extras[_THINKING] = not ephemeral


async def think_no_more(interaction: discord.Interaction) -> None:
    """Take “thinking …” away where all see it: what is sent while it stands takes its place, for all to see."""
    if interaction.extras.pop(_THINKING, False):
        with suppress(discord.DiscordException):  # the member is to be told in any case
            # Were it deleted while it thinks, nothing more could be sent.
            await interaction.edit_original_response(content="…", allowed_mentions=_NOBODY)
            await delete_answer(interaction)


async def delete_answer(interaction: discord.Interaction) -> None:
    """Delete the answer to a command, also one that is still “thinking …”, where something else says all."""
    await interaction.delete_original_response()
    interaction.extras[_THINKING] = False


async def update(interaction: discord.Interaction, card: Card) -> None:
    """Show ``card`` in place of the one whose button was pressed, or of the first answer to a command."""
    await interaction.edit_original_response(view=card, attachments=_files(card), allowed_mentions=_NOBODY)
    interaction.extras[_THINKING] = False


async def send(
    channel: discord.abc.Messageable, card: Card, reference: discord.MessageReference | None = None
) -> discord.Message:
    """Send ``card`` to a channel, as a reply to ``reference``."""
    return await channel.send(view=card, files=_files(card), reference=_optional(reference), allowed_mentions=_NOBODY)


async def send_text(
    channel: discord.abc.Messageable, text: str, reference: discord.MessageReference | None = None
) -> discord.Message:
    """Send ``text``, which is safe to show, to a channel or a member, as a reply to ``reference``."""
    return await channel.send(text, reference=_optional(reference), allowed_mentions=_NOBODY)


async def edit(message: discord.PartialMessage, card: Card) -> None:
    """Show ``card`` in place of a message of the bot's own."""
    await message.edit(view=card, attachments=_files(card), allowed_mentions=_NOBODY)


async def edit_by_token(webhook: discord.Webhook, message_id: int, card: Card) -> None:
    """Show ``card`` in place of a message that ``webhook`` has sent: of the answer to an earlier interaction."""
    await webhook.edit_message(message_id, view=card, attachments=_files(card), allowed_mentions=_NOBODY)


def _optional(reference: discord.MessageReference | None) -> discord.MessageReference:
    """``reference`` for discord.py, whose types do not allow None, its default."""
    return cast("discord.MessageReference", reference)


def _files(card: Card) -> list[discord.File]:
    """The card's files as discord.py wants them; sending uses them up."""
    return [discord.File(BytesIO(content), name) for name, content in card.files.items()]
