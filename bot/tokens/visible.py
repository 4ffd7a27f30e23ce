"""Tokens and texts made visible: bytes that are no text, white space, and characters that nobody sees."""

import regex

_MARKS = {" ": "␣", "\n": "⏎", "\r": "⇤", "\t": "⇥"}
_MARK = str.maketrans(_MARKS)
_UNMARK = str.maketrans({mark: space for space, mark in _MARKS.items()})
_RUN = regex.compile(r"(.)\1{4,}", regex.S)
# The joiner within an emoji is seen: as that emoji; and so is what chooses the shape of one, or of an ideograph.
_UNSEEN = regex.compile(
    r"(?!(?<=[\p{Extended_Pictographic}\p{M}\p{Emoji_Modifier}])\u200d\p{Extended_Pictographic})"
    r"(?:[\p{C}\p{Z}]|(?<![\p{Emoji}\p{Han}])\p{Default_Ignorable_Code_Point})"
)
_ASTRAY = regex.compile(r"[\udc80-\udcff]+")


def text_of(data: bytes) -> str | None:
    """``data`` as text, or None where it is no complete UTF-8.

    >>> text_of(b"caf\\xc3\\xa9"), text_of(b"\\xf0\\x9f")
    ('café', None)
    """
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def readable_text(data: bytes) -> str:
    """``data`` as text, with ``⟨F0·9F⟩`` for each stretch of bytes that is no complete UTF-8.

    >>> readable_text(b"caf\\xc3\\xa9 \\xf0\\x9f")
    'café ⟨F0·9F⟩'
    """
    # Bytes that are no UTF-8 become lone surrogates, which sound UTF-8 never holds.
    text = data.decode(errors="surrogateescape")
    return _ASTRAY.sub(lambda run: _hex(run[0].encode(errors="surrogateescape")), text)


def visible(text: str) -> str:
    """``text`` in one line with everything in it to be seen, and runs of five or more of one character counted.

    >>> visible(" straw\\n"), visible(" " * 9 + "\\u200b"), visible("ba\\ufe0fnana")
    ('␣straw⏎', '␣×9U+200B', 'baU+FE0Fnana')
    """
    counted = marked(_RUN.sub(lambda run: f"{run[1]}×{len(run[0])}", text))
    return _UNSEEN.sub(lambda unseen: f"U+{ord(unseen[0]):04X}", counted)


def marked(text: str) -> str:
    """``text`` with a mark for each space (␣), line break (⏎), carriage return (⇤) and tab (⇥).

    >>> marked("straw berry\\n")
    'straw␣berry⏎'
    """
    return text.translate(_MARK)


def unmarked(text: str) -> str:
    """The inverse of ``marked``.

    >>> unmarked("straw␣berry⏎")
    'straw berry\\n'
    """
    return text.translate(_UNMARK)


def _hex(data: bytes) -> str:
    return f"⟨{'·'.join(f'{byte:02X}' for byte in data)}⟩"
