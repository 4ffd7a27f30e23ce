"""Trainings, shown where they were begun."""

import asyncio
import logging
from time import perf_counter

import discord

from bot.app.replies import REFUSED, until_shown
from bot.drawing import Picture
from bot.drawing.training_card import training_card
from bot.drawing.training_film import training_film
from bot.errors import Restarting
from bot.services import Services
from bot.services.trainings import PACE, Run
from bot.ui import Card
from bot.ui.lab_train import ended_card, running_card
from bot.ui.sending import edit, update

log = logging.getLogger(__name__)


class TrainingReply:
    """The answer to an interaction, which shows a training: a ``Display``."""

    def __init__(self, services: Services, interaction: discord.Interaction) -> None:
        """``interaction`` has been answered, or shows “thinking …”."""
        self._services = services
        self._interaction = interaction
        self._message: discord.PartialMessage | None = None
        self._free_at = 0.0

    async def show(self, run: Run) -> bool:
        """Show a training that waits or goes on: whether it still has a place."""
        try:
            await self._edit(running_card(run, await self._picture(run)))
        except (discord.NotFound, discord.Forbidden):
            return False
        except REFUSED as error:
            log.warning("A training could not be shown while it went on: %s", error)
        return True

    async def finish(self, run: Run) -> None:
        """Show how a training ended: at once what there is of it, and its film once that is drawn."""
        picture = await self._picture(run)
        filmed = picture is not None and run.training.ended != "lost"
        await self._pause()
        if await until_shown(self._edit, ended_card(run, picture, None, drawing=filmed)) and filmed:
            film = await self._film(run)
            await self._pause()
            await until_shown(self._edit, ended_card(run, picture, film))

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
        try:
            if self._message is None:
                message = await self._interaction.original_response()
                channel = self._interaction.client.get_partial_messageable(message.channel.id)
                self._message = channel.get_partial_message(message.id)
            self._free_at = perf_counter() + PACE
            await update(self._interaction, card)
        except discord.HTTPException as error:
            if self._message is None or error.status not in (401, 403, 404):
                raise
            await edit(self._message, card)
