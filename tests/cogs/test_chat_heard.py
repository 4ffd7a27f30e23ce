"""What the chat keeps of what is said to the bot."""

from bot.config import Settings
from tests.cogs.on_server import answering, say_only
from tests.model.faulty import GOOD
from tests.talking import guild, turns


async def test_what_is_no_longer_said_to_it_is_forgotten(settings: Settings) -> None:
    async with answering(settings, GOOD) as world:
        messages = [await say_only(world, words) for words in ("one", "two", "three")]
        assert world.bot.user
        await world.alice.edit(messages[0], "a secret")
        await world.alice.edit(messages[1], world.bot.user.mention)
        assert [turn.said.text for turn in await turns(world)] == ["three"]


async def test_its_name_is_left_out_and_those_of_others_stay(settings: Settings) -> None:
    async with answering(settings, GOOD) as world:
        me = world.bot.user
        assert me
        twin = guild(world).add_member(world.env.create_user(f"{me.name}chen"))
        await world.alice.send(world.channel, f"{me.mention}, ask {twin.mention} <:berry:{twin.id}> @everyone")
        [turn] = await turns(world)
        assert turn.said.text == f", ask @{me.name}chen :berry: @everyone"
