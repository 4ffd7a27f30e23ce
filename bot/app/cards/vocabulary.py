"""Looks into a vocabulary."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

import discord

from bot.app.viewer import Viewer
from bot.language import Later, later, tr
from bot.services import Services
from bot.tokens import Entry, Vocabulary, Where
from bot.tokens.unwanted import without_unwanted
from bot.ui import Card, Pressable
from bot.ui.buttons.texts import DrawAnother, FindTokens, ShowVocabulary, TurnFound
from bot.ui.vocabulary import ON_A_PAGE, VocabularyView, found_card, longest_card, oddities_card, random_card

_LISTED = 10
_LOOKED_AT = 100
"""Tokens, of which those that are hidden are left out."""
_VIEWS: Mapping[VocabularyView, Later] = {
    "random": later("Random"),
    "longest": later("Longest"),
    "oddities": later("Oddities"),
}


async def found_tokens_card(services: Services, viewer: Viewer, query: str, where: Where, encoding: str) -> Card:
    """The first page of the tokens that contain or start with ``query``."""
    vocabulary = await services.vocabularies.load(encoding)
    ids = (await asyncio.to_thread(vocabulary.find, query, where)).tolist()
    kept = None
    if len(ids) > ON_A_PAGE:
        kept = await services.texts.keep(viewer.user_id, viewer.guild_id, query, encoding, viewer.when)
    return found_tokens_view(vocabulary, viewer.user_id, ids, query, where, 0, kept)


def found_tokens_view(
    vocabulary: Vocabulary, owner: int, found: Sequence[int], query: str, where: Where, page: int, kept: int | None
) -> Card:
    """Page ``page``, from 0, of the tokens that were ``found``; only who has the query ``kept`` can turn it."""
    shown = [vocabulary.entry(id_) for id_ in found[page * ON_A_PAGE :][:ON_A_PAGE]]
    turns = []
    if kept is not None and page > 0:
        turns.append(TurnFound(kept, where, page - 1, "Back").button(tr("Back")))
    if kept is not None and (page + 1) * ON_A_PAGE < len(found):
        turns.append(TurnFound(kept, where, page + 1, "Next").button(tr("Next")))
    name = vocabulary.encoding.name
    return found_card(query, where, name, len(found), page, shown, [turns, _others(owner, name, None)])


async def vocabulary_card(services: Services, owner: int, encoding: str, view: VocabularyView = "random") -> Card:
    """A look into a vocabulary, for the member ``owner`` alone to change."""
    vocabulary = await services.vocabularies.load(encoding)
    name = vocabulary.encoding.name
    rows = [_others(owner, name, view)]
    match view:
        case "random":
            drawn = await asyncio.to_thread(vocabulary.random, _LOOKED_AT)
            shown, hidden = _shown(services, drawn, _LISTED)
            return random_card(shown, hidden, len(vocabulary), name, rows)
        case "longest":
            every = await asyncio.to_thread(vocabulary.longest, _LOOKED_AT)
            (words, of_words), (others, of_others) = (_shown(services, each, _LISTED) for each in every)
            return longest_card(words, others, of_words + of_others, name, rows)
        case "oddities":
            odd = await asyncio.to_thread(vocabulary.oddities)
            recut, hidden = _shown(services, odd.recut, len(odd.recut))
            return oddities_card(odd, recut, hidden, name, rows)


def _shown(services: Services, entries: Iterable[Entry], number: int) -> tuple[Sequence[Entry], int]:
    """The first ``number`` of ``entries`` that may be shown unasked, and how many on the way may not."""
    if not services.settings.tokens.filter:
        return [*entries][:number], 0
    return without_unwanted(entries, number)


def _others(owner: int, encoding: str, view: VocabularyView | None) -> Sequence[Pressable]:
    """What leads to another look, the next step first."""
    find = FindTokens(encoding).button(tr("Find"), style=discord.ButtonStyle.primary)
    another = [DrawAnother(owner, encoding).button(tr("Another ten"))] if view == "random" else []
    others = (ShowVocabulary(owner, encoding, each).button(str(name)) for each, name in _VIEWS.items() if each != view)
    return [find, *another, *others]
