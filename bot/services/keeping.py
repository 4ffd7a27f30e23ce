"""Texts of members: kept so that buttons work, and given back to their owner alone."""

import logging
from datetime import datetime

from bot.errors import DatabaseError, InputError, NotYourCard
from bot.language import later
from bot.storage import StoredTokenization, Tokenizations

log = logging.getLogger(__name__)


class Texts:
    """The texts behind the buttons of cards."""

    def __init__(self, tokenizations: Tokenizations, keep_days: int) -> None:
        self._tokenizations = tokenizations
        self._keep_days = keep_days

    async def keep(
        self,
        user_id: int,
        guild_id: int | None,
        text: str,
        encoding: str,
        now: datetime,
        ids: tuple[int, ...] = (),
        shown_in: int | None = None,
    ) -> int | None:
        """Keep ``text`` for the buttons of a member's card, with the tokens ``ids`` that were appended to it.

        Everybody in the channel ``shown_in`` may open a copy. None where the database fails: a card without buttons.
        """
        try:
            return await self._tokenizations.add(user_id, text, encoding, now, ids, guild_id, shown_in)
        except DatabaseError as error:
            log.error("The text of a card could not be kept, so it has no buttons: %s", error)
            return None

    async def purge(self, now: datetime) -> None:
        """Delete what is older than texts are kept. Raises ``DatabaseError``."""
        await self._tokenizations.purge(now)

    async def get(self, kept_id: int, user_id: int, command: str) -> StoredTokenization:
        """The text that was kept for the member who presses a button of a card of ``command``.

        Raises ``NotYourCard``, and ``InputError`` for a text that is gone.
        """
        kept = await self._found(kept_id, command)
        if kept.user_id != user_id:
            raise NotYourCard(
                later(
                    "Only the person who asked for this card can change it. Use {command} for one of your own.",
                    command=command,
                )
            )
        return kept

    async def shared(self, kept_id: int, user_id: int, channel_id: int | None, command: str) -> StoredTokenization:
        """The text behind a card of ``command`` that a member sees in a channel, whoever's it is. Raises the same."""
        kept = await self._found(kept_id, command)
        if kept.user_id != user_id and (kept.shown_in is None or kept.shown_in != channel_id):
            raise NotYourCard(later("You cannot open this card. Use {command} for one of your own.", command=command))
        return kept

    async def _found(self, kept_id: int, command: str) -> StoredTokenization:
        kept = await self._tokenizations.get(kept_id)
        if kept is None:
            raise InputError(
                later(
                    "This text is gone: deleted with /me, older than {days} days, or the oldest of too "
                    "many. Use {command} again.",
                    days=self._keep_days,
                    command=command,
                )
            )
        return kept
