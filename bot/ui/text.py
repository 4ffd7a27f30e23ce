"""Text of members and models made safe to show: it cannot ping, format, or break out of where it stands."""

from unicodedata import east_asian_width

import discord
import regex

from bot.tokens import visible

_ZERO_WIDTH_SPACE = "\u200b"
_FENCE = regex.compile(r"```(?:[\w+#.-]*(?=\n))?")
_LINK = regex.compile(r"(?i)\b[a-z][a-z0-9+.-]*:(?=/)|\bdiscord(?:app)?\.(?=(?:gg|com)\b)|\bwww\.|\bmailto:")
"""Where a client would find a link: broken apart, nobody follows or previews it unawares."""
_UNSEEN = regex.compile(r"[\p{Cc}\u202a-\u202e\u2066-\u2069--\n\t]", regex.V1)
"""Control characters, and those that turn round what follows them."""
_UNSEEN_IN_BLOCK = regex.compile(r"[\p{Cc}\u202a-\u202e\u2066\u2067--\n\t]", regex.V1)
"""The same, but for the pair that holds each ``cell`` together."""
_BLANK_LINES = regex.compile(r"(?:[^\S\n]*\n){3,}")
_SPACES = regex.compile(r"[^\S\u00a0\u202f]+")
"""All that keeps words apart but the spaces that hold together, as French ones do before a colon."""
_GRAPHEME = regex.compile(r"\X")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}]")


def clip(text: str, length: int) -> str:
    """At most ``length`` characters of ``text``, never half a grapheme; what is cut off becomes ``…``.

    >>> clip("strawberry", 6)
    'straw…'
    """
    if len(text) <= length:
        return text
    kept = ""
    for grapheme in _GRAPHEME.findall(text[:length]):
        if len(kept) + len(grapheme) > length - 1:
            break
        kept += grapheme
    return kept + "…"


def capitalized(text: str) -> str:
    """``text`` as a line begins; unlike ``str.capitalize``, it leaves all other letters alone.

    >>> capitalized("a map of Texas")
    'A map of Texas'
    """
    return text[:1].upper() + text[1:]


def plain(text: str, length: int = 300) -> str:
    """``text`` in one line without any formatting or mention taking effect."""
    line = _SPACES.sub(" ", clip(_UNSEEN.sub(_named, text), length)).strip()
    # Bracket by bracket: of a link with a text, discord.py would escape nothing but its beginning.
    parts = (
        discord.utils.escape_markdown(part, as_needed=False, ignore_links=False).replace("<", "\\<")
        for part in line.split("[")
    )
    return discord.utils.escape_mentions("\\[".join(parts))


def prose(text: str, length: int = 3_000) -> str:
    """What a model wrote: its lines and code blocks stay, all other formatting, mentions and links take no effect."""
    text = _BLANK_LINES.sub("\n\n", _UNSEEN.sub("", text))
    parts = _FENCE.split(clip(text, length))  # every second one is code; the last one may not have been ended
    return "\n".join(
        fence(part.strip("\n")) if number % 2 else _lines(part) for number, part in enumerate(parts) if part.strip()
    ).strip()


def _lines(text: str) -> str:
    lines = (plain(_LINK.sub(f"\\g<0>{_ZERO_WIDTH_SPACE}", line), 2 * len(line) + 1) for line in text.split("\n"))
    return "\n".join(lines)


def code(text: str, length: int = 100) -> str:
    """``text`` as inline code; line breaks, tabs and what would turn the line round become visible."""
    shown = clip(text, length).replace("\n", "⏎").replace("\r", "⇤").replace("\t", "⇥")
    shown = clip(_UNSEEN.sub(_named, shown), length) or _ZERO_WIDTH_SPACE
    if "`" not in shown:
        return f"`{shown}`"
    return f"``{_ZERO_WIDTH_SPACE}{_unfenced(shown)}``"


def cell(text: str, length: int | None = None) -> str:
    """``text``, made visible, as it stands in a row of a table: in one line, at most ``length`` characters of it.

    Letters that are written from right to left do not turn the row round.

    >>> cell("straw berry", 7), cell("straw berry")
    ('straw␣…', 'straw␣berry')
    """
    shown = visible(text) if length is None else clip(visible(text), length)
    return f"\u2068{shown}\u2069" if _RIGHT_TO_LEFT.search(shown) else shown


def to_left(text: str, width: int) -> str:
    """``text`` in a column of so many narrow letters, of which a Chinese or Japanese one takes two.

    >>> to_left("id", 4) + "|", to_left("番号", 6) + "|"
    ('id  |', '番号  |')
    """
    return text + " " * (width - breadth(text))


def to_right(text: str, width: int) -> str:
    """The same, at the end of the column."""
    return " " * (width - breadth(text)) + text


def breadth(text: str) -> int:
    """How many narrow letters wide ``text`` is where all are as wide as each other, or twice that."""
    return sum(1 + (east_asian_width(each) in "WF") for each in text)


def fence(text: str) -> str:
    """``text`` as a code block. The caller sees to its length."""
    return f"```\n{_unfenced(_UNSEEN_IN_BLOCK.sub(_named, text)) or _ZERO_WIDTH_SPACE}\n```"


def _named(unseen: regex.Match[str]) -> str:
    return f"U+{ord(unseen[0]):04X}"


def _unfenced(text: str) -> str:
    # No two backticks stand side by side any more, so none of them can close the code around them.
    return text.replace("`", f"`{_ZERO_WIDTH_SPACE}")
