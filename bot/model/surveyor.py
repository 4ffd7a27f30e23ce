"""The surveyor: looks at a model's vectors, in a process of its own, which has numpy and scikit-learn but no engine."""

from bot.model import prepared
from bot.model.protocols import Loading
from bot.model.requests import Setup
from bot.model.worker import Report, Worker


def open_surveyor(setup: Setup, report: Report) -> Worker:
    """Map the vectors of the model of ``setup``, which has been prepared."""
    report(Loading("Opening the vectors"))
    return Worker(prepared.prepare(setup.settings.name, setup.cache, report, setup.settings.packing))
