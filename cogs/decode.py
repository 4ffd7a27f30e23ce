"""``/decode``: ids back into text."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.attachments import read_attached, refuse_if_large
from bot.app.commands import begin, encoding_choices
from bot.drawing.chips import prompt_chips
from bot.drawing.strip import strip
from bot.errors import InputError
from bot.tokens import decode, split_ids
from bot.ui.decode import decoded_card, decoded_texts
from bot.ui.sending import reply


class Decode(commands.Cog):
    """Shows what ids stand for."""

    @app_commands.command(description="Turn ids back into text", extras={"example": "/decode ids:302, 1618, 19772"})
    @app_commands.describe(
        ids="The ids, with spaces, commas or dots between them",
        encoding="Which vocabulary: an encoding or a model's name (default: the server's)",
        private="Show the answer only to me",
        file="A file of ids instead, such as the ids.json of /tokenize; up to 1 MiB",
    )
    @app_commands.autocomplete(encoding=encoding_choices)
    async def decode(
        self,
        interaction: discord.Interaction,
        ids: app_commands.Range[str, 1, 6000] | None = None,
        encoding: app_commands.Range[str, 1, 60] | None = None,
        private: bool = False,
        file: discord.Attachment | None = None,
    ) -> None:
        """Decode ``ids``, or those of ``file``."""
        if (ids is None) == (file is None):
            raise InputError("Give me either ids or a file: /decode ids:302, 1618, 19772")
        if file:
            refuse_if_large(file)
        written = split_ids(ids) if ids is not None else ()
        services = services_of(interaction)
        name = (await begin(interaction, encoding, private=private)).encoding
        if file:
            text = await read_attached(file)
            written = await services.workshop.do(len(text), split_ids, text)
        loaded = await services.encodings.load(name)
        own = services.model_encoding
        texts = await services.workshop.do(len(written), lambda: decoded_texts(decode(loaded, written), name, own))
        picture = (
            await services.studio.draw(lambda: strip(prompt_chips(texts.drawn), texts.total)) if texts.total else None
        )
        card = decoded_card(texts, picture)
        await reply(interaction, card)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Decode())
