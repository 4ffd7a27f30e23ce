"""Which messages of a chat are left out so that it fits."""

import pytest
from hypothesis import given, strategies as st

from bot.model import Message, Prompt
from bot.model.truncation import truncated


def contents(prompt: Prompt) -> str:
    """A prompt is encoded as its contents, a token a character."""
    return "".join(message.content for message in prompt.messages)


def chat(*contents: str, system: str = "") -> Prompt:
    first = [Message("system", system)] if system else []
    return Prompt((*first, *(Message("assistant" if at % 2 else "user", text) for at, text in enumerate(contents))))


@pytest.mark.parametrize(
    ("prompt", "longest", "left", "dropped"),
    [
        (chat("abc"), 3, "abc", 0),
        (chat("abc"), 2, "abc", 0),  # which nobody can shorten: the caller sees that it is too long
        (Prompt((Message("system", "abc"),)), 2, "abc", 0),
        (Prompt((Message("assistant", "abc"),)), 2, "abc", 0),
        (chat("abc", system="S"), 2, "Sabc", 0),
        (chat("aa", "bb", "cc"), 5, "cc", 2),
        (chat("aa", "bb", "cc", system="S"), 6, "Scc", 2),
        (chat("aaaaa", "b", "c", "d", "e"), 8, "cde", 2),
        (chat("a", "b", "c", "d", "eeeeeee"), 8, "eeeeeee", 4),  # the last turn stays, however long
        (chat("a", "b", "c", "d", "e" * 90), 8, "e" * 90, 4),
        # A turn that a message of the assistant begins is left out with it.
        (Prompt((Message("assistant", "aaaaa"), Message("user", "b"), Message("assistant", "c"))), 4, "bc", 1),
    ],
)
def test_the_oldest_turns_go(prompt: Prompt, longest: int, left: str, dropped: int) -> None:
    assert truncated(prompt, longest, contents) == (left, dropped)


@given(st.lists(st.text("ab", max_size=9), min_size=1, max_size=40), st.text("S", max_size=5), st.integers(1, 90))
def test_no_more_go_than_have_to(texts: list[str], system: str, longest: int) -> None:
    prompt = chat(*texts, system=system)
    left, dropped = truncated(prompt, longest, contents)
    assert dropped % 2 == 0
    assert dropped < len(texts)
    assert left == system + "".join(texts[dropped:])
    if dropped:
        assert len(system + "".join(texts)) > longest
        assert len(system + "".join(texts[dropped - 2 :])) > longest * 0.75
        assert len(left) <= longest * 0.75 or dropped >= len(texts) - 2


def test_a_chat_of_hundreds_of_turns_is_encoded_only_a_few_times() -> None:
    encoded = []

    def encode(prompt: Prompt) -> str:
        encoded.append(prompt)
        return contents(prompt)

    truncated(chat(*["word "] * 1_001), 60, encode)
    assert len(encoded) < 15
