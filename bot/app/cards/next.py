"""The card of ``/next``: what could come after a text."""

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.app.viewer import Viewer
from bot.drawing import next_token_bars, prompt_end
from bot.errors import InputError
from bot.language import later, number, tr
from bot.model import Sampling, asked_by
from bot.services import Services
from bot.ui import Card, Pressable
from bot.ui.buttons.inside import LookIntoText, look_inside
from bot.ui.buttons.next import AppendToken, ChooseCut, ChooseTemperature, Move
from bot.ui.next import Step, cut_words, next_card, token_label
from bot.ui.text import capitalized

_BUTTONS = 5
"""Tokens to be appended: a row of buttons."""
HOTTEST, MOST_KEPT, LEAST_SHARE = 2.0, 50_000, 0.01
"""The highest temperature and top-k, and the lowest top-p."""
_TEMPERATURES = {0: later("always the likeliest"), 0.3: None, 0.7: None, 1: later("as the model has it"), 1.5: None}
_CUTS = (Sampling(), Sampling(top_k=5), Sampling(top_k=40), Sampling(top_p=0.5), Sampling(top_p=0.9))


async def next_token_card(
    services: Services, viewer: Viewer, text: str, sampling: Sampling, model: str | None = None
) -> Card:
    """What could come after ``text``, by the model of ``services``, which members call ``model``.

    Raises ``InputError`` for what cannot be read, and ``ModelUnavailable``.
    """
    step = await next_step(services, viewer, text, (), sampling)
    name = model or step.model
    kept = await services.texts.keep(viewer.user_id, viewer.guild_id, text, name, viewer.when, shown_in=viewer.shown_in)
    return await next_token_view(services, step, kept)


async def next_step(
    services: Services,
    viewer: Viewer,
    text: str,
    ids: tuple[int, ...],
    sampling: Sampling,
    *,
    sample: bool = False,
) -> Step:
    """What could come after ``text`` and the tokens ``ids``; ``sample`` takes one of them by chance."""
    possible = 0 <= sampling.temperature <= HOTTEST and 0 <= sampling.top_k <= MOST_KEPT
    if not (possible and LEAST_SHARE <= sampling.top_p <= 1):
        raise InputError(later("There is no such temperature or cut-off. Use /next again."))
    with asked_by(viewer.guild_id, viewer.user_id):
        seen = await services.model.next_tokens(text, ids, sampling, sample=sample)
    return Step(services.settings.model_name, text, len(ids), sampling, seen)


async def next_token_view(services: Services, step: Step, kept: int | None) -> Card:
    """One ``step``, whose text is kept as ``kept``; without buttons where it is not."""
    bars = await services.studio.draw(next_token_bars, step.seen.likeliest)
    strip = await services.studio.draw(prompt_end, step.read)
    return next_card(step, bars, strip, [] if kept is None else _rows(kept, step))


def _rows(kept: int, step: Step) -> Sequence[Sequence[Pressable]]:
    state = kept, step.sampling.temperature, step.sampling.top_k, step.sampling.top_p
    possible = [each.token for each in step.seen.likeliest if each.chance][:_BUTTONS]
    moves: list[Pressable] = [Move(*state, "draw").button(tr("Draw one"), style=discord.ButtonStyle.primary)]
    if step.appended:
        moves.append(Move(*state, "back").button(tr("Back")))
    moves.append(look_inside(LookIntoText(kept)))
    return [
        [AppendToken(*state, token.id).button(token_label(token)) for token in possible],
        moves,
        [ChooseTemperature(*state).select(_temperatures(step.sampling), tr("Temperature"))],
        [ChooseCut(*state).select(_cuts(step.sampling), tr("Cut-offs"))],
    ]


def _temperatures(sampling: Sampling) -> Sequence[discord.SelectOption]:
    chosen_now = sampling.temperature
    return [
        discord.SelectOption(
            label=tr("Temperature {degree}", degree=number(each, 0 if each == int(each) else 1)),
            value=f"{each:g}",
            description=str(said) if (said := _TEMPERATURES.get(each)) else None,
            default=each == chosen_now,
        )
        for each in sorted({*_TEMPERATURES, chosen_now})
    ]


def _cuts(sampling: Sampling) -> Sequence[discord.SelectOption]:
    chosen_now = replace(sampling, temperature=Sampling().temperature)
    return [
        discord.SelectOption(
            label=capitalized(cut_words(each)), value=f"{each.top_k}:{each.top_p:g}", default=each == chosen_now
        )
        for each in dict.fromkeys((*_CUTS, chosen_now))
    ]
