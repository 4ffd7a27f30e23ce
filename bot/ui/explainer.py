"""The cards of ``/explainer``."""

import discord

from bot.chat import Explained
from bot.language import Later, later, tr
from bot.model import ModelState, ServerInfo
from bot.ui.buttons.chat import SwitchExplainer
from bot.ui.card import Card, Pressable
from bot.ui.text import plain

_SWITCHED: dict[tuple[Explained, bool], tuple[Later, Later]] = {
    ("user", True): (
        later("Explainer mode is on for you"),
        later(
            "Under each of my answers to you, in every chat, I show your message and the answer as tokens, with how "
            "likely the model found each. `/explainer turn:off` switches it off."
        ),
    ),
    ("user", False): (
        later("Explainer mode is off for you"),
        later(
            "My answers to you come without their tokens, also where it is on for the channel. `/explainer turn:on` "
            "switches it on."
        ),
    ),
    ("channel", True): (
        later("Explainer mode is on in this channel"),
        later(
            "Under each of my answers here I show your message and the answer as tokens, with how likely the model "
            "found each. `/explainer turn:off where:channel` switches it off; `/explainer turn:off` does so for your "
            "own answers alone."
        ),
    ),
    ("channel", False): (
        later("Explainer mode is off in this channel"),
        later(
            "My answers here come without their tokens, but for members who have switched it on for themselves. "
            "`/explainer turn:on where:channel` switches it on."
        ),
    ),
}
"""A headline, and what it means."""


def explainer_card(scope: Explained, model: ModelState, *, traces: bool, on: bool, mine: bool) -> Card:
    """What has been switched on or off, how to switch it back, and what the ``model`` has to show.

    ``traces`` is whether it tells the tokens that it writes. ``mine`` is whether the answers to who switched it are
    explained now: their own choice outweighs the channel's.
    """
    headline, meaning = _SWITCHED[scope, on]
    card = Card().text(f"### {headline}\n{meaning}")
    if on and isinstance(model, ServerInfo):
        card.text(_of_server(model, traces=traces))
    if mine != on:
        stays = tr("For yourself it stays on, as you have chosen.")
        card.text(f"-# {stays if mine else tr('For yourself it stays off, as you have chosen.')}")
    return card


def status_card(model: ModelState, *, traces: bool, mine: bool, here: bool, may_switch: bool) -> Card:
    """How explainer mode is set for who asks and ``here``, for everybody, with buttons that switch what they may."""
    what = tr(
        "Under an answer I then show your message and the answer as tokens, with how likely the model found each."
    )
    card = Card().text(
        f"### {tr('Explainer mode')}\n{what}\n"
        f"- {tr('**For you** it is on') if mine else tr('**For you** it is off')}\n"
        f"- {tr('**In this channel** it is on') if here else tr('**In this channel** it is off')}"
    )
    if isinstance(model, ServerInfo):
        card.text(_of_server(model, traces=traces))
    style = discord.ButtonStyle.secondary if mine else discord.ButtonStyle.primary
    label = tr("Turn off for me") if mine else tr("Turn on for me")
    buttons: list[Pressable] = [SwitchExplainer("me", not mine).button(label, style=style)]
    if may_switch:
        label = tr("Turn off for this channel") if here else tr("Turn on for this channel")
        buttons.append(SwitchExplainer("channel", not here).button(label))
    return card.row(buttons)


def _of_server(model: ServerInfo, *, traces: bool) -> str:
    """What explainer mode has to show where a server answers."""
    name = plain(model.name, 100)
    if traces:
        told = tr(
            "{model} answers on a server, which tells what tokens it writes, but not what it reads: you see my "
            "answer’s tokens, not yours.",
            model=name,
        )
        return f"-# {told}"
    return tr(
        "**There is nothing to show at the moment:** {model} answers on a server, which tells neither its tokens nor "
        "how likely they were. `/next` needs them too; `/tokenize` works.",
        model=name,
    )
