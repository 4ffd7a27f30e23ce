"""``/stats``: its figures against the raw log, and who sees what."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from math import sqrt

import pytest

from bot.config import Settings
from bot.letters import NAME_LISTS, Asker, Comparison, Contains, ModelAnswer, solve, summarize
from bot.letters.trial import FORM_NAMES
from tests.generated import MODELS, generated
from tests.world import World, alts, card, labels, text

COLUMNS = "guild_id, user_id, kind, form, series, model_name, true_count, word_length, word_token_count, correct"
TRUE_COUNTS = [("0", 0, 0), ("1", 1, 1), ("2", 2, 2), ("3", 3, 3), ("4", 4, 4), ("5+", 5, 10**6)]
WORD_LENGTHS = [("1–4", 1, 4), ("5–8", 5, 8), ("9–12", 9, 12), ("13–20", 13, 20), ("21+", 21, 10**6)]
WORD_TOKENS = [("1", 1, 1), ("2", 2, 2), ("3", 3, 3), ("4", 4, 4), ("5+", 5, 10**6)]

Row = dict[str, object]


def raw(settings: Settings, wanted: Callable[[Row], bool]) -> list[Row]:
    """The rows of the log as they lie in the file."""
    with closing(sqlite3.connect(settings.database.file)) as connection:
        rows = connection.execute(f"SELECT {COLUMNS} FROM comparisons")  # noqa: S608 - a constant
        return [row for row in (dict(zip(COLUMNS.split(", "), each, strict=True)) for each in rows) if wanted(row)]


def score(rows: Sequence[Row]) -> tuple[int, int]:
    """How many are right, of how many that have been judged."""
    judged = [row["correct"] for row in rows if row["correct"] is not None]
    return judged.count(1), len(judged)


def limits(right: int, total: int) -> tuple[float, float]:
    """The interval by search: the smallest and largest share that the one seen is no more than 1.96 errors from."""

    def edge(inside: float, outside: float) -> float:
        for _ in range(60):
            middle = (inside + outside) / 2
            near = abs(right / total - middle) <= 1.959964 * sqrt(middle * (1 - middle) / total)
            inside, outside = (middle, outside) if near else (inside, middle)
        return inside

    return edge(right / total, 0), edge(right / total, 1)


def per_cent(right: int, total: int) -> str:
    low, high = limits(right, total)
    return f"({right / total:.0%}, 95% interval {low * 100:.0f}–{high * 100:.0f}%)"


def groups(rows: Sequence[Row], column: str, names: Sequence[tuple[str, int, int]]) -> dict[str, tuple[int, int]]:
    """Right and total of each group that has answers."""
    found = {
        name: score([row for row in rows if isinstance(value := row[column], int) and low <= value <= high])
        for name, low, high in names
    }
    return {name: each for name, each in found.items() if each[1]}


def brief(found: tuple[int, int]) -> str:
    right, total = found
    low, high = limits(right, total)
    return f"{right / total:.0%} of {total:,} ({low * 100:.0f}–{high * 100:.0f})"


def read_out(found: dict[str, tuple[int, int]]) -> str:
    """Groups as the alt text has them."""
    return "; ".join(f"{name}: {brief(each)}" for name, each in found.items())


@pytest.mark.parametrize("scope", ["server", "me", "everyone"])
async def test_every_figure_agrees_with_the_raw_log(world: World, settings: Settings, scope: str) -> None:
    guild, alice = world.alice.guild.id, world.alice.id
    await world.bot.services.comparisons.add_all(generated(1_500, [alice, world.bob.id], [guild, guild, 5, None]))
    wanted: dict[str, int] = {"server": {"guild_id": guild}, "me": {"user_id": alice}, "everyone": {}}[scope]
    rows = raw(settings, lambda row: row.items() >= wanted.items())
    counting = [row for row in rows if row["kind"] == "count" and row["form"] == "plain"]
    ladders = [row for row in rows if row["kind"] == "count" and row["series"] == "ladder"]
    present = [row for row in rows if row["kind"] == "contains" and row["true_count"] != 0]
    absent = [row for row in rows if row["kind"] == "contains" and row["true_count"] == 0]

    shown = card(await world.alice.slash(world.channel, "stats", scope=scope))
    said = text(shown).replace("\\", "")
    put = sum(row["model_name"] is not None for row in rows)
    assert f"{len(rows):,} letter questions in the log · {put:,} put to a model" in said
    assert f" {score(rows)[1]:,} with an answer that can be read" in said
    lists = sum(row["series"] == "which" for row in rows)
    assert f"{lists:,} were asked in lists (`/states`, `/which`), {len(ladders):,} in ladders (`/ladder`)" in said
    right, total = score(counting)
    in_words = f"right in {right:,} of {total:,} {per_cent(right, total)}"
    assert f"**How many times does a letter occur?** With the word as it is, {in_words}" in said
    right, total = score(present)
    assert f"Of the {total:,} that contain it, the model said yes to {right:,} {per_cent(right, total)}" in said
    right, total = score(absent)
    assert f"Of the {total:,} that do not contain it, the model said no to {right:,} {per_cent(right, total)}" in said
    for model in MODELS:
        own = [score([row for row in part if row["model_name"] == model]) for part in (counting, present, absent)]
        assert f"- {model}: counting {brief(own[0])}; yes {brief(own[1])}; no {brief(own[2])}" in said

    by_form = {name: score([row for row in ladders if row["form"] == form]) for form, name in FORM_NAMES.items()}
    by_true_count = groups(counting, "true_count", TRUE_COUNTS)
    by_word_length = groups(counting, "word_length", WORD_LENGTHS)
    by_word_tokens = groups(counting, "word_token_count", WORD_TOKENS)
    [alt] = alts(shown)
    assert f"How often the letter occurs – {read_out(by_true_count)}." in alt
    assert f"Characters in the word – {read_out(by_word_length)}." in alt
    assert f"Tokens in the word – {read_out(by_word_tokens)}." in alt
    assert f"The same words, written in four ways – {read_out(by_form)}." in alt

    summary = summarize(await world.bot.services.statistics.cells(**wanted))
    for ours, theirs in [
        (summary.counting.by_true_count, by_true_count),
        (summary.counting.by_word_length, by_word_length),
        (summary.counting.by_word_tokens, by_word_tokens),
        (summary.by_form, by_form),
    ]:
        assert {name: (share.right, share.total) for name, share in ours.items()} == theirs
        assert list(ours) == list(theirs)


async def test_an_empty_log_says_how_to_begin(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "stats"))
    assert "Nothing has been logged in this server yet. Try `/ask question:How many" in text(shown)
    assert alts(shown) == []
    assert labels(shown) == ["Me", "Everyone"]


async def test_without_a_model_there_is_nothing_to_judge(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="how many r's in strawberry?")
    shown = card(await world.alice.slash(world.channel, "stats"))
    assert "1 letter question in the log · 0 put to a model" in text(shown)
    assert "nothing to judge yet" in text(shown)
    assert alts(shown) == []


async def test_one_list_does_not_make_the_model_look_good(world: World) -> None:
    asked = [
        Comparison(
            datetime(2026, 3, 1, tzinfo=UTC), Asker(world.alice.id, 1, world.alice.guild.id), "?",
            Contains(name, "d"), solve(Contains(name, "d")),
            ModelAnswer("m", "1", answer=False, text="", distribution=None, prior=None, mass=None, prompt=(),
                        latency=0.1),
            (), series="which",
        )
        for name in NAME_LISTS["US states"].names
    ]  # fmt: skip
    await world.bot.services.comparisons.add_all(asked)
    said = text(card(await world.alice.slash(world.channel, "stats")))
    assert "One command may ask many: 50 were asked in lists" in said
    assert "Of the 10 that contain it, the model said yes to 0 (0%, 95% interval 0–28%)" in said
    assert "Of the 40 that do not contain it, the model said no to 40 (100%, 95% interval 91–100%)" in said
    assert "40 of 50" not in said
    assert "**How many times does a letter occur?** With the word as it is, no answer yet" in said


async def test_what_one_must_not_conclude_and_where_the_lines_come_from_is_said(world: World) -> None:
    await world.bot.services.comparisons.add_all(generated(50, [world.alice.id], [world.alice.guild.id]))
    shown = card(await world.alice.slash(world.channel, "stats"))
    assert not shown.ephemeral
    assert "not a representative sample" in text(shown)
    assert "too narrow where the same question was asked again" in text(shown)
    assert "with the word written as it is" in text(shown)
    assert "compared in ladders alone, where the words are the same" in text(shown)
    assert "answered privately are counted too, as numbers only" in text(shown)
    assert "847 other words, put to 14 models in February 2026" in text(shown)
    assert "StrawberryBench by Florian Leuerer, CC-BY-4.0" in text(shown)
    assert [file.filename for file in shown.attachments] == ["statistics.png"]


async def test_one_s_own_are_shown_to_oneself_alone(world: World) -> None:
    await world.bot.services.comparisons.add_all(generated(40, [world.alice.id], [world.alice.guild.id]))
    shown = card(await world.alice.slash(world.channel, "stats", scope="me"))
    assert shown.ephemeral
    assert "What you have asked" in text(shown)
    assert "40 letter questions in the log" in text(shown)
    assert "You have no questions in the log" in text(card(await world.bob.slash(world.channel, "stats", scope="me")))


async def test_buttons_switch_the_scope_in_place_and_one_s_own_come_privately(world: World, settings: Settings) -> None:
    await world.bot.services.comparisons.add_all(generated(60, [world.alice.id], [world.alice.guild.id]))
    await world.bot.services.comparisons.add_all(generated(30, [world.bob.id], [5]))
    shown = card(await world.alice.slash(world.channel, "stats"))
    assert labels(shown) == ["Me", "Everyone"]
    await world.restart(settings)
    everyone = card(await world.alice.click(shown, label="Everyone"))
    assert "90 letter questions in the log" in text(everyone)
    assert labels(everyone) == ["This server", "Me"]
    assert len(everyone.attachments) == 1
    mine = card(await world.alice.click(everyone, label="Me"))
    assert mine.ephemeral
    assert "60 letter questions in the log" in text(mine)
    server = card(await world.alice.click(everyone, label="This server"))
    assert "asked in this server" in text(server)


async def test_only_who_asked_switches(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "stats"))
    for label in ("Me", "Everyone"):
        refused = card(await world.bob.click(shown, label=label))
        assert refused.ephemeral
        assert "Use /stats for your own" in refused.content


async def test_in_a_direct_message_there_is_no_server(world: World) -> None:
    await world.bot.services.comparisons.add_all(generated(20, [world.alice.id], [None]))
    shown = card(await world.alice.user.slash("stats"))
    assert "What you have asked" in text(shown)
    assert "20 letter questions in the log" in text(shown)
    assert labels(shown) == ["Everyone"]
    assert "choose Me or Everyone" in world.refusal(await world.alice.user.slash("stats", scope="server"))


async def test_a_log_that_cannot_be_read_is_said(world: World) -> None:
    with world.broken_database():
        assert "cannot be read" in world.refusal(await world.alice.slash(world.channel, "stats"))


async def test_many_models_with_odd_names_fit_on_the_card(world: World) -> None:
    await world.bot.services.comparisons.add_all(generated(300, [world.alice.id], [world.alice.guild.id]))
    async with world.database() as database, database.write() as session:
        connection = await session.connection()
        await connection.exec_driver_sql(
            "UPDATE comparisons SET model_name = '@everyone **$x^$`' || (id % 30) WHERE model_name IS NOT NULL"
        )
    shown = card(await world.alice.slash(world.channel, "stats"))
    assert "- and 25 more, asked less often" in text(shown)
    assert len(text(shown)) < 4_000
    assert "@everyone" not in text(shown)
