"""Proposing a question: a member's question, from the form to a quiz."""

import pytest
from simcord.results import InteractionResult
from sqlalchemy import select

from bot.config import Settings
from bot.quiz import Proposal
from bot.storage.quiz_tables import RoundRow
from bot.ui import Card
from bot.ui.buttons.quiz import Propose
from bot.ui.sending import send
from tests.quiz.quizzes import NOW
from tests.quizzing import asked, begin, finish, question_of, reveal, told
from tests.talking import labels_of, said_by_bot, shown
from tests.world import World, card, labels, text

GOOD = {"question": "What is a token?", "right": "A number", "wrong": "A letter\nA coin", "why": "Ids."}


async def submit(world: World, **changes: str) -> InteractionResult:
    channel = world.bot.get_partial_messageable(world.channel.id)
    await send(channel, Card().row([Propose().button("Propose a question")]))
    form = await world.alice.click(said_by_bot(world)[-1], label="Propose a question")
    return await world.alice.submit_modal(form, GOOD | changes)


async def board_topics(world: World) -> list[str]:
    """What ``/leaderboard`` offers."""
    return [choice["name"] for choice in await world.alice.autocomplete(world.channel, "leaderboard", "topic", "")]


async def test_a_question_is_proposed_accepted_and_played(world: World) -> None:
    without = await board_topics(world)
    proposed = card(await submit(world))
    assert f"<@{world.alice.id}> proposes: What is a token?" in text(proposed)
    assert "A number" not in text(proposed)
    assert labels(proposed) == ["Review"]
    assert "Only those who may manage this server" in told(await world.bob.click(proposed, label="Review"))
    review = card(await world.manager.click(proposed, label="Review"))
    assert review.ephemeral
    assert "✅ A number\n❌ A letter\n❌ A coin" in text(review)
    assert labels(review) == ["Accept", "Decline"]
    decided = card(await world.manager.click(review, label="Accept"))
    assert "**Accepted**" in text(decided)
    assert "**Accepted**" in shown(said_by_bot(world)[-1])
    assert labels_of(said_by_bot(world)[-1]) == []
    assert "Next word" in without  # though no model plays here now
    assert await board_topics(world) == [*without, "From members"]
    await begin(world, world.alice, topic="community", rounds=1)
    assert "**What is a token?**" in shown(asked(world))
    assert sorted(question_of(world).options) == ["A coin", "A letter", "A number"]
    await world.bob.click(asked(world), label="A number")
    assert "Ids." in await reveal(world)


async def test_two_who_decide_at_once_decide_once(world: World) -> None:
    proposed = card(await submit(world))
    first = card(await world.manager.click(proposed, label="Review"))
    second = card(await world.manager.click(proposed, label="Review"))
    await world.manager.click(first, label="Decline")
    assert "**Declined.**" in text(card(await world.manager.click(second, label="Accept")))
    assert world.channel.guild
    assert await world.bot.services.proposals.accepted(world.channel.guild.id) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"wrong": "a number"}, "Two of the answers are the same"),
        ({"wrong": "\n \n"}, "one to 3 wrong answers"),
        ({"wrong": "a\nb\nc\nd"}, "one to 3 wrong answers"),
        ({"wrong": "x" * 81}, "at most 80 characters"),
        ({"question": "   "}, "needs a text and a right answer"),
    ],
)
async def test_what_makes_no_question_is_refused(world: World, changes: dict[str, str], why: str) -> None:
    refused = await submit(world, **changes)
    assert why in world.refusal(refused)
    assert card(refused).ephemeral


async def test_what_was_written_comes_back_with_the_refusal(world: World) -> None:
    refused = await submit(world, wrong="a number", why="Ids, and `nothing` else.")
    assert "Two of the answers are the same" in world.refusal(refused)
    [file] = card(refused).message.attachments
    assert file.filename == "what-you-wrote.txt"
    assert (await file.read()).decode() == "What is a token?\n\nA number\n\na number\n\nIds, and `nothing` else."


async def test_odd_texts_ping_nobody_and_stay_text(world: World) -> None:
    odd = "@everyone <@1> ``` **b** [a](https://b.c) \u202e"
    proposed = card(await submit(world, question=odd, right="<@&2> `x`", wrong="@here", why=odd))
    assert not proposed.message.mention_everyone
    review = card(await world.manager.click(proposed, label="Review"))
    await world.manager.click(review, label="Accept")
    await begin(world, world.alice, topic="community", rounds=1)
    message = asked(world)
    assert not message.mention_everyone
    assert "\\*\\*b\\*\\*" in shown(message)
    await world.bob.click(message, label="@here")
    await reveal(world)


async def test_no_more_than_five_of_one_member_wait(world: World) -> None:
    for number in range(5):
        await submit(world, question=f"Number {number}?")
    assert "5 questions of yours wait" in world.refusal(await submit(world))


async def test_a_question_that_was_deleted_cannot_be_decided(world: World) -> None:
    proposed = card(await submit(world))
    review = card(await world.manager.click(proposed, label="Review"))
    await world.bot.services.members.forget(world.alice.id)
    assert "This question is gone" in told(await world.manager.click(proposed, label="Review"))
    assert "This question is gone" in card(await world.manager.click(review, label="Accept")).content


async def accept(world: World, **changes: str) -> None:
    """Alice's question, which may be asked from now on."""
    review = card(await world.manager.click(card(await submit(world, **changes)), label="Review"))
    await world.manager.click(review, label="Accept")


async def test_a_question_that_is_asked_while_it_is_deleted_counts_and_shows_none_of_it_after_a_restart(
    world: World, settings: Settings
) -> None:
    await accept(world)
    await begin(world, world.bob, topic="community", rounds=1)
    good = question_of(world).right
    await world.bob.click(asked(world), label="A number")
    await world.bot.services.members.forget(world.alice.id)
    await world.restart(settings)
    await world.env.advance_time(1)
    assert not any(said in shown(asked(world)) for said in (*GOOD.values(), "A coin"))
    answer = f"Answer {good + 1}"
    assert f"Noted: **{answer}**" in told(await world.bob.click(asked(world), label=answer))
    revealed = await reveal(world)
    assert f"This question is gone: the member who had proposed it had it deleted.\n**✅ {answer}**" in revealed
    assert f"**1 of 1 player got it:** <@{world.bob.id}> +1" in revealed
    assert not any(said in revealed for said in (*GOOD.values(), "A coin"))
    assert said_by_bot(world)[-2].attachments == []
    assert "1 of 1 right" in await finish(world)


async def test_a_question_made_ahead_is_not_asked_once_it_was_deleted(world: World) -> None:
    await accept(world)
    await accept(world, question="And a byte?")
    await begin(world, world.bob, topic="community", rounds=2)
    await world.env.settle()  # by then the second one has been made
    await world.bot.services.members.forget(world.alice.id)
    await reveal(world)
    assert "The quiz ends here, as I have no further question for it" in await finish(world)
    async with world.database() as database, database.read() as session:
        assert [row.subject for row in await session.scalars(select(RoundRow))] == [""]


async def test_another_server_s_questions_are_not_played(world: World) -> None:
    proposals = world.bot.services.proposals
    await proposals.decide(await proposals.add(Proposal(0, 1, 1, NOW, "Sky?", ("blue", "red"), "")), "accepted")
    assert "Propose one" in world.refusal(await world.alice.slash(world.channel, "quiz start", topic="community"))
