"""``/ask``, ``/count`` and the message menu **Count letters**: letter questions, exactly and by the model."""

import asyncio
from collections.abc import Sequence
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.cards import asked_card
from bot.app.commands import WHICH_MODEL, asker_of, begin, may_see, model_choices
from bot.app.forms import Form
from bot.app.written import text_of
from bot.errors import InputError
from bot.letters import NoLetterQuestion, Question, Understood, in_words, make_count, parse, solve, understand
from bot.services.tools import for_tool
from bot.storage import StoredComparison
from bot.ui import Pressable
from bot.ui.buttons.log import ReadAs, ShowComparison
from bot.ui.history import details_card, tool_button
from bot.ui.meant import meant_card
from bot.ui.sending import reply


class Letters(commands.Cog):
    """Answers letter questions."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Count letters", callback=self.count_in_message)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        description="Ask about letters: counted exactly, and answered by a language model",
        extras={"example": "/ask question:How many r's are in strawberry?"},
    )
    @app_commands.describe(question="For example: How many r's are in strawberry?", model=WHICH_MODEL)
    @app_commands.autocomplete(model=model_choices)
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, 2000],
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Answer a question in plain English."""
        match await asyncio.to_thread(understand, question):
            case NoLetterQuestion(reason, readings) if readings:
                await _offer(interaction, reason, readings)
            case NoLetterQuestion(reason):
                raise InputError(reason)
            case Understood(understood, read_as):
                await _answer(interaction, understood, question, model, read_as=read_as)

    @app_commands.command(
        description="Count a letter in a word: exactly, and by a language model",
        extras={"example": "/count letter:s word:mississippi"},
    )
    @app_commands.describe(
        letter="The letter, or letters, to count", word="The word or text to count in", model=WHICH_MODEL
    )
    @app_commands.autocomplete(model=model_choices)
    async def count(
        self,
        interaction: discord.Interaction,
        letter: app_commands.Range[str, 1, 100],
        word: app_commands.Range[str, 1, 2000],
        model: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Count ``letter`` in ``word``."""
        question = make_count(word, letter)
        await _answer(interaction, question, in_words(question), model)

    async def count_in_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Ask which letter to count in ``message``."""
        text = text_of(message)
        if not text:
            raise InputError("That message has no text. Choose one that has, or use /count.")
        await interaction.response.send_modal(LetterForm(text))


class LetterForm(Form, title="Count letters"):
    """Asks which letter to count in a message."""

    letter: ui.TextInput[Self] = ui.TextInput(
        label="Which letter?", custom_id="letter", placeholder="r", min_length=1, max_length=10
    )

    def __init__(self, text: str) -> None:
        super().__init__(timeout=600)
        self._text = text

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Answer only to who asked."""
        question = make_count(self._text, self.letter.value)
        await _answer(interaction, question, in_words(question), private=True)


async def _offer(interaction: discord.Interaction, reason: str, readings: Sequence[str]) -> None:
    """Let the asker choose, alone, what they have meant."""
    server = await begin(interaction, private=True)
    texts, guild_id, now = services_of(interaction).texts, interaction.guild_id, interaction.created_at
    kept = {
        kept_id: reading
        for reading in readings
        if (kept_id := await texts.keep(interaction.user.id, guild_id, reading, server.encoding, now))
    }
    if not kept:
        raise InputError(reason)
    await reply(interaction, meant_card(reason, kept), ephemeral=True)


async def _read_as(interaction: discord.Interaction, asked: ReadAs) -> None:
    """Answer what was meant."""
    kept = await services_of(interaction).texts.get(asked.kept, interaction.user.id, "/ask")
    question = await asyncio.to_thread(parse, kept.text)
    if isinstance(question, NoLetterQuestion):  # it was kept by an older version
        raise InputError(question.reason)
    await _answer(interaction, question, kept.text)


async def _answer(
    interaction: discord.Interaction,
    question: Question,
    text: str,
    model: str | None = None,
    *,
    private: bool = False,
    read_as: str | None = None,
) -> None:
    services = services_of(interaction).with_model(model)
    await asyncio.to_thread(solve, question)  # what has no exact answer is refused before everybody sees “thinking …”
    server = await begin(interaction, private=private)
    who = asker_of(interaction, private=server.private)
    asked = await services.asking.ask(question, text, who, interaction.created_at, server, read_as=read_as)
    await reply(interaction, await asked_card(services, asked))


async def _details(interaction: discord.Interaction, asked: ShowComparison) -> None:
    """Send all that was kept of a comparison, to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    stored = await services_of(interaction).comparisons.get(asked.comparison)
    if stored is None or not may_see(interaction, stored.comparison.asker):
        raise InputError("That comparison is no longer kept. Ask again with /ask.")
    await reply(interaction, details_card(stored, _tool_buttons(stored)))


def _tool_buttons(stored: StoredComparison) -> Sequence[Pressable]:
    """What leads to the tool, for a question that it can count."""
    try:
        for_tool(stored.comparison.question, stored.comparison.text)
    except InputError:
        return []
    return [tool_button(stored.id)]


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowComparison, _details)
    bot.presses.on(ReadAs, _read_as, uses=1)
    await bot.add_cog(Letters(bot))
