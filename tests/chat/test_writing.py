"""An answer while it is written."""

from bot.chat import Writing
from bot.model import EncodedPrompt, Piece


def test_its_seconds_are_those_of_the_model_though_all_of_it_comes_at_once() -> None:
    writing = Writing(longest=8)
    writing.take(EncodedPrompt((), ()))
    for at, text in ((10.0, "straw"), (10.5, "ber"), (12.0, "ry")):
        assert not writing.take(Piece(text, at=at))
    assert writing.text == "strawberry"
    assert writing.insight is not None
    assert writing.insight.seconds == 2.0
