"""What the tests of a model on a server have in common."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

from pydantic import SecretStr

from bot.config import ModelSettings, OpenAISettings, Settings
from bot.model import GREEDY, EncodedPrompt, Message, Piece, Prompt, Sampling
from bot.model.server import ServerModel
from bot.tokens import Encodings
from tests.conftest import PREPARED
from tests.model.faulty import TELLS, Answer, Server, serving

KEY = "sk-a-very-secret-key"
QUEUE = 2
Option = str | float


def asking(base_url: str, **options: Option) -> ServerModel:
    """A model on the server at ``base_url``, with ``options`` of the section openai."""
    defaults = {"base_url": base_url, "model": "tiny", "key": SecretStr(KEY), "timeout": 60.0, "retries": 0}
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
    """The texts of the pieces of the answer to ``prompt``."""
    return [piece.text for piece in await pieces(model, prompt, tokens, sampling) if piece.text]


async def pieces(model: ServerModel, prompt: Prompt, tokens: int = 16, sampling: Sampling = GREEDY) -> list[Piece]:
    """The answer to ``prompt``."""
    async with aclosing(model.generate(prompt, tokens, sampling)) as parts:
        assert isinstance(await anext(parts), EncodedPrompt)
        return [part async for part in parts if isinstance(part, Piece)]


@asynccontextmanager
async def telling_model(
    *answers: Answer, trial: Answer = TELLS, **options: Option
) -> AsyncIterator[tuple[ServerModel, Server]]:
    """A model on a server that tells everything, if ``trial`` does not say otherwise."""
    async with serving(*answers, trial=trial) as server:
        model = asking(server.url, **options)
        try:
            yield model, server
        finally:
            await model.close()
