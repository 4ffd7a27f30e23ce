"""Answers to messages: edited until they have ended, also those that an earlier run of the bot left behind."""

import asyncio
import logging
from typing import cast

import aiohttp
import discord

from bot.chat import Turn
from bot.ui import Card
from bot.ui.sending import edit, edit_by_token, send, update

log = logging.getLogger(__name__)

REFUSED = (discord.HTTPException, aiohttp.ClientError, TimeoutError)
"""What sending and editing raise where Discord refuses it or is down."""

_PAUSES = (1, 5, 25, 125)
"""Seconds between attempts to show how an answer ended; discord.py itself makes five of each."""
_MAY_NOT_WRITE = "I may not write in that channel. Ask those who manage the server to let me."


class AnswerMessage:
    """The message that shows the answer to a turn, or is to, also of a turn that an earlier run of the bot left."""

    def __init__(self, bot: discord.Client, turn: Turn, interaction: discord.Interaction | None = None) -> None:
        """``interaction`` is that of the command or button that is being answered; an earlier run's is gone."""
        self._bot = bot
        self._turn = turn
        self._interaction = interaction

    async def edit(self, card: Card) -> None:
        """Show ``card`` there; where nothing is shown yet, in reply to the member's message. Raises ``REFUSED``."""
        try:
            if await self._edit_by_token(card):
                return
        except discord.HTTPException as error:
            if error.status not in (401, 403, 404):
                raise
            # A token works for a quarter of an hour; then the message itself may still be within reach.
        said, answer = self._turn.said, self._turn.answer_message_id
        channel = self._bot.get_partial_messageable(said.channel_id, guild_id=said.guild_id)
        if answer:
            await edit(channel.get_partial_message(answer), card)
        elif said.message_id:
            question = channel.get_partial_message(said.message_id).to_reference(fail_if_not_exists=False)
            await send(channel, card, question)

    async def _edit_by_token(self, card: Card) -> bool:
        """Show ``card`` by means of an interaction: whether there is any."""
        answer, token = self._turn.answer_message_id, self._turn.said.interaction_token
        if self._interaction:
            await update(self._interaction, card)
        elif answer and token and self._bot.application_id:
            webhook = discord.Webhook.partial(self._bot.application_id, token, client=self._bot)
            await edit_by_token(webhook, answer, card)
        else:
            return False
        return True


async def show(message: AnswerMessage, card: Card) -> bool:
    """Show an answer that is being written: whether it still has a place."""
    try:
        await message.edit(card)
    except (discord.NotFound, discord.Forbidden):
        return False
    except REFUSED as error:
        log.warning("An answer could not be shown while it was written: %s", error)
    return True


async def show_at_last(message: AnswerMessage, card: Card) -> bool:
    """Show how an answer ended, if need be after a while: whether that is settled.

    What is refused with files is shown without.
    """
    for pause in (*_PAUSES, 0):
        try:
            await message.edit(card)
        except REFUSED as error:
            log.warning("How an answer ended could not be shown: %s", error)
            if not _for_good(error):
                await asyncio.sleep(pause)
            elif card.files and not isinstance(error, discord.NotFound):
                card.leave_out_files()
            else:
                return True
        else:
            return True
    return False


def _for_good(error: BaseException) -> bool:
    """Whether Discord would refuse the same again."""
    return isinstance(error, discord.HTTPException) and 400 <= error.status < 500 and error.status != 429


def reference_to(message: discord.Message) -> discord.MessageReference:
    """What a reply to ``message`` refers to; None where the history may not be read, which Discord wants for that."""
    if message.guild and not message.channel.permissions_for(message.guild.me).read_message_history:
        return cast("discord.MessageReference", None)  # the default of ``send``, which its types do not allow
    return message.to_reference(fail_if_not_exists=False)


async def say(message: discord.Message, text: str) -> None:
    """Reply to a member's message, or tell them in private where that is not allowed."""
    try:
        await message.channel.send(text, reference=reference_to(message))
    except discord.Forbidden:
        await tell(message.author, _MAY_NOT_WRITE)
    except REFUSED as refused:
        log.warning("A member could not be told “%s”: %s", text, refused)


async def tell(user: discord.User | discord.Member, text: str = _MAY_NOT_WRITE) -> None:
    """Tell a member in a direct message what cannot be said in the channel, if they accept any."""
    try:
        await user.send(text)
    except REFUSED as refused:
        log.info("A member could not be told “%s”: %s", text, refused)
