"""Questions asked with a tool that counts, and without."""

from typing import Self

import discord
from discord import ui

from bot.app import services_of
from bot.app.cards import asked_with_tool_card, read_tool_question
from bot.app.commands import begin, may_see, on_private_card
from bot.app.forms import Form
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.language import later, tr
from bot.services.tools import LONGEST_QUESTION, for_tool
from bot.ui.buttons.lab import AskWithTool
from bot.ui.buttons.lab_tool import GiveTool
from bot.ui.sending import reply

QUESTION = "How many r's are in strawberry?"  # untranslated: the model is asked so


async def show_with_tool(
    interaction: discord.Interaction, text: str, model: str | None = None, *, private: bool = False
) -> None:
    """Ask ``text`` in three ways."""
    services = services_of(interaction).with_model(model)
    question = await read_tool_question(text)  # what it cannot count is refused before everybody sees “thinking …”
    server = await begin(interaction, private=private)
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await asked_with_tool_card(services, viewer, server, question, text))


async def give_tool(interaction: discord.Interaction, asked: GiveTool) -> None:
    """Ask the question of a comparison so, and show that to whoever presses alone."""
    server = await begin(interaction, private=True)
    services = services_of(interaction)
    stored = await services.comparisons.get(asked.comparison)
    if stored is None or not may_see(interaction, stored.comparison.asker):
        raise InputError(later("That comparison is no longer kept. Choose A tool that counts under /lab."))
    text = stored.comparison.text
    question = for_tool(stored.comparison.question, text)
    viewer = Viewer.of(interaction, private=True)
    await reply(interaction, await asked_with_tool_card(services, viewer, server, question, text), ephemeral=True)


async def ask_for_question(interaction: discord.Interaction, _: AskWithTool) -> None:
    """Ask for a question of a member's own."""
    await interaction.response.send_modal(QuestionForm())


class QuestionForm(Form):
    """Asks for a question."""

    def __init__(self) -> None:
        super().__init__(title=tr("Ask with a tool that counts"))
        self.question: ui.TextInput[Self] = ui.TextInput(
            label=tr("How often is a letter in a word?"),
            custom_id="question",
            placeholder=tr("How many s's are in Mississippi?"),
            min_length=1,
            max_length=LONGEST_QUESTION,
        )
        self.add_item(self.question)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Ask it."""
        await show_with_tool(interaction, self.question.value, private=on_private_card(interaction))
