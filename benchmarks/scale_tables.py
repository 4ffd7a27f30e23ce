"""What a row of each table takes in PostgreSQL, and how many are read and written in a second: for ``docs/scale.md``.

``python -m benchmarks.scale_tables postgresql://…`` fills an empty database through the bot's own repositories.
"""

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time

from sqlalchemy import text

from bot.chat import Said, Turn
from bot.lessons import Given
from bot.letters import Asker, Comparison, Count, ModelAnswer
from bot.places import DatabaseServer
from bot.quiz import Answer, Board, Daily, Plan, Quiz, Round, packed
from bot.storage import (
    Boards,
    Budgets,
    Chats,
    Comparisons,
    Dailies,
    Database,
    LessonProgress,
    Quizzes,
    Servers,
    Statistics,
    Tokenizations,
)
from tests.insights import insight, prompt_tokens
from tests.quiz.quizzes import QUESTION

ROWS = 600
"""Of each kind that are written one by one."""
MANY = 200_000
"""Comparisons that are counted, in 2,000 servers."""
AT_ONCE = 16
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAID = "How many times does the letter r occur in the word strawberry? Answer with one number."
ANSWER = "The letter r occurs three times in the word strawberry: st-r-awbe-r-r-y."

_SIZES = text(
    "SELECT relname, pg_total_relation_size(c.oid), pg_indexes_size(c.oid) FROM pg_class c JOIN pg_namespace n "
    "ON n.oid = relnamespace WHERE relkind = 'r' AND nspname = current_schema() ORDER BY 1"
)
_MULTIPLY = """
    INSERT INTO comparisons ({columns})
    SELECT {values} FROM (SELECT *, row_number() OVER () AS n FROM comparisons LIMIT {few}) AS few,
    generate_series(1, {times}) AS time
"""

Work = Callable[[int], Awaitable[object]]


def comparison(number: int) -> Comparison:
    """A letter question with the model's half, as the local model answers it."""
    likely = {str(count): 1 / (count + 2) for count in range(11)}
    prompt = prompt_tokens(f"user\n{SAID}\nassistant\nThe letter occurs this many times:")
    model = ModelAnswer("SmolLM2-135M-Instruct", "12fd25f", 2, ANSWER, likely, likely, 0.98, prompt, 0.25)
    asker = Asker(user_id=number % 500, channel_id=number % 100, guild_id=number % 50)
    return Comparison(NOW + timedelta(seconds=number), asker, SAID, Count("strawberry", "r"), 3, model, prompt[:4])


async def rate(what: str, work: Work, number: int = ROWS, at_once: int = AT_ONCE) -> None:
    """Print how much of ``work`` is done in a second, some at a time."""
    numbers = iter(range(number))

    async def some() -> None:
        for each in numbers:
            await work(each)

    begun, worked = perf_counter(), process_time()
    await asyncio.gather(*(some() for _ in range(at_once)))
    seconds, worked = perf_counter() - begun, process_time() - worked
    print(f"{what:52} {number / seconds:10,.0f} a second {worked / number * 1e3:8.2f} ms of this process")


async def play(database: Database, number: int) -> None:
    """A quiz of one round with eight players."""
    quizzes = Quizzes(database)
    plan = Plan("quiz", number % 50, number, 1, "letters", "normal", 1, 20, "o200k_base", NOW)
    quiz_id = await quizzes.begin(plan)
    assert quiz_id
    asked = await quizzes.ask(
        Quiz(quiz_id, plan),
        Round(0, 1, "letters", str(number), packed(QUESTION), None, NOW, NOW + timedelta(seconds=20)),
    )
    answers = [Answer(user, user % 3, NOW) for user in range(1, 9)]
    await asyncio.gather(*(quizzes.answer(asked.id, each) for each in answers))
    scored = tuple(replace(each, right=each.choice == 2, points=100 * (each.choice == 2)) for each in answers)
    await quizzes.reveal(replace(asked, answers=scored, revealed_at=NOW))
    await quizzes.end(quiz_id, "complete", NOW)


async def chat(database: Database, number: int) -> None:
    """A turn of a chat in explainer mode, with what each of its tokens was chosen from."""
    chats = Chats(database, 30)
    said = Said(NOW, number % 500, number % 100, number % 50, SAID, message_id=number)
    turn = Turn(await chats.add(said), said, ANSWER, ending="complete", insight=insight(SAID, ANSWER), explained=True)
    await chats.end(turn)


async def fill(database: Database) -> None:
    """Write some of each, and print how fast that is."""
    comparisons, texts, budgets = Comparisons(database), Tokenizations(database, 30), Budgets(database)
    lessons, dailies, servers = LessonProgress(database), Dailies(database), Servers(database, "o200k_base", 30)
    given = {place: Given(1, right=True) for place in range(5)}
    print("Written, some at a time, each acknowledged once it is on the disk:")
    await rate("comparisons", lambda n: comparisons.add(comparison(n)))
    await rate("turns of chats, begun and ended", lambda n: chat(database, n))
    await rate("texts behind buttons", lambda n: texts.add(n, f"{n} {SAID}", "o200k_base", NOW))
    await rate("quizzes of a round with eight answers", lambda n: play(database, n), ROWS)
    await rate("what is left of a member's uses", lambda n: budgets.take(n, 4, NOW.timestamp(), 20))
    await rate(
        "how far a member is with a lesson",
        lambda n: lessons.change(n, "tokens", lambda now: replace(now, place=3, answers=given), NOW),
    )
    await rate("servers' settings", lambda n: servers.change(n, lambda now: replace(now, chat_days=7)))
    await rate(
        "servers' daily questions",
        lambda n: dailies.set(Daily(n, n, "18:30", "Europe/Berlin", "mixed", "normal", NOW)),
    )
    print("Read:")
    await rate("the settings of a server, as each command does", servers.get)
    await rate("how many questions of the day are due, of all", lambda n: dailies.due(NOW - timedelta(days=1)), 200)


async def sizes(database: Database) -> None:
    """Print what a row of each table takes."""
    print("Bytes a row, of these in indexes:")
    async with database.read() as session:
        for name, whole, indexes in (await session.execute(_SIZES)).all():
            rows = await session.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0  # noqa: S608 - tables' own names
            if rows >= ROWS:
                print(f"{name:52} {whole / rows:10,.0f} {indexes / rows:8,.0f}  ({rows:,} rows)")


async def multiply(database: Database) -> None:
    """Make as many comparisons as a server of PostgreSQL has after a while, of many servers and members."""
    async with database.read() as session:
        asking = "SELECT column_name FROM information_schema.columns WHERE table_name = 'comparisons'"
        names = [name for name in await session.scalars(text(asking)) if name != "id"]
    chosen = {"guild_id": "(n * 7 + time) % 2000", "user_id": "(n * 13 + time) % 20000"}
    values = ", ".join(chosen.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    statement = _MULTIPLY.format(columns=columns, values=values, few=ROWS, times=MANY // ROWS)
    async with database.write() as session:
        await session.execute(text(statement))


async def count(database: Database) -> None:
    """Print how long what is counted over all of them takes."""
    statistics, boards, rng = Statistics(database), Boards(database), random.Random(1)
    print(f"Counted, of {MANY:,} comparisons in 2,000 servers, and {ROWS * 8:,} answers:")
    counted: dict[str, Callable[[], Awaitable[object]]] = {
        "/stats of everyone": statistics.cells,
        "/stats of a server": lambda: statistics.cells(guild_id=rng.randrange(2000)),
        "/stats of a member": lambda: statistics.cells(user_id=rng.randrange(20000)),
        "/leaderboard of everyone": lambda: boards.leaders(Board(), 1, 1, 10),
        "/leaderboard of a server": lambda: boards.leaders(Board(guild_id=1), 1, 1, 10),
    }
    for what, work in counted.items():
        await work()
        begun = perf_counter()
        await work()
        print(f"{what:52} {(perf_counter() - begun) * 1000:10,.1f} ms")


async def main(address: str) -> None:
    """All of it."""
    database = await Database.open(DatabaseServer(address))
    try:
        await fill(database)
        await sizes(database)
        await multiply(database)
        await count(database)
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
