"""Which model the services have."""

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
