"""The card of a text as tokens."""

from collections.abc import Sequence

import discord

from bot.app.cards.story import MAX_STORY
from bot.app.commands import encoding_options
from bot.app.viewer import Viewer
from bot.drawing import StripPage, token_strip
from bot.language import tr
from bot.services import Services
from bot.tokens import Tokenized
from bot.ui import Card, Pressable
from bot.ui.buttons.texts import ChooseEncoding, DecodeIds, LookAtMerges, ShowCompared, ShowTokens
from bot.ui.tokens import VIEWS, View, token_card, token_texts

_NEXT = discord.ButtonStyle.primary


async def tokens_card(services: Services, viewer: Viewer, text: str, encoding: str) -> Card:
    """``text`` cut by ``encoding``, as a picture. Raises ``InputError`` for one that is too long."""
    cut = await services.tokenize(text, encoding)
    kept = await services.texts.keep(
        viewer.user_id, viewer.guild_id, cut.text, encoding, viewer.when, shown_in=viewer.shown_in
    )
    return await tokens_view(services, cut, "picture", kept)


async def tokens_view(services: Services, cut: Tokenized, view: View, kept: int | None, page: int = 0) -> Card:
    """One of the views of a text that was ``cut`` and is kept as ``kept``; without buttons where it is not.

    ``page`` is that of its picture, from 0.
    """
    strip = await services.studio.draw(token_strip, cut, page) if view == "picture" and cut.tokens else None
    texts = await services.workshop.do(len(cut.text), token_texts, cut, view, strip)
    if kept is None:
        return token_card(texts, strip, [])
    select = ChooseEncoding(kept, view).select(encoding_options(services.encodings, cut.encoding), tr("Encoding"))
    return token_card(texts, strip, [_pages(kept, cut, strip), _buttons(kept, cut, view), [select]])


def _pages(kept: int, cut: Tokenized, strip: StripPage | None) -> Sequence[Pressable]:
    if strip is None:
        return []
    wanted = ((tr("Back"), strip.number - 1), (tr("Next"), strip.number + 1))
    return [
        ShowTokens(kept, "picture", cut.encoding, page).button(label)
        for label, page in wanted
        if 0 <= page < strip.pages
    ]


def _buttons(kept: int, cut: Tokenized, view: View) -> Sequence[Pressable]:
    """What leads on, the next step first, and the other views."""
    compare = ShowCompared(kept)
    if cut.tokens and len(cut.text) <= MAX_STORY:
        on = [
            LookAtMerges(kept, cut.encoding).button(tr("Look at its merges"), style=_NEXT),
            compare.button(tr("Compare")),
        ]
    else:
        on = [compare.button(tr("Compare"), style=_NEXT)]
    views = [ShowTokens(kept, other, cut.encoding).button(str(name)) for other, name in VIEWS.items() if other != view]
    return [*on, *views, DecodeIds(cut.encoding).button(tr("Ids to text"))]
