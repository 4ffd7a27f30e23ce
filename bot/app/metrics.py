"""What the bot counts and measures, as Prometheus reads it. No label holds anything that members have typed."""

import math
import re
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Literal, get_args

import aiohttp
import discord
from discord import app_commands
from discord.ext import tasks
from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from bot import __version__
from bot.errors import UserError
from bot.model import Failed, Loading, ModelInfo, ModelState, Off, ServerInfo
from bot.ui.errors import FAILED, explain, refused

if TYPE_CHECKING:
    from bot.app.bot import StrawberryBot
    from bot.services import Services

ASKED = "asked"
"""The key, among the extras of an interaction, of the class of what was pressed, or of the form that was sent."""

Kind = Literal["command", "press", "form", "message"]
Place = Literal["server", "direct"]
_PLURALS: dict[Kind, str] = {"command": "commands", "press": "presses", "form": "forms", "message": "messages"}
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_LAGS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_UNKNOWN = "unknown"
_FAULT = "failed"
_STATES: dict[type[ModelState], str] = {
    Loading: "loading",
    ModelInfo: "ready",
    ServerInfo: "server",
    Failed: "failed",
    Off: "off",
}


class Metrics(Collector):
    """Those of one bot. What happens is counted as it does; how much there is of something is read when asked for."""

    def __init__(self, bot: "StrawberryBot") -> None:
        self._bot = bot
        self._registry = CollectorRegistry()
        self._counts = {kind: _count(kind, self._registry) for kind in _PLURALS}
        self._times = {kind: _time(kind, self._registry) for kind in _PLURALS}
        self._lag = Histogram(
            "strawberry_event_loop_lag_seconds",
            "How late the event loop is: each second, what is due then is late by so much.",
            registry=self._registry,
            buckets=_LAGS,
        )
        self._due: datetime | None = None
        self._user_installs: int | None = None
        self._registry.register(self)
        for collector in (ProcessCollector, GCCollector, PlatformCollector):
            collector(registry=self._registry)

    def start(self) -> None:
        """Begin to measure what has to be looked at by and by."""
        self._measure_lag.start()
        self._count_installs.start()

    def stop(self) -> None:
        """Measure no more."""
        self._measure_lag.cancel()
        self._count_installs.cancel()

    def page(self, accept: str = "") -> tuple[bytes, str]:
        """All of it as a page, and the page's type, which the reader chooses by its header ``accept``."""
        for kind, names in _known(self._bot).items():
            for name in names:  # from 0 on: of what first appears as 1, Prometheus would see no increase
                self._counts[kind].labels(name, _FAULT)
        encode, type_ = choose_encoder(accept)
        return encode(self._registry), type_

    def answered(self, interaction: discord.Interaction, seconds: float, *, cut_short: bool) -> None:
        """Count what was done for ``interaction``, and what came of it."""
        kind, name = _named(interaction)
        error = interaction.extras.get(FAILED)
        self._note(kind, name, "cut_short" if cut_short else result_of(error), seconds)

    @contextmanager
    def message(self, place: Place) -> Iterator[None]:
        """What is done inside answers a message; it is counted with what came of it."""
        began, error = perf_counter(), None
        try:
            yield
        except Exception as raised:
            error = raised
            raise
        finally:
            self._note("message", place, result_of(error), perf_counter() - began)

    def _note(self, kind: Kind, name: str, result: str, seconds: float) -> None:
        self._counts[kind].labels(name, result).inc()
        self._times[kind].labels(name).observe(seconds)

    @tasks.loop(seconds=1)
    async def _measure_lag(self) -> None:
        if self._due:
            self._lag.observe(max(0.0, (discord.utils.utcnow() - self._due).total_seconds()))
        self._due = self._measure_lag.next_iteration

    @tasks.loop(hours=1)
    async def _count_installs(self) -> None:
        try:
            self._user_installs = (await self._bot.application_info()).approximate_user_install_count
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
            self._user_installs = None  # what is not known is not told

    def collect(self) -> Iterator[Metric]:
        """Called at each reading, on the event loop: how much there is now."""
        yield InfoMetricFamily("strawberry", "The bot itself.", {"version": __version__})
        yield GaugeMetricFamily("strawberry_servers", "Servers that the bot is in.", len(self._bot.guilds))
        installs = GaugeMetricFamily(
            "strawberry_user_installs", "Members who have the app themselves, as Discord counts."
        )
        if self._user_installs is not None:
            installs.add_metric([], self._user_installs)
        yield installs
        latency = GaugeMetricFamily(
            "strawberry_gateway_latency_seconds", "From a heartbeat to Discord to its answer.", labels=["shard"]
        )
        for shard, seconds in self._bot.latencies:
            if math.isfinite(seconds):  # else it is not connected
                latency.add_metric([str(shard)], seconds)
        yield latency
        if services := vars(self._bot).get("services"):
            yield from _of_models(services)
            yield from _of_quizzes(services)


def result_of(error: BaseException | None) -> str:
    """What came of a request, in a word: ``ok``, the kind of what a member was told, or ``failed``.

    >>> from bot.errors import TooQuick
    >>> result_of(None), result_of(TooQuick("Wait.")), result_of(ValueError())
    ('ok', 'too_quick', 'failed')
    >>> result_of(app_commands.CommandNotFound("of an older version", []))
    'input_error'
    """
    match error:
        case None:
            return "ok"
        case UserError():
            return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
        case _ if refused(error):
            return "refused_by_discord"
        case _ if explain(error):
            return "input_error"
        case _:
            return _FAULT


def _count(kind: Kind, registry: CollectorRegistry) -> Counter:
    plural = _PLURALS[kind]
    said = f"{plural.capitalize()} that were answered, by what came of them."
    return Counter(f"strawberry_{plural}", said, [kind, "result"], registry=registry)


def _time(kind: Kind, registry: CollectorRegistry) -> Histogram:
    said = f"From the arrival of a {kind} to the end of all that it has set in motion."
    return Histogram(f"strawberry_{kind}_seconds", said, [kind], registry=registry, buckets=_SECONDS)


def _named(interaction: discord.Interaction) -> tuple[Kind, str]:
    """What was used, by names of ours alone: a custom id can be forged."""
    match interaction.type:
        case discord.InteractionType.component:
            return "press", interaction.extras.get(ASKED, _UNKNOWN)
        case discord.InteractionType.modal_submit:
            return "form", interaction.extras.get(ASKED, _UNKNOWN)
        case _:
            return "command", interaction.command.qualified_name if interaction.command else _UNKNOWN


def _known(bot: "StrawberryBot") -> dict[Kind, Sequence[str]]:
    """The names of all that a bot answers, as ``_named`` has them."""
    from bot.app.forms import Form  # not above: it needs the bot

    commands = [each for type_ in discord.AppCommandType for each in bot.tree.walk_commands(type=type_)]
    return {
        "command": [each.qualified_name for each in commands if not isinstance(each, app_commands.Group)],
        "press": bot.presses.names,
        "form": [form.__name__ for form in Form.__subclasses__()],
        "message": get_args(Place),
    }


def _of_models(services: "Services") -> Iterator[Metric]:
    waiting = GaugeMetricFamily("strawberry_model_queue", "Requests that wait for a model.", labels=["model", "kind"])
    underway = GaugeMetricFamily(
        "strawberry_model_underway", "Requests that a model works on.", labels=["model", "kind"]
    )
    written = CounterMetricFamily("strawberry_model_tokens", "Tokens that a model has written.", labels=["model"])
    restarts = CounterMetricFamily(
        "strawberry_model_restarts",
        "How often a process died or stopped, and was started again.",
        labels=["model", "process"],
    )
    works = {name: model.workload for name, model in services.models.items()}
    for name, work in (works | {"laboratory": services.laboratory.workload}).items():
        for family, numbers in ((waiting, work.waiting), (underway, work.underway), (restarts, work.restarts)):
            for label, number in numbers.items():
                family.add_metric([name, label], number)
        written.add_metric([name], work.written)
    states = GaugeMetricFamily("strawberry_model_state", "1 for the state that it is in.", labels=["model", "state"])
    for name, model in services.models.items():
        for kind, word in _STATES.items():
            states.add_metric([name, word], isinstance(model.state, kind))
    yield from (waiting, underway, written, restarts, states)


def _of_quizzes(services: "Services") -> Iterator[Metric]:
    quizzes = GaugeMetricFamily("strawberry_quizzes", "Quizzes and daily questions that go on.", labels=["kind"])
    going_on = Tally(session.plan.kind for session in services.quizzing.sessions)
    for kind in ("quiz", "daily"):
        quizzes.add_metric([kind], going_on[kind])
    yield quizzes
