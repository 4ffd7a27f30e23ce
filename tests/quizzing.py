"""Quizzes in a simulated Discord: what the channel shows, and whose turn it is."""

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.quiz import Question, Session
from tests.talking import labels_of, said_by_bot, shown
from tests.world import World, card

SECONDS, PAUSE = 20, 8
"""Of a round, and after it."""


async def start(world: World, **options: object) -> discord.Message:
    """Begin a quiz as Alice: the message of its first question."""
    await begin(world, world.alice, **options)
    return asked(world)


async def begin(world: World, member: MemberActor, **options: object) -> None:
    """Open the lobby of a quiz and press Start now."""
    await member.click(await lobby(world, member, **options), label="Start now")


async def lobby(world: World, member: MemberActor, **options: object) -> discord.Message:
    """Open the lobby of a quiz: its message."""
    await member.slash(world.channel, "quiz start", **{"topic": "letters", "seconds": SECONDS} | options)
    return said_by_bot(world)[-1]


async def standing(world: World, member: MemberActor) -> ResponseMessage:
    """What ``/quiz start`` shows a member while a quiz goes on."""
    answer = card(await member.slash(world.channel, "quiz start"))
    assert answer.ephemeral
    return answer


async def stop(world: World, member: MemberActor) -> InteractionResult:
    """Press Stop there."""
    return await member.click(await standing(world, member), label="Stop")


def asked(world: World) -> discord.Message:
    """The newest message with a question that takes answers."""
    return next(each for each in reversed(said_by_bot(world)) if any("Hint" in label for label in labels_of(each)))


def session_of(world: World) -> Session:
    """The quiz that goes on in the channel."""
    session = world.bot.services.quizzing.in_channel(world.channel.id)
    assert session
    return session


def question_of(world: World) -> Question:
    """What is asked now."""
    return session_of(world).question


def right(world: World) -> str:
    """The label of the right answer."""
    return question_of(world).options[question_of(world).right]


def wrong(world: World) -> str:
    """The label of a wrong answer."""
    question = question_of(world)
    return next(option for place, option in enumerate(question.options) if place != question.right)


def told(result: InteractionResult) -> str:
    """What a member alone is told by a button."""
    answer = card(result)
    assert answer.ephemeral
    return answer.content.replace("\\", "")


async def reveal(world: World) -> str:
    """Let the time run out: the card of the answer."""
    message = asked(world)
    await world.env.advance_time(SECONDS + 1)
    return shown(next(each for each in said_by_bot(world) if each.id == message.id))


async def finish(world: World) -> str:
    """Let all rounds run out: the last card."""
    for _ in range(40):
        if world.bot.services.quizzing.in_channel(world.channel.id) is None:
            return shown(said_by_bot(world)[-1])
        await world.env.advance_time(SECONDS + PAUSE)
    raise AssertionError("the quiz does not end")


def picture_alts(message: discord.Message) -> list[str]:
    """What the pictures of a message tell those who do not see them."""
    items = discord.ui.LayoutView.from_message(message).walk_children()
    return [
        media.description or "" for each in items if isinstance(each, discord.ui.MediaGallery) for media in each.items
    ]
