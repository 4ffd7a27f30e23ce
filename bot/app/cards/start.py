"""The first card: what tokens are, and three things to try."""

from bot.drawing import two_readings
from bot.services import Services
from bot.storage import ServerSettings
from bot.ui import Card
from bot.ui.start import QUESTION, start_card


async def opening_card(services: Services, server: ServerSettings) -> Card:
    """What ``/start`` shows, by the vocabulary of the model that answers in this ``server``."""
    encoding = services.model_encoding or server.encoding
    picture = await services.studio.draw(two_readings, await services.tokenize(QUESTION, encoding))
    return start_card(picture, encoding)
