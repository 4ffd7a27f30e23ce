"""Two of the four sizes of a network trained again on request."""

import discord

from bot.app import services_of
from bot.drawing import bigger_chart
from bot.lab.bigger import AGAIN, SEEDS, SIZES, shipped
from bot.model import asked_by
from bot.services.growing import grow
from bot.ui.buttons.lab_bigger import TrainSizesAgain
from bot.ui.lab_bigger import again_card
from bot.ui.sending import reply

USES = 2
"""What training again takes from a member's budget: it keeps a processor busy for some ten seconds."""


async def train_again(interaction: discord.Interaction, _: TrainSizesAgain) -> None:
    """Train them here, and show who pressed how they came out beside what is shipped."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = services_of(interaction)
    with asked_by(interaction.guild_id, interaction.user.id):
        here = [each async for each in grow(services.laboratory, SIZES[:AGAIN], SEEDS[:1])]
    found = shipped()
    picture = await services.studio.draw(bigger_chart, found, here)
    await reply(interaction, again_card(found, here, picture), ephemeral=True)
