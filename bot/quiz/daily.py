"""The question of the day, and when it comes."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Daily:
    """A question each day at ``time`` (HH:MM) in the time zone ``zone``; the next one comes at ``next_at``, in UTC."""

    guild_id: int
    channel_id: int
    time: str
    zone: str
    topic: str
    difficulty: str
    next_at: datetime


def following(at: str, zone: str, after: datetime) -> datetime:
    """The first moment after ``after`` when it is ``at`` (HH:MM) in the time zone ``zone``, in UTC.

    A time that a day skips when clocks are put forward comes as much later, one that it has twice comes the first time.

    >>> following("08:30", "Europe/Berlin", datetime(2026, 3, 28, 12, tzinfo=UTC)).isoformat()
    '2026-03-29T06:30:00+00:00'
    """
    place = ZoneInfo(zone)
    day = after.astimezone(place).date()
    while True:
        moment = datetime.combine(day, time.fromisoformat(at), place).astimezone(UTC)
        if moment > after:
            return moment
        day += timedelta(days=1)
