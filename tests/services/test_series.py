"""Series with the real model: what is kept is what was shown, whatever becomes of the model meanwhile."""

import asyncio
import os
import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.config import Settings
from bot.errors import EncodingUnavailable, ModelBusy, ModelError
from bot.letters import FORMS, NAME_LISTS, Asker, Count, ModelAnswer, ModelMissing, NotLogged, trial
from bot.model import ForcedChoice, Prompt
from bot.services import Services, open_services
from bot.services.asking import Asked
from bot.services.series import AskedSeries
from tests.asking import ask_each, four_ways
from tests.services.conftest import together
from tests.world import World, alts, enter, text

STATES = "Which US states contain the letter d?"
ASKER = Asker(user_id=1, channel_id=2, guild_id=3)


async def names(services: Services, key: str, letter: str) -> AskedSeries:
    return await services.series.names(key, letter, ASKER, datetime.now(UTC), services.servers.default)


@dataclass(frozen=True)
class AtOnce:
    """Three series and a question that were asked at the same time: what came of them, and of what was sent."""

    series: Sequence[AskedSeries]
    alone: Asked
    sent: Sequence[str]
    most: int
    last: str

    @property
    def answers(self) -> Sequence[ModelAnswer]:
        """All that the model answered, the series' names in order and then the question."""
        found = [each.model for asked in self.series for each in asked.comparisons]
        return [each for each in (*found, self.alone.comparison.model) if isinstance(each, ModelAnswer)]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def at_once(patch: World) -> AtOnce:
    services, underway, most = patch.bot.services, 0, 0
    scored, sent, done = services.model.score, list[str](), list[str]()

    async def score(prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        nonlocal underway, most
        sent.append(prompt.messages[0].content)
        underway += 1
        most = max(most, underway)
        try:
            return await scored(prompt, choices)
        finally:
            underway -= 1

    async def series(key: str, letter: str) -> AskedSeries:
        asked = await names(services, key, letter)
        done.append("series")
        return asked

    async def one() -> Asked:
        question, now = Count("strawberry", "r"), datetime.now(UTC)
        asked = await services.asking.ask(question, "How many?", ASKER, now, services.servers.default)
        done.append("one")
        return asked

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(services.model, "score", score)
        *asked, alone = await asyncio.gather(
            series("US states", "e"), series("months", "i"), series("planets", "o"), one()
        )
    return AtOnce([each for each in asked if isinstance(each, AskedSeries)], alone, sent, most, done[-1])


@together
async def test_series_leave_room_for_a_question_and_all_are_answered(at_once: AtOnce) -> None:
    assert [len(each.comparisons) for each in at_once.series] == [50, 12, 8]
    assert len(at_once.answers) == 50 + 12 + 8 + 1
    assert all(each.prior for each in at_once.answers)
    assert at_once.most <= 19  # sixteen and their prior, and one question with its own
    assert at_once.last == "series"


@together
async def test_all_fifty_are_asked_with_one_prior_and_kept_whole(at_once: AtOnce, services: Services) -> None:
    asked = at_once.series[0]
    prior = at_once.sent.count("Does … contain the letter e?")
    assert prior <= 1  # it is kept, and another test may have asked for it
    assert len([each for each in at_once.sent if each.endswith("contain the letter e?")]) - prior == 50
    assert not isinstance(asked.logged, NotLogged)
    assert len(asked.logged) == 50
    priors = set()
    for id_, comparison in zip(asked.logged, asked.comparisons, strict=True):
        model = comparison.model
        assert isinstance(model, ModelAnswer)
        assert model.text is None
        assert model.prompt == ()
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
async def test_a_name_is_answered_in_company_as_alone(at_once: AtOnce, services: Services) -> None:
    [october] = [each for each in at_once.series[1].comparisons if "October" in each.text]
    alone = await services.asking.ask(
        october.question, october.text, ASKER, datetime.now(UTC), services.servers.default
    )
    assert isinstance(october.model, ModelAnswer)
    assert isinstance(alone.comparison.model, ModelAnswer)
    assert october.model.distribution == pytest.approx(alone.comparison.model.distribution, abs=1e-5)
    assert october.word_tokens == alone.comparison.word_tokens


@together
async def test_the_four_forms_are_read_as_they_are_written(services: Services) -> None:
    question = Count("strawberry", "r")
    asked = await services.series.forms(question, ASKER, datetime.now(UTC), services.servers.default)
    assert [comparison.form for comparison in asked.comparisons] == [*FORMS]
    for comparison in asked.comparisons:
        put = trial(question, comparison.form)
        assert put is not None
        assert isinstance(comparison.model, ModelAnswer)
        start, end = put.focus
        assert "".join(token.text for token in comparison.word_tokens).strip() == put.asked[start:end]
    tokens = [len(comparison.word_tokens) for comparison in asked.comparisons]
    assert tokens[:3] == [1, 3, 10]


@together
async def test_cards_with_the_real_model(patch: World) -> None:
    shown = await ask_each(patch, "Which planets contain the letter i?")
    assert "Of the 1 with `i` it said yes to **" in text(shown)
    assert "Of the 7 without `i` it said no to **" in text(shown)
    assert "With the name hidden it answers " in text(shown)
    assert re.search(r"Wrong (yes|no) \(\d+\): |It missed all 10 of them", text(shown))
    assert "8 answers logged" in text(shown)
    shown = await four_ways(patch, "r", "strawberry")
    assert "✗ wrong" in text(shown) or "✓ right" in text(shown)
    assert len(alts(shown)) == 2
    assert "Written apart, every letter is a token of its own" in text(shown)


async def test_cards_of_odd_words_and_with_only_some_of_the_answers(
    with_tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with enter(with_tiny) as world:
        await world.model_settled()
        for letter, word in (("ש", "שלום"), ("a", "👩‍👩‍👧a"), ("e", "@everyone"), ("e", "\ud800e")):
            shown = await four_ways(world, letter, word)
            assert " · " in text(shown)
            assert ("not every letter of this word is one whole token" in text(shown)) == (letter != "e")
            assert not shown.message.mention_everyone

        scored = world.local_model.score

        async def score(prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
            if any(word in prompt.messages[0].content for word in ("Does May", "Does …", '"strawberry"')):
                raise ModelError("The model is tired.")
            return await scored(prompt, choices)

        monkeypatch.setattr(world.local_model, "score", score)  # the real one, which lacks some answers
        shown = await ask_each(world, "Which months contain the letter r?")
        assert "No answer (1): May. The model is tired." in text(shown).replace("\\", "")
        assert "Of the 8 with `r` it said yes to" in text(shown)
        assert "With the name hidden" not in text(shown)
        assert "12 answers logged" in text(shown)
        assert "no answer (1): May." in alts(shown)[0]
        shown = await four_ways(world, "r", "strawberry")
        assert "in quotes: no answer" in text(shown)
        assert "**An answer is missing.** The model is tired" in text(shown)
        assert alts(shown)[0].startswith("Bars of the model's probabilities in 3 forms.")


async def test_the_model_is_killed_during_a_series(with_tiny: Settings) -> None:
    """The map comes, with the answers that were there; all fifty are logged; the next series is answered whole."""
    async with enter(with_tiny) as world:
        await world.model_settled()
        model = world.local_model
        pid = model.pid
        assert pid is not None
        scored, done = model.score, []

        async def score_then_die(prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
            done.append(await scored(prompt, choices))
            if len(done) == 1:
                os.kill(pid, signal.SIGKILL)
            return done[-1]

        model.score = score_then_die  # type: ignore[method-assign]  # the real one, and a murder at a known moment
        shown = await ask_each(world, STATES)
        assert "**10** US states with `d`" in text(shown)
        assert "stopped while it worked on this" in text(shown)
        assert "50 answers logged" in text(shown)
        await world.model_settled()
        assert model.pid != pid
        shown = await ask_each(world, STATES)
        assert "stopped" not in text(shown)
        assert "Of the 10 with `d` it said yes to **" in text(shown)
        assert "Of the 40 without `d` it said no to **" in text(shown)
        assert "With the name hidden it answers " in text(shown)
        assert re.search(r"Wrong (yes|no) \(\d+\): |It missed all 10 of them", text(shown))


@together
async def test_a_cancelled_series_cancels_its_questions_and_gives_up_its_turn(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored, begun, sent, cancelled = services.model.score, asyncio.Event(), [], []

    async def score(prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        sent.append(prompt)
        begun.set()
        try:
            return await scored(prompt, choices)
        except asyncio.CancelledError:
            cancelled.append(prompt)
            raise

    monkeypatch.setattr(services.model, "score", score)
    asking = asyncio.create_task(names(services, "elements", "e"))
    waiting = asyncio.create_task(names(services, "elements", "i"))
    await begun.wait()
    waiting.cancel()
    asking.cancel()
    assert all(
        isinstance(each, asyncio.CancelledError)
        for each in await asyncio.gather(asking, waiting, return_exceptions=True)
    )
    assert len(cancelled) == len(sent) > 1
    asked = await names(services, "continents", "q")
    assert all(isinstance(each.model, ModelAnswer) for each in asked.comparisons)


async def test_what_waits_in_vain_for_its_turn_or_for_the_model_is_answered_without_it(settings: Settings) -> None:
    model = settings.model.model_copy(update={"deadline": 0.05})
    async with open_services(settings.model_copy(update={"model": model})) as services:
        begun, freed, sent = asyncio.Event(), asyncio.Event(), []

        async def score(prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
            sent.append((prompt, choices))
            begun.set()
            await freed.wait()
            raise ModelBusy("Busy beyond measure.")

        services.model.score = score  # type: ignore[method-assign]  # a model that never answers
        first = asyncio.create_task(names(services, "elements", "d"))
        await begun.wait()
        second = await names(services, "months", "r")
        assert {each.model for each in second.comparisons} == {
            ModelMissing("The model is busy with other series of questions. Ask again in a moment.")
        }
        assert [each.exact for each in second.comparisons].count(True) == 8
        freed.set()
        asked = await first
        assert {each.model for each in asked.comparisons} == {ModelMissing("Busy beyond measure.")}
        assert len(asked.comparisons) == len(NAME_LISTS["elements"].names)
        assert len(sent) == 17  # and no more, once it was busy


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
