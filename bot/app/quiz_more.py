"""What lies behind a question of a quiz, for whoever wants to know more once it is over."""

from collections.abc import Iterable, Mapping

import discord

from bot.app.bot import StrawberryBot
from bot.app.cards.story import story_view
from bot.app.viewer import Viewer
from bot.drawing import prompt_end
from bot.errors import InputError, ModelUnavailable
from bot.inside.kinds import View
from bot.intents import glossary
from bot.language import later, tr
from bot.model import ModelInfo
from bot.quiz import Behind, Plan, Question, behind
from bot.services import Services
from bot.services.looking import Looking
from bot.ui import Card
from bot.ui.buttons.inside import LookAt
from bot.ui.explain import PAGES, letters_page, merges_page, vocabulary_page
from bot.ui.quiz import more_card

_MOST = 60
"""Tokens in the picture."""
_TERMS: Mapping[View, tuple[str, ...]] = {
    "attention": ("attention", "layer"),
    "layers": ("layer",),
    "near": ("embedding",),
    "vector": ("embedding",),
}
"""What of the glossary a view needs."""
_PAGES = [make for _, make in PAGES]
_FIRST_PAGES = {"letters": letters_page, "frontier": letters_page, "ids": vocabulary_page}


async def round_card(services: Services, viewer: Viewer, plan: Plan, question: Question) -> Card:
    """The story of the word, or the tokens of the text with a button for the view of them inside the model.

    Raises ``InputError`` where there is nothing to be told, and ``ModelUnavailable``.
    """
    found = behind(question)
    if found is None:
        raise InputError(later("There is nothing more to say of this question. Ask another one with /quiz start."))
    if found.view is not None:
        return await _look(services, viewer, found.view, found, question)
    kept = await services.texts.keep(viewer.user_id, viewer.guild_id, found.text, plan.encoding, viewer.when)
    page = _PAGES.index(_FIRST_PAGES.get(question.topic, merges_page))
    return await story_view(services, found.text, plan.encoding, page, kept)


async def _look(services: Services, viewer: Viewer, view: View, found: Behind, question: Question) -> Card:
    if not isinstance(services.model.state, ModelInfo):
        raise ModelUnavailable(later("This looks inside the local model, and none is ready here. Try again later."))
    name = services.settings.model_name
    subject = await services.inspecting.subject(found.text, found.ids)
    kept = await services.texts.keep(viewer.user_id, viewer.guild_id, found.text, name, viewer.when, found.ids)
    looking = Looking(view=view, layer=found.layer, head=found.head)
    see = (
        []
        if kept is None
        else [LookAt(kept, 0, looking).button(tr("See it inside"), style=discord.ButtonStyle.primary)]
    )
    picture = await services.studio.draw(prompt_end, subject.tokens[-_MOST:])
    terms = [glossary()[term] for term in _TERMS.get(view, ())]
    return more_card(question, terms, picture, name, see)


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
