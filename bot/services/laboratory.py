"""The laboratory's process: started when somebody first trains something, and ended once nobody does."""

from collections.abc import AsyncGenerator
from typing import TypeVar

from bot.config import Settings
from bot.model import Workload
from bot.model.host import WorkerHost, workload
from bot.model.install import check_full, is_small
from bot.model.on_demand import OnDemand
from bot.model.requests import Request, Setup, Stream

R = TypeVar("R")

_TRAINER = "bot.lab.trainer:open_trainer"


class Laboratory:
    """Where small networks are trained and asked, also with the model switched off."""

    def __init__(self, settings: Settings) -> None:
        setup = Setup(settings.model, settings.cache_folder, settings.chat.answer_tokens)
        self._trainer = OnDemand(WorkerHost(_TRAINER, setup), settings.model.inside_minutes * 60)

    @property
    def pid(self) -> int | None:
        """The id of the process while there is one."""
        return self._trainer.host.pid

    @property
    def workload(self) -> Workload:
        """What is asked of the process."""
        return workload({"trainer": self._trainer.host})

    @property
    def open(self) -> bool:
        """Whether the process has been started, and not ended since."""
        return self._trainer.host.running

    @property
    def trains(self) -> bool:
        """Whether it has what trains networks; those that have been trained can be asked without."""
        return not is_small()

    def wake(self) -> None:
        """Begin to get the process ready, for what will be asked soon, and return at once."""
        self._trainer.wake()

    async def ask(self, request: Request[R]) -> R:
        """The answer to ``request``. Raises ``ModelError``."""
        return await self._trainer.ask(request)

    def stream(self, request: Stream[R]) -> AsyncGenerator[R]:
        """The parts of the answer to ``request``; closing the generator cancels it. Raises ``ModelError``."""
        check_full()
        return self._trainer.stream(request)

    async def close(self) -> None:
        """End the process."""
        await self._trainer.close()
