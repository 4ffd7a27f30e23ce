"""**How models do**: its figures against the raw log, and who sees what."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from math import sqrt

import pytest

from bot.config import Settings
from bot.letters import NAME_LISTS, Asker, Comparison, Contains, Count, CountIs, ModelAnswer, parse, solve, summarize
from bot.letters.trial import FORM_NAMES
from bot.ui.buttons.letters import OpenStatistics
from tests.asking import METHOD, STATISTICS, ask, press, statistics
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


async def test_every_figure_agrees_with_the_raw_log(world: World, settings: Settings) -> None:
    guild, alice = world.alice.guild.id, world.alice.id
    await world.bot.services.comparisons.add_all(generated(1_500, [alice, world.bob.id], [guild, guild, 5, None]))
    scopes: dict[str, dict[str, int]] = {"": {"guild_id": guild}, "Me": {"user_id": alice}, "Everyone": {}}
    for label, wanted in scopes.items():
        await agrees(world, settings, label, wanted)


async def agrees(world: World, settings: Settings, pressed: str, wanted: dict[str, int]) -> None:
    """What is shown once the button ``pressed`` was, if any, is what the rows that are ``wanted`` come to."""
    rows = raw(settings, lambda row: row.items() >= wanted.items())
    counting = [row for row in rows if row["kind"] == "count" and row["form"] == "plain"]
    ladders = [row for row in rows if row["kind"] == "count" and row["series"] == "ladder"]

    shown = await statistics(world)
    if pressed:
        shown = card(await world.alice.click(shown, label=pressed))
    method = card(await world.alice.click(shown, label=METHOD))
    assert method.ephemeral
    said = text(method).replace("\\", "")
    assert_shares(text(shown).replace("\\", ""), said, rows, counting)
    put = sum(row["model_name"] is not None for row in rows)
    assert f"{len(rows):,} letter questions in the log · {put:,} put to a model" in said
    assert f" {score(rows)[1]:,} with an answer that can be read" in said
    lists = sum(row["series"] == "which" for row in rows)
    assert f"{lists:,} were asked of a list’s names, {len(ladders):,} in four ways" in said

    parts = {
        "How often the letter occurs": groups(counting, "true_count", TRUE_COUNTS),
        "Characters in the word": groups(counting, "word_length", WORD_LENGTHS),
        "Tokens in the word": groups(counting, "word_token_count", WORD_TOKENS),
        "The same words, written in four ways": {
            name: score([row for row in ladders if row["form"] == form]) for form, name in FORM_NAMES.items()
        },
    }
    [brief_alt], [alt] = alts(shown), alts(method)
    told = [f"{title} – {read_out(part)}." for title, part in parts.items()]
    assert told[0] in brief_alt
    assert "Characters in the word" not in brief_alt
    assert [each for each in told if each not in alt] == []
    summary = summarize(await world.bot.services.statistics.cells(**wanted))
    found = summary.counting
    ours = (found.by_true_count, found.by_word_length, found.by_word_tokens, summary.by_form)
    assert [[(name, (share.right, share.total)) for name, share in each.items()] for each in ours] == [
        [*part.items()] for part in parts.values()
    ]


def assert_shares(figures: str, said: str, rows: Sequence[Row], counting: Sequence[Row]) -> None:
    """What is right of all and of each model, counting and saying yes and no, stands on the card and behind it."""
    contains = [row for row in rows if row["kind"] == "contains"]
    present, absent = ([row for row in contains if (row["true_count"] != 0) is there] for there in (True, False))
    labelled = {"Letters counted": counting, "Says yes where it’s yes": present, "Says no where it’s no": absent}
    for label, part in labelled.items():
        right, total = score(part)
        assert f"**{label}:** {right:,} of {total:,} {per_cent(right, total)}" in figures
    for model in MODELS:
        own = [score([row for row in part if row["model_name"] == model]) for part in labelled.values()]
        assert f"- {model}: counting {brief(own[0])}; yes {brief(own[1])}; no {brief(own[2])}" in said


async def test_an_empty_log_says_how_to_begin(here: World) -> None:
    shown = await statistics(here)
    assert "Nothing has been logged in this server yet. Try `/ask question:How many" in text(shown)
    assert alts(shown) == []
    assert labels(shown) == ["Count a letter", "Me", "Everyone"]


async def test_without_a_model_there_is_nothing_to_judge(here: World) -> None:
    await ask(here, "how many r's in strawberry?")
    shown = await statistics(here)
    assert "1 letter question in the log, 0 put to a model: there is nothing to judge yet" in text(shown)
    assert alts(shown) == []


@pytest.mark.parametrize(("number", "charts"), [(19, 0), (20, 1)])
async def test_there_is_no_chart_of_few_answers(here: World, number: int, charts: int) -> None:
    answer = ModelAnswer("m", "1", 1, "", None, None, None, (), 0.1)
    asker = Asker(here.alice.id, 1, here.alice.guild.id)
    asked = Comparison(datetime(2026, 3, 1, tzinfo=UTC), asker, "?", Count("banana", "n"), 2, answer, ())
    await here.bot.services.comparisons.add_all([asked] * number)
    shown = await statistics(here)
    assert f"**Letters counted:** 0 of {number} (0%" in text(shown)
    assert len(alts(shown)) == charts
    assert len(alts(card(await here.alice.click(shown, label=METHOD)))) == charts


async def test_one_list_does_not_make_the_model_look_good(here: World) -> None:
    asked = [
        Comparison(
            datetime(2026, 3, 1, tzinfo=UTC), Asker(here.alice.id, 1, here.alice.guild.id), "?",
            Contains(name, "d"), solve(Contains(name, "d")),
            ModelAnswer("m", "1", answer=False, text="", distribution=None, prior=None, mass=None, prompt=(),
                        latency=0.1),
            (), series="which",
        )
        for name in NAME_LISTS["US states"].names
    ]  # fmt: skip
    await here.bot.services.comparisons.add_all(asked)
    said = text(await statistics(here))
    assert "**Says yes where it’s yes:** 0 of 10 (0%, 95% interval 0–28%)" in said
    assert "**Says no where it’s no:** 40 of 40 (100%, 95% interval 91–100%)" in said
    assert "40 of 50" not in said
    assert "**Letters counted:** no answer yet" in said


async def test_an_answer_that_is_in_no_figure_is_said_to_be_in_none(here: World) -> None:
    answer = ModelAnswer(
        "m", "1", answer=False, text="", distribution=None, prior=None, mass=None, prompt=(), latency=0.1
    )
    asker = Asker(here.alice.id, 1, here.alice.guild.id)
    question = parse("does strawberry have three r's?")
    assert isinstance(question, CountIs)
    asked = Comparison(datetime(2026, 3, 1, tzinfo=UTC), asker, "?", question, solve(question), answer, ())
    await here.bot.services.comparisons.add(asked)
    shown = await statistics(here)
    method = card(await here.alice.click(shown, label=METHOD))
    for each in (shown, method):
        assert "Not in these figures: 1 answer to another kind of question" in text(each)
    assert "Others, such as “does strawberry have three r’s?”" in text(
        card(await here.alice.click(method, label="How to read this"))
    )


async def test_what_one_must_not_conclude_and_where_the_lines_come_from_is_said(here: World) -> None:
    await here.bot.services.comparisons.add_all(generated(200, [here.alice.id], [here.alice.guild.id]))
    shown = await statistics(here)
    assert not shown.ephemeral
    assert "not a representative sample" in text(shown)
    assert "StrawberryBench by Florian Leuerer, CC-BY-4.0" in text(shown)
    assert [file.filename for file in shown.attachments] == ["statistics.png"]
    method = card(await here.bob.click(shown, label=METHOD))
    assert method.ephemeral
    assert labels(method) == ["How to read this"]
    notes = card(await here.bob.click(method, label="How to read this"))
    assert notes.ephemeral
    said = text(notes)
    assert "not a representative sample" in said
    assert "too narrow where a question was asked again" in said
    assert "with the word written as it is" in said
    assert "compared on the same words alone" in said
    assert "answered privately are counted too, as numbers only" in said
    assert "847 other words, put to 14 models in February 2026" in said
    assert "StrawberryBench by Florian Leuerer, CC-BY-4.0" in said


async def test_buttons_switch_the_scope_in_place_and_one_s_own_come_privately(world: World, settings: Settings) -> None:
    await world.bot.services.comparisons.add_all(generated(160, [world.alice.id], [world.alice.guild.id]))
    await world.bot.services.comparisons.add_all(generated(30, [world.bob.id], [5]))
    shown = await statistics(world)
    assert labels(shown) == ["Count a letter", "Method", "Me", "Everyone"]
    await world.restart(settings)
    everyone = card(await world.alice.click(shown, label="Everyone"))
    assert "190 letter questions in the log" in text(card(await world.alice.click(everyone, label=METHOD)))
    assert labels(everyone) == ["Count a letter", "Method", "This server", "Me"]
    assert len(everyone.attachments) == 1
    mine = card(await world.alice.click(everyone, label="Me"))
    assert mine.ephemeral
    assert "How models do on your questions" in text(mine)
    assert "160 letter questions in the log" in text(card(await world.alice.click(mine, label=METHOD)))
    server = card(await world.alice.click(everyone, label="This server"))
    assert "How models do in this server" in text(server)


async def test_only_who_asked_switches(here: World) -> None:
    shown = await statistics(here)
    for label in ("Me", "Everyone"):
        refused = card(await here.bob.click(shown, label=label))
        assert refused.ephemeral
        assert "Ask for your own: Press **How models do** on a card of /ask." in refused.content.replace("\\", "")


async def test_in_a_direct_message_there_is_no_server(here: World) -> None:
    await here.bot.services.comparisons.add_all(generated(20, [here.alice.id], [None]))
    asked = card(await here.alice.user.slash("ask", question="How many n's are in banana?"))
    shown = card(await here.alice.user.click(asked, label=STATISTICS))
    assert "How models do on your questions" in text(shown)
    assert "21 letter questions in the log" in text(card(await here.alice.user.click(shown, label=METHOD)))
    assert labels(shown) == ["Count a letter", "Method", "Everyone"]


async def test_a_log_that_cannot_be_read_is_said(world: World) -> None:
    with world.broken_database():
        assert "cannot be read" in card(await press(world, world.alice, OpenStatistics())).content


async def test_many_models_with_odd_names_fit_on_the_card(world: World) -> None:
    await world.bot.services.comparisons.add_all(generated(300, [world.alice.id], [world.alice.guild.id]))
    async with world.database() as database, database.write() as session:
        connection = await session.connection()
        await connection.exec_driver_sql(
            "UPDATE comparisons SET model_name = '@everyone **$x^$`' || (id % 30) WHERE model_name IS NOT NULL"
        )
    shown = card(await world.alice.click(await statistics(world), label=METHOD))
    assert "- and 25 more, asked less often" in text(shown)
    assert len(text(shown)) < 4_000
    assert "@everyone" not in text(shown)
