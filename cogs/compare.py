"""``/compare``: a text in all encodings side by side, and what a sentence costs in other languages."""

import asyncio
import re
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, cooldown, encoding_options
from bot.drawing import language_bars, stack
from bot.services import Services
from bot.tokens import Encodings, cut_by_all, load_all, prices, well_formed
from bot.ui import Card, Pressable
from bot.ui.compare import compare_card, languages_card, strips
from bot.ui.sending import reply, update


class Compare(commands.Cog):
    """Shows a text in all encodings."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(LanguagesButton, TextButton, LanguagesSelect)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(LanguagesButton, TextButton, LanguagesSelect)

    @app_commands.command(
        description="Show how each encoding cuts the same text, side by side",
        extras={"example": "/compare text:Erdbeeren und 🍓"},
    )
    @app_commands.describe(text="The text to cut", private="Show the answer only to me")
    @cooldown
    async def compare(
        self, interaction: discord.Interaction, text: app_commands.Range[str, 1, 6000], private: bool = False
    ) -> None:
        """Cut ``text`` by every encoding that is there."""
        encoding = (await begin(interaction, private=private)).encoding
        services, said = services_of(interaction), well_formed(text)
        kept = await services.texts.keep(interaction.user.id, said, encoding, interaction.created_at)
        card = await _compared(services, text, kept, encoding)
        await reply(interaction, card)


async def _compared(services: Services, text: str, kept: int | None, encoding: str) -> Card:
    loaded = await load_all(services.encodings)
    alike = await asyncio.to_thread(cut_by_all, loaded.encodings, text)
    readers = services.encodings.readers
    picture = await services.draw(stack, strips(alike))
    buttons = [] if kept is None else [LanguagesButton(kept, encoding)]
    return compare_card(alike, loaded, readers, picture, buttons)


async def _show_languages(interaction: discord.Interaction, kept_id: int, encoding: str) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    await services.texts.get(kept_id, interaction.user.id, "/compare")
    loaded = await services.encodings.load(encoding)
    picture = await services.draw(language_bars, await asyncio.to_thread(prices, loaded), encoding)
    select = LanguagesSelect(kept_id, encoding, services.encodings)
    card = languages_card(encoding, picture, [TextButton(kept_id)], select)
    await update(interaction, card)


class LanguagesButton(
    Pressable,
    ui.DynamicItem[ui.Button[Card]],
    template=r"languages:(?P<kept>\d+):(?P<encoding>\w+)",
):
    """Shows what a sentence costs in other languages."""

    def __init__(self, kept: int, encoding: str) -> None:
        super().__init__(ui.Button(label="Other languages", custom_id=f"languages:{kept}:{encoding}"))
        self._kept = kept
        self._encoding = encoding

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(int(match["kept"]), match["encoding"])

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the languages in place."""
        await _show_languages(interaction, self._kept, self._encoding)


class LanguagesSelect(Pressable, ui.DynamicItem[ui.Select[Card]], template=r"languages-in:(?P<kept>\d+)"):
    """Counts the languages' tokens in another encoding."""

    def __init__(self, kept: int, encoding: str, encodings: Encodings) -> None:
        options = encoding_options(encodings, encoding)
        super().__init__(ui.Select(custom_id=f"languages-in:{kept}", placeholder="Encoding", options=options))
        self._kept = kept

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when an encoding is chosen, also after a restart."""
        return cls(int(match["kept"]), "", services_of(interaction).encodings)

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the languages in the chosen encoding."""
        await _show_languages(interaction, self._kept, self.item.values[0])


class TextButton(Pressable, ui.DynamicItem[ui.Button[Card]], template=r"compare:(?P<kept>\d+)"):
    """Goes back from the languages to the text."""

    def __init__(self, kept: int) -> None:
        super().__init__(ui.Button(label="Back to the text", custom_id=f"compare:{kept}"))
        self._kept = kept

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(int(match["kept"]))

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the text in all encodings again."""
        await interaction.response.defer()
        services = services_of(interaction)
        kept = await services.texts.get(self._kept, interaction.user.id, "/compare")
        card = await _compared(services, kept.text, kept.id, kept.encoding)
        await update(interaction, card)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Compare(bot))
