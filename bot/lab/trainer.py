"""The trainer: trains small networks and asks trained ones, in a process of its own, which has torch and no model."""

import torch

from bot.lab.plan import Train
from bot.lab.training import Trainings
from bot.lab.twin_nets import ask_twins, raise_twin
from bot.lab.twins import AskTwins, RaiseTwin
from bot.model.requests import Setup
from bot.model.worker import Report, Worker


def open_trainer(setup: Setup, report: Report) -> Worker:
    """Get ready to train, on one processor, so that what is trained twice comes out the same, and a chat goes on."""
    del report  # it is ready at once
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    worker = Worker(setup.cache)
    worker.streams(Train, Trainings().train)
    worker.answers(AskTwins, ask_twins)
    worker.streams(RaiseTwin, raise_twin)
    return worker
