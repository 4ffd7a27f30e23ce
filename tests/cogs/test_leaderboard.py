"""``/leaderboard`` and ``/me`` as members use them."""

from bot.quiz import MODEL
from tests.quizzing import finish, reveal, right, start, wrong
from tests.storage.playing import play
from tests.world import World, alts, card, text


async def test_before_any_quiz_they_say_how_to_begin(world: World) -> None:
    assert "Nobody has points here yet. `/quiz start`" in text(
        card(await world.alice.slash(world.channel, "leaderboard"))
    )
    own = card(await world.alice.slash(world.channel, "me"))
    assert own.ephemeral
    assert "You have answered no quiz question yet" in text(own)


async def test_a_quiz_leads_to_places_and_a_record(world: World) -> None:
    message = await start(world, rounds=2)
    await world.alice.click(message, label=right(world))
    await world.bob.click(message, label=wrong(world))
    await reveal(world)
    await finish(world)
    board = text(card(await world.bob.slash(world.channel, "leaderboard", period="week", topic="letters")))
    assert "### Leaderboard · this server · the last 7 days · Letters" in board
    assert "ever · Letters" in text(card(await world.bob.slash(world.channel, "leaderboard", topic="Letters")))
    assert "no topic “cheese”" in world.refusal(await world.bob.slash(world.channel, "leaderboard", topic="cheese"))
    assert f"🥇 <@{world.alice.id}> · **150 points** · 1 of 1 right\n" in board
    assert f"\n2\\. <@{world.bob.id}> · **0 points** · 0 of 1 right ← you" in board
    own = text(card(await world.bob.slash(world.channel, "me")))
    assert "**0 points** · 0 of 1 question right (0%)" in own
    assert "Letters 0/1     –" in own


async def test_the_model_has_a_row_of_its_own_and_strangers_have_no_name(world: World) -> None:
    guild = world.channel.guild
    assert guild
    alice, bob = world.alice.id, world.bob.id
    async with world.database() as database:
        await play(database, {alice: (True, 100), bob: (True, 90), MODEL: (True, 100)}, server=guild.id)
        await play(database, {alice: (True, 100), 77: (True, 500), MODEL: (False, 0)}, server=4)
    board = text(card(await world.alice.slash(world.channel, "leaderboard", scope="everyone")))
    assert "🥇 someone elsewhere · **500 points**" in board
    assert "<@77>" not in board
    assert "🤖" not in board  # it was another model that played
    own = card(await world.alice.slash(world.channel, "me"))
    assert "                you model\nHow many tokens 2/2   1/2" in text(own)
    assert "How many tokens: you 100% of 2, the model 50% of 2" in alts(own)[0]
    assert [file.filename for file in own.attachments] == ["record.png"]


async def test_in_a_direct_message_the_board_is_everyone_s(world: World) -> None:
    shown = text(card(await world.alice.user.slash("leaderboard")))
    assert "### Leaderboard · everyone · ever" in shown


async def test_in_a_direct_message_those_of_other_direct_messages_have_no_name(world: World) -> None:
    async with world.database() as database:
        await play(database, {world.alice.id: (True, 100), 77: (True, 500)}, server=None)
    board = text(card(await world.alice.user.slash("leaderboard")))
    assert "🥇 someone elsewhere · **500 points**" in board
    assert f"🥈 <@{world.alice.id}> · **100 points** · 1 of 1 right ← you" in board


async def test_a_hint_alone_is_no_answer(world: World) -> None:
    async with world.database() as database:
        await play(database, {world.bob.id: (True, 100)}, hints=[world.alice.id])
    own = text(card(await world.alice.slash(world.channel, "me")))
    assert "You have answered no quiz question yet" in own
    async with world.database() as database:
        await play(database, {world.alice.id: (True, 100)}, topic="letters")
    own = text(card(await world.alice.slash(world.channel, "me")))
    assert "**75 points** · 1 of 1 question right (100%)" in own
    assert "How many tokens" not in own
