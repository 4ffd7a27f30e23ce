"""Answers to messages: edited until they have ended, also those that an earlier run of the bot left behind."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import aiohttp
import discord

from bot.chat import Turn
from bot.drawing import Picture
from bot.language import later
from bot.services import Services
from bot.services.display import Draft
from bot.ui import Card
from bot.ui.chat import ended_card, thinking_card, writing_card
from bot.ui.insight import insight_pictures
from bot.ui.sending import edit, edit_by_token, send, send_text, update

log = logging.getLogger(__name__)

REFUSED = (discord.HTTPException, aiohttp.ClientError, TimeoutError)
"""What sending and editing raise where Discord refuses it or is down."""

_PAUSES = (1, 5, 25, 125)
"""Seconds between attempts to show how an answer ended; discord.py itself makes five of each."""
_MAY_NOT_WRITE = later("I may not write in that channel. Ask those who manage the server to let me.")


class Reply:
    """The message that shows an answer, or is to, also one that an earlier run of the bot left: a ``Display``."""

    def __init__(
        self,
        services: Services,
        client: discord.Client,
        interaction: discord.Interaction | None = None,
        notes: Sequence[str] = (),
    ) -> None:
        """``interaction`` is that of the command or button that is being answered; an earlier run's is gone.

        ``notes`` stand below the answer.
        """
        self._services = services
        self._client = client
        self._interaction = interaction
        self._notes = notes

    async def begin(self, turn: Turn) -> None:
        """Show that an answer is on its way."""
        await self._show(turn, thinking_card(turn, self._services.model.state))

    async def show(self, draft: Draft) -> bool:
        """Show an answer that is being written: whether it still has a place."""
        return await self._show(draft.turn, writing_card(draft.turn))

    async def finish(self, draft: Draft) -> bool:
        """Show how an answer ended, with its tokens where these are kept, if need be after a while.

        Returns whether that is settled.
        """
        pictures = await self._pictures(draft.turn)
        card = ended_card(draft, self._services.model.state, self._notes, *pictures)
        return await until_shown(partial(self._edit, draft.turn), card)

    async def _pictures(self, turn: Turn) -> tuple[Picture | None, Picture | None]:
        try:
            return (
                await insight_pictures(self._services, turn.insight)
                if turn.insight and turn.explained
                else (None, None)
            )
        except Exception:  # the answer is to be shown to its end all the same
            log.exception("The tokens of turn %d could not be drawn", turn.id)
            return None, None

    async def _show(self, turn: Turn, card: Card) -> bool:
        try:
            await self._edit(turn, card)
        except (discord.NotFound, discord.Forbidden):
            return False
        except REFUSED as error:
            log.warning("An answer could not be shown while it was written: %s", error)
        return True

    async def _edit(self, turn: Turn, card: Card) -> None:
        """Show ``card`` there; where nothing is shown yet, in reply to the member's message. Raises ``REFUSED``."""
        try:
            if await self._edit_by_token(turn, card):
                return
        except discord.HTTPException as error:
            if error.status not in (401, 403, 404):
                raise
            # A token works for a quarter of an hour; then the message itself may still be within reach.
        said, answer = turn.said, turn.answer_message_id
        channel = self._client.get_partial_messageable(said.channel_id, guild_id=said.guild_id)
        if answer:
            await edit(channel.get_partial_message(answer), card)
        elif said.message_id:
            question = channel.get_partial_message(said.message_id).to_reference(fail_if_not_exists=False)
            await send(channel, card, question)

    async def _edit_by_token(self, turn: Turn, card: Card) -> bool:
        """Show ``card`` by means of an interaction: whether there is any."""
        answer, token = turn.answer_message_id, turn.said.interaction_token
        if self._interaction:
            await update(self._interaction, card)
        elif answer and token and self._client.application_id:
            webhook = discord.Webhook.partial(self._client.application_id, token, client=self._client)
            await edit_by_token(webhook, answer, card)
        else:
            return False
        return True


async def until_shown(show: Callable[[Card], Awaitable[None]], card: Card) -> bool:
    """Show how something ended by ``show``, if need be after a while: whether that is settled.

    What is refused with files is shown without.
    """
    for pause in (*_PAUSES, 0):
        try:
            await show(card)
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


def reference_to(message: discord.Message) -> discord.MessageReference | None:
    """What a reply to ``message`` refers to; None where the history may not be read, which Discord wants for that."""
    if message.guild and not message.channel.permissions_for(message.guild.me).read_message_history:
        return None
    return message.to_reference(fail_if_not_exists=False)


async def answer(message: discord.Message, card: Card) -> None:
    """Reply to a member's message with ``card``, without its pictures where the bot may not attach any."""
    try:
        await send(message.channel, card, reference_to(message))
    except discord.Forbidden:
        if not card.files:
            raise
        card.leave_out_files()
        await send(message.channel, card, reference_to(message))


async def say(message: discord.Message, text: str) -> None:
    """Reply to a member's message, or tell them in private where that is not allowed."""
    try:
        await send_text(message.channel, text, reference_to(message))
    except discord.Forbidden:
        await tell_privately(message.author)
    except REFUSED as refused:
        log.info("A member could not be told what went wrong: %s", refused)


async def tell_privately(user: discord.User | discord.Member, text: str = "") -> None:
    """Tell a member in a direct message what cannot be said in the channel, or why, if they accept any."""
    try:
        await send_text(user, text or str(_MAY_NOT_WRITE))
    except REFUSED as refused:
        log.info("A member could not be told something in private: %s", refused)
