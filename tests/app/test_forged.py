"""Buttons that the bot has never made: they reach nothing of another place, and are told so as usual."""

import re

import discord

from bot.ui import Card
from bot.ui.buttons.chat import AnswerAgain, ShowInsight, StopAnswer, TurnTokens
from bot.ui.buttons.lab_tool import GiveTool
from bot.ui.buttons.log import ShowComparison
from bot.ui.buttons.quiz import (
    Choose,
    Decide,
    Join,
    PlayAgain,
    Propose,
    RevealNow,
    Review,
    StartNow,
    StopQuiz,
    TakeHint,
)
from bot.ui.buttons.texts import ShowCompared, ShowTokens, TurnFound, TurnStory
from bot.ui.sending import send
from tests.quizzing import session_of, start
from tests.raw import forge
from tests.talking import guild, said_by_bot, say, shown
from tests.ui.in_channels import IN_CHANNELS, KINDS
from tests.world import World, card


async def test_what_belongs_to_another_server_or_channel_is_gone_there(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    await say(world, "say hello")
    await start(world)
    session, turn = session_of(world), await world.bot.services.chats.get(1)
    [compared] = await world.bot.services.comparisons.latest(channel_id=world.channel.id, offset=0, limit=1)
    assert turn
    assert session.current
    round_id = session.current.id
    elsewhere = world.env.create_guild("Orchard")
    boss = elsewhere.create_role("boss", permissions=discord.Permissions.all())
    mallory = elsewhere.add_member(world.env.create_user("mallory"), roles=[boss])
    there = [
        (elsewhere.create_text_channel("there"), mallory),
        (guild(world).create_text_channel("other"), world.manager),
    ]
    await world.env.settle()
    for channel, member in there:
        for asked, said in (
            (ShowComparison(compared.id), "That comparison is no longer kept."),
            (GiveTool(compared.id), "That comparison is no longer kept."),
            (StopAnswer(turn.id), "This turn of the chat is gone"),
            (AnswerAgain(turn.id), "This turn of the chat is gone"),
            (ShowInsight(turn.id, "ids"), "This answer is no longer kept"),
            (TurnTokens(turn.id, 0), "This answer is no longer kept"),
            (Choose(round_id, 0), "Too late: this question is over."),
            (TakeHint(round_id), "Too late: this question is over."),
            (RevealNow(round_id), "Too late: this question is over."),
            (Join(session.id), "This quiz is over."),
            (StartNow(session.id), "This quiz is over."),
            (StopQuiz(session.id), "This quiz is over."),
            (PlayAgain(session.id), "That quiz is gone."),
        ):
            assert said in await forge(world, channel, member, asked), asked
    assert session.phase() == "asking"
    assert session.current.answers == ()


async def test_another_server_s_proposals_are_neither_shown_nor_decided(world: World) -> None:
    await world.alice.slash(world.channel, "help")
    channel = world.bot.get_partial_messageable(world.channel.id)
    propose = await send(channel, Card().row([Propose().button("Propose a question")]))
    form = await world.alice.click(propose, label="Propose a question")
    answers = {"question": "What is a token?", "right": "A number", "wrong": "A letter", "why": ""}
    await world.alice.submit_modal(form, answers)
    elsewhere = world.env.create_guild("Orchard")
    boss = elsewhere.create_role("boss", permissions=discord.Permissions.all())
    mallory = elsewhere.add_member(world.env.create_user("mallory"), roles=[boss])
    there = elsewhere.create_text_channel("there")
    await world.env.settle()
    for asked in (Review(1), Decide(1, 1, "accepted")):
        assert "This question is gone" in await forge(world, there, mallory, asked)
    assert "What is a token?" in await forge(world, world.channel, world.manager, Review(1))


async def test_a_decision_is_written_on_no_other_card(world: World) -> None:
    """A manager's press names the proposal's message, and might name any."""
    channel = world.bot.get_partial_messageable(world.channel.id)
    await send(channel, Card().row([Propose().button("Propose a question")]))
    form = await world.alice.click(said_by_bot(world)[-1], label="Propose a question")
    answers = {"question": "What is a token?", "right": "A number", "wrong": "A letter", "why": ""}
    await world.alice.submit_modal(form, answers)
    other = card(await world.alice.slash(world.channel, "tokenize", text="banana"))
    before = [shown(each) for each in said_by_bot(world)]
    assert "**Accepted" in await forge(world, world.channel, world.manager, Decide(1, other.id, "accepted"))
    assert [shown(each) for each in said_by_bot(world)][: len(before)] == before


async def test_what_was_shown_to_one_member_alone_is_gone_for_others(world: World) -> None:
    await world.alice.slash(world.channel, "chat", text="How many r's are in strawberry?", private=True)
    [compared] = await world.bot.services.comparisons.latest(
        channel_id=world.channel.id, user_id=world.alice.id, offset=0, limit=1
    )
    for asked in (ShowComparison(compared.id), ShowInsight(1, "ids"), StopAnswer(1)):
        refused = await forge(world, world.channel, world.manager, asked)
        assert "no longer kept" in refused or "is gone" in refused
    assert "logged as #1" in await forge(world, world.channel, world.alice, ShowComparison(compared.id))


async def test_impossible_numbers_get_the_usual_messages(world: World) -> None:
    pressed = {
        huge: await forge(world, world.channel, world.manager, huge)
        for huge in map(_huge, IN_CHANNELS)
        if huge not in IN_CHANNELS
    }
    assert len(pressed) > 50
    broken = re.compile("Something went wrong|My memory cannot be read")
    assert not {huge: said for huge, said in pressed.items() if not said or broken.search(said)}


def _huge(written: str) -> str:
    """The same with numbers as large as Discord's limit of characters lets them be, where somebody reads that."""
    tries = (re.sub(r"(?<=:)\d+(?=:|$)", "9" * 19, written, count=count) for count in (3, 2, 1))
    huge = next(each for each in tries if len(each) <= 100)
    return huge if any(kind.read(huge) for kind in KINDS) else written


async def test_pages_answers_and_texts_that_there_are_not(world: World) -> None:
    await world.alice.slash(world.channel, "explain", word="strawberry")
    assert "no such page. Use /explain again" in await forge(world, world.channel, world.alice, TurnStory(1, 9, "Next"))
    assert "gone" in await forge(world, world.channel, world.alice, ShowTokens(2, "ids", "gpt2"))
    assert "gone" in await forge(world, world.channel, world.alice, ShowCompared(2**63 - 1))
    found = TurnFound(1, "contains", 99, "Next")
    assert "not so many tokens" in await forge(world, world.channel, world.alice, found)
    await start(world)
    current = session_of(world).current
    assert current
    assert "no such answer" in await forge(world, world.channel, world.alice, Choose(current.id, 4))
