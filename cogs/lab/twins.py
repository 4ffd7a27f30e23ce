"""Networks that differ in nothing but what they read, asked about a word."""

import asyncio
from typing import Self

import discord
from discord import ui

from bot.app import services_of
from bot.app.cards import counting_twins_card, twins_question
from bot.app.commands import begin, on_private_card
from bot.app.forms import Form
from bot.app.viewer import Viewer
from bot.drawing import Row, stack, twins_groups
from bot.lab.twin_report import report
from bot.lab.twins import TWIN_NAMES, AskTwins, as_asked, known_tokens
from bot.language import plural, retold, tr
from bot.letters import Count
from bot.sentences import headed
from bot.ui.buttons.lab import AskTwinsAbout
from bot.ui.buttons.lab_twins import ShowTwinGroups, ShowWhatTwinsRead
from bot.ui.lab_twins import groups_card, reading_card
from bot.ui.sending import reply


async def show_twins(interaction: discord.Interaction, word: str, letter: str, *, private: bool = False) -> None:
    """Ask all twins, and the model beside them."""
    question = twins_question(word, letter)  # what none can read is refused before everybody sees “thinking …”
    server = await begin(interaction, private=private)
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await counting_twins_card(services_of(interaction), viewer, server, question))


async def show_what_they_read(interaction: discord.Interaction, asked: ShowWhatTwinsRead) -> None:
    """What each twin read of the word, to whoever presses alone."""
    request = as_asked(Count(asked.word, asked.letter))
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = services_of(interaction)
    answers = await services.laboratory.ask(AskTwins(request.word, request.letter))
    letters, tokens, *_ = answers
    sizes = (
        plural("{n} letter", "{n} letters", len(letters.word)),
        plural("{n} token", "{n} tokens", len(tokens.word)),
    )
    rows = [
        Row(headed(retold(TWIN_NAMES[each.twin]), size), each.read)
        for each, size in zip((letters, tokens), sizes, strict=True)
    ]
    picture = await services.studio.draw(stack, rows)
    await reply(interaction, reading_card(answers, known_tokens(), picture))


async def show_groups(interaction: discord.Interaction, _: ShowTwinGroups) -> None:
    """How the twins do by what the words are like, to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await asyncio.to_thread(report)
    await reply(interaction, groups_card(await services_of(interaction).studio.draw(twins_groups, found)))


async def ask_for_word(interaction: discord.Interaction, _: AskTwinsAbout) -> None:
    """Ask for a word and a letter."""
    await interaction.response.send_modal(WordForm())


class WordForm(Form):
    """Asks for a word and a letter."""

    def __init__(self) -> None:
        super().__init__(title=tr("Ask the twins"))
        self.word: ui.TextInput[Self] = ui.TextInput(
            label=tr("A word of a to z, up to 14 letters"),
            custom_id="word",
            placeholder="banana",  # untranslated: they have learnt English words
            min_length=1,
            max_length=100,
        )
        self.letter: ui.TextInput[Self] = ui.TextInput(
            label=tr("The letter to count"),
            custom_id="letter",
            placeholder="a",  # untranslated: a letter of that word
            min_length=1,
            max_length=10,
        )
        self.add_item(self.word)
        self.add_item(self.letter)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Ask about them."""
        await show_twins(interaction, self.word.value, self.letter.value, private=on_private_card(interaction))
