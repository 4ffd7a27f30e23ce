"""Work on texts of members: done once while they look at it, and long ones one after the other."""

import asyncio
from threading import Event

import pytest

from bot.config import Settings
from bot.services import open_services
from bot.services.workshop import LONG


async def test_a_text_is_cut_once_while_members_look_at_it_in_other_ways(settings: Settings) -> None:
    async with open_services(settings) as services:
        cut = await services.tokenize("strawberry " * 2_000, "o200k_base")
        assert await services.tokenize("strawberry " * 2_000, "o200k_base") is cut
        assert (await services.tokenize("strawberry " * 2_000, "smollm2")).encoding == "smollm2"
        assert (await services.tokenize("raspberry", "o200k_base")).text == "raspberry"


@pytest.mark.parametrize("size", [LONG, 200_000])
async def test_of_long_texts_one_is_worked_on_at_a_time_and_short_ones_beside_it(settings: Settings, size: int) -> None:
    begun: list[int] = []
    go_on = Event()

    def work(number: int) -> int:
        begun.append(number)
        assert go_on.wait(60)
        return number

    async with open_services(settings) as services:
        first, second = [asyncio.create_task(services.workshop.do(size, work, number)) for number in (1, 2)]
        try:
            assert [await services.workshop.do(LONG - 1, str, number) for number in range(3)] == ["0", "1", "2"]
            assert begun == [1]
        finally:
            go_on.set()
        assert [await first, await second] == begun == [1, 2]
