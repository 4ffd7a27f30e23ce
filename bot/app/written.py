"""The text of a message, wherever Discord keeps it."""

from collections.abc import Iterable, Iterator, Sequence

import discord

from bot.errors import InputError
from bot.language import later


def text_of(message: discord.Message) -> str:
    """What is written in ``message``; empty where nothing is.

    That is what was typed, or else the texts of a card, of embeds, of a forwarded message, or the question of a poll.
    """
    if written := _own(message) or "\n".join(filter(None, map(_own, message.message_snapshots))):
        return written
    return (message.poll.question if message.poll else None) or ""


def text_for(message: discord.Message, command: str) -> str:
    """What is written in ``message``, for a message menu.

    Raises ``InputError`` where nothing is; for a text of one's own there is ``command``.
    """
    text = text_of(message)
    if not text.strip():
        raise InputError(later("That message has no text. Choose one that has, or use {command}.", command=command))
    return text


def _own(message: discord.Message | discord.MessageSnapshot) -> str:
    """Without what is forwarded with it. Beside what was typed, embeds are mostly previews of links in it."""
    if message.content:
        return message.content
    return "\n".join([*_displayed(message.components), *_embedded(message.embeds)])


def _displayed(components: Iterable[discord.Component]) -> Iterator[str]:
    """The texts of a card from top to bottom."""
    for each in components:
        if isinstance(each, discord.TextDisplay):
            yield each.content
        elif isinstance(each, discord.Container | discord.SectionComponent):
            yield from _displayed(each.children)


def _embedded(embeds: Sequence[discord.Embed]) -> Iterator[str]:
    for embed in embeds:
        fields = (part for field in embed.fields for part in (field.name, field.value))
        yield from filter(None, (embed.author.name, embed.title, embed.description, *fields, embed.footer.text))
