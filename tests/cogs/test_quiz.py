"""A quiz as members play it."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from bot.app.presenter import Presenter
from bot.config import ModelSettings, OpenAISettings, Settings
from bot.quiz import TOPICS, Session
from bot.storage.quiz_tables import AnswerRow, QuizRow, RoundRow
from bot.tracing import request_id
from tests.model.faulty import TELLS, entry, serving, status, telling
from tests.quiz.quizzes import INSIDE
from tests.quizzing import (
    PAUSE,
    SECONDS,
    asked,
    finish,
    lobby,
    picture_alts,
    question_of,
    reveal,
    right,
    session_of,
    standing,
    start,
    stop,
    told,
    wrong,
)
from tests.raw import requests, until_sent
from tests.talking import labels_of, said_by_bot, shown
from tests.world import World, card, enter, labels, text


async def answers(world: World) -> list[tuple[int, int | None, bool, int | None]]:
    async with world.database() as database, database.read() as session:
        rows = await session.scalars(select(AnswerRow).order_by(AnswerRow.round_id, AnswerRow.user_id))
        return [(row.user_id, row.choice, row.hinted, row.points) for row in rows]


async def test_what_a_quiz_does_by_itself_belongs_to_no_request(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, play = list[str](), Presenter.play

    async def noted(presenter: Presenter, session: Session) -> None:
        seen.append(request_id())
        await play(presenter, session)

    monkeypatch.setattr(Presenter, "play", noted)
    await start(world)
    assert seen[0]
    seen.clear()
    await world.env.advance_time(SECONDS + PAUSE)
    assert {*seen} == {""}


async def test_a_quiz_from_start_to_end(world: World) -> None:
    waiting = await lobby(world, world.alice, rounds=2)
    assert "### A quiz: Letters\n2 questions, 20 s each, normal. It begins <t:" in shown(waiting)
    assert labels_of(waiting) == ["Start now", "Join", "Stop", "Propose a question"]
    await world.alice.click(waiting, label="Start now")
    begun = next(each for each in said_by_bot(world) if each.id == waiting.id)
    assert "It has begun: 2 questions, 20 s each, normal, with <@" in shown(begun)
    assert labels_of(begun) == []
    message = asked(world)
    assert shown(message).startswith("### Question 1 of 2 · Letters\n**How many ")
    assert labels_of(message) == [*question_of(world).options, "Hint (−25)", "Reveal now"]
    first, lost = right(world), wrong(world)
    assert told(await world.alice.click(message, label=first)).startswith(f"Noted: **{first}**. You may change it")
    assert told(await world.bob.click(message, label=lost)).startswith(f"Noted: **{lost}**")
    revealed = await reveal(world)
    assert f"**✅ {first}**" in revealed
    assert f"**1 of 2 players got it:** <@{world.alice.id}> +150" in revealed
    assert "No model that tells its probabilities is ready here, so none plays." in revealed
    assert "The next question comes <t:" in revealed
    assert labels_of(message := said_by_bot(world)[-1]) == ["Explain more"]
    assert message.attachments
    await world.env.advance_time(PAUSE - 1)  # a second has passed since the reveal
    message = asked(world)
    second = right(world)
    await world.bob.click(message, label=second)
    await world.alice.click(message, label=second)
    ended = await finish(world)
    assert f"🥇 <@{world.alice.id}> · **310 points** · 2 of 2 right" in ended
    assert f"🥈 <@{world.bob.id}> · **150 points** · 1 of 2 right" in ended
    async with world.database() as database, database.read() as session:
        [quiz] = (await session.scalars(select(QuizRow))).all()
        assert (quiz.ending, quiz.ended_at is None) == ("complete", False)
        assert [row.players for row in await session.scalars(select(RoundRow))] == [2, 2]


async def test_answers_are_hidden_may_be_changed_and_one_counts(world: World) -> None:
    message = await start(world, rounds=1)
    good, bad = right(world), wrong(world)
    for label in (bad, good, bad, good):
        await world.alice.click(message, label=label)
    assert "Hint (−25 points): " in told(await world.bob.click(message, label="Hint (−25)"))
    await world.bob.click(message, label=bad)
    await world.env.advance_time(1)
    during = shown(asked(world))
    assert "2 answers so far" in during
    assert str(world.alice.id) not in during
    place = question_of(world).right
    assert f"<@{world.alice.id}> +1" in await reveal(world)
    kept = await answers(world)
    assert [(user, choice == place, hinted) for user, choice, hinted, _ in kept] == [
        (world.alice.id, True, False),
        (world.bob.id, False, True),
    ]
    assert kept[1][3] == -25


async def test_late_presses_are_told_so_in_private(world: World) -> None:
    message = await start(world, rounds=1)
    session_of(world).hurry()
    for label in (right(world), "Hint (−25)"):
        assert "Too late" in told(await world.alice.click(message, label=label))
    await finish(world)
    assert await answers(world) == []


async def test_one_quiz_a_channel_and_others_elsewhere(world: World) -> None:
    await start(world)
    again = await standing(world, world.bob)
    assert "### A quiz is running here: Letters\nQuestion 1 of 5" in text(again)
    assert labels(again) == ["Stop", "Propose a question"]
    guild = world.env.create_guild("Orchard")
    elsewhere, carol = guild.create_text_channel("quiz"), guild.add_member(world.env.create_user("carol"))
    await carol.slash(elsewhere, "quiz start", topic="tokens")
    assert len(world.bot.services.quizzing.sessions) == 2


async def test_who_started_it_or_may_manage_messages_leads_it(world: World) -> None:
    message = await start(world, rounds=3)
    refused = "Only the person who started the quiz, and those who may manage messages here, can do that."
    assert refused in told(await world.bob.click(message, label="Reveal now"))
    assert refused in told(await stop(world, world.bob))
    await world.bob.click(message, label=right(world))
    await world.alice.click(message, label="Reveal now")
    assert f"<@{world.bob.id}> +150" in shown(said_by_bot(world)[-1])
    status = text(await standing(world, world.bob))
    assert f"Question 1 of 3, normal, 20 s each, started by <@{world.alice.id}>." in status
    assert f"\n<@{world.bob.id}> · **150 points** · 1 of 1 right" in status  # nobody else plays
    running = await standing(world, world.alice)
    assert "The quiz ends now." in told(await world.alice.click(running, label="Stop"))
    assert "### The quiz was stopped: Letters" in shown(said_by_bot(world)[-1])
    assert "This quiz is over." in told(await world.alice.click(running, label="Stop"))


async def test_stopping_in_a_round_counts_what_was_answered(world: World) -> None:
    message = await start(world)
    await world.bob.click(message, label=right(world))
    await stop(world, world.alice)
    assert f"\n<@{world.bob.id}> · **150 points**" in shown(said_by_bot(world)[-1])


async def test_there_is_no_medal_without_points(world: World) -> None:
    message = await start(world, rounds=1)
    await world.bob.click(message, label="Hint (−25)")
    for member in (world.alice, world.bob):
        await member.click(message, label=wrong(world))
    await finish(world)
    assert f"\n2\\. <@{world.bob.id}> · **−25 points** · 0 of 1 right" in shown(said_by_bot(world)[-1])


async def test_it_can_be_played_again_by_anybody(world: World) -> None:
    await start(world, rounds=1, topic="ids", difficulty="easy")
    await finish(world)
    await world.bob.click(said_by_bot(world)[-1], label="Play again")
    await world.bob.click(said_by_bot(world)[-1], label="Start now")
    session = session_of(world)
    assert (session.plan.topic, session.plan.difficulty, session.plan.rounds) == ("ids", "easy", 1)
    assert session.plan.user_id == world.bob.id


@pytest.mark.parametrize("topic", [*(each for each in TOPICS if each not in {*INSIDE, "community"}), "mixed"])
async def test_every_topic_without_a_model(world: World, topic: str) -> None:
    message = await start(world, rounds=1, topic=topic, difficulty="hard")
    await world.alice.click(message, label=right(world))
    assert f"<@{world.alice.id}> +150" in await reveal(world)


@pytest.mark.parametrize(("topic", "why"), [("next", "none is ready here"), ("community", "Propose one")])
async def test_where_no_question_can_be_made_the_starter_is_told_what_to_do(world: World, topic: str, why: str) -> None:
    assert why in world.refusal(await world.alice.slash(world.channel, "quiz start", topic=topic))
    assert world.bot.services.quizzing.sessions == []
    await start(world)


async def test_alone_in_a_direct_message(world: World) -> None:
    await world.alice.user.slash("quiz start", topic="letters", rounds=1)
    waiting = world.alice.user.dm_channel.last_message
    assert waiting
    assert labels_of(waiting) == ["Start now", "Stop"]
    await world.alice.user.click(waiting, label="Start now")
    [session] = world.bot.services.quizzing.sessions
    await world.alice.user.click(
        world.alice.user.dm_channel.last_message, label=session.question.options[session.question.right]
    )
    await world.env.advance_time(30)
    assert "**150 points**" in text(card(await world.alice.user.slash("me")))


async def test_an_answer_that_cannot_be_kept_is_not_noted(settings: Settings) -> None:
    async with enter(settings) as world:
        message = await start(world, rounds=1)
        with world.broken_database():
            assert "cannot be read or written" in told(await world.alice.click(message, label=right(world)))
        await world.bob.click(message, label=right(world))
        assert "**1 of 1 player got it:**" in await reveal(world)
        assert world.env.errors == []


async def test_a_server_is_asked_what_it_tells_before_it_sits_out(settings: Settings) -> None:
    told = [entry(str(number), -1.0 - number) for number in range(10)]
    async with serving(telling(told[0] | {"top_logprobs": told}), trial=status(500)) as server:
        asking = {
            "model": ModelSettings(backend="openai"),
            "openai": OpenAISettings(base_url=server.url, model="tiny", retries=0),
        }
        async with enter(settings.model_copy(update=asking)) as world:
            await world.bot.services.model.settled()
            server.trial = TELLS
            waiting = await lobby(world, world.alice, rounds=2)
            assert "· 🤖 tiny" in shown(waiting)
            await world.alice.click(waiting, label="Start now")
            await world.alice.click(asked(world), label=wrong(world))
            assert "🤖 tiny said " in await reveal(world)
            ended = await finish(world)
            assert f"\n<@{world.alice.id}> · **0 points** · 0 of 2 right\n🤖 tiny · **" in ended
            assert "of 2 right · outside the ranking\n" in ended
            [alt] = picture_alts(said_by_bot(world)[-1])
            assert alt.endswith("of 2 right (outside the ranking)")


async def test_equal_points_have_the_same_place_and_medal(world: World) -> None:
    message = await start(world, rounds=2)
    for member in (world.alice, world.bob):
        await member.click(message, label=right(world))
    await world.manager.click(message, label=wrong(world))
    await world.env.advance_time(SECONDS + 1)
    both = text(await standing(world, world.bob)), await finish(world)
    for shown_there in both:
        assert f"🥇 <@{world.alice.id}> · **150 points**" in shown_there
        assert f"🥇 <@{world.bob.id}> · **150 points**" in shown_there
        assert f"\n3\\. <@{world.manager.id}> · **0 points**" in shown_there


async def test_a_press_is_acknowledged_while_the_database_is_busy_and_counts(world: World, settings: Settings) -> None:
    message = await start(world, rounds=1)
    good = right(world)
    assert settings.database.path
    with closing(sqlite3.connect(settings.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        pressing = asyncio.create_task(world.alice.click(message, label=good))
        before = len(requests(world, "/callback"))
        await until_sent(world, "/callback", before + 1)
        assert not pressing.done()
        assert "'type': 5" in requests(world, "/callback")[-1]
        other.execute("ROLLBACK")
    assert f"Noted: **{good}**" in told(await pressing)
    assert f"<@{world.alice.id}> +1" in await reveal(world)


async def test_a_press_that_cannot_be_acknowledged_does_not_count(world: World) -> None:
    message = await start(world, rounds=1)
    world.env.inject_error("POST", "/interactions/*/callback", status=503, times=2)
    with pytest.raises(AssertionError, match="no answer"):
        card(await world.alice.click(message, label=right(world)))
    assert "Nobody has answered." in await reveal(world)
    assert await answers(world) == []
