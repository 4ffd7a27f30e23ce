"""Lessons that channels take together: opened, voted on, led to their end."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.errors import InputError, TooLate
from bot.language import later
from bot.lessons import Room, Vote, right_option
from bot.services.learning.learning import Learning, Missing, Step
from bot.storage import LessonRooms

_GONE = later("This lesson is gone. Use /learn to open another one.")


class Rooms:
    """Keeps them in the database alone. Methods raise ``DatabaseError``, and ``InputError`` for what there is not."""

    def __init__(self, learning: Learning, rooms: LessonRooms) -> None:
        self._learning = learning
        self._rooms = rooms

    async def open(self, room: Room) -> Room:
        """Keep a new one, which is open or planned: the same with its id."""
        self._learning.lessons.lesson(room.lesson)
        return await self._rooms.add(room)

    async def here(self, room_id: int, guild_id: int | None, channel_id: int | None) -> Room:
        """One of this channel."""
        room = await self._rooms.get(room_id)
        if room is None or (room.guild_id, room.channel_id) != (guild_id, channel_id):
            raise InputError(_GONE)
        return room

    async def step(self, room: Room, *, place: int | None = None, model: bool = True) -> Step | None:
        """The card where it is, or at ``place``, tried on the lesson's own words; None behind the last one."""
        lesson, at = self._learning.lessons.lesson(room.lesson), room.place if place is None else place
        if at >= len(lesson.cards):
            return None
        card = lesson.cards[at]
        return Step(lesson, at, card.words, await self._learning.outcome(card, card.words, model=model))

    async def vote(self, room: Room, user_id: int, place: int, choice: int) -> Room:
        """Keep a member's answer; where it was the last one missing, the result is shown. Raises ``TooLate``."""
        step = await self.step(room)
        if step is None or isinstance(step.outcome, Missing):
            raise InputError(_GONE)
        question = step.card.question
        if choice >= (len(question.options) or len(step.outcome.found.offered)):
            raise InputError(later("This question has no such answer. Choose one of the buttons."))
        right = choice == right_option(question, step.outcome.found)
        voted = await self._rooms.vote(room.id, Vote(user_id, place, choice, right))
        if voted is None:
            raise InputError(_GONE)
        if (voted.place, voted.state) != (place, "asking"):
            raise TooLate(later("Too late: the result of this question is shown already."))
        return await self.lead(voted, place, "result") if voted.all_in else voted

    async def lead(self, room: Room, place: int, then: Literal["result", "next"]) -> Room:
        """Show the result of the card at ``place``, or the card after it; where that was done already, nothing."""
        cards = len(self._learning.lessons.lesson(room.lesson).cards)

        def led(now: Room) -> Room:
            if now.place != place or now.state == "ended":
                return now
            if then == "result":
                return replace(now, state="shown")
            return replace(now, place=place + 1, state="asking" if place + 1 < cards else "ended")

        changed = await self._rooms.change(room.id, led)
        if changed is None:
            raise InputError(_GONE)
        return changed

    async def due(self, now: datetime) -> list[Room]:
        """Those whose time has come."""
        return [*await self._rooms.due(now)]

    async def opened(self, room: Room) -> None:
        """Note that one is shown now."""
        await self._rooms.change(room.id, lambda now: replace(now, state="asking"))

    async def forget(self, room: Room) -> None:
        """Call one off."""
        await self._rooms.remove(room.id)
