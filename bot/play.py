"""The playground: the real bot in a simulated Discord, in a browser, without an account."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar, cast

import discord
import simcord
from cachetools import LRUCache, cached
from simcord.preview import Preview, _markdown, _media

from bot.app import StrawberryBot, create_bot
from bot.config import CooldownSettings, DiscordSettings, Settings
from bot.errors import CannotPlay
from bot.language import load, speaking, tr
from bot.services import Services
from bot.services.display import Surroundings
from bot.ui import Card
from bot.ui.sending import send

T = TypeVar("T")

_SETTLE_SECONDS = 90.0
"""How long an answer may take, the model's included."""
_A_DAY = 24 * 60
"""Minutes."""


async def open_playground(settings: Settings, port: int, announce: Callable[[str], None], locale: str) -> None:
    """Serve the playground on loopback until its page is closed for good; ``announce`` is given its address.

    Its members and its server speak the language that Discord calls ``locale``. Raises ``CannotPlay`` and whatever the
    services raise.
    """
    bot = create_bot(_for_the_playground(settings))
    _SETTLING["idle"] = 0.01
    try:
        # The simulated clock begins on a fixed day, and stands still but for this. Someone else waits for today:
        # the bot would do there what it does every hour.
        waiting = discord.AutoShardedClient(intents=discord.Intents.none(), shard_count=1)
        async with simcord.run(waiting, settle_timeout=_SETTLE_SECONDS, check_errors=False, shard_count=1) as env:
            await env.advance_time((datetime.now(UTC) - env.now()).total_seconds())
            await env.restart_bot(bot)
            try:
                with all_speaking(locale):
                    await _open_the_page(env, bot, port, announce, locale)
            finally:
                await bot.close()
    except simcord.SetupError as error:
        raise CannotPlay(f"The playground cannot open: {error}. A taken port is avoided with --port.") from error


@contextmanager
def all_speaking(locale: str) -> Iterator[None]:
    """Inside, whoever uses the bot in a simulated Discord speaks this language. Simcord has no public way to say so."""
    made = cast("Callable[..., tuple[object, dict[str, object]]]", simcord.interactions.base_payload)

    def base_payload(*args: object, **kwargs: object) -> tuple[object, dict[str, object]]:
        record, payload = made(*args, **kwargs)
        return record, {**payload, "locale": locale, "guild_locale": locale}

    setattr(simcord.interactions, "base_payload", base_payload)  # noqa: B010 - its type is simcord's own
    try:
        yield
    finally:
        setattr(simcord.interactions, "base_payload", made)  # noqa: B010 - see above


async def _open_the_page(
    env: simcord.Env, bot: StrawberryBot, port: int, announce: Callable[[str], None], locale: str
) -> None:
    """Furnish the simulated Discord and serve its page until that is closed."""
    if bot.user:
        await bot.user.edit(username="Strawberry")
    guild = env.create_guild("Strawberry patch", preferred_locale=locale)
    channel = guild.create_text_channel("tokens")
    manager = guild.create_role("Gardener", permissions=discord.Permissions(manage_guild=True))
    you = guild.add_member(env.create_user("you"), roles=[manager])
    friend = guild.add_member(env.create_user("friend"))
    await load(locale)
    with speaking(locale):
        await send(bot.get_partial_messageable(channel.id), _welcome())
    bot.services.conversations.surroundings = view = _InView(env)
    viewers = [you, friend]
    async with env.preview(channel, viewers=viewers, layout="channel", port=port, locale=locale) as preview:
        announce(preview.url)
        work = [
            _draw_anew(preview, view.changed),
            _let_time_pass(env, preview, bot.services, view.changed),
        ]
        tasks = [asyncio.create_task(each) for each in work]
        await preview.wait_closed()
        for task in tasks:
            task.cancel()


for _owner, _name in (
    (Preview, "_action"),
    (Preview, "_publish_message_pages"),
    (Preview, "_advance_presentation_time"),
    (_markdown, "_markdown_parser"),
    (_media, "_process_media"),
    (_media.MediaWorker, "_decode"),
    (simcord.Env, "_settle_internal"),
):
    if not hasattr(_owner, _name):  # all that simcord keeps to itself and this file needs
        raise ImportError(f"simcord's playground is built differently: it has no {_name}.")

# Simcord makes a parser for every text of every message whenever it draws the page, which takes three times as long as
# reading the text. A parser keeps nothing of what it has read.
_markdown._markdown_parser = cached(  # noqa: SLF001 - there is no public way to keep one
    LRUCache(maxsize=64), key=lambda policy, context: repr((policy, context))
)(_markdown._markdown_parser)  # noqa: SLF001 - see above

_decode_apart = _media.MediaWorker._decode  # noqa: SLF001 - it has no other place where a file is read


async def _decode_pictures_here(
    worker: _media.MediaWorker, key: str, blob: bytes, media_time: float | None
) -> _media.MediaInfo:
    """Simcord starts a process for every file, which takes ten times as long as reading one of the bot's pictures."""
    if blob.startswith((b"\x89PNG", b"GIF8")):
        info = await asyncio.to_thread(_media._process_media, blob, media_time)  # noqa: SLF001 - see above
        return replace(info, memory_limited=True)  # else the page counts an error for each picture
    return await _decode_apart(worker, key, blob, media_time)


_media.MediaWorker._decode = _decode_pictures_here  # type: ignore[assignment, method-assign] # noqa: SLF001 - see above

# Where nothing tells that all has come to rest, as when a loop sleeps again, simcord looks each 50 ms ("idle"): members
# would wait for that.
_defaults = simcord.Env._settle_internal.__kwdefaults__  # noqa: SLF001 - it has no other place for it
if not _defaults or "idle" not in _defaults:
    raise ImportError("simcord's playground is built differently: nothing tells it how often to look.")
_SETTLING = _defaults


class _InView(Surroundings):
    """Has answers written while the page goes on.

    The simulation finishes what somebody does once the bot waits for nothing, and draws the page only then. So it is
    told that an answer is not to be waited for, and ``changed`` is set for each state of one, to have the page drawn.
    """

    def __init__(self, env: simcord.Env) -> None:
        self.changed = asyncio.Event()
        self._env = env

    async def wait(self, awaited: Awaitable[T]) -> T:
        found: T = await self._env.external_wait(awaited, reason="the model writes")
        return found

    def shown(self) -> None:
        self.changed.set()


async def _draw_anew(preview: Preview, changed: asyncio.Event) -> None:
    """Draw the page whenever ``changed`` is set."""
    while await changed.wait():
        changed.clear()
        preview._publish_message_pages(reason="refresh")  # noqa: SLF001 - refresh() breaks what somebody does meanwhile


async def _let_time_pass(env: simcord.Env, preview: Preview, services: Services, changed: asyncio.Event) -> None:
    """While a quiz goes on, the simulated clock follows the real one; ``changed`` is set where that shows.

    The simulation does one thing at a time and refuses another; what members do waits for the clock instead.
    """
    turn, act = asyncio.Lock(), preview._action  # noqa: SLF001 - there is no public way to have it wait

    async def acting(context_id: str | None, body: Mapping[str, object]) -> dict[str, object]:
        async with turn:
            return await act(context_id, body)

    preview._action = acting  # type: ignore[method-assign]  # noqa: SLF001 - see above
    while True:
        await asyncio.sleep(1)
        if services.quizzing.sessions:
            async with turn:
                before = len(env.http_requests)
                await env.advance_time(1)
                preview._advance_presentation_time()  # noqa: SLF001 - refresh() is what else tells the page the hour
            if len(env.http_requests) > before:
                changed.set()


def _welcome() -> Card:
    about = tr(
        "This is the real bot in a simulated Discord on your own machine. Type `/ask` below, press Enter to choose the "
        "command, type *How many r's are in strawberry?* and press Enter again. Then try `/start` and `/help`."
    )
    more = tr(
        "To chat, reply to this message or use `/chat`; `/explainer turn:on` shows my answers from inside. "
        "`/quiz start` begins a quiz for both of you."
    )
    simulated = tr(
        "You are two members: switch between them with “Viewing as” at the top; the first may use `/settings`. What I "
        "refuse, the simulation counts as an error, and the command stays in its place until ⊗ clears it. There are no "
        "message menus, and nobody to mention; the clock stands still unless a quiz goes on."
    )
    return Card().text(f"### {tr('Welcome to the playground')}\n{about}\n{more}\n-# {simulated}")


def _for_the_playground(settings: Settings) -> Settings:
    return settings.model_copy(
        update={
            "discord": DiscordSettings(shard_count=1),
            # Simulated members and channels have ids that must not mix with those of real ones.
            "database": settings.database.model_copy(
                update={"path": settings.database.file.with_name("playground.sqlite3"), "url": None}
            ),
            # The clock stands still, so a cooldown would never end.
            "cooldown": CooldownSettings(uses=1_000_000),
            # What would end while simcord waits for an answer is waited for, too: a member would see nothing till then.
            "model": settings.model.model_copy(update={"inside_minutes": _A_DAY}),
        }
    )
