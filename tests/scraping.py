"""What the bot tells over HTTP to who looks after it, read as Prometheus and a container would."""

from collections.abc import Mapping, Sequence

import aiohttp
from prometheus_client import Metric
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families

from bot.app import StrawberryBot
from bot.config import MetricsSettings, Settings
from tests.ports import free_port

OPENMETRICS = "application/openmetrics-text; version=1.0.0"


def with_metrics(settings: Settings) -> Settings:
    """The same settings, with a free port of this machine to ask for health and metrics."""
    return settings.model_copy(update={"metrics": MetricsSettings(address=str(free_port()))})


async def fetch(settings: Settings, path: str, accept: str = "") -> tuple[int, str, str]:
    """The status, the type and the text of what is answered."""
    place = settings.metrics.place
    assert place
    url = f"http://{place.host}:{place.port}{path}"
    async with aiohttp.ClientSession(headers={"Accept": accept}) as session, session.get(url) as response:
        return response.status, response.content_type, await response.text()


class Scrape:
    """One reading of all metrics."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self.families = families

    @classmethod
    async def by_http(cls, settings: Settings) -> "Scrape":
        """What the bot with these settings tells Prometheus, by OpenMetrics' own parser, which is strict."""
        status, kind, told = await fetch(settings, "/metrics", OPENMETRICS)
        assert (status, kind) == (200, "application/openmetrics-text")
        return cls([*openmetrics.text_string_to_metric_families(told)])

    @classmethod
    def at(cls, bot: StrawberryBot) -> "Scrape":
        """The same of a bot that does not listen, in the older format."""
        page, _ = bot.metrics.page()
        return cls([*text_string_to_metric_families(page.decode())])

    @property
    def names(self) -> set[str]:
        """The names of all that is told of, as queries have them."""
        return {sample.name for family in self.families for sample in family.samples}

    def of(self, name: str) -> Mapping[tuple[str, ...], float]:
        """The values of what has that name, by those of its labels, in the order of their names."""
        found = (sample for family in self.families for sample in family.samples if sample.name == name)
        return {tuple(value for _, value in sorted(sample.labels.items())): sample.value for sample in found}

    def counted(self, name: str) -> Mapping[tuple[str, ...], float]:
        """The same without what has not happened yet."""
        return {labels: number for labels, number in self.of(name).items() if number}
