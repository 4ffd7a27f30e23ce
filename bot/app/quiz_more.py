"""What lies behind a question of a quiz, for whoever wants to know more once it is over."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import discord

from bot.app.bot import StrawberryBot
from bot.drawing import prompt_strip
from bot.errors import InputError, ModelUnavailable
from bot.letters import Asker
from bot.model import ModelInfo
from bot.quiz import Behind, Plan, Question, Topic, behind
from bot.services import Services
from bot.services.looking import Looking
from bot.ui import Card
from bot.ui.buttons.inside import LookAt
from bot.ui.buttons.texts import TurnStory
from bot.ui.explain import PAGES, explain_card, letters_page, merges_page, vocabulary_page
from bot.ui.quiz import more_card

_MOST = 60
"""Tokens in the picture."""
_PAGES = [make for _, make in PAGES]
_FIRST_PAGES = {"letters": letters_page, "frontier": letters_page, "ids": vocabulary_page}


async def round_card(services: Services, who: Asker, when: datetime, plan: Plan, question: Question) -> Card:
    """The story of the word, or the tokens of the text with a button for the view of them inside the model.

    Raises ``InputError`` where there is nothing to be told, and ``ModelUnavailable``.
    """
    found = behind(question)
    if found is None:
        raise InputError("There is nothing more to say of this question. Ask another one with /quiz start.")
    if found.view is None:
        return await _story(services, who, when, found.text, plan.encoding, question.topic)
    return await _look(services, who, when, found, question)


async def _story(services: Services, who: Asker, when: datetime, text: str, encoding: str, topic: Topic) -> Card:
    """The page of the word's story that fits, from which one turns to the others."""
    make = _FIRST_PAGES.get(topic, merges_page)
    number = _PAGES.index(make)
    kept = who.user_id and await services.texts.keep(who.user_id, who.guild_id, text, encoding, when)
    page = await services.studio.draw(make, await services.encodings.load(encoding), text)
    turns = [TurnStory(kept, number - 1, "Back"), TurnStory(kept, number + 1, "Next")] if kept else []
    buttons = [turn.button(turn.label) for turn in turns if turn.page < len(PAGES)]
    return explain_card(page, number, text, encoding, buttons)


async def _look(services: Services, who: Asker, when: datetime, found: Behind, question: Question) -> Card:
    if found.view is None or not isinstance(services.model.state, ModelInfo):
        raise ModelUnavailable("This looks inside the local model, and none is ready here. Try again later.")
    name = services.settings.model_name
    subject = await services.inspecting.subject(found.text, found.ids)
    kept = who.user_id and await services.texts.keep(who.user_id, who.guild_id, found.text, name, when, found.ids)
    looking = Looking(view=found.view, layer=found.layer, head=found.head)
    see = LookAt(kept or 0, 0, looking).button("See it inside", style=discord.ButtonStyle.primary)
    picture = await services.studio.draw(prompt_strip, subject.tokens[-_MOST:])
    return more_card(question, picture, name, [see] if kept else [])


async def names_of(bot: StrawberryBot, guild_id: int | None, user_ids: Iterable[int]) -> Mapping[int, str]:
    """What members are called in a server, as far as Discord tells."""
    found = {}
    guild = bot.get_guild(guild_id) if guild_id else None
    for user_id in user_ids:
        try:
            user = await (guild.fetch_member(user_id) if guild else bot.fetch_user(user_id))
        except discord.HTTPException:
            continue
        found[user_id] = user.display_name
    return found
