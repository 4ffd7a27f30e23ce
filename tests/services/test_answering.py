"""What a small model copies of an earlier answer is written anew without it."""

from datetime import UTC, datetime

import pytest

from bot.chat import Said, Turn, Writing
from bot.config import ChatSettings
from bot.services.answering import write
from tests.services.saying import Saying, in_here, on_a_server

ANSWER = "A token is a small piece of paper that is used to make a token."
SETTINGS = ChatSettings(system_prompt="")


def turn(number: int, answer: str = "") -> Turn:
    return Turn(number, Said(datetime(2026, 1, 1, tzinfo=UTC), 1, 2, None, f"say {number}"), answer)


@pytest.mark.parametrize(
    ("model", "first", "read"),
    [
        (in_here(ANSWER), ANSWER, [["say 1", "say 2", "say 3"], ["say 2", "say 3"]]),
        (in_here(ANSWER), "Rome is old.", [["say 1", "say 2", "say 3"]]),
        (on_a_server(ANSWER), ANSWER, [["say 1", "say 2", "say 3"]]),  # however large that model is
    ],
)
async def test_only_the_turn_that_a_small_model_copies_is_left_out(
    model: Saying, first: str, read: list[list[str]]
) -> None:
    async def forget(_: Turn) -> None:
        raise AssertionError("nothing is too long")

    writing = Writing(SETTINGS.answer_tokens)
    await write(model, SETTINGS, writing, turn(3), [turn(1, first), turn(2, "Paris.")], forget)
    prompts = [[each.content for each in prompt.messages if each.role == "user"] for prompt in model.prompts]
    assert prompts == read
    assert (writing.text.strip(), writing.anew, writing.ending) == (ANSWER, len(read) > 1, "complete")
