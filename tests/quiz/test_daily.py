"""When the question of the day comes, also where clocks are put forward and back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, strategies as st

from bot.quiz import following


@pytest.mark.parametrize(
    ("at", "zone", "after", "expected"),
    [
        ("18:30", "UTC", "2026-03-01T12:00", "2026-03-01T18:30"),
        ("18:30", "UTC", "2026-03-01T18:30", "2026-03-02T18:30"),
        ("08:30", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T06:30"),  # summer time begins that day
        ("02:30", "Europe/Berlin", "2026-03-29T00:00", "2026-03-29T01:30"),  # is skipped: an hour later, at 03:30
        ("02:30", "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T00:30"),  # comes twice
        ("00:00", "Pacific/Kiritimati", "2026-01-01T09:59", "2026-01-01T10:00"),
    ],
)
def test_it_comes_at_the_time_of_the_place(at: str, zone: str, after: str, expected: str) -> None:
    moment = following(at, zone, datetime.fromisoformat(after).replace(tzinfo=UTC))
    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@given(
    st.integers(1_577_836_800, 2_051_222_400),
    st.times(),
    st.sampled_from(sorted(available_timezones())),
)
def test_it_comes_once_a_day_and_in_the_future(seconds: int, at: time, zone: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    first = following(f"{at:%H:%M}", zone, now)
    assert now < first
    second = following(f"{at:%H:%M}", zone, first)
    local = [moment.astimezone(ZoneInfo(zone)).date() for moment in (first, second)]
    assert local[0] < local[1]
    assert second - first < timedelta(days=2, hours=2)
