"""Letter questions to a server: weighed as far as it tells its tokens, else read from what it says."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import web
from rich.console import Console

from bot.config import ModelSettings, OpenAISettings, Settings
from bot.errors import ChoicesUntold, ModelBusy
from bot.letters import Answer, Asker, Count, ModelAnswer, ModelMissing, NoLetterQuestion, parse, summarize
from bot.model import (
    LanguageModel,
)
from bot.printing import asked_json, asked_text
from bot.services.asking import Asked, Asking
from bot.services.series import AskingInSeries
from bot.storage import Comparisons, Database, ServerSettings, Statistics
from bot.tokens import Encodings
from tests.asking import ask_each, four_ways
from tests.model.faulty import (
    DONE,
    END,
    GOOD,
    TELLS,
    Answer as Reply,
    Server,
    entry,
    serving,
    stream,
    telling,
    told as piece,
)
from tests.own import history as history_of
from tests.services.saying import Telling, in_here, on_a_server
from tests.world import World, alts, card, enter, text

ASKER = Asker(user_id=1, channel_id=2, guild_id=3)
QUESTION = "How many r's are in strawberry?"
SERVER = ServerSettings("o200k_base")
UNTOLD = "Not among the likeliest tokens that the server tells: 0, 1, 3, 4, 6, 7, 8, 9 (each under 0.9%)"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "strawberry.sqlite3")
    yield database
    await database.close()


def asking(model: LanguageModel, database: Database, settings: Settings) -> Asking:
    return Asking(model, Comparisons(database), Encodings.of(settings), settings)


async def ask(asked: Asking, typed: str, *, say: bool = True) -> Asked:
    question = parse(typed)
    assert not isinstance(question, NoLetterQuestion)
    return await asked.ask(question, typed, ASKER, datetime.now(UTC), SERVER, say=say)


@pytest.mark.parametrize(
    ("typed", "said", "answer", "correct"),
    [
        (QUESTION, "There are **3** r's in strawberry.", 3, True),
        (QUESTION, "It has two r's.", 2, False),
        (QUESTION, "I would rather talk about fruit.", None, None),
        ("does Nevada have a d?", "Yes, it does.", True, True),
        ("How many letters are in banana?", "Six letters.", 6, True),
        ("How many months contain an r?", "Eight months contain an r.", 8, True),
        ("What is the third letter of banana?", "The third letter is “n”.", "n", True),
        ("Which months contain an x?", "None of them.", (), True),
        ("Spell rhythm", "r-h-y-t-h-m", "r-h-y-t-h-m", True),
        ("Reverse stressed", "It is “desserts”.", "desserts", True),
    ],
)
async def test_every_kind_is_read_from_its_words_and_kept(
    database: Database, settings: Settings, typed: str, said: str, answer: Answer | None, correct: bool | None
) -> None:
    model = on_a_server(said)
    asked = await ask(asking(model, database, settings), typed)
    [prompt] = model.prompts
    assert [message.content for message in prompt.messages] == [typed]
    assert prompt.cue == ""
    told = asked.comparison.model
    assert isinstance(told, ModelAnswer)
    assert (told.name, told.revision, told.answer, told.text) == ("large-model", "at models.example:8000", answer, said)
    assert (told.distribution, told.prior, told.mass, told.prompt) == (None, None, None, ())
    assert asked.comparison.correct is correct
    assert isinstance(asked.logged, int)
    stored = await Comparisons(database).get(asked.logged)
    assert stored is not None
    assert stored.comparison == asked.comparison


async def test_what_a_server_answers_counts_in_the_statistics(database: Database, settings: Settings) -> None:
    await ask(asking(on_a_server("3"), database, settings), QUESTION)
    await ask(asking(on_a_server("2"), database, settings), QUESTION)
    summary = summarize(await Statistics(database).cells(guild_id=3))
    assert (summary.asked, summary.judged, summary.counting.all.right, summary.counting.all.total) == (2, 2, 1, 2)
    assert [model.name for model in summary.models] == ["large-model"]


async def test_a_busy_server_costs_only_the_model_s_half(database: Database, settings: Settings) -> None:
    asked = await ask(asking(on_a_server(ModelBusy("The server is busy.")), database, settings), QUESTION)
    assert asked.comparison.exact == 3
    assert asked.comparison.model == ModelMissing("The server is busy.")
    assert [token.text for token in asked.comparison.word_tokens] == [" strawberry"]
    assert isinstance(asked.logged, int)


async def test_a_series_asks_a_server_nothing(database: Database, settings: Settings) -> None:
    model = on_a_server("Yes.")
    series = AskingInSeries(asking(model, database, settings), patience=1)
    for asked in (
        await series.names("US states", "d", ASKER, datetime.now(UTC), SERVER),
        await series.forms(Count("strawberry", "r"), ASKER, datetime.now(UTC), SERVER),
    ):
        for comparison in asked.comparisons:
            assert isinstance(comparison.model, ModelMissing)
            assert "does not return any. Ask one question at a time" in comparison.model.reason
    assert model.prompts == []


@pytest.mark.parametrize("say", [True, False])
async def test_a_local_model_weighs_and_says_a_sentence_only_where_one_is_wanted(
    database: Database, settings: Settings, say: bool
) -> None:
    model = in_here("There are 3.")
    asked = await ask(asking(model, database, settings), QUESTION, say=say)
    told = asked.comparison.model
    assert isinstance(told, ModelAnswer)
    assert model.scored == 2
    assert told.answer == 0  # the likeliest, whatever it says
    assert told.distribution
    assert told.prior
    assert told.text == ("There are 3." if say else None)
    assert len(model.prompts) == say
    assert isinstance(asked.logged, int)


async def test_what_is_read_from_a_sentence_needs_one_in_any_case(database: Database, settings: Settings) -> None:
    asked = await ask(asking(in_here("r-h-y-t-h-m"), database, settings), "Spell rhythm", say=False)
    assert isinstance(asked.comparison.model, ModelAnswer)
    assert asked.comparison.model.text == asked.comparison.model.answer == "r-h-y-t-h-m"


@asynccontextmanager
async def asking_at(settings: Settings, *answers: Reply, trial: Reply) -> AsyncIterator[World]:
    """A simulated Discord whose bot asks a server; by ``trial`` it says what it tells."""
    async with serving(*answers, trial=trial) as server:
        asked = OpenAISettings(base_url=server.url, model="large-model", retries=0)
        there = {"model": ModelSettings(backend="openai"), "openai": asked}
        async with enter(settings.model_copy(update=there)) as world:
            await world.model_settled()
            yield world


def sentence(said: str) -> Reply:
    """A server that says that, and tells no tokens of it."""
    return stream(piece(None, said), END, DONE)


async def test_the_cards_of_what_a_server_answers(settings: Settings) -> None:
    async with asking_at(settings, sentence("There are **3** r's, @everyone!"), trial=GOOD) as world:
        shown = card(await world.alice.slash(world.channel, "ask", question=QUESTION))
        assert "**large-model** answers **3** · ✓ right" in text(shown)
        assert alts(shown) == []
        assert not shown.message.mention_everyone
        details = card(await world.alice.click(shown, label="Details"))
        assert "large-model, at 127.0.0.1:" in text(details)
        assert "✓ right" in text(details)
        assert "It says:" in text(details)
        assert "What it read" not in text(details)
        [others] = alts(details)
        assert "14 models counted r" in others
        history = card(await history_of(world.alice, world.channel))
        assert "answers **3** · ✓ right" in text(history).replace("\\", "")
        states = await ask_each(world, "Which US states contain the letter d?")
        assert "**No answer from the model.**" in text(states)
        assert "Ask one question at a time with /ask" in text(states)
        ladder = await four_ways(world, "r", "strawberry")
        assert "Ask one question at a time with /ask" in text(ladder)


async def test_a_server_that_tells_its_tokens_is_weighed(database: Database, settings: Settings) -> None:
    model = Telling("There are two.", {"2": 0.75, "5": 0.25})
    asked = await ask(asking(model, database, settings), QUESTION)
    told = asked.comparison.model
    assert isinstance(told, ModelAnswer)
    assert (told.answer, told.distribution, told.mass, told.below) == (2, {"2": 0.75, "5": 0.25}, 0.5, 0.0041)
    assert (told.prior, told.text) == ({"2": 0.75, "5": 0.25}, "There are two.")
    assert asked.comparison.untold == ("0", "1", "3", "4", "6", "7", "8", "9")
    printed = asked_json(QUESTION, asked)["model"]
    assert isinstance(printed, dict)
    assert (printed["distribution"], printed["mass"], printed["below"]) == ({"2": 0.75, "5": 0.25}, 0.5, 0.0041)
    shown = StringIO()
    Console(file=shown, width=200).print(asked_text(asked))
    assert UNTOLD in shown.getvalue()
    assert asked.comparison.correct is False, "3 was a choice, if an unlikely one"
    assert isinstance(asked.logged, int)
    stored = await Comparisons(database).get(asked.logged)
    assert stored is not None
    assert stored.comparison == asked.comparison


async def test_where_its_tokens_say_nothing_its_words_are_read(database: Database, settings: Settings) -> None:
    model = Telling("There are 3.", ChoicesUntold("None of them."))
    asked = await ask(asking(model, database, settings), QUESTION)
    told = asked.comparison.model
    assert isinstance(told, ModelAnswer)
    assert model.scored == 2
    assert (told.answer, told.text, told.distribution, told.below) == (3, "There are 3.", None, 0.0)
    assert asked.comparison.untold == ()
    assert asked.comparison.correct is True


async def test_a_series_is_put_to_a_server_that_tells_its_tokens(database: Database, settings: Settings) -> None:
    model = Telling("Yes.", {" Yes": 0.6, " No": 0.4})
    series = AskingInSeries(asking(model, database, settings), patience=1)
    asked = await series.names("months", "r", ASKER, datetime.now(UTC), SERVER)
    assert {
        comparison.model.answer for comparison in asked.comparisons if isinstance(comparison.model, ModelAnswer)
    } == {True}
    assert model.scored == 12 + 1, "each month, and once with the word hidden"


def likely(shares: dict[str, float]) -> Reply:
    """A server whose answer is the first of these tokens, and which tells all of them."""
    entries = [entry(token, math.log(share)) for token, share in shares.items()]
    return telling(entries[0] | {"top_logprobs": entries})


async def two_and_no(server: Server, request: web.Request) -> web.StreamResponse:
    """What tells its tokens: numbers where one is asked for, No where that is possible, and else says a sentence."""
    body = await request.json()
    match body["messages"][-1]["content"].rpartition("\n")[2]:
        case "Answer with a number only.":
            reply = likely({"2": 0.375, "5": 0.125, "The": 0.0041})
        case "Answer with Yes or No only.":
            reply = likely({"No": 0.5, "The": 0.0041})
        case _:
            reply = sentence("There are two.")
    return await reply(server, request)


async def test_the_cards_of_what_a_server_tells(settings: Settings) -> None:
    async with asking_at(settings, two_and_no, trial=TELLS) as world:
        shown = card(await world.alice.slash(world.channel, "ask", question=QUESTION))
        assert "**large-model** answers **2** · ✗ wrong" in text(shown)
        assert UNTOLD in text(shown)
        assert len(alts(shown)) == 1
        details = text(card(await world.alice.click(shown, label="Details")))
        assert UNTOLD in details
        assert "**large-model** answers **2** (75% among these options) · ✗ wrong" in details
        ladder = await four_ways(world, "r", "strawberry")
        assert len(alts(ladder)) == 2
        assert "✗ wrong" in text(ladder)
        assert UNTOLD in text(ladder)
        states = await ask_each(world, "Which US states contain the letter d?")
        assert "Not among the likeliest tokens that the server tells: Yes (each under 0.9%)" in text(states)
