"""The bot with its log on a PostgreSQL server, as a member uses it for an hour, through a restart."""

from bot.chat import Said
from bot.config import DatabaseSettings, Settings
from bot.storage import Kept
from tests.learning import take
from tests.own import history, press
from tests.postgresql import Server
from tests.quizzing import finish, question_of, reveal, right, start
from tests.talking import say
from tests.world import card, enter, text


async def test_an_hour_of_a_member(settings: Settings, postgresql: Server) -> None:
    settings = settings.model_copy(update={"database": DatabaseSettings(url=postgresql.empty())})
    async with enter(settings) as world:
        answered = card(await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?"))
        assert "**3 times**" in text(answered)
        await world.bob.slash(world.channel, "ask", question="How many a's are in banana?")
        cut = card(await world.alice.slash(world.channel, "tokenize", text="straw\0berry 🍓"))
        await say(world, "Hello!")
        said = Said(world.env.now(), world.alice.id, world.channel.id, world.alice.guild.id, "Hello!")
        await world.bot.services.chats.add(said)  # there is no model here to talk with
        first = await start(world, rounds=1)
        await world.alice.click(first, label=right(world))
        await world.bob.click(first, label=question_of(world).options[0])
        assert "players got it" in await reveal(world)
        assert f"<@{world.alice.id}>" in await finish(world)
        await take(world, world.alice, "tokens", wrong_at=1)
        assert f"<@{world.alice.id}>" in text(card(await world.alice.slash(world.channel, "leaderboard")))
        assert "How many r's" in text(card(await history(world.alice, world.channel)))
        await world.restart(settings)
        assert "1618, 188, 19772" in text(card(await world.alice.click(cut, label="Ids")))
        kept = world.bot.services.members.kept
        assert await kept(world.alice.id) == Kept(
            comparisons=1, texts=2, turns=1, explainer=False, answers=1, quizzes=1, lessons=1
        )
        await world.alice.click(card(await press(world.alice, world.channel, "Delete everything")), label="Delete")
        assert not await kept(world.alice.id)
        assert (await kept(world.bob.id)).comparisons == 1
