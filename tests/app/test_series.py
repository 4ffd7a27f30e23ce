"""Series with the real model: what is kept is what was shown, whatever becomes of the model meanwhile."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.app.series import AskedSeries, ask_forms, ask_names
from bot.app.services import Services, open_services
from bot.config import DatabaseSettings, ModelSettings, Settings
from bot.errors import EncodingUnavailable, ModelBusy
from bot.letters import FORMS, Asker, Count, ModelAnswer, ModelMissing, NotLogged, trial
from bot.model import Prompt, Scores
from tests.conftest import PREPARED
from tests.world import alts, card, enter, text

ASKER = Asker(user_id=1, channel_id=2, guild_id=3)


together = pytest.mark.asyncio(loop_scope="module")
"""Marks the tests that share ``services``."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """Open services with the real model, loaded once."""
    settings = Settings(
        model=ModelSettings(threads=1),
        database=DatabaseSettings(path=tmp_path_factory.mktemp("database") / "strawberry.sqlite3"),
        cache=PREPARED.parent,
    )
    async with open_services(settings) as services:
        await services.model.settled()
        yield services


async def names(services: Services, key: str, letter: str) -> AskedSeries:
    return await ask_names(services, key, letter, ASKER, datetime.now(UTC), services.servers.default)


@together
async def test_all_fifty_are_asked_with_one_prior_and_kept_whole(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored, asked_for = services.model.score, []

    async def score(prompt: Prompt, choices: Sequence[str]) -> Scores:
        asked_for.append(prompt.messages[0].content)
        return await scored(prompt, choices)

    monkeypatch.setattr(services.model, "score", score)
    asked = await names(services, "US states", "d")
    assert len(asked_for) == 51
    assert asked_for.count("Does … contain the letter d?") == 1
    assert not isinstance(asked.logged, NotLogged)
    assert len(asked.logged) == 50
    priors = set()
    for id_, comparison in zip(asked.logged, asked.comparisons, strict=True):
        model = comparison.model
        assert isinstance(model, ModelAnswer)
        assert isinstance(model.text, ModelMissing)
        assert model.distribution is not None
        assert model.prior is not None
        assert list(model.distribution) == ["Yes", "No"]
        assert model.answer is (model.distribution["Yes"] >= model.distribution["No"])
        priors.add(tuple(model.prior.items()))
        stored = await services.comparisons.get(id_)
        assert stored is not None
        assert stored.comparison == comparison
    assert len(priors) == 1


@together
async def test_a_name_is_answered_in_company_as_alone(services: Services) -> None:
    [colorado] = [each for each in (await names(services, "US states", "d")).comparisons if "Colorado" in each.text]
    alone = await services.asking.ask(
        colorado.question, colorado.text, ASKER, datetime.now(UTC), services.servers.default
    )
    assert isinstance(colorado.model, ModelAnswer)
    assert isinstance(alone.comparison.model, ModelAnswer)
    assert colorado.model.distribution == pytest.approx(alone.comparison.model.distribution, abs=1e-5)
    assert colorado.word_tokens == alone.comparison.word_tokens


@together
async def test_the_four_forms_are_read_as_they_are_written(services: Services) -> None:
    question = Count("strawberry", "r")
    asked = await ask_forms(services, question, ASKER, datetime.now(UTC), services.servers.default)
    assert [comparison.form for comparison in asked.comparisons] == [*FORMS]
    for comparison in asked.comparisons:
        put = trial(question, comparison.form)
        assert put is not None
        assert isinstance(comparison.model, ModelAnswer)
        start, end = put.focus
        assert "".join(token.text for token in comparison.word_tokens).strip() == put.asked[start:end]
        assert put.asked in "".join(token.text for token in comparison.model.prompt)
    tokens = [len(comparison.word_tokens) for comparison in asked.comparisons]
    assert tokens[:3] == [1, 3, 10]


async def test_cards_with_the_real_model_and_with_only_some_of_its_answers(with_model: Settings) -> None:
    async with enter(with_model) as world:
        await world.model_settled()
        shown = card(await world.alice.slash(world.channel, "states", letter="d"))
        assert "Of the 10 with `d` it said yes to **" in text(shown)
        assert "Of the 40 without `d` it said no to **" in text(shown)
        assert "With the name hidden it leans to " in text(shown)
        assert "Wrong yes (" in text(shown)
        assert "Wrong no (" in text(shown)
        shown = card(await world.alice.slash(world.channel, "which", names="elements", letter="i"))
        assert "118 comparisons logged" in text(shown)
        shown = card(await world.alice.slash(world.channel, "ladder", letter="r", word="strawberry"))
        assert text(shown).count("leans to") == 4
        assert len(alts(shown)) == 2
        for letter, word in (("ש", "שלום"), ("👩‍👩‍👧", "👩‍👩‍👧👩"), ("@everyone", "@everyone"), ("e", "\ud800e")):
            shown = card(await world.alice.slash(world.channel, "ladder", letter=letter, word=word))
            assert text(shown).count("leans to") == 4
            assert not shown.message.mention_everyone

        model = world.bot.services.model
        scored = model.score

        async def score(prompt: Prompt, choices: Sequence[str]) -> Scores:
            if any(word in prompt.messages[0].content for word in ("Does May", "Does …", '"strawberry"')):
                raise ModelBusy("The model is busy.")
            return await scored(prompt, choices)

        model.score = score  # type: ignore[method-assign]  # the real one, which lacks some answers
        shown = card(await world.alice.slash(world.channel, "which", names="months", letter="r"))
        assert "No answer (1): May. The model is busy." in text(shown).replace("\\", "")
        assert "Of the 8 with `r` it said yes to" in text(shown)
        assert "With the name hidden" not in text(shown)
        assert "12 comparisons logged" in text(shown)
        assert "no answer (1): May." in alts(shown)[0]
        shown = card(await world.alice.slash(world.channel, "ladder", letter="r", word="strawberry"))
        assert "in quotes: no answer" in text(shown)
        assert "**An answer is missing.** The model is busy" in text(shown)
        assert alts(shown)[0].startswith("Bars of the model's probabilities in 3 forms.")


async def test_the_model_is_killed_during_a_series(with_model: Settings) -> None:
    """The map comes, with the answers that were there; all fifty are logged; the next series is answered whole."""
    async with enter(with_model) as world:
        await world.model_settled()
        model = world.bot.services.model
        pid = model.pid
        assert pid is not None
        scored, done = model.score, []

        async def score_then_die(prompt: Prompt, choices: Sequence[str]) -> Scores:
            done.append(await scored(prompt, choices))
            if len(done) == 1:
                os.kill(pid, signal.SIGKILL)
            return done[-1]

        model.score = score_then_die  # type: ignore[method-assign]  # the real one, and a murder at a known moment
        shown = card(await world.alice.slash(world.channel, "states", letter="d"))
        assert "**10** US states with `d`" in text(shown)
        assert "stopped while it worked on this" in text(shown)
        assert "50 comparisons logged" in text(shown)
        await world.model_settled()
        assert model.pid != pid
        shown = card(await world.alice.slash(world.channel, "which", names="continents", letter="c"))
        assert "stopped" not in text(shown)
        assert "Of the 4 with `c` it said yes to" in text(shown)


@together
async def test_a_cancelled_series_cancels_its_questions(services: Services) -> None:
    asking = asyncio.create_task(names(services, "elements", "e"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    asked = await names(services, "continents", "q")
    assert all(isinstance(each.model, ModelAnswer) for each in asked.comparisons)


async def test_while_the_model_loads_the_exact_answers_come(with_model: Settings) -> None:
    async with open_services(with_model) as services:
        asked = await names(services, "US states", "d")
        assert sum(each.exact is True for each in asked.comparisons) == 10
        assert all(
            isinstance(each.model, ModelMissing) and "still loading" in each.model.reason for each in asked.comparisons
        )
        assert all(each.word_tokens for each in asked.comparisons)


async def test_an_encoding_that_cannot_be_had_costs_only_the_tokens(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_services(settings) as services:

        async def unavailable(_: str) -> None:
            raise EncodingUnavailable("no network")

        services.encodings.load = unavailable  # type: ignore[method-assign, assignment]  # there may be a network
        asked = await names(services, "elements", "e")
        assert {each.word_tokens for each in asked.comparisons} == {()}
        assert not isinstance(asked.logged, NotLogged)
        assert caplog.text.count("no network") == 1
