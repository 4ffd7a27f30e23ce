"""``/vocab``: what is in a vocabulary."""

import asyncio
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.cards import found_tokens_card, found_tokens_view, vocabulary_card
from bot.app.commands import begin, encoding_choices
from bot.app.forms import Form
from bot.app.viewer import Viewer
from bot.errors import EncodingUnavailable, InputError, NotYourCard, UnknownEncoding
from bot.language import later, tr
from bot.tokens import Vocabulary, Where, marked, unmarked, visible, well_formed
from bot.ui.buttons.texts import DrawAnother, FindTokens, ShowVocabulary, TurnFound
from bot.ui.sending import reply, update
from bot.ui.vocabulary import ON_A_PAGE, VocabularyView

_CHOICES = 25
"""The most that Discord shows."""
_LONGEST_CHOICE = 100
"""Characters, Discord's limit."""


class Vocab(commands.Cog):
    """Looks into vocabularies."""

    patience = 2.0
    """Seconds that a choice waits for its index, which is made on meanwhile; Discord waits three."""

    @app_commands.command(
        description="Look into a vocabulary: find tokens, the longest, random ones, oddities",
        extras={"example": "/vocab text:straw"},
    )
    @app_commands.describe(
        text="What to look for; ␣ stands for a space, ⏎ for a line feed, ⇤ for a carriage return, ⇥ for a tab",
        where="Anywhere in the token (default), or at its start: most words start with their space, as in ␣straw",
        encoding="Which vocabulary: an encoding or a model's name (default: the server's)",
    )
    @app_commands.autocomplete(encoding=encoding_choices)
    async def vocab(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, 200] | None = None,
        where: Where = "contains",
        encoding: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """Show the tokens that contain ``text``, or some random ones."""
        if text is not None:
            await _find(interaction, text, where, encoding)
            return
        name = (await begin(interaction, encoding)).encoding
        await reply(interaction, await vocabulary_card(services_of(interaction), interaction.user.id, name))

    @vocab.autocomplete("text")
    async def _tokens(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Tokens that match what is typed. The first key waits for the index, which is made in under a second."""
        where = _where(interaction.namespace.where)
        services = services_of(interaction)
        server = await services.server_settings(interaction.guild_id)
        try:
            async with asyncio.timeout(self.patience):
                vocabulary = await services.vocabularies.load(interaction.namespace.encoding or server.encoding)
        except (UnknownEncoding, EncodingUnavailable, TimeoutError):
            return []
        return await asyncio.to_thread(_choices, vocabulary, _query(current), where) if current else []


class FindForm(Form):
    """Asks what to look for."""

    def __init__(self, encoding: str) -> None:
        super().__init__(title=tr("Find tokens"), timeout=600)
        self._encoding = encoding
        self.text: ui.TextInput[Self] = ui.TextInput(
            label=tr("What they contain"),
            custom_id="text",
            placeholder=tr("straw, or ␣straw where ␣ stands for a space"),
            min_length=1,
            max_length=200,
        )
        self._where: ui.Select[Self] = ui.Select(
            custom_id="where",
            options=[
                discord.SelectOption(label=tr("Anywhere in the token"), value="contains", default=True),
                discord.SelectOption(label=tr("At its start"), value="starts with"),  # untranslated: a value
            ],
            required=False,
        )
        where: ui.Label[Self] = ui.Label(text=tr("Where"), component=self._where)
        self.add_item(self.text)
        self.add_item(where)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Show the first page."""
        where = _where(next(iter(self._where.values), None))
        await _find(interaction, self.text.value, where, self._encoding)


async def _find(interaction: discord.Interaction, text: str, where: Where, encoding: str | None) -> None:
    server = await begin(interaction, encoding)
    viewer = Viewer.of(interaction, private=server.private)
    card = await found_tokens_card(services_of(interaction), viewer, _query(text), where, server.encoding)
    await reply(interaction, card)


def _where(chosen: object) -> Where:
    return "starts with" if chosen == "starts with" else "contains"  # untranslated: a choice by its value


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


async def _turn(interaction: discord.Interaction, asked: TurnFound) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    kept = await services.texts.get(asked.kept, interaction.user.id, "/vocab")
    vocabulary = await services.vocabularies.load(kept.encoding)
    ids = (await asyncio.to_thread(vocabulary.find, kept.text, asked.where)).tolist()
    if asked.page * ON_A_PAGE >= len(ids):
        raise InputError(later("There are not so many tokens that contain it. Use /vocab again."))
    owner = interaction.user.id
    await update(interaction, found_tokens_view(vocabulary, owner, ids, kept.text, asked.where, asked.page, kept.id))


async def _look(interaction: discord.Interaction, owner: int, encoding: str, view: VocabularyView) -> None:
    if interaction.user.id != owner:
        raise NotYourCard(
            later("Only the person who asked for this card can change it. Use /vocab for one of your own.")
        )
    await interaction.response.defer()
    await update(interaction, await vocabulary_card(services_of(interaction), owner, encoding, view))


async def _show(interaction: discord.Interaction, asked: ShowVocabulary) -> None:
    await _look(interaction, asked.owner, asked.encoding, asked.view)


async def _draw(interaction: discord.Interaction, asked: DrawAnother) -> None:
    await _look(interaction, asked.owner, asked.encoding, "random")


async def _ask(interaction: discord.Interaction, asked: FindTokens) -> None:
    encoding = services_of(interaction).encodings.resolve(asked.encoding)
    await interaction.response.send_modal(FindForm(encoding))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(TurnFound, _turn)
    bot.presses.on(ShowVocabulary, _show)
    bot.presses.on(DrawAnother, _draw)
    bot.presses.on(FindTokens, _ask)
    await bot.add_cog(Vocab())
