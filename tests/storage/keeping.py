"""Something of everything that is kept of a member."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.chat import Said, Turn
from bot.lessons import Room, Vote
from bot.letters import Asker, Spell
from bot.quiz import Answer, Lobby, Proposal, Quiz
from bot.storage import (
    Chats,
    Comparisons,
    Database,
    Explainers,
    LessonProgress,
    LessonRooms,
    Proposals,
    Quizzes,
    Tokenizations,
)
from tests.quiz.quizzes import plan, round_
from tests.storage.comparing import BASE

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SAID = "xyzzy-plugh"


async def keep(database: Database, user_id: int, said: str = SAID) -> None:
    """Two comparisons and a text of a member, two turns of chats, whether answers are explained to them, and a quiz."""
    for channel in (10, 20):
        asked = replace(BASE, asker=Asker(user_id, channel), text=said, question=Spell(said), exact=said)
        await Comparisons(database).add(asked)
        chats, here = Chats(database, 30), Said(NOW, user_id, channel, None, said, private=channel == 20)
        await chats.end(Turn(await chats.add(here), here, said, ending="complete"))
    await Explainers(database).set("user", user_id, on=True)
    planned = replace(plan(), user_id=user_id, channel_id=user_id)
    quiz_id = await Quizzes(database).begin(planned, Lobby(NOW, players=[user_id]))
    assert quiz_id
    of_quiz = await Quizzes(database).ask(Quiz(quiz_id, planned), round_(0, 1, NOW, NOW))
    await Quizzes(database).answer(of_quiz.id, Answer(user_id, 0, NOW))
    await Proposals(database).add(Proposal(0, 5, user_id, NOW, said, (said, "b"), said))
    await LessonProgress(database).change(user_id, said, lambda mine: replace(mine, words={0: said}), NOW)
    room = await LessonRooms(database).add(Room(0, 5, user_id, user_id, "tokens", 0, "asking", NOW))
    await LessonRooms(database).vote(room.id, Vote(user_id, 0, 1, right=True))
    await Tokenizations(database, 30).add(user_id, said * 1_000, "o200k_base", NOW)
