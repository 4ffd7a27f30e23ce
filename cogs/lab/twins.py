"""``/lab twins`` and ``/lab twins-report``."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import services_of
from bot.app.commands import asker_of, begin
from bot.drawing import Row, stack, twins_answers, twins_curves, twins_groups
from bot.errors import UserError
from bot.lab.twin_report import report
from bot.lab.twins import TWIN_NAMES, AskTwins, as_asked, known_tokens
from bot.letters import Count, in_words, make_count
from bot.tokens import count
from bot.ui.buttons.lab_twins import ShowTwinGroups, ShowWhatTwinsRead
from bot.ui.lab_twins import groups_card, reading_card, report_card, twins_card
from bot.ui.sending import reply

_EXAMPLE = "/lab twins word:strawberry letter:r"


class Twins(commands.Cog):
    """Networks that differ in nothing but what they read."""

    @app_commands.command(
        description="Count a letter with twins, small networks that read letters or tokens, and with the model",
        extras={"example": _EXAMPLE},
    )
    @app_commands.describe(word="A word of a to z, up to 14 letters", letter="The letter to count, a to z")
    async def twins(
        self,
        interaction: discord.Interaction,
        word: app_commands.Range[str, 1, 100],
        letter: app_commands.Range[str, 1, 10],
    ) -> None:
        """Ask all twins, and the model beside them."""
        question = make_count(word, letter, _EXAMPLE)
        asked = as_asked(question)  # what none of them can read is refused before everybody sees “thinking …”
        await _answer(interaction, Count(asked.word, asked.letter))

    @app_commands.command(
        name="twins-report",
        description="How often the twins are right about words that none of them has seen",
        extras={"example": "/lab twins-report"},
    )
    async def twins_report(self, interaction: discord.Interaction) -> None:
        """Show what was measured when they were trained."""
        await begin(interaction)
        services, found = services_of(interaction), await asyncio.to_thread(report)
        curves = await services.studio.draw(twins_curves, found)
        await reply(interaction, report_card(found, curves, [ShowTwinGroups().button("By letters and tokens")]))


async def _answer(interaction: discord.Interaction, question: Count) -> None:
    services, text = services_of(interaction), in_words(question)
    server = await begin(interaction)
    who, when = asker_of(interaction, private=server.private), interaction.created_at
    try:
        async with asyncio.TaskGroup() as group:
            twins = group.create_task(services.twins.ask(question, text, who, when, server))
            model = group.create_task(services.asking.ask(question, text, who, when, server, say=False))
    except* UserError as errors:
        raise errors.exceptions[0] from None
    asked = twins.result()
    picture = await services.studio.draw(twins_answers, asked.answers, asked.exact)
    button = ShowWhatTwinsRead(question.text, question.letter).button("What each read")
    await reply(interaction, twins_card(asked, model.result().comparison, picture, [button]))


async def show_what_they_read(interaction: discord.Interaction, asked: ShowWhatTwinsRead) -> None:
    """What each twin read of the word, to whoever presses alone."""
    request = as_asked(Count(asked.word, asked.letter))
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = services_of(interaction)
    answers = await services.laboratory.ask(AskTwins(request.word, request.letter))
    letters, tokens, *_ = answers
    rows = [
        Row(f"{TWIN_NAMES[each.twin]}: {count(len(each.word), unit)}", each.read)
        for each, unit in ((letters, "letter"), (tokens, "token"))
    ]
    picture = await services.studio.draw(stack, rows)
    await reply(interaction, reading_card(answers, known_tokens(), picture))


async def show_groups(interaction: discord.Interaction, _: ShowTwinGroups) -> None:
    """How the twins do by what the words are like, to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await asyncio.to_thread(report)
    await reply(interaction, groups_card(await services_of(interaction).studio.draw(twins_groups, found)))
