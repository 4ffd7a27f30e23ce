"""``/ask``, the form for another letter, and the message menu **Count letters**: letter questions."""

import asyncio
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.cards import asked_card, names_card, stored_card, tokens_card
from bot.app.commands import WHICH_MODEL, asker_of, begin, may_see, model_choices, on_private_card
from bot.app.forms import Form
from bot.app.viewer import Viewer
from bot.app.written import text_for
from bot.errors import InputError
from bot.language import later, tr
from bot.letters import (
    EXAMPLES,
    HowManyOf,
    NoLetterQuestion,
    Understood,
    Which,
    in_words,
    make_count,
    solve,
    swapped,
    understand,
)
from bot.storage import StoredTokenization
from bot.ui.buttons.letters import CountAnother, CountSwapped, SeeItsTokens, TurnNames
from bot.ui.buttons.log import ReadAs, ShowComparison
from bot.ui.comparisons import swapped_card
from bot.ui.meant import meant_card, unread_card
from bot.ui.sending import reply, update

_EXAMPLES = EXAMPLES[0], EXAMPLES[2]
"""Are offered where nothing can be read: a word, and a list."""
_LETTER, _WORD = "r", "strawberry"
"""What stands in empty fields: as with every question, it may be in English."""


class Letters(commands.Cog):
    """Answers letter questions."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        name = "Count letters"  # untranslated: it is found in the commands
        self._menu = app_commands.ContextMenu(name=name, callback=self.count_in_message)

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
        """Answer a question in plain words."""
        match await asyncio.to_thread(understand, question, str(interaction.locale)):
            case NoLetterQuestion() as unread:
                await _offer(interaction, unread, model)
            case Understood() as understood:
                await _answer(interaction, understood, question, model)

    async def count_in_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Ask which letter to count in ``message``."""
        await interaction.response.send_modal(LetterForm(text_for(message, "/ask")))


class LetterForm(Form):
    """Asks which letter to count in a message."""

    def __init__(self, text: str) -> None:
        super().__init__(title=tr("Count letters"), timeout=600)
        self._text = text
        self._letter: ui.TextInput[Self] = ui.TextInput(
            label=tr("Which letter?"), custom_id="letter", placeholder=_LETTER, min_length=1, max_length=10
        )
        self.add_item(self._letter)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Answer only to who asked."""
        question = make_count(self._text, self._letter.value)
        await _answer(interaction, Understood(question), in_words(question), private=True)


async def _offer(interaction: discord.Interaction, unread: NoLetterQuestion, model: str | None) -> None:
    """Let the asker choose, alone, what they have meant, or an example where nothing can be read."""
    services = services_of(interaction).with_model(model)
    server = await begin(interaction, private=True)
    texts, guild_id, now = services.texts, interaction.guild_id, interaction.created_at
    offered = {
        reading: ReadAs(kept, of_model=model is not None)
        for reading in unread.readings or unread.examples or _EXAMPLES
        if (kept := await texts.keep(interaction.user.id, guild_id, reading, model or server.encoding, now))
    }
    if not offered:
        raise InputError(unread.reason)
    make = meant_card if unread.readings else unread_card
    await reply(interaction, make(unread.reason, offered), ephemeral=True)


async def _read_as(interaction: discord.Interaction, asked: ReadAs) -> None:
    """Answer what was meant."""
    kept = await services_of(interaction).texts.get(asked.kept, interaction.user.id, "/ask")
    understood = await asyncio.to_thread(understand, kept.text, str(interaction.locale))
    if isinstance(understood, NoLetterQuestion):  # it was kept by an older version
        raise InputError(understood.reason)
    await _answer(interaction, understood, kept.text, kept.encoding if asked.of_model else None)


class CountForm(Form):
    """Asks for a letter and for a text to count it in."""

    def __init__(self) -> None:
        super().__init__(title=tr("Count letters"), timeout=600)
        self._letter: ui.TextInput[Self] = ui.TextInput(
            label=tr("Which letter, or letters?"),
            custom_id="letter",
            placeholder=_LETTER,
            min_length=1,
            max_length=100,
        )
        self._asked: ui.TextInput[Self] = ui.TextInput(
            label=tr("In which word or text?"),
            custom_id="text",
            style=discord.TextStyle.paragraph,
            placeholder=_WORD,
            min_length=1,
            max_length=2000,
        )
        self.add_item(self._letter).add_item(self._asked)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Answer to all who see the card whose button was pressed; first ask where the two seem swapped."""
        text, letter = self._asked.value.strip(), self._letter.value.strip()
        if swapped(text, letter) and ":" not in text:  # a custom id has none in it
            await _ask_back(interaction, text, letter)
            return
        question = make_count(text, letter)
        await _answer(interaction, Understood(question), in_words(question), private=on_private_card(interaction))


async def _answer(
    interaction: discord.Interaction,
    understood: Understood,
    text: str,
    model: str | None = None,
    *,
    private: bool = False,
) -> None:
    question = understood.question
    services = services_of(interaction).with_model(model)
    await asyncio.to_thread(solve, question)  # what has no exact answer is refused before everybody sees “thinking …”
    server = await begin(interaction, private=private)
    who = asker_of(interaction, private=server.private)
    asked = await services.asking.ask(
        question,
        text,
        who,
        interaction.created_at,
        server,
        read_as=understood.read_as,
        translated=understood.translated,
    )
    await reply(interaction, await asked_card(services, asked, model))


async def _ask_back(interaction: discord.Interaction, text: str, letter: str) -> None:
    """Ask whether ``letter``, which is longer and has ``text`` in it, is what to count in."""
    server = await begin(interaction, private=on_private_card(interaction))
    services, viewer = services_of(interaction), Viewer.of(interaction, private=server.private)
    kept = await services.texts.keep(
        viewer.user_id, viewer.guild_id, letter, services.settings.model_name, viewer.when, shown_in=viewer.shown_in
    )
    if kept is None:
        raise InputError(
            later(
                "Did you mean “{text}” in “{letter}”? Write the short one as the letter, and use /ask again.",
                text=text,
                letter=letter,
            )
        )
    await reply(interaction, swapped_card(text, letter, CountSwapped(kept, text)))


async def _count_another(interaction: discord.Interaction, _: CountAnother) -> None:
    await interaction.response.send_modal(CountForm())


async def _count_swapped(interaction: discord.Interaction, asked: CountSwapped) -> None:
    kept = await _kept(interaction, asked.kept)
    question = make_count(kept.text, asked.letter)
    await _answer(interaction, Understood(question), in_words(question), private=on_private_card(interaction))


async def _see_tokens(interaction: discord.Interaction, asked: SeeItsTokens) -> None:
    """Show the text of a question as tokens, to whoever presses alone."""
    kept = await _kept(interaction, asked.kept)
    services = services_of(interaction).with_model(kept.encoding)
    server = await begin(interaction, private=True)
    viewer = Viewer.of(interaction, private=True)
    encoding = services.model_encoding or server.encoding
    await reply(interaction, await tokens_card(services, viewer, kept.text, encoding), ephemeral=True)


async def _turn_names(interaction: discord.Interaction, asked: TurnNames) -> None:
    """Show a page of the names of a list, to whoever presses alone."""
    kept = await _kept(interaction, asked.kept)
    match await asyncio.to_thread(understand, kept.text):
        case Understood(Which() | HowManyOf() as question):
            card = await names_card(services_of(interaction), question, asked.kept, asked.page)
        case _:
            raise InputError(later("This button is out of date. Use /ask again."))
    if asked.turn == "open":
        await reply(interaction, card, ephemeral=True)
    else:
        await interaction.response.defer()
        await update(interaction, card)


async def _kept(interaction: discord.Interaction, kept: int) -> StoredTokenization:
    return await services_of(interaction).texts.shared(kept, interaction.user.id, interaction.channel_id, "/ask")


async def _details(interaction: discord.Interaction, asked: ShowComparison) -> None:
    """Send all that was kept of a comparison, to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = services_of(interaction)
    stored = await services.comparisons.get(asked.comparison)
    if stored is None or not may_see(interaction, stored.comparison.asker):
        raise InputError(later("That comparison is no longer kept. Ask again with /ask."))
    await reply(interaction, await stored_card(services, stored))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowComparison, _details)
    bot.presses.on(ReadAs, _read_as, uses=1)
    bot.presses.on(CountAnother, _count_another)
    bot.presses.on(CountSwapped, _count_swapped, uses=1)
    bot.presses.on(SeeItsTokens, _see_tokens)
    bot.presses.on(TurnNames, _turn_names)
    await bot.add_cog(Letters(bot))
