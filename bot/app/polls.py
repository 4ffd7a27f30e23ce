"""Votes that end when their time is up."""

from discord.ext import tasks

from bot.services.trainings import Trainings
from bot.tracing import belongs_to


class Polls:
    """Ends each vote on a learning rate when its time is up."""

    def wake(self, trainings: Trainings) -> None:
        """Look after the votes of ``trainings`` from now on, until there is none."""
        if not self._beat.is_running():
            self._beat.start(trainings)

    def close(self) -> None:
        """End no more votes."""
        self._beat.cancel()

    @tasks.loop(seconds=1)
    async def _beat(self, trainings: Trainings) -> None:
        belongs_to("")  # not to the request of whoever woke it
        trainings.start_due()
        if not trainings.voting:
            self._beat.stop()
