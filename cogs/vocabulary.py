"""``/vocab``: what is in a vocabulary."""

import asyncio
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, encoding_choices
from bot.errors import EncodingUnavailable, InputError, NotYourCard, UnknownEncoding
from bot.services import Services
from bot.tokens import Vocabulary, Where, marked, unmarked, visible, well_formed
from bot.ui import Card
from bot.ui.buttons.texts import DrawAnother, TurnFound
from bot.ui.sending import reply, update
from bot.ui.vocabulary import ON_A_PAGE, found_card, longest_card, oddities_card, random_card

_CHOICES = 25
"""The most that Discord shows."""
_LONGEST_CHOICE = 100
"""Characters, Discord's limit."""
_LISTED = 10
_WHICH = "Which vocabulary: an encoding or a model's name (default: the server's)"

EncodingName = app_commands.Range[str, 1, 60]


class Vocab(commands.GroupCog, group_name="vocab", group_description="Look into a vocabulary"):
    """Looks into vocabularies."""

    patience = 2.0
    """Seconds that a choice waits for its index, which is made on meanwhile; Discord waits three."""

    @app_commands.command(
        description="Find the tokens that contain a text, with their ids",
        extras={"example": "/vocab find text:straw"},
    )
    @app_commands.describe(
        text="What to look for; ␣ stands for a space, ⏎ for a line feed, ⇤ for a carriage return, ⇥ for a tab",
        where="Anywhere in the token (default), or at its start: most words start with their space, as in ␣straw",
        encoding=_WHICH,
    )
    @app_commands.autocomplete(encoding=encoding_choices)
    async def find(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, 200],
        where: Where = "contains",
        encoding: EncodingName | None = None,
    ) -> None:
        """Show the first page."""
        name = (await begin(interaction, encoding)).encoding
        query = _query(text)
        services = services_of(interaction)
        vocabulary = await services.vocabularies.load(name)
        ids = await asyncio.to_thread(vocabulary.find, query, where)
        kept = None
        if len(ids) > ON_A_PAGE:
            kept = await services.texts.keep(
                interaction.user.id, interaction.guild_id, query, name, interaction.created_at
            )
        await reply(interaction, _page(vocabulary, ids.tolist(), query, where, 0, kept))

    @find.autocomplete("text")
    async def _tokens(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Tokens that match what is typed. The first key waits for the index, which is made in under a second."""
        where: Where = "starts with" if interaction.namespace.where == "starts with" else "contains"
        services = services_of(interaction)
        server = await services.server_settings(interaction.guild_id)
        try:
            async with asyncio.timeout(self.patience):
                vocabulary = await services.vocabularies.load(interaction.namespace.encoding or server.encoding)
        except (UnknownEncoding, EncodingUnavailable, TimeoutError):
            return []
        return await asyncio.to_thread(_choices, vocabulary, _query(current), where) if current else []

    @app_commands.command(description="The longest tokens", extras={"example": "/vocab longest"})
    @app_commands.describe(encoding=_WHICH)
    @app_commands.autocomplete(encoding=encoding_choices)
    async def longest(self, interaction: discord.Interaction, encoding: EncodingName | None = None) -> None:
        """Show the longest words, and the longest of all other tokens."""
        name = (await begin(interaction, encoding)).encoding
        vocabulary = await services_of(interaction).vocabularies.load(name)
        words, others = await asyncio.to_thread(vocabulary.longest, _LISTED)
        await reply(interaction, longest_card(words, others, name))

    @app_commands.command(description="Ten random tokens", extras={"example": "/vocab random"})
    @app_commands.describe(encoding=_WHICH)
    @app_commands.autocomplete(encoding=encoding_choices)
    async def random(self, interaction: discord.Interaction, encoding: EncodingName | None = None) -> None:
        """Show ten of them, and a button for more."""
        name = (await begin(interaction, encoding)).encoding
        card = await _some(services_of(interaction), name, interaction.user.id)
        await reply(interaction, card)

    @app_commands.command(
        description="What is strange in a vocabulary: parts of characters, special tokens, gaps",
        extras={"example": "/vocab oddities"},
    )
    @app_commands.describe(encoding=_WHICH)
    @app_commands.autocomplete(encoding=encoding_choices)
    async def oddities(self, interaction: discord.Interaction, encoding: EncodingName | None = None) -> None:
        """Show how many of each there are, with examples."""
        name = (await begin(interaction, encoding)).encoding
        vocabulary = await services_of(interaction).vocabularies.load(name)
        odd = await asyncio.to_thread(vocabulary.oddities)
        await reply(interaction, oddities_card(odd, name))


def _query(typed: str) -> str:
    # Discord cuts off spaces at both ends of what is typed.
    return unmarked(well_formed(typed))


def _choices(vocabulary: Vocabulary, query: str, where: Where) -> list[app_commands.Choice[str]]:
    found = (vocabulary.entry(id_) for id_ in vocabulary.find(query, where)[:_CHOICES].tolist())
    shown = [(f"{visible(each.readable_text)} · {each.id}", marked(each.readable_text)) for each in found]
    return [
        app_commands.Choice(name=name, value=value)
        for name, value in shown
        if max(len(name), len(value)) <= _LONGEST_CHOICE and value.strip()
    ]


def _page(vocabulary: Vocabulary, found: Sequence[int], query: str, where: Where, page: int, kept: int | None) -> Card:
    shown = [vocabulary.entry(id_) for id_ in found[page * ON_A_PAGE :][:ON_A_PAGE]]
    buttons = []
    if kept is not None and page > 0:
        buttons.append(TurnFound(kept, where, page - 1, "Back").button("Back"))
    if kept is not None and (page + 1) * ON_A_PAGE < len(found):
        buttons.append(TurnFound(kept, where, page + 1, "Next").button("Next"))
    return found_card(query, where, vocabulary.encoding.name, len(found), page, shown, buttons)


async def _some(services: Services, name: str, owner: int) -> Card:
    vocabulary = await services.vocabularies.load(name)
    shown = await asyncio.to_thread(vocabulary.random, _LISTED)
    return random_card(shown, len(vocabulary), name, [DrawAnother(owner, name).button("Another ten")])


async def _turn(interaction: discord.Interaction, asked: TurnFound) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    kept = await services.texts.get(asked.kept, interaction.user.id, "/vocab find")
    vocabulary = await services.vocabularies.load(kept.encoding)
    ids = await asyncio.to_thread(vocabulary.find, kept.text, asked.where)
    if asked.page * ON_A_PAGE >= len(ids):
        raise InputError("There are not so many tokens that contain it. Use /vocab find again.")
    await update(interaction, _page(vocabulary, ids.tolist(), kept.text, asked.where, asked.page, kept.id))


async def _draw(interaction: discord.Interaction, asked: DrawAnother) -> None:
    if interaction.user.id != asked.owner:
        raise NotYourCard("Only the person who asked for these tokens can draw others. Use /vocab random yourself.")
    await interaction.response.defer()
    await update(interaction, await _some(services_of(interaction), asked.encoding, asked.owner))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(TurnFound, _turn)
    bot.presses.on(DrawAnother, _draw)
    await bot.add_cog(Vocab())
