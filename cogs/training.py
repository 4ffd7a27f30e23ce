"""``/bpe-train``: a vocabulary is learnt from a member's text before their eyes."""

import asyncio
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.attachments import read_attached, refuse_if_large
from bot.app.commands import begin, on_private_card
from bot.app.forms import Form
from bot.drawing import learning_curve, stack
from bot.language import tr
from bot.tokens import tokenize
from bot.tokens.training import MAX_MERGES, words_to_learn_from
from bot.ui.buttons.texts import LearnFromAnother
from bot.ui.sending import reply
from bot.ui.training import beginnings, training_card, training_texts


class Training(commands.Cog):
    """Trains vocabularies."""

    @app_commands.command(
        name="bpe-train",
        description="Learn a small vocabulary from a text of yours, and see which pairs it joins",
        extras={"example": "/bpe-train merges:50"},
    )
    @app_commands.describe(
        merges="How many pairs to join at most: 1 to 2,000 (default: 200)",
        private="Show the answer only to me",
        file="A text file to learn from (UTF-8, up to 1 MiB and 200,000 characters); else I ask for a text",
    )
    async def train(
        self,
        interaction: discord.Interaction,
        merges: app_commands.Range[int, 1, MAX_MERGES] = 200,
        private: bool = False,
        file: discord.Attachment | None = None,
    ) -> None:
        """Learn from the text of ``file``, or ask for a text."""
        if file is None:
            await interaction.response.send_modal(TrainingForm(merges, private=private))
            return
        refuse_if_large(file)
        server = await begin(interaction, private=private)
        await _answer(interaction, await read_attached(file), merges, server.encoding)


class TrainingForm(Form):
    """Asks for the text to learn from."""

    def __init__(self, merges: int, *, private: bool) -> None:
        super().__init__(title=tr("Learn a vocabulary"), timeout=1_800)
        self._merges = merges
        self._private = private
        self.text: ui.TextInput[Self] = ui.TextInput(
            label=tr("The text to learn from"),
            custom_id="text",
            style=discord.TextStyle.paragraph,
            placeholder=tr("The longer it is, and the more it repeats itself, the more there is to learn."),
            min_length=1,
            max_length=4_000,
        )
        self.add_item(self.text)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Learn from what was written."""
        # A refusal comes before everybody sees “thinking …”.
        await asyncio.to_thread(words_to_learn_from, self.text.value)
        server = await begin(interaction, private=self._private)
        await _answer(interaction, self.text.value, self._merges, server.encoding)


async def _answer(interaction: discord.Interaction, text: str, asked: int, encoding: str) -> None:
    """Learn from ``text``, and show what comes of it beside ``encoding``."""
    services = services_of(interaction)
    shop, size = services.workshop, len(text)
    learnt = await services.trainer.train(text, asked)
    own = await shop.do(size, tokenize, learnt.encoding, text)
    known = await services.tokenize(text, encoding)
    strips = await services.studio.draw(stack, beginnings(own, known))
    needed = [own.size, *(merge.tokens for merge in learnt.merges)]
    curve = await services.studio.draw(learning_curve, needed, len(known.tokens), known.encoding)
    texts = await shop.do(size, training_texts, learnt, asked, own, known)
    another = LearnFromAnother(asked).button(tr("Learn from another text"), style=discord.ButtonStyle.primary)
    await reply(interaction, training_card(texts, strips, curve, [another]))


async def _ask_for_another(interaction: discord.Interaction, asked: LearnFromAnother) -> None:
    """Ask for another text. A forged number of merges is cut to what there may be."""
    merges = min(max(1, asked.merges), MAX_MERGES)
    await interaction.response.send_modal(TrainingForm(merges, private=on_private_card(interaction)))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(LearnFromAnother, _ask_for_another)
    await bot.add_cog(Training())
