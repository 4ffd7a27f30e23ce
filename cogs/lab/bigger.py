"""``/lab bigger``: the same training with networks of four sizes, and two of them trained again on request."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import services_of
from bot.app.commands import begin
from bot.drawing import bigger_chart
from bot.lab.bigger import AGAIN, SEEDS, SIZES, shipped
from bot.model import asked_by
from bot.services.growing import grow
from bot.ui.buttons.lab_bigger import TrainSizesAgain
from bot.ui.lab_bigger import again_card, bigger_card
from bot.ui.sending import reply

USES = 2
"""What training again takes from a member's budget: it keeps a processor busy for some ten seconds."""


class Bigger(commands.Cog):
    """The command."""

    @app_commands.command(
        description="The same words, the same steps, four sizes of network: does a bigger one learn more?",
        extras={"example": "/lab bigger"},
    )
    async def bigger(self, interaction: discord.Interaction) -> None:
        """Show how all sizes came out."""
        await begin(interaction)
        found = shipped()
        picture = await services_of(interaction).studio.draw(bigger_chart, found)
        button = TrainSizesAgain().button("Train the two smallest again", emoji="🔁")
        await reply(interaction, bigger_card(found, picture, [button]))


async def train_again(interaction: discord.Interaction, _: TrainSizesAgain) -> None:
    """Train them here, and show who pressed how they came out beside what is shipped."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = services_of(interaction)
    with asked_by(interaction.guild_id, interaction.user.id):
        here = [each async for each in grow(services.laboratory, SIZES[:AGAIN], SEEDS[:1])]
    found = shipped()
    picture = await services.studio.draw(bigger_chart, found, here)
    await reply(interaction, again_card(found, here, picture), ephemeral=True)
