"""What is counted of the real model while members use it, and when its process dies."""

import os
import signal

import pytest

from bot.app.health import Health, overall
from bot.model import ModelInfo
from tests.scraping import Scrape
from tests.talking import say
from tests.waiting import until
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAME = "SmolLM2-135M-Instruct"


async def test_its_tokens_are_counted_and_so_is_a_death_of_its_process(patch: World) -> None:
    before = Scrape.at(patch.bot)
    await say(patch, "tell me about rain")
    after = Scrape.at(patch.bot)
    assert after.of("strawberry_model_tokens_total")[NAME,] > before.of("strawberry_model_tokens_total")[NAME,]
    assert after.of("strawberry_model_queue")["writing", NAME] == 0
    assert after.of("strawberry_model_state")[NAME, "ready"] == 1
    assert overall(await Health(patch.bot).parts()) == "ok"
    model = patch.local_model
    assert model.pid
    os.kill(model.pid, signal.SIGKILL)
    await until(lambda: not isinstance(model.state, ModelInfo), "the process to be missed")
    found = await Health(patch.bot).parts()
    assert (overall(found), found[f"model {NAME}"].reason) == ("unavailable", "starting again")
    assert isinstance(await patch.model_settled(), ModelInfo)
    restarts = Scrape.at(patch.bot).of("strawberry_model_restarts_total")
    assert restarts[NAME, "writer"] == before.of("strawberry_model_restarts_total")[NAME, "writer"] + 1
    assert overall(await Health(patch.bot).parts()) == "ok"
