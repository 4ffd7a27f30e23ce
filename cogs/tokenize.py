"""``/tokenize`` and the message menu **Tokenize**: how a text is cut into tokens, and what ids stand for."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.attachments import read_attached, refuse_if_large
from bot.app.cards import decoded_ids_card, tokens_card, tokens_view
from bot.app.commands import begin, encoding_choices
from bot.app.presses import chosen_one
from bot.app.viewer import Viewer
from bot.app.written import text_for
from bot.errors import InputError
from bot.language import later
from bot.tokens import split_ids
from bot.ui.buttons.texts import ChooseEncoding, ShowTokens
from bot.ui.sending import reply, update
from bot.ui.tokens import View


class Tokenize(commands.Cog):
    """Shows a text as tokens."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Tokenize", callback=self.tokenize_message)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        description="Show how a text is cut into tokens, with their ids",
        extras={"example": "/tokenize text:strawberry pie"},
    )
    @app_commands.describe(
        text="The text to cut",
        encoding="Which vocabulary: an encoding or a model's name (default: the server's)",
        private="Show the answer only to me",
        file="A text file instead: UTF-8, up to 1 MiB and 200,000 characters",
        ids="Ids instead, to be turned back into text: 302 1618 19772",
    )
    @app_commands.autocomplete(encoding=encoding_choices)
    async def tokenize(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, 6000] | None = None,
        encoding: app_commands.Range[str, 1, 60] | None = None,
        private: bool = False,
        file: discord.Attachment | None = None,
        ids: app_commands.Range[str, 1, 6000] | None = None,
    ) -> None:
        """Cut ``text``, or the text of ``file``; or turn ``ids`` back into text."""
        if sum(each is not None for each in (text, file, ids)) != 1:
            raise InputError(
                later("Give me one of these: a text, a file or ids. For example: /tokenize text:strawberry")
            )
        if ids is not None:
            await _decode(interaction, ids, encoding, private=private)
            return
        if file:
            refuse_if_large(file)
        await _answer(interaction, text or file, encoding, private=private)

    async def tokenize_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Cut the text of ``message``; only who asked sees it."""
        await _answer(interaction, text_for(message, "/tokenize"), None, private=True)


async def _answer(
    interaction: discord.Interaction, source: str | discord.Attachment | None, encoding: str | None, *, private: bool
) -> None:
    server = await begin(interaction, encoding, private=private)
    text = await read_attached(source) if isinstance(source, discord.Attachment) else source or ""
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await tokens_card(services_of(interaction), viewer, text, server.encoding))


async def _decode(interaction: discord.Interaction, ids: str, encoding: str | None, *, private: bool) -> None:
    split_ids(ids)  # what has none is refused before everybody sees “thinking …”
    server = await begin(interaction, encoding, private=private)
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await decoded_ids_card(services_of(interaction), viewer, ids, server.encoding))


async def _show_again(interaction: discord.Interaction, kept_id: int, view: View, encoding: str, page: int = 0) -> None:
    services = services_of(interaction)
    await interaction.response.defer()
    kept = await services.texts.get(kept_id, interaction.user.id, "/tokenize")
    cut = await services.tokenize(kept.text, encoding)
    await update(interaction, await tokens_view(services, cut, view, kept_id, page))


async def _show(interaction: discord.Interaction, asked: ShowTokens) -> None:
    await _show_again(interaction, asked.kept, asked.view, asked.encoding, asked.page)


async def _choose(interaction: discord.Interaction, asked: ChooseEncoding) -> None:
    await _show_again(interaction, asked.kept, asked.view, chosen_one(interaction, str))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowTokens, _show)
    bot.presses.on(ChooseEncoding, _choose)
    await bot.add_cog(Tokenize(bot))
