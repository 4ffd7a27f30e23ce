"""``/explain``: the story of one word, page by page."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.cards import MERGES, next_token_card, story_card, story_view
from bot.app.commands import begin, encoding_choices
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.language import later
from bot.model import Sampling
from bot.services.allowed import check_model
from bot.ui.buttons.texts import AskWhatComesNext, LookAtMerges, ShowPage, TurnStory
from bot.ui.explain import PAGES
from bot.ui.sending import reply, update


class Explain(commands.Cog):
    """Explains how a word becomes tokens."""

    @app_commands.command(
        description="The story of one word: its tokens, how they were put together, and what that means",
        extras={"example": "/explain word:strawberry"},
    )
    @app_commands.describe(
        word="A word, or a few of them",
        encoding="Which vocabulary: an encoding or a model's name (default: the server's)",
        private="Show the answer only to me",
    )
    @app_commands.autocomplete(encoding=encoding_choices)
    async def explain(
        self,
        interaction: discord.Interaction,
        word: app_commands.Range[str, 1, 100],
        encoding: app_commands.Range[str, 1, 60] | None = None,
        private: bool = False,
    ) -> None:
        """Show the first page."""
        server = await begin(interaction, encoding, private=private)
        viewer = Viewer.of(interaction, private=server.private)
        await reply(interaction, await story_card(services_of(interaction), viewer, word, server.encoding))


async def _show(interaction: discord.Interaction, kept_id: int, page: int, *, listed: bool = False) -> None:
    services = services_of(interaction)
    await interaction.response.defer()
    if page >= len(PAGES):
        raise InputError(later("This story has no such page. Use /explain again."))
    kept = await services.texts.get(kept_id, interaction.user.id, "/explain")
    await update(interaction, await story_view(services, kept.text, kept.encoding, page, kept_id, listed=listed))


async def _turn(interaction: discord.Interaction, asked: TurnStory) -> None:
    await _show(interaction, asked.kept, asked.page)


async def _show_as(interaction: discord.Interaction, asked: ShowPage) -> None:
    await _show(interaction, asked.kept, asked.page, listed=asked.form == "list")


async def _look_at_merges(interaction: discord.Interaction, asked: LookAtMerges) -> None:
    """Open the story of a text at its merges, to whoever presses alone."""
    services = services_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    kept = await services.texts.shared(asked.kept, interaction.user.id, interaction.channel_id, "/tokenize")
    encoding = services.encodings.resolve(asked.encoding)
    viewer = Viewer.of(interaction, private=True)
    await reply(interaction, await story_card(services, viewer, kept.text, encoding, MERGES), ephemeral=True)


async def _ask_what_comes_next(interaction: discord.Interaction, asked: AskWhatComesNext) -> None:
    """Open the next tokens after a text, to whoever presses alone."""
    services = services_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    kept = await services.texts.shared(asked.kept, interaction.user.id, interaction.channel_id, "/explain")
    check_model(await services.server_settings(interaction.guild_id))
    viewer = Viewer.of(interaction, private=True)
    await reply(interaction, await next_token_card(services, viewer, kept.text, Sampling()), ephemeral=True)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(TurnStory, _turn)
    bot.presses.on(ShowPage, _show_as)
    bot.presses.on(LookAtMerges, _look_at_merges)
    bot.presses.on(AskWhatComesNext, _ask_what_comes_next)
    await bot.add_cog(Explain())
