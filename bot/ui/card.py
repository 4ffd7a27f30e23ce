"""Cards: messages of Components V2, kept within Discord's limits in one place."""

from collections.abc import Sequence
from typing import TypeAlias

from discord import ui

from bot.drawing import Picture
from bot.language import later
from bot.tokens import well_formed
from bot.ui.text import clip

Pressable: TypeAlias = "ui.Item[Card]"
"""A button or a select, made by a ``CustomId``."""

MAX_TEXT = 4_000
"""Characters of all texts of one message together."""
MAX_FILE_BYTES = 10 * 1024 * 1024
PINK = 0xE8476A
"""The accent of every card."""
_NO_FILES = later("I may not attach pictures and files here, so they are left out.")


class Card(ui.LayoutView):
    """One framed message: texts, pictures and rows of buttons from top to bottom, and the files they need.

    It may be sent and edited into messages any number of times, by ``bot.ui.sending``.
    What its buttons ask for is in their custom ids, so it is not kept in memory once it is sent.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.files: dict[str, bytes] = {}
        self._frame: ui.Container[Card] = ui.Container(accent_colour=PINK)
        self._text_left = MAX_TEXT
        self.add_item(self._frame)

    def is_finished(self) -> bool:
        """Called by discord.py, which would keep it to wait for presses."""
        return True

    def text(self, content: str) -> "Card":
        """Add text; what no longer fits into the message is cut off with ``…``."""
        if content and self._text_left > 1:
            content = clip(content, self._text_left)
            self._text_left -= len(content)
            self._frame.add_item(ui.TextDisplay(content))
        return self

    def section(self, content: str, button: Pressable) -> "Card":
        """Add text with a button beside it."""
        if self._text_left <= 1:
            return self
        content = clip(content, self._text_left)
        self._text_left -= len(content)
        self._frame.add_item(ui.Section(content, accessory=button))
        return self

    def picture(self, picture: Picture, name: str) -> "Card":
        """Add a picture with its alt text, as the attachment ``name``."""
        self.files[name] = picture.data
        gallery: ui.MediaGallery[Card] = ui.MediaGallery()
        gallery.add_item(media=f"attachment://{name}", description=picture.alt)
        self._frame.add_item(gallery)
        return self

    def file(self, content: str | bytes, name: str) -> "Card":
        """Add ``content``, of ``MAX_FILE_BYTES`` at most, as a text file: for what is too long for the message."""
        self.files[name] = content if isinstance(content, bytes) else well_formed(content).encode()
        self._frame.add_item(ui.File(f"attachment://{name}"))
        return self

    def rule(self) -> "Card":
        """Add a dividing line."""
        self._frame.add_item(ui.Separator())
        return self

    def row(self, items: Sequence[Pressable]) -> "Card":
        """Add a row of up to five buttons, or of one select."""
        if items:
            self._frame.add_item(ui.ActionRow(*items))
        return self

    def leave_out_files(self) -> None:
        """Take pictures and files out, and say so: for a channel where the bot may not attach any."""
        for item in [*self.walk_children()]:
            if isinstance(item, ui.MediaGallery | ui.File):
                self._frame.remove_item(item)
        self.files.clear()
        self.text(f"-# {_NO_FILES}")
