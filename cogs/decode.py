"""**Ids to text**, below cards of tokens: a form for ids, which are turned back into text."""

import asyncio
from collections.abc import Sequence
from typing import Self

import discord
from discord import ui

from bot.app import StrawberryBot, services_of
from bot.app.attachments import read_attached, refuse_if_large
from bot.app.cards import decoded_ids_card
from bot.app.commands import begin, encoding_options
from bot.app.forms import Form
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.language import later, tr
from bot.tokens import split_ids
from bot.ui.buttons.texts import DecodeIds
from bot.ui.sending import reply


class IdsForm(Form):
    """Asks for ids, or for a file of them, and whose they are."""

    def __init__(self, encodings: Sequence[discord.SelectOption], *, private: bool) -> None:
        super().__init__(title=tr("Ids to text"), timeout=1_800)
        self._private = private
        self._usual = next((each.value for each in encodings if each.default), None)
        self.ids: ui.TextInput[Self] = ui.TextInput(
            label=tr("The ids, with spaces or commas between them"),
            custom_id="ids",
            style=discord.TextStyle.paragraph,
            placeholder="302 1618 19772",
            required=False,
            max_length=4_000,
        )
        self._file: ui.FileUpload[Self] = ui.FileUpload(custom_id="file", required=False)
        self._encoding: ui.Select[Self] = ui.Select(custom_id="encoding", options=[*encodings], required=False)
        file: ui.Label[Self] = ui.Label(
            text=tr("Or a file of ids"), description=tr("Such as ids.json"), component=self._file
        )
        encoding: ui.Label[Self] = ui.Label(text=tr("Whose ids they are"), component=self._encoding)
        for item in (self.ids, file, encoding):
            self.add_item(item)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Turn back what was written, or the file."""
        files = self._file.values
        if bool(self.ids.value.strip()) == bool(files):
            raise InputError(later("Give me either ids, such as 302 1618 19772, or a file of them."))
        if files:
            refuse_if_large(files[0])
        else:
            await asyncio.to_thread(split_ids, self.ids.value)  # refused before everybody sees “thinking …”
        chosen = next(iter(self._encoding.values), self._usual)
        server = await begin(interaction, chosen, private=self._private)
        ids = await read_attached(files[0]) if files else self.ids.value
        viewer = Viewer.of(interaction, private=server.private)
        await reply(interaction, await decoded_ids_card(services_of(interaction), viewer, ids, server.encoding))


async def _ask(interaction: discord.Interaction, asked: DecodeIds) -> None:
    services = services_of(interaction)
    chosen = services.encodings.resolve(asked.encoding)
    # What is asked below an answer that others do not see is answered like that.
    private = interaction.message is not None and interaction.message.flags.ephemeral
    await interaction.response.send_modal(IdsForm(encoding_options(services.encodings, chosen), private=private))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(DecodeIds, _ask)
