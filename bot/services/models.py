"""The models that the settings name, and one of them with what asks it letter questions, opened alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.config import Settings
from bot.errors import InputError
from bot.language import later
from bot.model import LanguageModel, NoModel
from bot.services.asking import Asking
from bot.storage import Comparisons, Database, ServerSettings
from bot.tokens import Encodings


@dataclass(frozen=True, slots=True)
class Alone:
    """A model with what asks it letter questions and keeps them, outside any server."""

    encodings: Encodings
    model: LanguageModel
    asking: Asking
    server: ServerSettings


@asynccontextmanager
async def open_alone(settings: Settings, name: str | None = None) -> AsyncIterator[Alone]:
    """Open no more than letter questions need; the model of that ``name``, or the first one, goes on loading meanwhile.

    Raises ``InputError`` where there is no such model, ``DatabaseError`` and ``ConfigError``.
    """
    encodings = Encodings.of(settings)
    database = await Database.open(settings.database.where)
    try:
        if name is not None and name != settings.model_name:
            if name not in settings.models:
                raise no_such_model(settings, name)
            settings = settings.with_model(name)
        model = model_of(settings, encodings)
        model.start()
        try:
            asking = Asking(model, Comparisons(database), encodings, settings)
            yield Alone(encodings, model, asking, ServerSettings(encodings.default, chat_days=settings.chat.keep_days))
        finally:
            await model.close()
    finally:
        await database.close()


def model_of(settings: Settings, encodings: Encodings) -> LanguageModel:
    """The first model, not started."""
    # Neither is imported above: a server needs no processes, and the package openai takes half a second.
    match settings.model.backend:
        case "off":
            return NoModel()
        case "local":
            from bot.model.local import LocalModel

            return LocalModel(settings.model, settings.cache_folder, settings.chat.answer_tokens)
        case "openai":
            from bot.model.server import ServerModel

            return ServerModel(settings, encodings)


def no_such_model(settings: Settings, name: str) -> InputError:
    """What whoever asks for a model that is none of the settings' is told."""
    if known := ", ".join(settings.model_names):
        return InputError(
            later("I have no model called “{name}”. Choose one of these: {models}.", name=name, models=known)
        )
    return InputError(later("I have no model called “{name}”: all are off.", name=name))
