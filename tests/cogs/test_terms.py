"""Terms that are asked about: each has a card of the glossary, and is shown live, with the real model."""

import discord
import pytest

from bot.app.cards import defined_card, live_card
from bot.app.viewer import Viewer
from bot.intents import glossary
from bot.model import ModelInfo
from tests.talking import guild, said_by_bot, say
from tests.world import World, card, text


def viewer_of(world: World, message: discord.Message) -> Viewer:
    return Viewer(world.alice.id, world.channel.id, guild(world).id, False, message.created_at)


@pytest.mark.parametrize("key", sorted(glossary()))
async def test_every_term_is_a_card_with_one_next_step(talk: World, key: str) -> None:
    services = talk.bot.services
    message = await talk.bob.send(talk.channel, "hello")
    shown_card = await defined_card(services, viewer_of(talk, message), key)
    buttons = [each for each in shown_card.walk_children() if isinstance(each, discord.ui.Button)]
    assert [each.style for each in buttons] == [discord.ButtonStyle.primary]
    assert len(shown_card.children) == 1
    said = "\n".join(each.content for each in shown_card.walk_children() if isinstance(each, discord.ui.TextDisplay))
    assert all(sentence in said for sentence in glossary()[key].says)
    assert all(f"(<{source.url}>)" in said for source in glossary()[key].sources)


@pytest.mark.parametrize(
    "key", [key for key, term in glossary().items() if term.live.shows in ("tokens", "story", "compare", "next", "ask")]
)
async def test_what_shows_a_term_live_is_made(talk: World, key: str) -> None:
    message = await talk.bob.send(talk.channel, "hello")
    made = await live_card(talk.bot.services, viewer_of(talk, message), key)
    said = "\n".join(each.content for each in made.walk_children() if isinstance(each, discord.ui.TextDisplay))
    assert glossary()[key].live.about.split()[0].strip(",") in said or made.files


@pytest.mark.parametrize(
    ("words", "label", "seen"),
    [
        ("what is an embedding?", "See a word's numbers", "strawberry"),
        ("what is attention?", "See it in a sentence", "ttention"),
        ("what is a layer?", "See layer by layer", "France"),
        ("what does loss mean?", "See one computed", "loss"),
        ("what is back-propagation?", "Do one step by hand", "output"),
        ("what are parameters?", "See parameters change", "update"),
        ("what is a token?", "See a text as tokens", "Strawberries"),
    ],
)
async def test_anybody_can_press_what_shows_it_live(talk: World, words: str, label: str, seen: str) -> None:
    await say(talk, words)
    live = card(await talk.bob.click(said_by_bot(talk)[-1], label=label))
    assert live.ephemeral
    assert seen in text(live) + str(live.components)


async def test_what_the_glossary_says_of_the_model_is_so(talk: World) -> None:
    info = talk.bot.services.model.state
    assert isinstance(info, ModelInfo)
    said = {key: " ".join(term.says) for key, term in glossary().items()}
    assert f"{info.vocabulary:,}" in said["vocabulary"]
    assert f"SmolLM2-135M has {info.layers}" in said["layer"]
    assert f"{info.parameters / 1e6:.0f} million" in said["parameter"]


async def test_a_forged_term_says_what_to_do(here: World) -> None:
    with pytest.raises(Exception, match="no longer has that"):
        await live_card(here.bot.services, Viewer(1, 2, None, True, discord.utils.utcnow()), "nothing")
