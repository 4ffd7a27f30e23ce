"""The card of a text as tokens."""

from bot.app.commands import encoding_options
from bot.app.viewer import Viewer
from bot.drawing import token_strip
from bot.services import Services
from bot.tokens import Tokenized
from bot.ui import Card
from bot.ui.buttons.texts import ChooseEncoding, ShowTokens
from bot.ui.tokens import VIEWS, View, token_card, token_texts


async def tokens_card(services: Services, viewer: Viewer, text: str, encoding: str) -> Card:
    """``text`` cut by ``encoding``, as a picture. Raises ``InputError`` for one that is too long."""
    cut = await services.tokenize(text, encoding)
    kept = await services.texts.keep(viewer.user_id, viewer.guild_id, cut.text, encoding, viewer.when)
    return await tokens_view(services, cut, "picture", kept)


async def tokens_view(services: Services, cut: Tokenized, view: View, kept: int | None) -> Card:
    """One of the views of a text that was ``cut`` and is kept as ``kept``; without buttons where it is not."""
    picture = await services.studio.draw(token_strip, cut) if view == "picture" and cut.tokens else None
    drawn = picture.drawn if picture else 0
    texts = await services.workshop.do(len(cut.text), token_texts, cut, view, drawn)
    if kept is None:
        return token_card(texts, picture, [])
    buttons = [ShowTokens(kept, other, cut.encoding).button(other.capitalize()) for other in VIEWS if other != view]
    select = ChooseEncoding(kept, view).select(encoding_options(services.encodings, cut.encoding), "Encoding")
    return token_card(texts, picture, [buttons, [select]])
