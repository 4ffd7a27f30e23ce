"""New cards of ``/inside``, whatever they are opened from."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.app import services_of
from bot.app.commands import may_see
from bot.drawing import view_picture
from bot.errors import InputError
from bot.inside.views import Seen
from bot.language import later
from bot.letters import ModelAnswer
from bot.model import ModelInfo, asked_by
from bot.model.install import is_small
from bot.services import Services
from bot.services.allowed import check_model
from bot.services.looking import Looking, Subject
from bot.ui import Card
from bot.ui.buttons.inside import LookIntoComparison, LookIntoText, LookIntoTurn, OpenOwn
from bot.ui.inside import Inside, inside_card
from bot.ui.sending import reply
from cogs.inside.controls import controls

COMMAND = "/inside"


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is looked into: ``text``, and the tokens ``ids`` behind it; ``other`` is patched in."""

    text: str
    ids: Sequence[int] = ()
    other: str = ""


async def open_card(
    interaction: discord.Interaction, services: Services, source: Source, looking: Looking, *, private: bool
) -> None:
    """Answer with a new card, once “thinking …” is shown."""
    subject = await services.inspecting.subject(source.text, source.ids)
    other = await services.inspecting.subject(source.other) if source.other else None
    seen = await see(interaction, services, subject, looking, other)
    kept = await _keep(interaction, services, source.text, tuple(source.ids), private=private)
    other_kept = await _keep(interaction, services, source.other, (), private=private) if source.other else 0
    # Without the other text a press would show something else.
    shown = None if other_kept is None else kept
    card = await draw(
        services,
        Inside(services.settings.model_name, subject, looking, seen, bool(source.other)),
        shown,
        other_kept or 0,
    )
    await reply(interaction, card, ephemeral=private)


async def see(
    interaction: discord.Interaction, services: Services, subject: Subject, looking: Looking, other: Subject | None
) -> Seen:
    """What there is to be seen, asked for in the member's name."""
    with asked_by(interaction.guild_id, interaction.user.id):
        return await services.inspecting.see(subject, looking, other)


async def draw(services: Services, inside: Inside, kept: int | None, other: int) -> Card:
    """The card, without buttons where its text is not ``kept``."""
    picture = await services.studio.draw(view_picture, inside.seen)
    info, can = services.model.state, services.model.capabilities
    rows = controls(kept, other, inside, info, can) if kept is not None and isinstance(info, ModelInfo) else []
    return inside_card(inside, picture, rows, small=is_small())


async def look_into_turn(interaction: discord.Interaction, asked: LookIntoTurn) -> None:
    """Look into the very ids that an answer of the chat was made of."""
    services = await _begin(interaction)
    turn = await services.chats.get(asked.turn)
    if turn is None or not may_see(interaction, turn.said.asker):
        raise InputError(
            later("This answer is no longer kept: it was deleted, or it is too old. Ask again for a new one.")
        )
    if turn.insight is None or not turn.insight.tokens:
        raise InputError(
            later(
                "The tokens of this answer are not kept: something that it quotes was deleted or edited since, or it "
                "came from a server. Ask again for a new one."
            )
        )
    source = Source("", [token.id for token in turn.insight.tokens])
    await open_card(interaction, services, source, await services.inspecting.of_text(turn.said.text), private=True)


async def look_into_comparison(interaction: discord.Interaction, asked: LookIntoComparison) -> None:
    """Look into the very ids that the model was asked a letter question with."""
    services = await _begin(interaction)
    stored = await services.comparisons.get(asked.comparison)
    if stored is None or not may_see(interaction, stored.comparison.asker):
        raise InputError(later("That comparison is no longer kept. Ask again with /ask."))
    answer = stored.comparison.model
    services = services.with_model(answer.name if isinstance(answer, ModelAnswer) else None)
    ids, looking = services.inspecting.of_comparison(stored.comparison)
    await open_card(interaction, services, Source("", ids), looking, private=True)


async def look_into_text(interaction: discord.Interaction, asked: LookIntoText) -> None:
    """Look into the text of a card of ``/next``, with what was appended there."""
    services = await _begin(interaction)
    kept = await services.texts.shared(asked.kept, interaction.user.id, interaction.channel_id, "/next")
    looking = await services.inspecting.of_text(kept.text)
    await open_card(interaction, services.with_model(kept.encoding), Source(kept.text, kept.ids), looking, private=True)


async def open_own(interaction: discord.Interaction, asked: OpenOwn) -> None:
    """Open a card that looks at the same, to whoever presses alone."""
    services = await _begin(interaction)
    texts, channel_id = services.texts, interaction.channel_id
    kept = await texts.shared(asked.kept, interaction.user.id, channel_id, COMMAND)
    other = await texts.shared(asked.other, interaction.user.id, channel_id, COMMAND) if asked.other else None
    source = Source(kept.text, kept.ids, other.text if other else "")
    await open_card(interaction, services.with_model(kept.encoding), source, asked.looking, private=True)


async def _begin(interaction: discord.Interaction) -> Services:
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = services_of(interaction)
    check_model(await services.server_settings(interaction.guild_id))
    return services


async def _keep(
    interaction: discord.Interaction, services: Services, text: str, ids: tuple[int, ...], *, private: bool
) -> int | None:
    return await services.texts.keep(
        interaction.user.id,
        interaction.guild_id,
        text,
        services.settings.model_name,
        interaction.created_at,
        ids,
        None if private else interaction.channel_id,
    )
