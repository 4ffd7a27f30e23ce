"""What the tests of a model on a server have in common."""

from contextlib import aclosing

from pydantic import SecretStr

from bot.config import ModelSettings, OpenAISettings, Settings
from bot.model import GREEDY, Message, Piece, Prompt, Reading, Sampling
from bot.model.server import ServerModel
from bot.tokens import Encodings
from tests.conftest import PREPARED

KEY = "sk-a-very-secret-key"
QUEUE = 2
Option = str | float


def asking(base_url: str, **options: Option) -> ServerModel:
    """A model on the server at ``base_url``, with ``options`` of the section openai."""
    defaults = {"base_url": base_url, "model": "tiny", "key": SecretStr(KEY), "timeout": 0.2, "retries": 0}
    settings = Settings(
        model=ModelSettings(backend="openai", queue=QUEUE),
        openai=OpenAISettings.model_validate(defaults | options),
        cache=PREPARED.parent,
    )
    return ServerModel(settings, Encodings.of(settings))


def chat(*contents: str) -> Prompt:
    """A chat in which a user and the assistant take turns."""
    return Prompt(tuple(Message("assistant" if at % 2 else "user", content) for at, content in enumerate(contents)))


async def said(model: ServerModel, prompt: Prompt, tokens: int = 16, sampling: Sampling = GREEDY) -> list[str]:
    """The pieces of the answer to ``prompt``."""
    async with aclosing(model.generate(prompt, tokens, sampling)) as parts:
        assert isinstance(await anext(parts), Reading)
        return [part.text async for part in parts if isinstance(part, Piece)]
