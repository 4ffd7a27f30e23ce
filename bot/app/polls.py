"""Votes that end when their time is up."""

from discord.ext import tasks

from bot.services.trainings import Trainings


class Polls:
    """Ends each vote on a learning rate when its time is up."""

    def __init__(self, trainings: Trainings) -> None:
        self._trainings = trainings

    def wake(self) -> None:
        """Look after votes from now on, until there is none."""
        if not self._beat.is_running():
            self._beat.start()

    def close(self) -> None:
        """End no more votes."""
        self._beat.cancel()

    @tasks.loop(seconds=1)
    async def _beat(self) -> None:
        self._trainings.start_due()
        if not self._trainings.voting:
            self._beat.stop()
