"""One question about what a card of ``/inside`` shows, which the channel votes on before the view opens."""

from dataclasses import replace

import discord

from bot.app import bot_of
from bot.app.commands import quiz_channel
from bot.errors import InputError
from bot.language import later
from bot.model import asked_by
from bot.quiz import GUESS, Plan
from bot.services.allowed import check_model
from bot.services.guessing import question_about
from bot.ui.buttons.inside import GuessFirst
from cogs.inside.opening import COMMAND
from cogs.inside.steering import patched_in, show

_SECONDS = 45
"""To read a text, and to vote."""


async def guess_first(interaction: discord.Interaction, asked: GuessFirst) -> None:
    """Ask the channel, as a quiz of one question. A card that others see too shows no more than dots meanwhile."""
    if interaction.guild_id is None:
        raise InputError(later("This asks a channel's members. Use it in a channel of a server that I am in."))
    channel_id, bot = quiz_channel(interaction), bot_of(interaction)
    bot.services.quizzing.check_free(channel_id)
    await interaction.response.defer()
    server = await bot.services.server_settings(interaction.guild_id)
    check_model(server)
    kept = await bot.services.texts.get(asked.kept, interaction.user.id, COMMAND)
    services = bot.services.with_model(kept.encoding)
    with asked_by(interaction.guild_id, interaction.user.id):
        subject = await services.inspecting.subject(kept.text, kept.ids)
        other = await patched_in(interaction, services, asked.other)
        async with bot.speaking_in(interaction.guild_id, interaction.user.id):
            question = await question_about(services.model, services.inspecting, subject, asked.looking, other)
    starter, now = interaction.user.id, interaction.created_at
    plan = Plan("quiz", interaction.guild_id, channel_id, starter, GUESS, "normal", 1, _SECONDS, server.encoding, now)
    try:
        session = await services.quizzing.start(plan, question)
        if kept.shown_in is not None:
            await show(interaction, asked.kept, asked.other, replace(asked.looking, view="dots", reveal="dots"))
    finally:
        bot.presenter.wake()  # whatever failed: a quiz that has begun goes on
    await bot.presenter.play(session)
