"""Explainer mode and letter questions where a server answers that tells its tokens: llama.cpp's own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from bot.config import ChatSettings, ModelSettings, OpenAISettings, Settings
from bot.letters import ModelAnswer
from tests.asking import four_ways
from tests.own import history as history_of
from tests.servers import KEY, llama_server
from tests.world import World, alts, card, enter, labels, options, text


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The server's address."""
    with llama_server() as address:
        yield address


@asynccontextmanager
async def asking(settings: Settings, served: str) -> AsyncIterator[World]:
    """A simulated Discord whose bot asks that server."""
    changed = {
        "model": ModelSettings(backend="openai", threads=1),
        "openai": OpenAISettings(base_url=served, model="tiny", key=SecretStr(KEY), timeout=60, retries=0),
        "chat": ChatSettings(answer_tokens=24, top_k=1),
    }
    async with enter(settings.model_copy(update=changed)) as world:
        yield world


async def test_explainer_mode_shows_what_it_tells(settings: Settings, served: str) -> None:
    async with asking(settings, served) as world:
        switched = text(card(await world.alice.slash(world.channel, "explainer", turn="on")))
        assert "tiny answers on a server, which tells what tokens it writes, but not what it reads" in switched
        assert "nothing to show" not in switched
        shown = card(await world.alice.slash(world.channel, "chat", text="Tell me about the sea."))
        assert "**The answer, as the model wrote it**" in text(shown)
        assert "Your message, as the model reads it" not in text(shown)
        assert "`24` tokens told · " in text(shown)
        assert "tokens/s" in text(shown)
        assert "The server does not say how its model read your message." in text(shown)
        [strip] = alts(shown)
        assert strip.startswith("24 tokens of the answer, each with the probability that the model gave it: ")
        assert labels(shown) == ["Regenerate", "New chat", "Why this word?"]
        why = card(await world.alice.click(shown, label="Why this word?"))
        assert "of 24. The model had given it **" in text(why)
        assert len(options(why)) == 24
        [bars] = alts(why)
        assert "chosen ▸ " in bars
        assert bars.count(";") == 6, "the token, five others, and all others"
        first = card(await world.alice.select(why, ["0"]))
        assert "It began with `" in text(first)
        for view in ("near", "layers"):
            told = world.refusal(await world.alice.slash(world.channel, "inside", view=view, text="Texas"))
            assert "tiny runs on a server, which returns only text, so I cannot look inside" in told


async def test_a_letter_question_gets_a_distribution(settings: Settings, served: str) -> None:
    async with asking(settings, served) as world:
        question = "Does Nevada contain the letter d?"
        shown = card(await world.alice.slash(world.channel, "ask", question=question))
        assert "**tiny** answers **" in text(shown)
        [bars] = alts(shown)
        assert "Yes: " in bars
        assert "word hidden" not in bars
        [stored] = await world.bot.services.comparisons.latest(channel_id=world.channel.id, offset=0, limit=1)
        model = stored.comparison.model
        assert isinstance(model, ModelAnswer)
        assert model.distribution
        assert model.prior
        assert sum(model.distribution.values()) == pytest.approx(1)
        assert " among these options)" in text(card(await history_of(world.alice, world.channel)))
        [bars] = alts(card(await world.alice.click(shown, label="Details")))
        assert "word hidden" in bars


async def test_what_is_not_told_is_said_to_be_unlikely(settings: Settings, served: str) -> None:
    async with asking(settings, served) as world:
        question = "How many r's are in strawberry?"
        shown = card(await world.alice.slash(world.channel, "ask", question=question))
        assert "Not among the likeliest tokens that the server tells: " in text(shown)
        assert "(each under " in text(shown)
        details = text(card(await world.alice.click(shown, label="Details")))
        assert "Not among the likeliest tokens that the server tells: " in details


async def test_what_cannot_be_weighed_is_read_from_its_words(settings: Settings, served: str) -> None:
    async with asking(settings, served) as world:
        shown = card(await world.alice.slash(world.channel, "ask", question="How many letters are in banana?"))
        assert alts(shown) == []
        assert "It says:" in text(card(await world.alice.click(shown, label="Details")))


async def test_a_series_is_weighed_too(settings: Settings, served: str) -> None:
    async with asking(settings, served) as world:
        ladder = await four_ways(world, "r", "strawberry")
        assert "No answer from the model." not in text(ladder)
        assert any(alt.startswith("Bars of the model's probabilities in 4 forms") for alt in alts(ladder))
