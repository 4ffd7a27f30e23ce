"""Quizzes in a real browser: how every topic looks, and one played by two members. The shots are for people."""

import re
from collections.abc import Sequence
from contextlib import suppress

from simcord import SetupError
from simcord.results import ResponseMessage

from bot import quiz
from bot.language import speak
from bot.ui.quiz_words import TOPIC_NAMES
from tests.browser.conftest import together
from tests.browser.gallery import Gallery
from tests.browser.hands import Hands, pictures

PROPOSED = ("What does a model read?", "Numbers", "Letters")


@together
async def test_every_topic_is_played(gallery: Gallery, locale: str) -> None:
    """What is wrong with one topic does not hide the others: all that is wrong is told at the end."""
    await speak(locale)
    manager, friend = Hands(gallery.world, gallery.world.manager), Hands(gallery.world, gallery.world.bob)
    await propose(gallery, manager, friend)
    for topic in quiz.TOPICS:
        try:
            await play(gallery, [manager, friend] if topic == "letters" else [manager], topic)
        except (AssertionError, SetupError, TimeoutError) as error:
            error.add_note(f"in {topic}")
            gallery.wrong.append(error)
    for command, said in (("leaderboard", "points"), ("me", "Your quizzes"), ("quiz daily", "None is asked here")):
        before = manager.newest()
        await manager.use(command)
        await gallery.hang(manager.card(said, before), f"quiz-{command.replace(' ', '-')}", said)
    await gallery.close()


async def propose(gallery: Gallery, manager: Hands, friend: Hands) -> None:
    """A question of the second member, reviewed by the first, who manages the server."""
    await friend.use("quiz start")
    await gallery.hang(friend.card("Start now"), "quiz-lobby", "Start now")
    await friend.fill(await friend.press(friend.card("Start now"), "Propose a question"), *PROPOSED)
    proposed = manager.card(re.compile(re.escape(PROPOSED[0])))
    await gallery.hang(proposed, "quiz-proposed", "Review")
    await manager.press(proposed, "Review")
    review = manager.card(re.compile("✅ Numbers"))
    await gallery.hang(review, "quiz-review", "Accept")
    await manager.press(review, "Accept")
    await friend.press(friend.card("Start now"), "Stop")


async def play(gallery: Gallery, players: Sequence[Hands], topic: str) -> None:
    """One question, which all answer, and who has begun it reveals."""
    starter, before = players[0], players[0].newest()
    await starter.use("quiz start", topic=topic, rounds=1, seconds=120)
    await starter.press(starter.card("Start now", before), "Start now")
    question = await sooner_or_later(starter, "Reveal now", before)
    for place, player in enumerate(players):
        await player.answer(question, place)
    answers = "2 answers so far" if len(players) == 2 else "1 answer so far"
    await gallery.hang(
        await sooner_or_later(starter, answers, before), f"quiz-{topic}-question", str(TOPIC_NAMES[topic])
    )
    await starter.press(question, "Reveal now")
    ended = await sooner_or_later(starter, "The quiz is over", before)
    reveal = starter.card(re.compile("🤖.*✅|✅.*🤖"), before)
    assert pictures(reveal) == 1
    await gallery.hang(reveal, f"quiz-{topic}-reveal", re.compile("🤖"))
    if topic == "letters":
        await gallery.hang(ended, "quiz-end", "The quiz is over")


async def sooner_or_later(hands: Hands, said: str, since: int) -> ResponseMessage:
    """The card that says so within a quiz's time."""
    for _ in range(20):
        with suppress(AssertionError):
            return hands.card(said, since)
        await hands.world.env.advance_time(1)
    return hands.card(said, since)
