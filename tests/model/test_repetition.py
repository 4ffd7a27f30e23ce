"""When an answer has begun to say the same again and again."""

import pytest
from hypothesis import given, strategies as st

from bot.model.repetition import before_repetition


@pytest.mark.parametrize("once", ["ha", "I am sorry. ", "🍓", "שלום ", "-", "A line of its own.\n", "x" * 139 + "\n"])
@pytest.mark.parametrize("before", ["", "Well. ", "The word has three r's.\n\n"])
def test_a_loop_is_said_a_single_time(before: str, once: str) -> None:
    repeated = before + once * max(4, 121 // len(once) + 1)
    end = before_repetition(repeated)
    assert end is not None
    assert len(before) <= end <= len(before + once)
    assert repeated[:end] == (before + once)[:end]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "haha" * 20,
        "=" * 80 + "\n",
        "hello " * 10,
        "[" + "0, " * 32 + "0]",
        "| " + "--- | " * 12,
        "".join(f"{n} x 7 = {n * 7}\n" for n in range(1, 20)),
        "".join(f"- item {n}\n" for n in range(1, 20)),
        "Row, row, row your boat\nGently down the stream\n" * 3,
        "  /\\_/\\\n ( o.o )\n  > ^ <\n" * 3,
        "def f():\n    pass\n\n\n" * 3,
    ],
)
def test_what_somebody_may_have_asked_for_is_none(text: str) -> None:
    assert all(before_repetition(text[:end]) is None for end in range(len(text) + 1))


@given(st.text(max_size=900))
def test_any_text_is_looked_at_and_only_ever_shortened(text: str) -> None:
    end = before_repetition(text)
    assert end is None or 0 < end < len(text)
