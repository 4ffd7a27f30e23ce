"""The card of ``/settings``."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.storage import ServerSettings
from bot.tokens import count
from bot.ui.card import Card, Pressable
from bot.ui.text import code, plain


@dataclass(frozen=True, slots=True)
class SettingsItems:
    """What changes the settings: a button beside each switch, a select below each choice, and the last button."""

    private: Pressable
    model: Pressable
    log: Pressable
    encoding: Pressable
    days: Pressable
    channels: Pressable
    reset: Pressable


def settings_card(server: str, settings: ServerSettings, items: SettingsItems) -> Card:
    """What is set for the server of this name, and the means to change it."""
    card = Card().text(f"### Settings of {plain(server, 100)}\n-# Every change counts at once, for everybody here.")
    card.section(f"**Replies:** {_replies(settings.private)}", items.private)
    card.section(f"**Model** {_model(settings.model)}", items.model)
    card.section(f"**Log** {_log(settings.log)}", items.log)
    card.rule()
    card.text(f"**Encoding** {code(settings.encoding)}, where a member names none").row([items.encoding])
    days = count(settings.chat_days, "day")
    card.text(f"**Chats** are remembered for {days}; what is older is deleted").row([items.days])
    card.text(f"**Channels:** {_channels(settings.channels)}").row([items.channels])
    return card.row([items.reset])


def _replies(private: bool) -> str:
    if private:
        return "only the asker sees them; chats go by `/chat` then, not by mention"
    return "everybody in the channel sees them"


def _model(on: bool) -> str:
    if on:
        return "letter questions are put to the model too, and it answers chats"
    return "off: letter questions get the exact answer alone, and I do not chat"


def _log(on: bool) -> str:
    if on:
        return "comparisons are kept: members see them under `/me`"
    return "off: no comparison is kept from now on; earlier ones stay"


def _channels(ids: Sequence[int]) -> str:
    if not ids:
        return "I answer in all of them"
    named = ", ".join(f"<#{id_}>" for id_ in ids)
    return f"I answer in {named} and their threads only. `/help` and `/me` work anywhere."
