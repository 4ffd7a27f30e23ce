"""Texts of members: read from files, kept so that buttons work, and given back to their owner alone."""

import logging

import aiohttp
import discord

from bot.app.bot import services_of
from bot.errors import DatabaseError, InputError, NotYourCard
from bot.storage import StoredTokenization
from bot.tokens import MAX_FILE_BYTES, read_text

log = logging.getLogger(__name__)


def refuse_if_large(file: discord.Attachment) -> None:
    """Raises ``InputError`` for a file that ``read_attached`` would not read."""
    if file.size > MAX_FILE_BYTES:
        raise InputError(
            f"That file has {file.size:,} bytes; I read up to {MAX_FILE_BYTES:,} (1 MiB). Send a part of it."
        )


async def read_attached(file: discord.Attachment) -> str:
    """The text of an attached file. Raises ``InputError``."""
    try:
        return read_text(await file.read())
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise InputError("Discord does not give me that file. Attach it again.") from error


async def keep(interaction: discord.Interaction, text: str, encoding: str, ids: tuple[int, ...] = ()) -> int | None:
    """Keep ``text`` for the buttons of who sent it, with the tokens ``ids`` that were appended to it.

    None where the database fails: a card without buttons then.
    """
    tokenizations = services_of(interaction).tokenizations
    try:
        return await tokenizations.add(interaction.user.id, text, encoding, interaction.created_at, ids)
    except DatabaseError as error:
        log.error("The text of a card could not be kept, so it has no buttons: %s", error)
        return None


async def kept_for(interaction: discord.Interaction, kept_id: int, command: str) -> StoredTokenization:
    """The text that was kept for whoever presses a button of a card of ``command``.

    Raises ``NotYourCard``, and ``InputError`` for a text that is gone.
    """
    services = services_of(interaction)
    kept = await services.tokenizations.get(kept_id)
    if kept is None:
        days = services.settings.database.keep_texts_days
        raise InputError(f"This text is gone: deleted with /forget-me, or older than {days} days. Use {command} again.")
    if kept.user_id != interaction.user.id:
        raise NotYourCard(f"Only the person who asked for this card can change it. Use {command} for one of your own.")
    return kept
