"""What members do with a card of ``/inside``, and what it offers."""

from collections.abc import Sequence

from discord import ComponentType
from simcord.actors import MemberActor
from simcord.components import walk_components
from simcord.results import ResponseMessage

from tests.world import World, card, options

FRANCE = "The capital of France is"


async def opened(world: World, view: str, **given: str | int) -> ResponseMessage:
    """The card of ``/inside`` with such a view."""
    return card(await world.alice.slash(world.channel, "inside", view=view, **given))


async def choose(member: MemberActor, shown: ResponseMessage, what: str, value: str) -> ResponseMessage:
    """The card after something was chosen in the select whose custom id begins with ``look-WHAT``."""
    return card(await member.select(shown, [value], custom_id=select_of(shown, what)))


def select_of(shown: ResponseMessage, what: str) -> str:
    [found] = [
        str(part["custom_id"])
        for part in walk_components(shown.components)
        if part["type"] == ComponentType.select.value and str(part["custom_id"]).startswith(f"look-{what}:")
    ]
    return found


def chosen(shown: ResponseMessage) -> Sequence[str]:
    return [value for value, default in options(shown) if default]
