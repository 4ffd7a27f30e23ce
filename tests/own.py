"""What a member finds under ``/me``, opened by its buttons."""

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, UserHandle
from simcord.results import InteractionResult

from tests.world import card


async def press(member: MemberActor, channel: ChannelHandle, label: str) -> InteractionResult:
    """What a button of ``/me`` answers, used in ``channel``."""
    return await member.click(card(await member.slash(channel, "me")), label=label)


async def history(member: MemberActor, channel: ChannelHandle, *, mine: bool = False) -> InteractionResult:
    """The first page of the channel's history, or of the member's own questions there."""
    return await press(member, channel, "My questions" if mine else "This channel’s")


async def export(member: MemberActor, channel: ChannelHandle, choice: str = "mine:csv") -> InteractionResult:
    """The file that is chosen among those to export."""
    return await member.select(card(await press(member, channel, "Export")), [choice])


async def in_direct_message(user: UserHandle, label: str) -> InteractionResult:
    """What a button of ``/me`` answers, used in a direct message."""
    pressed: InteractionResult = await user.click(card(await user.slash("me")), label=label)
    return pressed
