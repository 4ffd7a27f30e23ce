"""Which model the services have, and what they draw at the same time."""

import asyncio
from threading import Event

from bot.config import ModelSettings, OpenAISettings, Settings
from bot.model import NoModel, ServerInfo
from bot.services import open_services


async def test_the_config_says_whether_the_model_is_here_or_on_a_server(settings: Settings) -> None:
    async with open_services(settings) as services:
        assert isinstance(services.model, NoModel)
    server = {
        "model": ModelSettings(backend="openai"),
        "openai": OpenAISettings(base_url="https://me:secret@models.example:8443/v1", model="tiny", retries=0),
    }
    async with open_services(settings.model_copy(update=server)) as services:
        assert await services.model.settled() == ServerInfo("tiny", "models.example:8443")
        assert services.model.state == await services.model.settled()


async def test_a_picture_is_drawn_while_a_film_is_under_way(settings: Settings) -> None:
    begun, go_on = Event(), Event()

    def film() -> str:
        begun.set()
        assert go_on.wait(60)
        return "film"

    async with open_services(settings) as services:
        drawn = asyncio.create_task(services.studio.film(film))
        try:
            assert await asyncio.to_thread(begun.wait, 60)
            assert await services.studio.draw(str, "picture") == "picture"
            assert not drawn.done()
        finally:
            go_on.set()
        assert await drawn == "film"
