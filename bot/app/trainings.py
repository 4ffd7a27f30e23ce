"""Trainings, shown where they were begun."""

import asyncio
import logging
from functools import partial
from time import perf_counter

import discord

from bot.app.bot import StrawberryBot, bot_of
from bot.app.replies import REFUSED, until_shown
from bot.drawing import Picture
from bot.drawing.training_card import training_card
from bot.drawing.training_film import training_film
from bot.errors import DatabaseError, Restarting
from bot.language import speak
from bot.services import Services
from bot.services.recipes import Recipe
from bot.services.trainings import PACE, Run
from bot.storage import OpenTraining
from bot.ui import Card
from bot.ui.lab_train import ended_card, left_card, running_card, vote_card
from bot.ui.sending import edit, edit_by_token, update

log = logging.getLogger(__name__)

_TOKEN_IS_OVER = (401, 403, 404)
"""How Discord refuses the token of an interaction after its quarter of an hour."""


class TrainingReply:
    """The answer to an interaction, which shows a training: a ``Display``."""

    def __init__(self, services: Services, interaction: discord.Interaction) -> None:
        """``interaction`` has been answered, or shows “thinking …”."""
        self._services = services
        self._interaction = interaction
        self._message: discord.PartialMessage | None = None
        self._free_at = 0.0

    async def show(self, run: Run) -> bool:
        """Show a training that is voted on, waits or goes on: whether it still has a place."""
        await self._speak()
        try:
            picture = await self._picture(run)
            card = vote_card(run, run.ballot) if run.ballot else running_card(run, picture)
            await self._note(run)
            await self._edit(card)
        except (discord.NotFound, discord.Forbidden):
            return False
        except REFUSED as error:
            log.warning("A training could not be shown while it went on: %s", error)
        return True

    async def finish(self, run: Run) -> None:
        """Show how a training ended: at once what there is of it, and its film once that is drawn."""
        await self._speak()
        picture = await self._picture(run)
        filmed = picture is not None and run.training.ended != "lost"
        await self._note(run)
        await self._pause()
        shown = await until_shown(self._edit, ended_card(run, picture, None, drawing=filmed))
        if shown and filmed:
            film = await self._film(run)
            await self._pause()
            shown = await until_shown(self._edit, ended_card(run, picture, film))
        if shown:
            await _forget(self._services, (await self._shown()).id)

    async def _speak(self) -> None:
        """It is for a channel: its server's language, not that of who began it."""
        interaction = self._interaction
        spoken = await bot_of(interaction).locale_in(interaction.guild_id)
        await speak(spoken or interaction.guild_locale or interaction.locale)

    async def _picture(self, run: Run) -> Picture | None:
        """The newest frame, where there is one."""
        if not run.training.frames:
            return None
        try:
            return await self._services.studio.draw(training_card, run.training, run.planned.alike)
        except Restarting:
            return None
        except Exception:  # what is said of it is shown all the same
            log.exception("A training could not be drawn")
            return None

    async def _film(self, run: Run) -> Picture | None:
        try:
            return await self._services.studio.film(training_film, run.training, run.planned.alike)
        except Restarting:
            return None
        except Exception:
            log.exception("The film of a training could not be drawn")
            return None

    async def _pause(self) -> None:
        """Wait until the card may be edited again."""
        await asyncio.sleep(max(0.0, self._free_at - perf_counter()))

    async def _edit(self, card: Card) -> None:
        """Show ``card`` by the interaction's token, and after its quarter of an hour in the message itself."""
        message = await self._shown()
        self._free_at = perf_counter() + PACE
        try:
            await update(self._interaction, card)
        except discord.HTTPException as error:
            if error.status not in _TOKEN_IS_OVER:
                raise
            await edit(message, card)

    async def _shown(self) -> discord.PartialMessage:
        """The message, which first shows “thinking …”."""
        if self._message is None:
            message = await self._interaction.original_response()
            channel = self._interaction.client.get_partial_messageable(message.channel.id)
            self._message = channel.get_partial_message(message.id)
        return self._message

    async def _note(self, run: Run) -> None:
        """Keep that the card is open, so that the next start closes it if this run of the bot is killed."""
        message, recipe, frames = await self._shown(), run.planned.recipe, run.training.frames
        kept = OpenTraining(
            message.id,
            self._interaction.guild_id,
            message.channel.id,
            self._interaction.token,
            recipe.preset,
            recipe.kept,
            recipe.seed,
            recipe.rate,
            recipe.steps,
            frames[-1].step if frames else 0,
        )
        try:
            await self._services.open_trainings.keep(kept)
        except DatabaseError as error:
            log.error("A training that the bot's end would leave open cannot be noted: %s", error)


async def close_left(bot: StrawberryBot) -> None:
    """Close the cards that an earlier run of the bot has left open."""
    try:
        left = await bot.services.open_trainings.left()
    except DatabaseError as error:
        log.error("What an earlier run left open cannot be read: %s", error)
        return
    for each in left:
        channel = bot.get_channel(each.channel_id)
        await speak(await bot.locale_in(channel.guild.id if isinstance(channel, discord.abc.GuildChannel) else None))
        recipe = Recipe(each.preset, each.text_id, each.seed, each.rate, each.steps)
        if await until_shown(partial(_edit_left, bot, each), left_card(recipe, each.step)):
            await _forget(bot.services, each.message_id)


async def _edit_left(client: discord.Client, left: OpenTraining, card: Card) -> None:
    """Show ``card`` by the token of the interaction, which works for a quarter of an hour, or in the message itself."""
    try:
        if client.application_id:
            webhook = discord.Webhook.partial(client.application_id, left.interaction_token, client=client)
            await edit_by_token(webhook, left.message_id, card)
            return
    except discord.HTTPException as error:
        if error.status not in _TOKEN_IS_OVER:
            raise
    await edit(client.get_partial_messageable(left.channel_id).get_partial_message(left.message_id), card)


async def _forget(services: Services, message_id: int) -> None:
    try:
        await services.open_trainings.remove(message_id)
    except DatabaseError as error:
        log.error("A training that is closed is closed again at the next start: %s", error)
