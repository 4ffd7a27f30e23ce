"""Answers to messages: edited until they have ended, also those that an earlier run of the bot left behind."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from typing import Protocol

import aiohttp
import discord
from discord import ui

from bot.storage import Turn
from bot.ui import Card

log = logging.getLogger(__name__)

REFUSED = (discord.HTTPException, aiohttp.ClientError)
"""What sending and editing raise where Discord refuses it or is down."""

_PAUSES = (1, 5, 25, 125)
"""Seconds between attempts to show how an answer ended; discord.py itself makes five of each."""


class Shown(Protocol):
    """A message that shows an answer."""

    async def edit(self, *, view: ui.LayoutView, attachments: Sequence[discord.File]) -> object:
        """Show another card. Raises what is in ``REFUSED``."""
        ...


class LeftMessage:
    """The message of a turn that an earlier run of the bot did not close."""

    def __init__(self, bot: discord.Client, turn: Turn) -> None:
        self._bot = bot
        self._turn = turn

    async def edit(self, *, view: ui.LayoutView, attachments: Sequence[discord.File]) -> None:
        """Show a card there; where the answer was never begun, reply to the member's message."""
        said, answer = self._turn.said, self._turn.answer_message_id
        if answer and said.interaction_token and self._bot.application_id:
            webhook = discord.Webhook.partial(self._bot.application_id, said.interaction_token, client=self._bot)
            # A token works for a quarter of an hour; then the message itself may still be within reach.
            with contextlib.suppress(discord.NotFound, discord.Forbidden):
                await webhook.edit_message(answer, view=view, attachments=attachments)
                return
        channel = self._bot.get_partial_messageable(said.channel_id, guild_id=said.guild_id)
        if answer:
            await channel.get_partial_message(answer).edit(view=view, attachments=attachments)
        elif said.message_id:
            question = channel.get_partial_message(said.message_id).to_reference(fail_if_not_exists=False)
            await channel.send(view=view, files=attachments, reference=question)


async def show(message: Shown, card: Card) -> bool:
    """Show an answer that is being written: whether it still has a place."""
    try:
        await message.edit(view=card, attachments=card.files)
    except (discord.NotFound, discord.Forbidden):
        return False
    except REFUSED as error:
        log.warning("An answer could not be shown while it was written: %s", error)
    return True


async def show_at_last(message: Shown, card: Card) -> bool:
    """Show how an answer ended, if need be after a while: whether that is settled."""
    for pause in (*_PAUSES, 0):
        try:
            await message.edit(view=card, attachments=card.files)
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("An answer has no place any more: %s", error)
            return True
        except REFUSED as error:
            log.warning("How an answer ended could not be shown: %s", error)
            for file in card.files:
                file.reset()
            await asyncio.sleep(pause)
        else:
            return True
    return False


async def tell(user: discord.User | discord.Member, text: str) -> None:
    """Tell a member in a direct message what cannot be said in the channel, if they accept any."""
    try:
        await user.send(text)
    except REFUSED as refused:
        log.info("A member could not be told “%s”: %s", text, refused)
