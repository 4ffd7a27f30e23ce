"""A question from parse to log with the real model: what is kept is what was shown."""

import asyncio
import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.config import Settings
from bot.errors import EncodingUnavailable
from bot.letters import Asker, Count, ModelAnswer, ModelMissing, NoLetterQuestion, Question, parse
from bot.model import ForcedChoice, Prompt
from bot.services import Services, open_services
from bot.surrogates import well_formed
from tests.services.conftest import together
from tests.waiting import until
from tests.world import World, alts, card, enter, labels, text

ASKER = Asker(user_id=1, channel_id=2, guild_id=3)
QUESTION = "How many r's are in strawberry?"


def parsed(typed: str) -> Question:
    question = parse(typed)
    assert not isinstance(question, NoLetterQuestion)
    return question


@together
async def test_a_comparison_is_kept_whole(services: Services) -> None:
    asked = await services.asking.ask(parsed(QUESTION), QUESTION, ASKER, datetime.now(UTC), services.servers.default)
    assert isinstance(asked.logged, int)
    stored = await services.comparisons.get(asked.logged)
    assert stored is not None
    assert stored.comparison == asked.comparison
    model = asked.comparison.model
    assert isinstance(model, ModelAnswer)
    assert model.distribution is not None
    assert model.prior is not None
    assert list(model.distribution) == list(model.prior) == [str(digit) for digit in range(10)]
    assert model.answer == int(max(model.distribution, key=model.distribution.__getitem__))
    assert model.text
    assert model.latency > 0
    assert [token.text for token in asked.comparison.word_tokens] == [" strawberry"]


async def test_every_kind_is_asked_and_kept(with_tiny: Settings) -> None:
    kinds = (
        "does Nevada have a d?", "Which US states contain the letter d?", "how many months contain an r",
        "how many letters are in banana", "what is the third letter of banana", "spell rhythm", "reverse stressed",
        f"how many a's in {'a' * 60}", "how many e's in '\ud800e'", "how many 👩 in '👩👩'",
    )  # fmt: skip
    async with open_services(with_tiny) as services:
        await services.model.settled()
        for typed in kinds:
            asked = await services.asking.ask(parsed(typed), typed, ASKER, datetime.now(UTC), services.servers.default)
            assert isinstance(asked.comparison.model, ModelAnswer), typed
            assert isinstance(asked.logged, int)
            stored = await services.comparisons.get(asked.logged)
            assert stored is not None
            kept = well_formed(typed)
            assert stored.comparison == replace(asked.comparison, text=kept, question=parsed(kept))


@together
@pytest.mark.parametrize("typed", ["does Nevada have a d?", "how many letters are in banana"])
async def test_what_is_asked_again_is_answered_again_alike(services: Services, typed: str) -> None:
    once, again = [
        (
            await services.asking.ask(parsed(typed), typed, ASKER, datetime.now(UTC), services.servers.default)
        ).comparison.model
        for _ in range(2)
    ]
    assert isinstance(once, ModelAnswer)
    assert isinstance(again, ModelAnswer)
    assert (once.answer, once.text) == (again.answer, again.text)
    assert once.distribution == pytest.approx(again.distribution, abs=1e-5)


@together
async def test_a_text_too_long_for_the_model_is_still_counted_exactly(services: Services) -> None:
    asked = await services.asking.ask(
        Count("a b " * 2_000, "a"), "?", ASKER, datetime.now(UTC), services.servers.default
    )
    assert asked.comparison.exact == 2_000
    assert isinstance(asked.comparison.model, ModelMissing)
    assert "at most" in asked.comparison.model.reason


async def test_while_the_model_loads_the_exact_answer_comes_and_says_so(with_model: Settings) -> None:
    async with open_services(with_model) as services:
        asked = await services.asking.ask(
            parsed(QUESTION), QUESTION, ASKER, datetime.now(UTC), services.servers.default
        )
        assert asked.comparison.exact == 3
        assert isinstance(asked.comparison.model, ModelMissing)
        assert "still loading" in asked.comparison.model.reason


@together
async def test_a_card_with_the_real_model(patch: World) -> None:
    shown = card(await patch.alice.slash(patch.channel, "ask", question=QUESTION))
    assert "occurs **3 times**" in text(shown)
    assert "-Instruct** answers **" in text(shown)
    assert "In its own vocabulary (smollm2) it read “strawberry” as one token, “␣strawberry”, id 35199" in text(shown)
    [chart] = alts(shown)
    assert chart.startswith("Bars of the model's probabilities. Exact: 3.")
    assert "word hidden" not in chart
    assert labels(shown) == ["Look inside", "Details", "Four ways to ask", "Count another letter", "How models do"]
    details = card(await patch.alice.click(shown, label="Details"))
    others, prompt, chart = alts(details)
    assert others.startswith("Bars: how often 14 models counted r in “strawberry”; there are 3.")
    assert "framed: ␣strawberry" in prompt
    assert "␣strawberry (35199)" in prompt
    assert "chat template (24 tokens)" in prompt
    assert "word hidden" in chart
    assert "Without seeing the word it " in text(details)
    assert "logged as #" in text(details)
    assert labels(details) == ["Look inside", "Give it a tool"]


@together
async def test_the_model_s_own_ids_are_not_taken_for_those_of_another_vocabulary(patch: World) -> None:
    told = "For ids that the model here has read or written, choose `smollm2`."
    other = card(await patch.alice.slash(patch.channel, "tokenize", ids="35199", encoding="o200k_base"))
    assert f"(o200k_base). {told}" in text(other)
    assert "strawberry" not in text(other)
    own = card(await patch.alice.slash(patch.channel, "tokenize", ids="35199"))
    assert " strawberry" in text(own)
    assert told not in text(own)


async def test_the_model_is_killed_during_an_answer(with_tiny: Settings) -> None:
    """The bot lives, the member is told, the next question is answered."""
    async with enter(with_tiny) as world:
        await world.model_settled()
        pid = world.local_model.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)  # so that it is asked, and answers nothing

        async def kill_once_asked() -> None:
            await until(lambda: not world.local_model.idle, "the model to be asked")
            os.kill(pid, signal.SIGKILL)

        killing = asyncio.create_task(kill_once_asked())
        shown = card(await world.alice.slash(world.channel, "ask", question=QUESTION))
        await killing
        assert "occurs **3 times**" in text(shown)
        assert "stopped while it worked on this" in text(shown)
        await world.model_settled()
        assert world.local_model.pid != pid
        shown = card(await world.alice.slash(world.channel, "ask", question=QUESTION))
        assert "**tiny** answers **" in text(shown)


async def test_the_model_is_killed_when_only_its_sentence_is_missing(with_model: Settings) -> None:
    """The distribution is there; that there is no sentence, and why, is in the details and in the log."""
    async with enter(with_model) as world:
        await world.model_settled()
        model = world.local_model
        scored, done = model.score, []

        async def score_then_die(prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
            done.append(await scored(prompt, choices))
            if model.pid and len(done) == 2:  # with the word and without: only the sentence is missing now
                os.kill(model.pid, signal.SIGKILL)
            return done[-1]

        model.score = score_then_die  # type: ignore[method-assign]  # the real one, and a murder at a known moment
        shown = card(await world.alice.slash(world.channel, "ask", question="Does Nevada have a d?"))
        assert "-Instruct** answers **" in text(shown)
        details = card(await world.alice.click(shown, label="Details"))
        assert "it has said nothing" in text(details)
        assert "stopped while it worked on this" in text(details)


async def test_an_encoding_that_cannot_be_had_costs_only_the_tokens(settings: Settings) -> None:
    tokens = settings.tokens.model_copy(update={"encoding": "gpt2"})
    async with open_services(settings.model_copy(update={"tokens": tokens})) as services:

        async def unavailable(_: str) -> None:
            raise EncodingUnavailable("no network")

        services.encodings.load = unavailable  # type: ignore[method-assign, assignment]  # there may be a network
        asked = await services.asking.ask(
            parsed(QUESTION), QUESTION, ASKER, datetime.now(UTC), services.servers.default
        )
        assert asked.comparison.exact == 3
        assert asked.comparison.word_tokens == ()


async def test_a_hundred_at_once_all_get_an_answer(with_tiny: Settings) -> None:
    """The model is tiny and takes few at once, so that most find it busy, and the others need not be waited for."""
    words = [f"strawberry{number}" for number in range(100)]
    few = with_tiny.model.model_copy(update={"queue": 8})
    async with open_services(with_tiny.model_copy(update={"model": few})) as services:
        await services.model.settled()
        asked = await asyncio.gather(
            *(
                services.asking.ask(Count(word, "r"), word, ASKER, datetime.now(UTC), services.servers.default)
                for word in words
            )
        )
    assert {each.comparison.exact for each in asked} == {3}
    assert len({each.logged for each in asked if isinstance(each.logged, int)}) == 100
    answered = [each.comparison.model for each in asked if isinstance(each.comparison.model, ModelAnswer)]
    busy = [each.comparison.model for each in asked if isinstance(each.comparison.model, ModelMissing)]
    assert answered
    assert all(model.distribution for model in answered)
    assert all("busy" in model.reason for model in busy)
    assert len(busy) == 100 - len(answered) > 0
