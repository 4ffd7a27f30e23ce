"""The card of a term of the glossary, and what shows it live."""

import asyncio

import discord

from bot.app.cards.compared import compared_card
from bot.app.cards.letters import asked_card
from bot.app.cards.next import next_token_card
from bot.app.cards.story import story_card
from bot.app.cards.tokens import tokens_card
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.intents import Term, glossary
from bot.language import later
from bot.letters import NoLetterQuestion, parse
from bot.model import Sampling
from bot.services import Services
from bot.services.allowed import check_model
from bot.services.looking import Looking
from bot.services.recipes import planned
from bot.ui import Card, Pressable
from bot.ui.buttons.inside import OpenOwn
from bot.ui.buttons.lab_step import OpenOwnStep
from bot.ui.buttons.lab_train import TrainAgain
from bot.ui.buttons.plain_words import ShowLive
from bot.ui.plain_words import term_card

_PRIMARY = discord.ButtonStyle.primary


async def defined_card(services: Services, viewer: Viewer, key: str) -> Card:
    """What is meant by a term, with the one button that shows it."""
    term = glossary()[key]
    return term_card(term, await _shown_live(services, viewer, key, term))


def live_button(key: str) -> Pressable:
    """Shows a term on a card about a text."""
    return ShowLive(key).button(glossary()[key].live.label, style=_PRIMARY)


async def _shown_live(services: Services, viewer: Viewer, key: str, term: Term) -> list[Pressable]:
    label = term.live.label
    match term.live.shows:
        case ("vector" | "attention" | "layers") as view:
            model = services.settings.model_name
            kept = await services.texts.keep(
                viewer.user_id, viewer.guild_id, term.live.about, model, viewer.when, shown_in=viewer.shown_in
            )
            return [] if kept is None else [OpenOwn(kept, 0, Looking(view)).button(label, style=_PRIMARY)]
        case ("loss" | "output" | "update") as stage:
            return [OpenOwnStep(stage).button(label, style=_PRIMARY)]
        case "training":
            return [TrainAgain(planned("language", 0).recipe).button(label, style=_PRIMARY)]
        case _:
            return [live_button(key)]


async def live_card(services: Services, viewer: Viewer, key: str) -> Card:
    """A term shown on its example. Raises ``InputError`` where there is none, and ``ModelUnavailable``."""
    term = glossary().get(key)
    if term is None:
        raise InputError(later("My glossary no longer has that. Ask me what it is."))
    about, server = term.live.about, await services.server_settings(viewer.guild_id)
    match term.live.shows:
        case "tokens":
            return await tokens_card(services, viewer, about, server.encoding)
        case "story":
            return await story_card(services, viewer, about, server.encoding)
        case "compare":
            return await compared_card(services, viewer, about, server.encoding)
        case "next":
            check_model(server)
            return await next_token_card(services, viewer, about, Sampling())
        case "ask":
            question = await asyncio.to_thread(parse, about)
            if not isinstance(question, NoLetterQuestion):
                asked = await services.asking.ask(question, about, viewer.asker, viewer.when, server)
                return await asked_card(services, asked)
    raise InputError(later("This button is out of date. Ask me again and use the new one."))
