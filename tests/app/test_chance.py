"""Commands, buttons, menus and forms used by chance, with odd texts: each is answered, and none fails unexpectedly."""

import pytest

from tests.chance import use_by_chance
from tests.world import World

_LOT = 250
"""The most inputs in one simulated Discord: whatever fails is found again in as few."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a lot, each with a seed of its own."""
    inputs = metafunc.config.getoption("--inputs")
    lots = [min(_LOT, inputs - begun) for begun in range(0, inputs, _LOT)]
    metafunc.parametrize(("seed", "inputs"), [*enumerate(lots)])


@pytest.mark.usefixtures("brief")
async def test_nothing_that_members_do_fails_unexpectedly(
    world: World, seed: int, inputs: int, caplog: pytest.LogCaptureFixture
) -> None:
    await use_by_chance(world, seed, inputs, caplog)
