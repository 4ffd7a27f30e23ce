"""Discord on this machine: its gateway and API, spoken over real connections by simcord's world, for real processes.

simcord itself stands in for Discord inside the bot's own process. Here its world is on the other side of a socket.
"""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import discord
from aiohttp import WSMsgType, web
from discord import AppCommandType, ComponentType, InteractionType
from simcord import interactions
from simcord._clock import Clock  # its backend wants one, and it has no public name
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.backend.models import Guild, Interaction, Message, User
from simcord.components import walk_components
from simcord.http import router  # with the routes, which its package registers

Json = dict[str, object]
HEARTBEAT, IDENTIFY, HELLO, ACK = 1, 2, 10, 11
_AT_ONCE = 16
"""Sessions that may begin in the same five seconds, which Discord allows large bots: none waits for another."""


class _WallClock(Clock):
    """The time that the processes have, too."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class DiscordServer:
    """A Discord of so many shards; members do what the methods say. Use it inside ``serve``."""

    def __init__(self, shards: int) -> None:
        self.backend = Backend(clock=_WallClock())
        self.backend.subscribers.append(self._feed)
        self.begun: list[int] = []
        """The shard of each session, in the order in which they have begun."""
        self.address = ""
        self._shards = shards
        self._sessions: dict[int, asyncio.Queue[Json]] = {}

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[None]:
        """Inside, it is found at its ``address``."""
        app = web.Application()
        app.add_routes([web.get("/gateway/", self._gateway), web.get("/api/gateway/bot", self._where)])
        app.add_routes([web.route("*", "/api/{path:.*}", self._rest)])
        runner = web.AppRunner(app, shutdown_timeout=0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.address = f"{host}:{port}"
        try:
            yield
        finally:
            await runner.cleanup()

    # What members do, and see.

    def server(self, shard: int) -> Guild:
        """A server in a shard, with a channel."""
        guild = self.backend.create_guild(f"Patch {shard}", shard_id=shard, shard_count=self._shards)
        self.backend.create_channel(guild.id, "tokens")
        return guild

    def member(self, name: str, *guilds: Guild) -> User:
        """A member of servers."""
        user = self.backend.make_user(name)
        for guild in guilds:
            self.backend.add_member(guild.id, user.id)
        return user

    def channel_of(self, guild: Guild) -> int:
        """The id of the channel of a server."""
        return next(channel.id for channel in self.backend.channels.values() if channel.guild_id == guild.id)

    def messages(self, guild: Guild) -> list[Message]:
        """What everybody sees in the channel of a server, oldest first."""
        seen = self.backend.messages[self.channel_of(guild)].values()
        return [message for message in seen if not message.is_ephemeral]

    def commands(self, guild: Guild, user: User, name: str, **options: object) -> Interaction:
        """Use a command."""
        first, *path = name.split()
        root = self.backend.find_command(first, None)
        assert root, f"no command /{first}"
        leaf, nesting = interactions.walk_to_subcommand(root, path)
        types = {option["name"]: option["type"] for option in leaf["options"]}
        given = [{"name": option, "type": types[option], "value": value} for option, value in options.items()]
        data = {"id": root["id"], "name": root["name"], "type": AppCommandType.chat_input.value}
        return self._interact(
            guild,
            user,
            InteractionType.application_command,
            data | {"options": interactions.nest_options(root, nesting, given)},
        )

    def presses(self, guild: Guild, user: User, message: Message, custom_id: str) -> Interaction:
        """Press a button."""
        assert custom_id in buttons(message).values()
        shown = {"message": dict(serializers.message_payload(self.backend, message))}
        data = {"custom_id": custom_id, "component_type": ComponentType.button.value}
        return self._interact(guild, user, InteractionType.component, data, shown, message.id)

    def told(self, interaction: Interaction) -> str:
        """What the answer to an interaction says; nothing while there is none."""
        ids = [*interaction.followup_ids[-1:], *([interaction.message_id] if interaction.message_id else [])]
        found = (self.backend.messages[interaction.channel_id].get(id_) for id_ in ids)
        return next((said for message in found if message and (said := text(message))), "")

    def _interact(
        self,
        guild: Guild,
        user: User,
        kind: InteractionType,
        data: Json,
        shown: Mapping[str, object] | None = None,
        source: int | None = None,
    ) -> Interaction:
        record, payload = interactions.base_payload(
            self.backend,
            type=kind.value,
            channel_id=self.channel_of(guild),
            guild_id=guild.id,
            user_id=user.id,
            data=data,
        )
        record.source_message_id = source
        record.initial_response_deadline = None  # Discord's three seconds are few where other tests run beside this
        self.backend.emit("INTERACTION_CREATE", payload | dict(shown or {}))
        return record

    # The gateway: one session a shard, the newest.

    def _feed(self, event: str, payload: Mapping[str, object]) -> None:
        place = payload.get("guild_id") or (payload.get("id") if event.startswith("GUILD_") else None)
        shard = (int(str(place)) >> 22) % self._shards if place else 0
        if session := self._sessions.get(shard):
            session.put_nowait({"op": 0, "t": event, "d": dict(payload)})

    async def _where(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": _AT_ONCE}
        where = {"url": f"ws://{self.address}/gateway/", "shards": self._shards, "session_start_limit": limit}
        return _json(where)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        session: asyncio.Queue[Json] = asyncio.Queue()
        session.put_nowait({"op": HELLO, "d": {"heartbeat_interval": 40_000}})
        writing = asyncio.create_task(_write(socket, session))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._hear(json.loads(message.data), session)
        finally:
            writing.cancel()
            for shard in [shard for shard, other in self._sessions.items() if other is session]:
                del self._sessions[shard]
        return socket

    def _hear(self, said: Json, session: asyncio.Queue[Json]) -> None:
        match said:
            case {"op": 1}:
                session.put_nowait({"op": ACK})
            case {"op": 2, "d": {"shard": [int(shard), _]}}:
                self.begun.append(shard)
                self._sessions[shard] = session
                self._welcome(shard, session)

    def _welcome(self, shard: int, session: asyncio.Queue[Json]) -> None:
        theirs = [each for each in self.backend.guilds.values() if (each.id >> 22) % self._shards == shard]
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(self.backend.bot_user)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in theirs],
            "session_id": f"session-{len(self.begun)}",
            "resume_gateway_url": f"ws://{self.address}/gateway/",
            "shard": [shard, self._shards],
            "application": {"id": str(self.backend.application_id), "flags": 0},
        }
        session.put_nowait({"op": 0, "t": "READY", "d": ready})
        for guild in theirs:
            created = dict(serializers.guild_create_payload(self.backend, guild))
            session.put_nowait({"op": 0, "t": "GUILD_CREATE", "d": created})

    # The API.

    async def _rest(self, request: web.Request) -> web.Response:
        body, files = await _read(request)
        try:
            answer = router.dispatch(
                self.backend,
                request.method,
                f"/{request.match_info['path']}",
                json=body,
                params=dict(request.query),
                files=files,
            )
        except BackendError as error:
            return _json(error.to_json(), error.status)
        return web.Response(status=204) if answer is None else _json(answer)


def _json(answer: object, status: int = 200) -> web.Response:
    """As Discord says it: with a charset behind the type, discord.py would not read it."""
    return web.Response(body=json.dumps(answer).encode(), status=status, content_type="application/json")


async def _write(socket: web.WebSocketResponse, session: asyncio.Queue[Json]) -> None:
    sequence = 0
    with suppress(ConnectionError):  # whoever read has been killed
        while True:
            sequence += 1
            await socket.send_json(await session.get() | {"s": sequence})


async def _read(request: web.Request) -> tuple[object, list[discord.File]]:
    if not request.content_type.startswith("multipart/"):
        return (await request.json() if request.can_read_body else None), []
    body: object = None
    files: list[discord.File] = []
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            files.append(discord.File(io.BytesIO(part.file.read()), part.filename))
        elif name == "payload_json":
            body = json.loads(str(part))
    return body, files


def text(message: Message) -> str:
    """All that a message says, one part a line."""
    parts = [
        part["content"]
        for part in walk_components(message.components)
        if part["type"] == ComponentType.text_display.value
    ]
    return "\n".join([message.content, *parts]).strip()


def buttons(message: Message) -> dict[str, str]:
    """What the buttons of a message ask for, by label."""
    return {
        part["label"]: part["custom_id"]
        for part in walk_components(message.components)
        if part["type"] == ComponentType.button.value
    }
