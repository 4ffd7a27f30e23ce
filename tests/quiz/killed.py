"""A process that plays a quiz with many answers until it is killed, and tells each: see ``play_for_ever``."""

import asyncio
import random
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from time import time

from bot.config import DatabaseSettings, ModelSettings, Settings
from bot.errors import TooLate
from bot.quiz import Plan, Session
from bot.services import open_services
from bot.services.quizzing import Quizzing

Told = tuple[str, int, int, int]
"""“pressed” or, once the member is told so, “noted”; the round, the member and the choice."""


def play_for_ever(database: Path, cache: Path, begun: float, telling: Connection) -> None:
    """The inside of the process. From the time ``begun`` on, its clock goes a hundred times as fast."""
    asyncio.run(main(database, cache, begun, telling))


async def play(quizzing: Quizzing, session: Session, telling: Connection) -> None:
    """Show scenes to nobody, and answer as seven members."""
    while scene := await quizzing.step(session):
        await quizzing.confirm(scene, random.randrange(1, 1 << 60))
    current = session.current
    if current is None or session.phase() != "asking":
        await asyncio.sleep(0.005)
        return
    await asyncio.gather(*(answer(quizzing, session, current.id, user, telling) for user in range(1, 8)))
    if random.random() < 0.3 and session.phase() == "asking":
        session.hurry()


async def answer(quizzing: Quizzing, session: Session, round_id: int, user_id: int, telling: Connection) -> None:
    """One press of a button."""
    choice = random.randrange(2)
    telling.send(("pressed", round_id, user_id, choice))
    try:
        await quizzing.answer(session, round_id, user_id, choice, partial(asyncio.sleep, 0))
    except TooLate:
        return
    telling.send(("noted", round_id, user_id, choice))


async def main(database: Path, cache: Path, begun: float, telling: Connection) -> None:
    """Begin a quiz, or go on with the one that is there; then play for ever."""
    settings = Settings(model=ModelSettings(backend="off"), database=DatabaseSettings(path=database), cache=cache)
    async with open_services(settings, lambda: datetime.fromtimestamp(begun + 100 * (time() - begun), UTC)) as services:
        quizzing = services.quizzing
        await quizzing.resume()
        while True:
            if not quizzing.sessions:
                now = quizzing.clock()
                await quizzing.start(Plan("quiz", 5, 10, 1, "frontier", "easy", 20, 60, "o200k_base", now))
            for session in quizzing.sessions:
                await play(quizzing, session, telling)
