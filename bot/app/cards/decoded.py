"""The card of ids that were turned back into text."""

from collections.abc import Sequence

import discord

from bot.app.viewer import Viewer
from bot.drawing.chips import prompt_chips
from bot.drawing.strip import strip_page
from bot.language import tr
from bot.services import Services
from bot.tokens import decode, split_ids
from bot.tokens.tokenize import MAX_CHARACTERS
from bot.ui import Card, Pressable
from bot.ui.buttons.texts import DecodeIds, ShowTokens
from bot.ui.decode import DecodedTexts, decoded_card, decoded_texts


async def decoded_ids_card(services: Services, viewer: Viewer, ids: str, encoding: str) -> Card:
    """What the ``ids`` that somebody wrote stand for in ``encoding``. Raises ``InputError`` where there is none."""
    written = await services.workshop.do(len(ids), split_ids, ids)
    loaded = await services.encodings.load(encoding)
    own = services.model_encoding
    texts = await services.workshop.do(len(written), lambda: decoded_texts(decode(loaded, written), encoding, own))
    strip = (
        await services.studio.draw(lambda: strip_page(prompt_chips(texts.drawn), texts.total)) if texts.total else None
    )
    return decoded_card(texts, strip, await _buttons(services, viewer, texts, encoding))


async def _buttons(services: Services, viewer: Viewer, texts: DecodedTexts, encoding: str) -> Sequence[Pressable]:
    others = DecodeIds(encoding).button(tr("Other ids"))
    if not texts.text or len(texts.text) > MAX_CHARACTERS:
        return [others]
    kept = await services.texts.keep(
        viewer.user_id, viewer.guild_id, texts.text, encoding, viewer.when, shown_in=viewer.shown_in
    )
    if kept is None:
        return [others]
    again = ShowTokens(kept, "picture", encoding).button(tr("Cut it again"), style=discord.ButtonStyle.primary)
    return [again, others]
