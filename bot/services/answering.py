"""An answer of a chat, put to the model: anew where it only copies an earlier one."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing

from bot.chat import Turn, Writing, copied, messages
from bot.config import ChatSettings
from bot.model import EncodedPrompt, LanguageModel, Message, ModelInfo, Prompt, Sampling

_SMALL = 1e9
"""Parameters; larger models say the same again for a reason, such as that they were asked to."""

Forget = Callable[[Turn], Awaitable[None]]
"""Takes the turns of a chat up to one out of its memory."""


async def write(
    model: LanguageModel, settings: ChatSettings, writing: Writing, turn: Turn, before: Sequence[Turn], forget: Forget
) -> None:
    """Write the answer of ``turn`` by a model that reads those ``before`` again. Raises ``ModelError``.

    What a small model copies is left, and written anew without the turns that it copied.
    """
    small = isinstance(model.state, ModelInfo) and model.state.parameters < _SMALL
    while found := await _attempt(model, settings, writing, turn, before, forget, small=small):
        before = [each for each in before if each not in found]
        writing.begin_again()
    writing.finish()


async def _attempt(
    model: LanguageModel,
    settings: ChatSettings,
    writing: Writing,
    turn: Turn,
    before: Sequence[Turn],
    forget: Forget,
    *,
    small: bool,
) -> Sequence[Turn]:
    """Write it to its end, or until it copies: then the turns that it does."""
    sampling = Sampling(settings.temperature, settings.top_k, settings.top_p)
    said = messages(settings.system_prompt, before)
    prompt = Prompt((*said, Message("user", turn.said.text)), focus=(0, len(turn.said.text)))
    async with aclosing(model.generate(prompt, settings.answer_tokens, sampling)) as parts:
        async for part in parts:
            if writing.take(part):
                break
            if small and (found := copied(writing.text, before)):
                return found
            if isinstance(part, EncodedPrompt) and part.dropped:
                await forget(before[part.dropped // 2 - 1])
    return ()
