"""A lesson that a member takes alone: one message that nobody else sees, edited in place."""

import asyncio
from typing import Self

import discord
from discord import ui

from bot.app import check_channel, services_of
from bot.app.cards import lesson_view, reading_view
from bot.app.commands import on_private_card
from bot.app.forms import Form
from bot.app.presses import chosen_one
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.language import later, tr
from bot.lessons import EXPERIMENTS, Progress
from bot.model import asked_by
from bot.ui.buttons.learn import (
    AnswerLesson,
    ChooseLesson,
    LessonAnew,
    LookAtResult,
    OpenLesson,
    ReadOn,
    ShareLesson,
    TurnLesson,
    UseLessonWords,
    UseOwnWords,
)
from bot.ui.learn import MORE, refused_card, shared_card, waiting_card
from bot.ui.sending import reply, update

_PATIENCE = 1.5
"""Seconds after which a member is told that there is something to wait for."""
_TRYING = 0.75
"""Uses that an experiment on a member's own words takes beside the form."""
_UNFINISHED = later("There is no result to share yet. Use /learn to take the lesson to its end first.")
_HUSHED = later(
    "Those who manage this server want my answers to be seen by one member alone, so I can share nothing here."
)


async def open_alone(interaction: discord.Interaction, lesson_id: str) -> None:
    """Answer with a lesson where its member has left it, to the member alone."""
    services = services_of(interaction)
    services.learning.lessons.lesson(lesson_id)
    await interaction.response.defer(ephemeral=True, thinking=True)
    progress = await services.learning.progress.get(interaction.user.id, lesson_id)
    await reply(interaction, await lesson_view(services, _viewer(interaction), progress), ephemeral=True)


async def choose(interaction: discord.Interaction, _: ChooseLesson) -> None:
    """Open the chosen lesson, or where to read on."""
    chosen = chosen_one(interaction, str)
    if chosen == MORE:
        await reply(interaction, reading_view(None), ephemeral=True)
    else:
        await open_alone(interaction, chosen)


async def open_pressed(interaction: discord.Interaction, asked: OpenLesson) -> None:
    """Open a lesson for whoever presses."""
    await open_alone(interaction, asked.lesson)


async def turn(interaction: discord.Interaction, asked: TurnLesson) -> None:
    """Show another card in place."""
    await _begin(interaction)
    learning = services_of(interaction).learning
    await _show(
        interaction,
        await learning.move(interaction.user.id, asked.lesson, asked.place, interaction.created_at),
    )


async def answer(interaction: discord.Interaction, asked: AnswerLesson) -> None:
    """Keep a guess, and only then show what came of it."""
    await _answer(interaction, asked.lesson, asked.place, asked.words, asked.choice)


async def look(interaction: discord.Interaction, asked: LookAtResult) -> None:
    """Show what came of it without a guess."""
    await _answer(interaction, asked.lesson, asked.place, asked.words, None)


async def _answer(
    interaction: discord.Interaction, lesson_id: str, place: int, words_mark: int, choice: int | None
) -> None:
    await _begin(interaction)
    learning, when = services_of(interaction).learning, interaction.created_at
    with asked_by(interaction.guild_id, interaction.user.id):
        progress = await learning.answer(interaction.user.id, lesson_id, place, words_mark, choice, when)
    await _show(interaction, progress)


async def anew(interaction: discord.Interaction, asked: LessonAnew) -> None:
    """Begin the lesson once more."""
    await _begin(interaction)
    learning = services_of(interaction).learning
    await _show(interaction, await learning.restart(interaction.user.id, asked.lesson, interaction.created_at))


async def share(interaction: discord.Interaction, asked: ShareLesson) -> None:
    """Show the channel how whoever presses did."""
    services = services_of(interaction)
    lesson = services.learning.lessons.lesson(asked.lesson)
    await interaction.response.defer()
    server = await services.server_settings(interaction.guild_id)
    check_channel(interaction, server)
    if server.private:
        raise InputError(_HUSHED)
    progress = await services.learning.progress.get(interaction.user.id, asked.lesson)
    if progress.best is None:
        raise InputError(_UNFINISHED)
    await reply(interaction, shared_card(lesson, progress.best, interaction.user.id))


async def read_on(interaction: discord.Interaction, asked: ReadOn) -> None:
    """Show where to read on about a lesson, to whoever presses alone."""
    await reply(interaction, reading_view(asked.lesson), ephemeral=True)


class WordsForm(Form):
    """Asks for what a card is to be tried on."""

    def __init__(self, asked: UseOwnWords, placeholder: str, most: int) -> None:
        super().__init__(title=tr("Use my own words"), timeout=600)
        self._asked = asked
        # Translators: 45 characters at most, the number among them.
        label = tr("Your words: {most} characters at most", most=most)
        self.words: ui.TextInput[Self] = ui.TextInput(
            label=label[:45], custom_id="words", placeholder=placeholder[:100], min_length=1, max_length=most
        )
        self.add_item(self.words)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Try the card on them, in place; offer the form again where that cannot be."""
        services, asked, user_id = services_of(interaction), self._asked, interaction.user.id
        await services.budget.spend(user_id, _TRYING)
        await _begin(interaction)
        with asked_by(interaction.guild_id, user_id):
            try:
                progress = await services.learning.use_words(
                    user_id, asked.lesson, asked.place, self.words.value, interaction.created_at
                )
            except InputError as refused:
                await reply(interaction, refused_card(str(refused), asked), ephemeral=True)
                return
        await _show(interaction, progress)


async def use_lesson_words(interaction: discord.Interaction, asked: UseLessonWords) -> None:
    """Try the card on the lesson's words again."""
    await _begin(interaction)
    learning, when = services_of(interaction).learning, interaction.created_at
    await _show(interaction, await learning.use_lesson_words(interaction.user.id, asked.lesson, asked.place, when))


async def ask_for_words(interaction: discord.Interaction, asked: UseOwnWords) -> None:
    """Open the form."""
    lesson = services_of(interaction).learning.lessons.lesson(asked.lesson)
    if asked.place >= len(lesson.cards) or not lesson.cards[asked.place].own:
        raise InputError(later("This card takes no other words. Use /learn again."))
    card = lesson.cards[asked.place]
    await interaction.response.send_modal(WordsForm(asked, card.words, EXPERIMENTS[card.experiment].most))


async def _begin(interaction: discord.Interaction) -> None:
    """Acknowledge a press, to be answered in its card; a card that others see too is left as it is."""
    if on_private_card(interaction):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def _show(interaction: discord.Interaction, progress: Progress) -> None:
    """Show where a member is; that an experiment takes a while, meanwhile."""
    services = services_of(interaction)
    view = asyncio.create_task(lesson_view(services, _viewer(interaction), progress))
    try:
        _, late = await asyncio.wait([view], timeout=_PATIENCE)
        if late:
            await update(interaction, waiting_card(services.learning.lessons.lesson(progress.lesson), progress.place))
        await update(interaction, await view)
    finally:
        view.cancel()


def _viewer(interaction: discord.Interaction) -> Viewer:
    return Viewer.of(interaction, private=True)
