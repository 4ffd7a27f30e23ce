"""Whether the bot is well, and its metrics, told over HTTP to who looks after it: ``/healthz`` and ``/metrics``."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from aiohttp import web

from bot.config import Listening
from bot.errors import ConfigError, DatabaseError
from bot.model import Failed, Loading, ModelInfo, ModelState, Off, ServerInfo

if TYPE_CHECKING:
    from bot.app.bot import StrawberryBot

log = logging.getLogger(__name__)

_PATIENCE = 4.0
"""Seconds in which the database has to answer; it waits 3 itself for another program, and then says so."""

State = Literal["ok", "degraded", "unavailable"]
"""``degraded`` is what the rest does without: a restart would not mend it, and cost members what works."""


@dataclass(frozen=True, slots=True)
class Part:
    """How a part of the bot is, and why, in words for the host."""

    state: State
    reason: str


class Health:
    """How each part of ``bot`` is."""

    def __init__(self, bot: "StrawberryBot") -> None:
        self._bot = bot
        self._probe: asyncio.Task[None] | None = None

    async def parts(self, patience: float = _PATIENCE) -> Mapping[str, Part]:
        """All of them as they are now, known within five seconds; ``patience`` are those that the database has."""
        found = {"discord": self._discord(), "database": await self._database(patience)}
        if self._opened:
            found |= {f"model {name}": of_model(model.state) for name, model in self._bot.services.models.items()}
        return found

    @property
    def _opened(self) -> bool:
        return hasattr(self._bot, "services")

    def _discord(self) -> Part:
        if self._bot.is_closed():
            return Part("unavailable", "the bot is ending")
        closed = [str(shard.id) for shard in self._bot.shards.values() if shard.is_closed()]
        if closed:
            return Part("unavailable", f"not connected: shard {', '.join(closed)}")
        return Part("ok", "connected") if self._bot.is_ready() else Part("unavailable", "not connected yet")

    async def _database(self, patience: float) -> Part:
        """How the database is. One that hangs is not asked anew, and cannot be told to stop: it is left to end."""
        if not self._opened:
            return Part("unavailable", "not opened yet")
        probe = self._probe
        if probe is None or probe.done():
            probe = self._probe = asyncio.create_task(self._bot.services.database.probe())
            probe.add_done_callback(_read)
        await asyncio.wait([probe], timeout=patience)
        if not probe.done():
            return Part("unavailable", f"it does not answer within {patience:g} seconds")
        try:
            probe.result()
        except DatabaseError as error:
            return Part("unavailable", str(error))
        return Part("ok", "writable")


def _read(probe: asyncio.Task[None]) -> None:
    """Read how it ended: asyncio complains where nobody does, as of one that fails when nobody waits any more."""
    if not probe.cancelled():
        probe.exception()


def overall(found: Mapping[str, Part]) -> State:
    """How the bot is as a whole: as its worst part.

    >>> overall({"discord": Part("ok", "connected"), "model a": Part("degraded", "there is no file a.gguf")})
    'degraded'
    """
    states = {part.state for part in found.values()}
    return "unavailable" if "unavailable" in states else "degraded" if "degraded" in states else "ok"


def of_model(state: ModelState) -> Part:
    """How a model is. One that failed leaves all that is exact, and was tried again already where that could help.

    >>> of_model(Off())
    Part(state='ok', reason='off')
    """
    match state:
        case Loading(step):
            return Part("unavailable", step)
        case ServerInfo(answers=None):
            return Part("unavailable", "its server is being asked what it can")
        case ServerInfo(answers=False):
            return Part("degraded", "its server did not answer when it was last asked; the log has the reason")
        case Failed(reason):
            return Part("degraded", reason)
        case Off():
            return Part("ok", "off")
        case ModelInfo() | ServerInfo():
            return Part("ok", "ready")


@asynccontextmanager
async def listening(bot: "StrawberryBot", place: Listening) -> AsyncIterator[None]:
    """Answer over HTTP at ``place`` inside. Raises ``ConfigError`` where nobody can listen there."""

    health = Health(bot)

    async def healthz(_: web.Request) -> web.Response:
        found = await health.parts()
        state = overall(found)
        body = {"status": state, "parts": {name: asdict(part) for name, part in found.items()}}
        return _closing(web.json_response(body, status=503 if state == "unavailable" else 200))

    async def metrics(request: web.Request) -> web.Response:
        body, kind = bot.metrics.page(request.headers.get("Accept", ""))
        return _closing(web.Response(body=body, headers={"Content-Type": kind}))

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await _listen(runner, place)
        bot.metrics.start()
        log.info("Health and metrics are told at http://%s/healthz and /metrics", _shown(place))
        yield
    finally:
        bot.metrics.stop()
        await runner.cleanup()


def _closing(response: web.Response) -> web.Response:
    """The same, after which the connection is closed: nobody asks again for a while."""
    response.force_close()
    return response


async def _listen(runner: web.AppRunner, place: Listening) -> None:
    try:
        await web.TCPSite(runner, place.host, place.port).start()
    except OSError as error:
        raise ConfigError(
            f"metrics.address: nobody can listen at {_shown(place)}: {str(error).rpartition(': ')[2]}. Set another "
            "address, or end what uses this one; without metrics.address the bot does not listen at all."
        ) from None


def _shown(place: Listening) -> str:
    return f"[{place.host}]:{place.port}" if ":" in place.host else f"{place.host}:{place.port}"
