"""Lessons taken in a simulated Discord: which option is right, and what comes of a press."""

from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from bot.language import tr
from bot.lessons import Progress
from bot.services.learning import Missing, Step
from bot.ui.learn import option_labels
from tests.world import World, card, text

CARD = """
[[cards]]
title = "One"
text = "Take {words}."
experiment = "tokens"
words = "pie"
question = "How many tokens?"
options = ["One", "More"]
measure = "tokens"
up_to = [1]
after = "There are {tokens}."
not_shown = "anything else."
"""
LESSON = 'title = "Pies"\nabout = "A lesson of four pies."\nminutes = 2\n' + CARD * 4


async def open_lesson(world: World, member: MemberActor, lesson: str) -> ResponseMessage:
    """Open a lesson for a member alone: the card that they see."""
    shown = card(await member.slash(world.channel, "learn", lesson=lesson))
    assert shown.ephemeral
    return shown


async def progress_of(world: World, member: MemberActor, lesson: str) -> Progress:
    """How far a member is."""
    return await world.bot.services.learning.progress.get(member.id, lesson)


async def step_of(world: World, member: MemberActor, lesson: str) -> Step:
    """The card where a member is."""
    step = await world.bot.services.learning.step(await progress_of(world, member, lesson))
    assert step
    return step


async def answers_of(world: World, member: MemberActor, lesson: str) -> tuple[str, str]:
    """The labels of the right option and of a wrong one."""
    step = await step_of(world, member, lesson)
    assert not isinstance(step.outcome, Missing), step.outcome.reason
    labels, right = option_labels(step), step.right
    assert right is not None
    return labels[right], next(label for place, label in enumerate(labels) if place != right)


async def press(world: World, member: MemberActor, shown: ResponseMessage, label: str) -> ResponseMessage:
    """Press a button of a lesson: the same message, as it is then."""
    result = await member.click(shown, label=label)
    assert not result.followups, [text(each) or each.content for each in result.followups]
    assert result.response
    assert result.response.id == shown.id
    return result.response


async def take(world: World, member: MemberActor, lesson: str, *, wrong_at: int | None = None) -> ResponseMessage:
    """Take a lesson from its start to its end, right but on the card ``wrong_at``: the last card.

    The ``member`` reads it in the language that is spoken here.
    """
    shown = await open_lesson(world, member, lesson)
    cards = len(world.bot.services.learning.lessons.lesson(lesson).cards)
    for place in range(cards):
        assert tr("{card} of {cards}", card=place + 1, cards=cards) in text(shown)
        right, wrong = await answers_of(world, member, lesson)
        shown = await press(world, member, shown, wrong if place == wrong_at else right)
        assert ("❌" in text(shown)) == (place == wrong_at)
        assert tr("**This does not show:** {what}", what="") in text(shown)
        shown = await press(world, member, shown, tr("Next") if place + 1 < cards else tr("Result"))
    return shown
