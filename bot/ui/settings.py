"""The card of ``/settings``."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import own_name, plural, tr
from bot.sentences import separated
from bot.storage import ServerSettings
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
    language: Pressable
    channels: Pressable
    reset: Pressable


def settings_card(server: str, settings: ServerSettings, items: SettingsItems, discords: str) -> Card:
    """What is set for the server of this name, and the means to change it; Discord calls its language ``discords``."""
    card = Card().text(
        f"### {tr('Settings of {server}', server=plain(server, 100))}\n"
        f"-# {tr('Every change counts at once, for everybody here.')}"
    )
    card.section(_replies(settings.private), items.private)
    card.section(_model(settings.model), items.model)
    card.section(_log(settings.log), items.log)
    card.rule()
    card.text(tr("**Encoding:** {name}, where a member names none", name=code(settings.encoding))).row([items.encoding])
    card.text(_chats(settings.chat_days)).row([items.days])
    card.text(_language(settings.language, discords)).row([items.language])
    card.text(_channels(settings.channels)).row([items.channels])
    return card.row([items.reset])


def _replies(private: bool) -> str:
    if private:
        return tr("**Replies:** only the asker sees them; chats go by `/chat` then, not by mention")
    return tr("**Replies:** everybody in the channel sees them")


def _model(on: bool) -> str:
    if on:
        return tr("**Model:** letter questions are put to the model too, and it answers chats")
    return tr("**Model:** off; letter questions get the exact answer alone, and I do not chat")


def _log(on: bool) -> str:
    if on:
        return tr("**Log:** comparisons are kept; members see them under `/me`")
    return tr("**Log:** off; no comparison is kept from now on, earlier ones stay")


def _chats(days: int) -> str:
    return plural(
        "**Chats:** remembered for {n} day; what is older is deleted",
        "**Chats:** remembered for {n} days; what is older is deleted",
        days,
    )


def _language(chosen: str | None, discords: str) -> str:
    if chosen:
        return tr(
            "**Language:** {name}, where I speak to everybody; commands are answered in each member’s own",
            name=own_name(chosen),
        )
    return tr(
        "**Language:** as Discord says, {name}, where I speak to everybody; commands are answered in each member’s own",
        name=own_name(discords),
    )


def _channels(ids: Sequence[int]) -> str:
    if not ids:
        return tr("**Channels:** I answer in all of them")
    return tr(
        "**Channels:** I answer in {channels} and their threads only. `/help` and `/me` work anywhere.",
        channels=separated(f"<#{id_}>" for id_ in ids),
    )
