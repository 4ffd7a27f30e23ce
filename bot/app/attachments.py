"""Files that members attach."""

import aiohttp
import discord

from bot.errors import InputError
from bot.language import later
from bot.tokens import MAX_FILE_BYTES, read_text


def refuse_if_large(file: discord.Attachment) -> None:
    """Raises ``InputError`` for a file that ``read_attached`` would not read."""
    if file.size > MAX_FILE_BYTES:
        raise InputError(
            later(
                "That file has {size} bytes; I read up to {most} (1 MiB). Send a part of it.",
                size=file.size,
                most=MAX_FILE_BYTES,
            )
        )


async def read_attached(file: discord.Attachment) -> str:
    """The text of an attached file. Raises ``InputError``."""
    try:
        return read_text(await file.read())
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise InputError(later("Discord does not give me that file. Attach it again.")) from error
