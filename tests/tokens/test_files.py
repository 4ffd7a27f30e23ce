"""Attached files: what is text, and what is told to those who attach something else."""

import pytest

from bot.errors import InputError
from bot.tokens import MAX_FILE_BYTES, read_text


@pytest.mark.parametrize("text", ["strawberry", " \n", "Erdbeere 🍓 \r\n", "日本語", "a" * MAX_FILE_BYTES])
def test_utf_8_is_read(text: str) -> None:
    assert read_text(text.encode()) == text


def test_a_byte_order_mark_is_left_out() -> None:
    assert read_text(b"\xef\xbb\xbfberry") == "berry"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("berry".encode("utf-16"), "UTF-16. Save it as UTF-8"),
        ("berry".encode("utf-16-be"), "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("Größe".encode("latin-1"), "byte 2 does not fit"),
        (b"a" * (MAX_FILE_BYTES + 1), "up to 1,048,576"),
        (b"", "empty. Attach one with text in it"),
        (b"\xef\xbb\xbf", "empty. Attach one with text in it"),
    ],
)
def test_anything_else_is_named(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_text(data)
