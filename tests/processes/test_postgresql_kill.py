"""Three processes share a Discord of three shards and one PostgreSQL. One is killed (SIGKILL) while members answer."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from simcord.backend.models import Guild, Interaction, Message, User
from sqlalchemy import select

from bot.places import DatabaseServer
from bot.quiz import MODEL, Daily
from bot.storage import Dailies, Database
from bot.storage.quiz_tables import AnswerRow, QuizRow, RoundRow
from bot.ui.buttons.quiz import Choose
from tests.postgresql import PASSWORD, Server
from tests.processes.discord_server import DiscordServer, buttons, text
from tests.processes.strawberry import Strawberry, started
from tests.waiting import until

SHARDS, KILLED = 3, 1
PLAYERS, ROUNDS, USES = 12, 2, 6


class Play:
    """A quiz in each of three servers, with the same players, who choose the same in all of them."""

    def __init__(self, discord: DiscordServer) -> None:
        self.discord = discord
        self.guilds = [discord.server(shard) for shard in range(SHARDS)]
        self.players = [discord.member(f"player {number}", *self.guilds) for number in range(PLAYERS)]
        self._begun = perf_counter()

    def tell(self, what: str) -> None:
        """Print the course, for whoever reads it (``pytest -s``)."""
        print(f"{perf_counter() - self._begun:6.2f} s  {what}")

    async def begin(self) -> None:
        """Begin each quiz, each by another player."""
        for guild, starter in zip(self.guilds, self.players, strict=False):
            self.discord.commands(guild, starter, "quiz start", topic="letters", rounds=ROUNDS, seconds=120)
        for guild, starter in zip(self.guilds, self.players, strict=False):
            lobby = await self.shown(guild, "presses **Start now**")
            self.discord.presses(guild, starter, lobby, buttons(lobby)["Start now"])

    async def shown(self, guild: Guild, words: str) -> Message:
        """The first message of a server that says so, once there is one."""
        await until(lambda: any(words in text(each) for each in self.discord.messages(guild)), words)
        return next(each for each in self.discord.messages(guild) if words in text(each))

    async def question(self, guild: Guild, number: int) -> Message:
        """The question of this number, once it is asked."""
        return await self.shown(guild, f"Question {number} of {ROUNDS}")

    def answer(self, guild: Guild, question: Message, players: Sequence[int]) -> dict[int, Interaction]:
        """Players press, each the option that is theirs."""
        options = [asked for asked in buttons(question).values() if Choose.read(asked)]
        return {
            player: self.discord.presses(guild, self.players[player], question, options[choice(player)])
            for player in players
        }

    def noted(self, presses: dict[int, Interaction]) -> set[int]:
        """The players who have been told that their answer counts."""
        return {player for player, press in presses.items() if "Noted" in self.discord.told(press)}

    async def all_noted(self, presses: dict[int, Interaction]) -> None:
        """Wait until all have been told so."""
        await until(lambda: len(self.noted(presses)) == len(presses), "all answers to be noted")

    async def reveal(self, guild: Guild, question: Message) -> None:
        """End the round as its starter does."""
        starter = self.players[self.guilds.index(guild)]
        self.discord.presses(guild, starter, question, buttons(question)["Reveal now"])
        await until(lambda: "Reveal now" not in buttons(question), "the answer to be shown")


def choice(player: int) -> int:
    """The place of what a player chooses, whatever is asked: there are two options at least."""
    return player % 2


def settings(server: DatabaseServer, shard: int) -> dict[str, str]:
    """Of a process for one shard."""
    return {
        "DATABASE__URL": server.url,
        "DISCORD__SHARD_COUNT": str(SHARDS),
        "DISCORD__SHARD_IDS": f"[{shard}]",
        "COOLDOWN__USES": str(USES),
        "COOLDOWN__SECONDS": "3600",
    }


@asynccontextmanager
async def opened(server: DatabaseServer) -> AsyncIterator[Database]:
    """The database that all of them share."""
    database = await Database.open(server)
    try:
        yield database
    finally:
        await database.close()


async def want_questions_of_the_day(database: Database, discord: DiscordServer, guilds: Sequence[Guild]) -> None:
    """Each server was to be asked one some minutes ago, and has not been."""
    late = datetime.now(UTC) - timedelta(minutes=5)
    for guild in guilds:
        channel = discord.channel_of(guild)
        await Dailies(database).set(Daily(guild.id, channel, f"{late:%H:%M}", "UTC", "letters", "normal", late))


async def asked_for_help(discord: DiscordServer, guild: Guild, user: User) -> str:
    """What a member is answered."""
    asked = discord.commands(guild, user, "help")
    await until(lambda: discord.told(asked), "an answer")
    return discord.told(asked)


async def stored(database: Database, guild: Guild, kind: str) -> list[dict[int, tuple[int | None, bool]]]:
    """Of each round of a server's quizzes: who has chosen what, and whether it has got its points."""
    rounds = select(RoundRow.id).join(QuizRow, QuizRow.id == RoundRow.quiz_id)
    rounds = rounds.where(QuizRow.guild_id == guild.id, QuizRow.kind == kind).order_by(RoundRow.id)
    async with database.read() as session:
        ids = (await session.scalars(rounds)).all()
        rows = (await session.scalars(select(AnswerRow).where(AnswerRow.user_id != MODEL))).all()
    return [
        {row.user_id: (row.choice, row.points is not None) for row in rows if row.round_id == round_id}
        for round_id in ids
    ]


async def all_there(play: Play, processes: Sequence[Strawberry], spare: Strawberry) -> None:
    """Wait until three processes answer for the three shards, and the fourth one waits for one of them to end."""
    for shard, process in enumerate(processes):
        await until(partial(process.has_logged, f"answers for shards {shard} of {SHARDS}"), "it to have its shard")
    await until(partial(spare.has_logged, "this one waits until one of them ends"), "the spare one to wait")
    await until(lambda: sorted(play.discord.begun) == [*range(SHARDS)], "all shards to be there")
    play.tell("three processes answer for shards 0, 1 and 2; a fourth one waits for shard 1")


async def killed_while_pressed(play: Play, process: Strawberry) -> list[Message]:
    """All press in all servers; one process is killed, and another one goes on: the messages of the questions."""
    asked = [await play.question(guild, 1) for guild in play.guilds]
    play.tell(f"a quiz in each server; {PLAYERS} members press in all of them at once")
    first, others = range(PLAYERS // 3), range(PLAYERS // 3, PLAYERS)
    pressed = [play.answer(*where, first) for where in zip(play.guilds, asked, strict=True)]
    await play.all_noted(pressed[KILLED])
    for presses, guild, question in zip(pressed, play.guilds, asked, strict=True):
        presses |= play.answer(guild, question, others)
    # It is answering when it is killed: Discord has heard of a press, and the member perhaps not yet that it counts.
    await until(lambda: any(pressed[KILLED][player].responded for player in others), "presses to arrive", 0.001)
    await process.kill()
    acknowledged = play.noted(pressed[KILLED])
    play.tell(f"the process of shard 1 is killed; {len(acknowledged)} of {PLAYERS} members there were told “Noted”")
    await until(lambda: play.discord.begun.count(KILLED) == 2, "another process to take shard 1 over")
    play.tell("the fourth process answers for shard 1")
    for shard in {*range(SHARDS)} - {KILLED}:
        await play.all_noted(pressed[shard])
    late = [player for player in range(PLAYERS) if player not in acknowledged]
    await play.all_noted(play.answer(play.guilds[KILLED], asked[KILLED], late))
    play.tell(f"the other {len(late)} have pressed again and are told so; nobody in the other servers had to")
    return asked


async def finished(play: Play, first: Sequence[Message]) -> None:
    """Reveal what was asked first, then answer and reveal what comes, until each quiz is over."""
    for guild, question in zip(play.guilds, first, strict=True):
        await play.reveal(guild, question)
    for guild in play.guilds:
        last = await play.question(guild, ROUNDS)
        await play.all_noted(play.answer(guild, last, range(PLAYERS)))
        await play.reveal(guild, last)
        await play.shown(guild, "The quiz is over")
    play.tell("all three quizzes have come to their ends")


async def all_is_kept(database: Database, play: Play) -> None:
    """Each member's answer to each question is there once, with its points; nothing was asked twice, or by two."""
    every = {player.id: (choice(number), True) for number, player in enumerate(play.players)}
    for guild in play.guilds:
        assert await stored(database, guild, "quiz") == [every] * ROUNDS
        assert len(await stored(database, guild, "daily")) == 1
        shown = [text(message).partition("\n")[0] for message in play.discord.messages(guild)]
        assert len(shown) == len({*shown}) == 1 + 1 + ROUNDS + 1, "the day's question, the lobby, the rounds, the end"
    play.tell(f"{SHARDS * ROUNDS * PLAYERS} answers are kept, each once, each with its points; nothing was asked twice")


async def one_bot_to_members(play: Play, zoe: User) -> None:
    """What a member may use is counted by all processes together, and one of them has told Discord the commands."""
    answers = [await asked_for_help(play.discord, play.guilds[turn % SHARDS], zoe) for turn in range(USES + 1)]
    assert ["That was quick" in each for each in answers] == [False] * USES + [True]
    play.tell(f"a member who asks all three processes in turn is refused after {USES} uses, as by one")
    assert len([entry for entry in play.discord.backend.http_requests if entry.method == "PUT"]) == 1


async def test_nothing_acknowledged_is_lost_where_one_of_three_processes_is_killed(
    postgresql: Server, tmp_path: Path
) -> None:
    postgresql.new("processes", "migrated")
    server = DatabaseServer(f"postgresql://strawberry:{quote(PASSWORD, safe='')}@127.0.0.1:{postgresql.port}/processes")
    discord = DiscordServer(SHARDS)
    play = Play(discord)
    zoe = discord.member("zoe", *play.guilds)
    async with opened(server) as database, discord.serve():
        await want_questions_of_the_day(database, discord, play.guilds)
        async with started(tmp_path, discord.address, *(settings(server, shard) for shard in range(SHARDS))) as three:
            await until(lambda: len(discord.begun) == SHARDS, "three processes", 0.1)
            async with started(tmp_path / "spare", discord.address, settings(server, KILLED)) as [spare]:
                await all_there(play, three, spare)
                for guild in play.guilds:
                    await play.shown(guild, "Question of the day")
                play.tell("each server has got its question of the day")
                await play.begin()
                await finished(play, await killed_while_pressed(play, three[KILLED]))
                await all_is_kept(database, play)
                await one_bot_to_members(play, zoe)
