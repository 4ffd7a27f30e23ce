"""The text of a file that somebody attached."""

from bot.errors import InputError
from bot.language import later

MAX_FILE_BYTES = 1024 * 1024


def read_text(data: bytes) -> str:
    """``data`` as text. It must be UTF-8, with or without a byte-order mark, not empty, and at most ``MAX_FILE_BYTES``.

    Raises ``InputError``, which says what else it seems to be and what to do.

    >>> read_text(b"\\xef\\xbb\\xbfstrawberry")
    'strawberry'
    """
    if len(data) > MAX_FILE_BYTES:
        raise InputError(
            later(
                "That file has {size} bytes; I read up to {most} (1 MiB). Send a part of it.",
                size=len(data),
                most=MAX_FILE_BYTES,
            )
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(later("That file is UTF-16. Save it as UTF-8 and attach it again."))
    if b"\0" in data:
        raise InputError(later("That file is binary, not text. Attach a text file (UTF-8)."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            later(
                "That file is no UTF-8 text: byte {start} does not fit. Save it as UTF-8 and attach it again.",
                start=error.start,
            )
        ) from None
    if not text:
        raise InputError(later("That file is empty. Attach one with text in it."))
    return text
