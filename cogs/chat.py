"""The chat: mentions, direct messages and ``/chat``, answered by the model."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.addressing import by_member, heard, hidden, unread
from bot.app.cards import opening_card
from bot.app.commands import begin, check_may_lead, may_see, quiz_channel
from bot.app.plain_words import noticed, plain_card
from bot.app.replies import REFUSED, Reply, answer, reference_to, say, tell_privately
from bot.app.talking import said_in, talk
from bot.app.viewer import Viewer
from bot.chat import Said, Turn
from bot.errors import DatabaseError, InputError, NotHere, TooQuick, UserError
from bot.intents import StartQuiz, Understood, is_greeting, is_wordless
from bot.language import later, tr
from bot.storage import ServerSettings
from bot.ui import message_for, patience
from bot.ui.buttons.chat import AnswerAgain, NewChat, StopAnswer
from bot.ui.chat import chat_card, reset_card, thinking_card
from bot.ui.sending import delete_answer, reply, send

log = logging.getLogger(__name__)

_NOTHING = later("Say something to me, for example: how many r’s are in strawberry? I read text only.")
_WORDLESS = later("Say something in words, for example: how many r’s are in strawberry?")
_UNREADABLE = later(
    "I see no text in your reply: where you reply to what a command has answered, Discord hides your words from me. "
    "Mention me in it too, or use `/chat`."
)
_NOT_ANSWERED = later(
    "Only the person I answered, or someone who may manage messages, can do that. Say something to me to get your own "
    "answer."
)


class Chat(commands.Cog):
    """Talks with members."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self._closing: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        try:
            left = await self._bot.services.chats.open()
        except DatabaseError as error:
            log.error("What an earlier run left unfinished cannot be read: %s", error)
        else:
            self._closing = asyncio.create_task(self._close_left(left))

    async def cog_unload(self) -> None:
        if self._closing:
            self._closing.cancel()

    async def _close_left(self, turns: Sequence[Turn]) -> None:
        """End what an earlier run was writing when it died."""
        services = self._bot.services
        for turn in turns:
            try:
                await services.conversations.end_left(turn, Reply(services, self._bot))
            except Exception:
                log.exception("The answer to turn %d could not be closed", turn.id)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer what is said to the bot."""
        text = heard(message, self._bot.user)
        if text is None:
            return
        await self._bot.note_message(message)
        try:
            with self._bot.metrics.message("server" if message.guild else "direct"):
                await self._hear(message, text)
        except discord.Forbidden:
            await tell_privately(message.author)
        except NotHere as error:
            await tell_privately(message.author, str(error))
        except Exception as error:  # noqa: BLE001 - discord.py would only log it
            if isinstance(error, TooQuick) and not self._bot.services.budget.warn(message.author.id):
                return
            async with patience(error):
                await say(message, message_for(error, message.jump_url))

    async def _hear(self, message: discord.Message, text: str) -> None:
        services, guild_id = self._bot.services, message.guild.id if message.guild else None
        await services.budget.spend(message.author.id)
        server = await services.server_settings(guild_id)
        if refused := _refusal(message, server):
            raise NotHere(refused)
        introduced = await self._introduce(message, server)
        if not text and hidden(message):
            raise InputError(_UNREADABLE)
        if introduced and (is_greeting(text) or is_wordless(text)):
            return
        _check_words(text)
        if understood := await noticed(services, text, message):
            if card := await plain_card(self._bot, Viewer.of_message(message), understood, text):
                await answer(message, card)
            return
        said = Said(message.created_at, message.author.id, message.channel.id, guild_id, text, message_id=message.id)

        async def announce(turn: Turn) -> int:
            card = thinking_card(turn, services.model.state)
            return (await send(message.channel, card, reference_to(message))).id

        await services.conversations.run(said, server, announce, Reply(services, self._bot, notes=unread(message)))

    async def _introduce(self, message: discord.Message, server: ServerSettings) -> bool:
        """Show what there is to begin with, at the first mention in a server: whether it stands there now."""
        services = self._bot.services
        try:
            if message.guild and await services.servers.introduce(message.guild.id):
                await send(message.channel, await opening_card(services, server))
                return True
        except (*REFUSED, UserError) as error:
            log.warning("The first card could not be shown: %s", error)
        return False

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Remember what a member has made of their message. It is not answered again by itself.

        What no longer says anything to the bot is forgotten as if it had been deleted.
        """
        if payload.message.edited_at is None or not by_member(payload.message):
            return
        if text := heard(payload.message, self._bot.user):
            try:
                await self._bot.services.chats.reword(payload.message_id, text)
            except DatabaseError as error:
                log.error("An edited message is remembered as it was: %s", error)
        else:
            await self._forget({payload.message_id})

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Forget the turn of a message that was deleted."""
        await self._forget({payload.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Forget the turns of messages that were deleted."""
        await self._forget(payload.message_ids)

    async def _forget(self, message_ids: set[int]) -> None:
        try:
            await self._bot.services.conversations.forget(message_ids)
        except DatabaseError as error:
            log.error("Deleted messages are remembered: %s", error)

    @app_commands.command(
        description="Say something to me, or begin a new chat",
        extras={"example": "/chat text:Tell me about strawberries"},
    )
    @app_commands.describe(
        text="What you say",
        private="Show the answer only to me, in a chat of my own",
        new="Begin a new chat: what was said before is no longer read",
    )
    async def chat(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, 4000] | None = None,
        private: bool = False,
        new: bool = False,
    ) -> None:
        """Answer ``text``, in a ``new`` chat where that is wished; without either, say what a chat is."""
        if text is not None:
            _check_words(text)
        if text is None and not new:
            await _say_what_it_is(interaction, private=private)
            return
        server = await begin(interaction, private=private)
        said = said_in(interaction, text or "", private=server.private)
        forgotten = await services_of(interaction).chats.reset(said) if new else 0
        if text is None:
            await reply(interaction, reset_card(forgotten))
        elif understood := await noticed(self._bot.services, text):
            await self._answer_plainly(interaction, understood, text, private=server.private)
        else:
            await talk(interaction, said, server)

    async def _answer_plainly(
        self, interaction: discord.Interaction, understood: Understood, text: str, *, private: bool
    ) -> None:
        if isinstance(understood.intent, StartQuiz):
            quiz_channel(interaction)
        viewer = Viewer.of(interaction, private=private)
        if card := await plain_card(self._bot, viewer, understood, text):
            await reply(interaction, card)
        else:
            await delete_answer(interaction)  # the channel sees the quiz


def _check_words(text: str) -> None:
    """Raise ``InputError`` where there is nothing in ``text`` that the model could answer."""
    if not text.strip():
        raise InputError(_NOTHING)
    if is_wordless(text):
        raise InputError(_WORDLESS)


def _refusal(message: discord.Message, server: ServerSettings) -> str | None:
    """Why those who manage the server do not want an answer to ``message``."""
    parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else None
    if server.channels and not {message.channel.id, parent} & {*server.channels}:
        return tr("Those who manage that server let me answer in other channels only. `/help` works anywhere.")
    if server.private:
        return tr("In that server only you may see what I answer: use `/chat` there.")
    return None


async def _say_what_it_is(interaction: discord.Interaction, *, private: bool) -> None:
    services = services_of(interaction)
    server = await services.server_settings(interaction.guild_id)
    card = chat_card(services.settings.chat.turns, private=private or server.private)
    await reply(interaction, card, ephemeral=True)


async def _new(interaction: discord.Interaction, asked: NewChat) -> None:
    """Begin a new chat, for everybody to see where it is the channel's."""
    server = await begin(interaction, private=asked.private)
    turns = await services_of(interaction).chats.reset(said_in(interaction, private=server.private))
    await reply(interaction, reset_card(turns))


async def _stop(interaction: discord.Interaction, asked: StopAnswer) -> None:
    """Stop an answer; whoever writes it shows that."""
    await interaction.response.defer()
    await _own_turn(interaction, asked.turn)
    services_of(interaction).conversations.stop(asked.turn)


async def _again(interaction: discord.Interaction, asked: AnswerAgain) -> None:
    """Put the answer aside and write another one in its place."""
    await interaction.response.defer()
    services = services_of(interaction)
    turn = await _own_turn(interaction, asked.turn)
    server = await services.server_settings(interaction.guild_id)
    shown = Reply(services, interaction.client, interaction)

    async def announce(again: Turn) -> int | None:
        if interaction.message:
            again = replace(again, answer_message_id=interaction.message.id)
        await shown.begin(again)
        return again.answer_message_id

    await services.conversations.run_again(turn, interaction.token, server, announce, shown)


async def _own_turn(interaction: discord.Interaction, turn_id: int) -> Turn:
    """The turn, if whoever pressed a button of its card may decide about it."""
    turn = await services_of(interaction).chats.get(turn_id)
    if turn is None or not may_see(interaction, turn.said.asker):
        raise InputError(later("This turn of the chat is gone: deleted, or older than chats are kept. Say it again."))
    check_may_lead(interaction, turn.said.user_id, _NOT_ANSWERED)
    return turn


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(NewChat, _new)
    bot.presses.on(StopAnswer, _stop)
    bot.presses.on(AnswerAgain, _again, uses=1)
    await bot.add_cog(Chat(bot))
