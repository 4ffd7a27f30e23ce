"""The trainer: trains small networks and asks trained ones, in a process of its own, which has torch and no model."""

from bot.lab.plan import Train
from bot.lab.twin_reading import ask_twins
from bot.lab.twins import AskTwins, RaiseTwin
from bot.model.install import is_small
from bot.model.requests import Setup
from bot.model.worker import Report, Worker


def open_trainer(setup: Setup, report: Report) -> Worker:
    """Get ready to train, on one processor, so that what is trained twice comes out the same, and a chat goes on."""
    del report  # it is ready at once
    worker = Worker(setup.cache)
    worker.answers(AskTwins, ask_twins)
    if not is_small():
        _train_with_torch(worker)
    return worker


def _train_with_torch(worker: Worker) -> None:
    import torch  # not above: a small install has none, and these need it

    from bot.lab.training import Trainings
    from bot.lab.twin_nets import raise_twin

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    worker.streams(Train, Trainings().train)
    worker.streams(RaiseTwin, raise_twin)
