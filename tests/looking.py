"""What members do with a card of ``/inside``, and what it offers."""

from collections.abc import Sequence

from simcord.actors import MemberActor
from simcord.components import walk_components
from simcord.results import ResponseMessage

from bot.ui.buttons.custom_id import CustomId
from tests.world import World, card, options

FRANCE = "The capital of France is"


async def opened(world: World, view: str, **given: str | int) -> ResponseMessage:
    """The card of ``/inside`` with such a view."""
    return card(await world.alice.slash(world.channel, "inside", view=view, **given))


async def choose(member: MemberActor, shown: ResponseMessage, what: type[CustomId], value: str) -> ResponseMessage:
    """The card after something was chosen in the select that asks for that."""
    return card(await member.select(shown, [value], custom_id=id_of(shown, what)))


def id_of(shown: ResponseMessage, what: type[CustomId]) -> str:
    """The custom id of a card's only button or select that asks for that."""
    ids = [str(part.get("custom_id")) for part in walk_components(shown.components)]
    [found] = [each for each in ids if what.read(each)]
    return found


def chosen(shown: ResponseMessage) -> Sequence[str]:
    return [value for value, default in options(shown) if default]
