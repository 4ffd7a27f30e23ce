"""The question of the day, and when it comes."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import regex

_CLOCK = regex.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?: ?(?P<half>[ap])\.?m\.?)?",  # untranslated: a pattern
    regex.IGNORECASE,
)


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


def clock_time(written: str) -> str | None:
    """A time of day as HH:MM, as people write it by 24 hours or by twice 12; None for what is none.

    >>> [clock_time(each) for each in ("18:30", "8:05", "9am", "12 pm", "9:30 PM", "9", "13pm", "25:00")]
    ['18:30', '08:05', '09:00', '12:00', '21:30', None, None, None]
    """
    found = _CLOCK.fullmatch(written.strip())
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


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
