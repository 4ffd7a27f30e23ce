"""The cards of lessons."""

from bot.app.viewer import Viewer
from bot.lessons import LESSONS, Progress, Room
from bot.model import asked_by
from bot.model.install import is_small
from bot.services import Services
from bot.ui import Card
from bot.ui.learn import end_card, lessons_card, step_card
from bot.ui.learn_room import room_card, room_end_card
from bot.ui.reading import reading_card


async def lessons_view(services: Services, viewer: Viewer) -> Card:
    """All lessons, and how far the asker is."""
    learning = services.learning
    mine = {each.lesson: each for each in await learning.progress.every(viewer.user_id)}
    return lessons_card(learning.lessons, mine, small=is_small())


async def lesson_view(services: Services, viewer: Viewer, progress: Progress) -> Card:
    """The card of a lesson where a member is, or how it ended."""
    lessons, learning = services.learning.lessons, services.learning
    server = await services.server_settings(viewer.guild_id)
    with asked_by(viewer.guild_id, viewer.user_id):
        step = await learning.step(progress, model=server.model)
    if step:
        return step_card(step, progress, together=viewer.guild_id is not None and not server.private)
    next_id = lessons.following(progress.lesson)
    done = {each.lesson for each in await learning.progress.every(viewer.user_id) if each.best is not None}
    left = [lessons.lesson(id_) for id_ in lessons.ids if id_ not in done]
    return end_card(lessons.lesson(progress.lesson), progress, lessons.lesson(next_id) if next_id else None, left)


async def room_view(services: Services, room: Room) -> Card:
    """The card of a lesson where a channel is, or how it ended."""
    model = (await services.server_settings(room.guild_id)).model
    with asked_by(room.guild_id, room.user_id or 0):
        step = await services.rooms.step(room, model=model)
    if step and room.state != "ended":
        return room_card(step, room)
    return room_end_card(services.learning.lessons.lesson(room.lesson), room)


def reading_view(lesson_id: str | None) -> Card:
    """Where to read on about a lesson; where to start for one of a teacher's own."""
    return reading_card(lesson_id if lesson_id in LESSONS else None)
