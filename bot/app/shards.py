"""A bot in those shards of Discord that its process has claimed, where others are in the rest."""

import asyncio
import logging
from contextlib import AsyncExitStack

from discord.ext import commands, tasks

from bot.config import Settings
from bot.share import WHOLE, Share
from bot.storage import Claim, claimed

log = logging.getLogger(__name__)


class ShardedBot(commands.AutoShardedBot):
    """Ends where another process may answer for its shards."""

    settings: Settings
    lost = False
    """Whether that may be so."""
    _claim: Claim | None = None
    _at_once = 1
    """Sessions that may begin in the same five seconds."""

    async def take_share(self) -> Share:
        """Wait until there are shards that no other process answers for. A database file is one process's alone."""
        if self.settings.database.url is None:
            return WHOLE
        self._claims = AsyncExitStack()
        claiming = claimed(self.settings.database.url, self.settings.discord.shares)
        claim = self._claim = await self._claims.enter_async_context(claiming)
        if not claim.share.whole:
            self.shard_ids = [*claim.share.ids]
            self._at_once = (await self.fetch_session_start_limits()).max_concurrency
        self.watch.start(claim)
        return claim.share

    @tasks.loop(seconds=1)
    async def watch(self, claim: Claim) -> None:
        """Look whether the shards are still this process's, and end it where they may not be."""
        if not await claim.held():
            self.lost = True
            self.watch.stop()
            self._ending = self.loop.create_task(self._leave())  # which ends this task

    async def _leave(self) -> None:
        """Close, the connections to Discord first: another process hears what these would."""
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()), return_exceptions=True)
        await self.close()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Called by discord.py before each session: Discord lets few of them begin at a time, whatever the process."""
        if self._claim and not self._claim.share.whole and shard_id is not None:
            try:
                await self._claim.turn(shard_id % self._at_once)
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, the session has to begin
                log.warning("No turn could be waited for: %s", error)
        await super().before_identify_hook(shard_id, initial=initial)

    async def close(self) -> None:
        """Close the connection, and only then let another process have the shards: else both would answer."""
        await super().close()
        if self._claim:
            self.watch.cancel()
            await self._claims.aclose()
