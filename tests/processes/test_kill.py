"""Three processes share a Discord of three shards and one PostgreSQL. One is killed (SIGKILL) while members answer."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from simcord.backend.models import Guild, Interaction, Message
from sqlalchemy import select

from bot.places import DatabaseServer
from bot.quiz import MODEL, Daily
from bot.storage import Dailies, Database
from bot.storage.quiz_tables import AnswerRow, QuizRow, RoundRow
from tests.postgresql import Server
from tests.processes.discord_server import DiscordServer, buttons, text
from tests.processes.strawberry import started
from tests.waiting import until

SHARDS, KILLED = 3, 1
PLAYERS, ROUNDS, USES = 12, 2, 6
BEGUN = perf_counter()


def tell(what: str) -> None:
    """Print the course, for whoever reads it (``pytest -s``)."""
    print(f"{perf_counter() - BEGUN:6.2f} s  {what}")


class Play:
    """A quiz in each of three servers, with the same players, who choose the same in all of them."""

    def __init__(self, discord: DiscordServer) -> None:
        self.discord = discord
        self.guilds = [discord.server(shard) for shard in range(SHARDS)]
        self.players = [discord.member(f"player {number}", *self.guilds) for number in range(PLAYERS)]

    async def begin(self) -> None:
        """Begin each quiz, each by another player."""
        for guild, starter in zip(self.guilds, self.players, strict=False):
            self.discord.commands(guild, starter, "quiz start", topic="letters", rounds=ROUNDS, seconds=120)
        for guild, starter in zip(self.guilds, self.players, strict=False):
            lobby = await self.shown(guild, "Press Join")
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
        options = [asked for asked in buttons(question).values() if asked.startswith("quiz:")]
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


async def want_questions_of_the_day(database: Database, discord: DiscordServer, guilds: Sequence[Guild]) -> None:
    """Each server was to be asked one some minutes ago, and has not been."""
    late = datetime.now(UTC) - timedelta(minutes=5)
    for guild in guilds:
        channel = discord.channel_of(guild)
        await Dailies(database).set(Daily(guild.id, channel, f"{late:%H:%M}", "UTC", "letters", "normal", late))


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


async def test_nothing_acknowledged_is_lost_where_one_of_three_processes_is_killed(
    postgresql: Server, tmp_path: Path
) -> None:
    server, discord = postgresql.new("processes", "migrated"), DiscordServer(SHARDS)
    database, play = await Database.open(server), Play(discord)
    hit, *others = play.guilds[KILLED], play.guilds[0], play.guilds[2]
    await want_questions_of_the_day(database, discord, play.guilds)
    shards = [settings(server, shard) for shard in (*range(SHARDS), KILLED)]
    async with discord.serve(), started(tmp_path, discord.address, *shards[:SHARDS]) as processes:
        await until(lambda: sorted(discord.begun) == [*range(SHARDS)], "all shards to be there")
        tell(f"three processes answer for shards {discord.begun}")
        async with started(tmp_path / "spare", discord.address, shards[-1]) as [spare]:
            await until(lambda: spare.has_logged("waits until one of them ends"), "the spare one to wait")
            for guild in play.guilds:
                await play.shown(guild, "Question of the day")
            tell("each server has its question of the day; a fourth process waits for shard 1")

            await play.begin()
            asked = [await play.question(guild, 1) for guild in play.guilds]
            tell(f"a quiz in each server; {PLAYERS} members press in all of them at once")
            pressed = [play.answer(*where, range(PLAYERS)) for where in zip(play.guilds, asked, strict=True)]
            await until(lambda: len(play.noted(pressed[KILLED])) >= PLAYERS // 3, "some answers to be noted")
            await processes[KILLED].kill()
            acknowledged = play.noted(pressed[KILLED])
            tell(f"the process of shard 1 is killed; {len(acknowledged)} of {PLAYERS} members there were told “Noted”")

            await until(lambda: discord.begun.count(KILLED) == 2, "another process to take shard 1 over")
            tell("the fourth process answers for shard 1")
            for presses in (pressed[0], pressed[2]):
                await play.all_noted(presses)
            late = [player for player in range(PLAYERS) if player not in acknowledged]
            await play.all_noted(play.answer(hit, asked[KILLED], late))
            tell(f"the other {len(late)} have pressed again, and are told so")

            for guild, question in zip(play.guilds, asked, strict=True):
                await play.reveal(guild, question)
            for guild in play.guilds:
                last = await play.question(guild, 2)
                await play.all_noted(play.answer(guild, last, range(PLAYERS)))
                await play.reveal(guild, last)
            ends = [await play.shown(guild, "The quiz is over") for guild in play.guilds]
            tell("all three quizzes have come to their ends")

            every = {player.id: (choice(number), True) for number, player in enumerate(play.players)}
            for guild, end in zip(play.guilds, ends, strict=True):
                assert await stored(database, guild, "quiz") == [every, every]
                assert len(await stored(database, guild, "daily")) == 1
                assert str(PLAYERS) in text(end)
            kept = sum(len(each) for guild in play.guilds for each in await stored(database, guild, "quiz"))
            tell(f"{kept} answers are kept, each once, each with its points; nothing was asked twice")
            for guild in others:
                assert len(discord.messages(guild)) == 1 + 1 + ROUNDS + 1
            told = [entry for entry in discord.backend.http_requests if entry.method == "PUT"]
            assert len(told) == 1, "one process has told Discord the commands"
    await database.close()
