"""Turns of chats as they are kept, and what was seen of one."""

from datetime import UTC, datetime, timedelta

from bot.chat import Ending, Said, Turn
from bot.model.api import Candidate, EncodedPrompt, GenerationTrace, WrittenToken
from bot.storage import Chats
from bot.tokens import PromptToken

NOW = datetime(2026, 3, 1, 12, 30, 5, 123456, tzinfo=UTC)
DAY = timedelta(days=1)
SAID = Said(NOW, user_id=2**63 - 1, channel_id=10, guild_id=100, text="What is a token?", message_id=2**62)


async def ended(
    chats: Chats,
    said: Said = SAID,
    answer: str = "A number.",
    ending: Ending = "complete",
    insight: GenerationTrace | None = None,
) -> int:
    """A turn whose answer is there, and shown."""
    id_ = await chats.add(said)
    assert await chats.end(Turn(id_, said, answer, ending=ending, insight=insight))
    await chats.close(id_)
    return id_


async def left(chats: Chats, *ids: int) -> list[int]:
    """Those of ``ids`` whose turns are still there."""
    return [id_ for id_ in ids if await chats.get(id_)]


FOCUS = (PromptToken(302, " st"), PromptToken(9, "F0 9F"))
RUNNERS_UP = (Candidate(PromptToken(0, ""), 0.25), Candidate(PromptToken(49_151, "👩‍👩‍👧"), 1e-300))
INSIGHT = GenerationTrace(
    EncodedPrompt((PromptToken(1, "<|im_start|>", special=True), *FOCUS), FOCUS, dropped=3, window=2_048),
    (
        WrittenToken(PromptToken(5, '"]}\n'), 0.987, RUNNERS_UP),
        WrittenToken(PromptToken(2, "<|im_end|>", special=True), 1.0, ()),
    ),
    seconds=1.25,
)
