"""What members ask in plain words, answered by the card of the command that does it."""

import asyncio
from datetime import timedelta

import discord

from bot.app.addressing import replied_to
from bot.app.bot import StrawberryBot
from bot.app.cards import compared_card, defined_card, live_button, next_token_card, story_card, tokens_card
from bot.app.quizzes import open_quiz
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.intents import (
    Compare,
    Define,
    Explain,
    Intent,
    Next,
    StartQuiz,
    Tokenize,
    Understood,
    WhatCanYouDo,
    WhyWrong,
    understand,
)
from bot.language import later, tr
from bot.letters import ModelAnswer
from bot.model import Off, Sampling
from bot.quiz import MIXED
from bot.services import Services
from bot.services.allowed import check_model
from bot.ui import Card, Pressable
from bot.ui.buttons.inside import LookIntoComparison, look_inside
from bot.ui.buttons.log import ShowComparison
from bot.ui.buttons.plain_words import ModelSays
from bot.ui.plain_words import can_card, read_as, why_wrong_card

_HIDDEN = later(
    "Discord hides that message from me, as it does not mention me. Press and hold it (or right-click) → Apps → "
    "Tokenize: then I can read it."
)
_RECENT = timedelta(hours=1)
"""A letter question that is older is not what somebody means by “that”."""
_PRIMARY = discord.ButtonStyle.primary


async def noticed(services: Services, text: str, message: discord.Message | None = None) -> Understood | None:
    """What is asked in plain words by ``text``, which was said in a ``message`` or in a command."""
    if not services.settings.chat.plain_words:
        return None
    about = await _text_replied_to(services, message) if message else None
    return await asyncio.to_thread(understand, text, about)


async def _text_replied_to(services: Services, message: discord.Message) -> str | None:
    """The text of the message that ``message`` replies to: of an answer of the chat, without what stands around it."""
    text = replied_to(message)
    if text and message.reference and message.reference.message_id:
        turn = await services.chats.shown_in(message.reference.message_id)
        return turn.answer if turn else text
    return text


async def plain_card(bot: StrawberryBot, viewer: Viewer, understood: Understood, said: str) -> Card | None:
    """The answer to what was ``understood``, with a button for what the model would say to what was ``said``.

    None where it is in the channel already: a quiz that has begun. Raises ``InputError``, ``ModelUnavailable`` and what
    the cards of commands raise.
    """
    card = await _answer(bot, viewer, understood.intent)
    if card is None:
        return None
    return read_as(card, understood.read_as).row(await _model_says(bot.services, viewer, said))


async def _answer(bot: StrawberryBot, viewer: Viewer, intent: Intent) -> Card | None:
    services = bot.services
    server = await services.server_settings(viewer.guild_id)
    match intent:
        case Tokenize("") | Compare("") | Next(""):
            raise InputError(_HIDDEN)
        case Explain(word):
            return await story_card(services, viewer, word, server.encoding)
        case Tokenize(text):
            return await tokens_card(services, viewer, text, server.encoding)
        case Compare(text):
            return await compared_card(services, viewer, text, server.encoding)
        case Next(text):
            check_model(server)
            return await next_token_card(services, viewer, text, Sampling())
        case Define(term):
            return await defined_card(services, viewer, term)
        case WhyWrong():
            return await _why_wrong(services, viewer)
        case WhatCanYouDo():
            return can_card(live_button("token"))
        case StartQuiz(topic):
            return await _start_quiz(bot, viewer, topic or MIXED)


async def _start_quiz(bot: StrawberryBot, viewer: Viewer, topic: str) -> Card | None:
    if viewer.private:
        raise InputError(later("A quiz is for everybody here. Use /quiz start, or ask me without private."))
    return await open_quiz(bot, viewer.asker, viewer.when, topic)


async def _why_wrong(services: Services, viewer: Viewer) -> Card:
    """What is known of the latest letter question that the viewer has seen here; else why models are wrong at all."""
    mine = viewer.user_id if viewer.private else None
    stored = await services.comparisons.latest(channel_id=viewer.channel_id, user_id=mine, offset=0, limit=1)
    if not stored or viewer.when - stored[0].comparison.asked_at > _RECENT:
        return await defined_card(services, viewer, "hallucination")
    [latest] = stored
    buttons: list[Pressable] = [ShowComparison(latest.id).button(tr("Details"), style=_PRIMARY)]
    if isinstance(latest.comparison.model, ModelAnswer) and latest.comparison.model.prompt:
        buttons.append(look_inside(LookIntoComparison(latest.id)))
    return why_wrong_card(latest, buttons)


async def _model_says(services: Services, viewer: Viewer, said: str) -> list[Pressable]:
    """The button behind which the model's own answer is, where one may answer."""
    server = await services.server_settings(viewer.guild_id)
    if not server.model or isinstance(services.model.state, Off):
        return []
    kept = await services.texts.keep(viewer.user_id, viewer.guild_id, said, services.settings.model_name, viewer.when)
    return [] if kept is None else [ModelSays(kept).button(tr("What the model would say"))]
