"""The bot is killed (SIGKILL), a real process with a real database: its next start closes the cards of trainings."""

import asyncio
import multiprocessing
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from bot.config import DatabaseSettings, Settings
from bot.ui.buttons.lab_train import StopTraining
from tests.lab import killed
from tests.talking import labels_of, said_by_bot, shown
from tests.trainings import LONG, SHORT, begin, card_with, posted
from tests.waiting import until
from tests.world import World

_PROCESSES = multiprocessing.get_context("spawn")


async def killed_training(settings: Settings) -> dict[int, str]:
    """Let a process train, and kill it: what its messages said at last."""
    heard, telling = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=killed.train_for_ever, args=(settings, telling))
    process.start()
    telling.close()
    said: list[tuple[int, str]] = await asyncio.to_thread(heard.recv)
    process.kill()
    await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL
    return dict(said)


async def started_again(world: World, settings: Settings, left: dict[int, str]) -> list[tuple[str, list[str]]]:
    """What the cards say, and their buttons, once another bot has started with that database.

    The simulated Discord has died with the process, so messages of this one stand in for those that were left.
    """
    assert sorted(left) == [message for (message,) in rows(settings.database.file)]
    messages = [await posted(world, StopTraining(1, LONG)) for _ in left]
    with closing(sqlite3.connect(settings.database.file)) as connection, connection:
        for was, now in zip(left, messages, strict=True):
            here = (now.id, world.channel.id, was)
            connection.execute("UPDATE open_trainings SET message_id = ?, channel_id = ? WHERE message_id = ?", here)
    await world.restart(settings)
    await until(lambda: not rows(settings.database.file), "no training to be open any more")
    ids = {message.id for message in messages}
    closed = [message for message in said_by_bot(world) if message.id in ids]
    return [(shown(message), labels_of(message)) for message in closed]


def rows(database: Path) -> list[tuple[int]]:
    """The messages that are noted as open."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT message_id FROM open_trainings ORDER BY message_id").fetchall()


def apart(settings: Settings, path: Path) -> Settings:
    """The same with another database."""
    return settings.model_copy(update={"database": DatabaseSettings(path=path)})


async def test_what_is_voted_on_trained_and_waits_is_closed_by_the_next_start(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    other = apart(settings, tmp_path / "killed.sqlite3")
    left = await killed_training(other)
    voted, trained, waits = await started_again(world, other, left)
    assert "Names\n-# learning rate 0.003 · seed 3 ·" in voted[0]
    assert "**Cut short** after step 0 of" in voted[0]
    told = int([*left.values()][1].partition("Training: step ")[2].partition(" of")[0].replace(",", ""))
    cut = int(trained[0].partition("**Cut short** after step ")[2].partition(" of 4,000: I was")[0].replace(",", ""))
    assert cut >= told > 0
    assert "seed 7 · 4,000 steps\n**Cut short** after step 0 of 4,000: I was restarted." in waits[0]
    assert all("Same seed again" in buttons and "Stop" not in buttons for _, buttons in (voted, trained, waits))


async def test_what_had_been_trained_but_for_its_film_is_closed_by_the_next_start(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    """All that a kill would leave is the database, as it is in that moment."""
    other, go_on = apart(settings, tmp_path / "killed.sqlite3"), Event()
    drawing = asyncio.create_task(world.bot.services.studio.film(go_on.wait, 60))
    try:
        await begin(world, world.alice, SHORT)
        message = await card_with(world, "Its film is being drawn")
        left = {message.id: shown(message)}
        with (
            closing(sqlite3.connect(settings.database.file)) as now,
            closing(sqlite3.connect(other.database.file)) as copy,
        ):
            now.backup(copy)
    finally:
        go_on.set()
        await drawing
    [(said, buttons)] = await started_again(world, other, left)
    assert "seed 7 · 12 steps\nIt learnt to its end, step 12, but its film was lost: I was restarted." in said
    assert buttons == ["Go on to 24 steps", "Same seed again", "Method"]


@pytest.mark.usefixtures("brief")
async def test_nothing_is_noted_of_a_training_that_is_closed(world: World, settings: Settings) -> None:
    await world.alice.slash(world.channel, "lab", preset="language", seed=3, rate=0.003)
    assert "It writes:" in shown(said_by_bot(world)[-1])
    assert rows(settings.database.file) == []
