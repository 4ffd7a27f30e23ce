"""``/inside`` as members use it, with the real model, which the tests of this file share."""

import pytest
from discord import ButtonStyle, ComponentType
from simcord.components import walk_components
from simcord.results import ResponseMessage

from bot.inside.presets import PRESETS
from bot.ui import Card
from bot.ui.buttons.inside import (
    ChooseHead,
    ChooseInsideToken,
    ChooseLayer,
    ChooseLetter,
    ChoosePerplexity,
    ChooseView,
    ChooseWords,
    LookIntoComparison,
    LookIntoTurn,
    OpenOwn,
)
from bot.ui.inside_words import VIEW_WORDS
from bot.ui.sending import send
from tests.looking import FRANCE, choose, chosen, id_of, opened
from tests.talking import said_by_bot, say
from tests.world import World, alts, card, labels, options, text

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_member_pokes_at_strawberry_for_three_minutes(patch: World) -> None:
    asked = card(await patch.alice.slash(patch.channel, "ask", question="How many r's are in strawberry?"))
    shown = card(await patch.alice.click(asked, label="Look inside"))
    assert shown.ephemeral
    assert "### What the model gets" in text(shown)
    assert "of them the chat template" in text(shown)
    assert "<|im_start|>" not in text(shown), "what was asked stands there, and no template"
    assert "[chat template, " in alts(shown)[0]
    shown = await choose(patch.alice, shown, ChooseView, "probe")
    assert "has `r`: **" in text(shown)
    assert "random labels" in text(shown)
    shown = await choose(patch.alice, shown, ChooseView, "layers")
    assert "The right answer, `3`, is in place" in text(shown)
    shown = await choose(patch.alice, shown, ChooseView, "patch")
    assert "The state of `␣strawberry` is replaced by that of `" in text(shown)


async def test_each_view_is_a_card_that_names_its_limits_and_its_source(patch: World) -> None:
    shown = await opened(patch, "dots", text=FRANCE)
    for view, words in VIEW_WORDS.items():
        shown = await choose(patch.alice, shown, ChooseView, view)
        assert chosen(shown)[0] == view
        assert f"### {words.title}\n" in text(shown)
        assert f"-# {words.not_shown}" in text(shown)
        assert f"Read on: {words.source}" in text(shown)
        [alt] = alts(shown)
        assert alt


async def test_dots_become_ids_and_then_a_text_with_the_model_s_guess(patch: World) -> None:
    shown = await opened(patch, "dots", text="a rose is a rose is a")
    assert "**7 dots, 4 different**" in text(shown)
    assert "own guess" not in text(shown)
    shown = card(await patch.alice.click(shown, label="Show the ids"))
    shown = card(await patch.alice.click(shown, label="Show the text"))
    assert "The model's own guess: `␣rose` " in text(shown)


async def test_token_layer_and_head_stay_when_the_view_changes(patch: World) -> None:
    shown = await opened(patch, "attention", text=FRANCE, layer=7, head=3)
    assert "Layer 7, head 3: weights." in text(shown)
    shown = card(await patch.alice.click(shown, label="Without the first token"))
    shown = card(await patch.alice.click(shown, label="By weights × values"))
    assert "It is left out here" in text(shown)
    assert "times the length of what they move" in text(shown)
    shown = await choose(patch.alice, shown, ChooseView, "near")
    shown = await choose(patch.alice, shown, ChooseInsideToken, "2")
    assert "Nearest to `␣capital`" in text(shown)
    shown = await choose(patch.alice, shown, ChooseInsideToken, "999")
    assert "Nearest to the mean of 5 tokens, `The` `␣capital` `␣of` `␣France` `␣is`" in text(shown)
    assert chosen(shown) == ["near", "999"]
    shown = await choose(patch.alice, shown, ChooseInsideToken, "2")
    shown = await choose(patch.alice, shown, ChooseView, "attention")
    assert "Layer 7, head 3: weights times" in text(shown)
    shown = await choose(patch.alice, shown, ChooseHead, "7:0")
    assert "Layer 7, the mean of all heads" in text(shown)
    assert chosen(shown) == ["attention", "7", "7:0"]
    shown = await choose(patch.alice, shown, ChooseLayer, "30")
    assert "Layer 30, the mean of all heads" in text(shown)
    shown = await choose(patch.alice, shown, ChooseView, "vector")
    assert "`␣capital` is **576 numbers**" in text(shown)


async def test_words_letters_and_the_start_can_be_chosen(patch: World) -> None:
    shown = await opened(patch, "map", words="cat dog cow cat one two three")
    assert "6 words after training" in text(shown)
    assert "given twice or too many: cat" in text(shown)
    shown = card(await patch.alice.click(shown, label="t-SNE"))
    assert "t-SNE, perplexity" in text(shown)
    name = next(iter(PRESETS))
    shown = await choose(patch.alice, shown, ChooseWords, name)
    shown = card(await patch.alice.click(shown, label="Random start"))
    assert "at a **random start**" in text(shown)
    assert PRESETS[name].title in text(shown)
    shown = await choose(patch.alice, shown, ChooseView, "related")
    shown = await choose(patch.alice, shown, ChooseLetter, "z")
    assert "Centred cosine of `␣z`" in text(shown)


async def test_t_sne_is_drawn_with_other_perplexities_and_seeds(patch: World) -> None:
    shown = await opened(patch, "map", preset="states")
    assert "Another seed" not in labels(shown)
    shown = card(await patch.alice.click(shown, label="t-SNE"))
    assert "t-SNE, perplexity 10, seed 0:" in text(shown)
    before = alts(shown)
    shown = await choose(patch.alice, shown, ChoosePerplexity, "5")
    assert "t-SNE, perplexity 5, seed 0:" in text(shown)
    assert chosen(shown) == ["map", "states", "5"]
    shown = card(await patch.alice.click(shown, label="Another seed"))
    assert "t-SNE, perplexity 5, seed 1:" in text(shown)
    assert "seed 1" in alts(shown)[0] != before[0]
    shown = await choose(patch.alice, shown, ChoosePerplexity, "30")
    assert "t-SNE, perplexity 16.3, seed 1:" in text(shown), "a third of the other words"
    shown = card(await patch.alice.click(shown, label="Random start"))
    assert "at a **random start** (seed 1)" in text(shown)
    shown = await choose(patch.alice, shown, ChooseView, "near")
    shown = await choose(patch.alice, shown, ChooseView, "map")
    assert "seed 1:" in text(shown), "it is remembered"


async def test_what_is_near_a_word_of_several_tokens_is_shown_by_their_mean(patch: World) -> None:
    shown = await opened(patch, "near", text="I love electroencephalographs")
    assert [value for value, _ in options(shown) if value.isdecimal()] == ["1", "2", "3", "4", "5", "1003", "999"]
    shown = await choose(patch.alice, shown, ChooseInsideToken, "1003")
    assert "Nearest to the mean of 3 tokens, `␣electro` `encephal` `ographs`" in text(shown)
    assert chosen(shown) == ["near", "1003"]
    shown = await choose(patch.alice, shown, ChooseView, "vector")
    assert "`␣electro` is **576 numbers**" in text(shown)
    shown = await opened(patch, "near", text="electroencephalographs")
    assert [value for value, _ in options(shown) if value.isdecimal()] == ["1", "2", "3", "999"], "it is all of them"


async def test_a_word_is_looked_up_as_it_stands_inside_a_text(patch: World) -> None:
    shown = await opened(patch, "vector", text="strawberry")
    assert "`␣strawberry` is **576 numbers**" in text(shown)


async def test_another_text_is_patched_in_by_command_and_by_form(patch: World) -> None:
    shown = await opened(patch, "patch", text=FRANCE, other="The capital of Italy is")
    assert "The state of `␣France` is replaced by that of `␣Italy`" in text(shown)
    assert "`␣Paris`: " in text(shown)
    form = await patch.alice.click(shown, label="Patch in another text")
    shown = card(await patch.alice.submit_modal(form, {"other": "The capital of Japan is"}))
    assert "The state of `␣France` is replaced by that of `␣Japan`" in text(shown)
    same = await patch.alice.slash(patch.channel, "inside", view="patch", text=FRANCE, other=FRANCE)
    assert "Both texts have the same tokens" in patch.refusal(same)


async def test_who_opened_it_steers_and_others_open_their_own(patch: World) -> None:
    shown = await opened(patch, "near", text="Texas")
    assert "Open your own" in labels(shown)
    pressed = card(await patch.bob.select(shown, ["map"], custom_id=id_of(shown, ChooseView)))
    assert "Only the person who asked for this card can change it" in pressed.content
    own = card(await patch.bob.click(shown, label="Open your own"))
    assert own.ephemeral
    assert "Nearest to `␣Texas`" in text(own)
    own = await choose(patch.bob, own, ChooseView, "vector")
    assert "`␣Texas` is **576 numbers**" in text(own)


async def test_what_only_its_owner_sees_is_not_opened_by_others(patch: World) -> None:
    message = await patch.alice.send(patch.channel, "my secret word")
    shown = card(await patch.alice.context_menu(patch.channel, "Look inside", message))
    assert shown.ephemeral
    asked = OpenOwn.read(id_of(shown, OpenOwn))
    assert asked
    channel = patch.bot.get_partial_messageable(patch.channel.id)
    forged = await send(channel, Card().row([asked.button("Open")]))
    assert "You cannot open this card" in card(await patch.bob.click(forged, label="Open")).content
    assert card(await patch.alice.click(forged, label="Open")).ephemeral


async def test_an_answer_is_looked_into_by_the_very_ids_that_were_fed_and_written(patch: World) -> None:
    await say(patch, "say hello")
    answered = said_by_bot(patch)[-1]
    shown = card(await patch.alice.click(answered, label="Look inside"))
    shown = card(await patch.alice.click(shown, label="Show the ids"))
    turn = await patch.bot.services.chats.shown_in(answered.id)
    assert turn
    assert turn.insight
    assert not turn.explained
    assert f"{min(256, len(turn.insight.tokens))} tokens" in text(shown)
    assert f"{turn.insight.tokens[-1].id}" in alts(shown)[0]


async def test_what_was_answered_elsewhere_is_not_looked_into(patch: World) -> None:
    await patch.alice.slash(patch.channel, "ask", question="How many r's are in strawberry?")
    [compared] = await patch.bot.services.comparisons.latest(channel_id=patch.channel.id, offset=0, limit=1)
    await say(patch, "say hello")
    turn = await patch.bot.services.chats.shown_in(said_by_bot(patch)[-1].id)
    assert turn
    assert patch.channel.guild
    elsewhere = patch.channel.guild.create_text_channel("elsewhere")
    await patch.env.settle()
    forged = Card().row([LookIntoTurn(turn.id).button("Turn"), LookIntoComparison(compared.id).button("Comparison")])
    there = await send(patch.bot.get_partial_messageable(elsewhere.id), forged)
    for label, told in (("Turn", "This answer is no longer kept"), ("Comparison", "That comparison is no longer kept")):
        assert told in card(await patch.alice.click(there, label=label)).content


async def test_next_is_looked_into_with_what_was_appended(patch: World) -> None:
    shown = card(await patch.alice.slash(patch.channel, "next", text=FRANCE))
    shown = card(await patch.alice.click(shown, label="␣Paris"))
    inside = card(await patch.alice.click(shown, label="Look inside"))
    assert f"`{FRANCE} Paris`" in text(inside)


@pytest.mark.parametrize(
    ("view", "given", "said"),
    [
        ("attention", {"text": FRANCE, "layer": 31}, "has 30 layers"),
        ("attention", {"text": FRANCE, "head": 10}, "9 heads"),
        ("probe", {"letter": "é"}, "one letter from a to z"),
        ("related", {"letter": "7"}, "one letter from a to z"),
        ("map", {"words": "a b", "preset": "states"}, "one of the three"),
    ],
)
async def test_what_cannot_be_looked_at_says_why(
    patch: World, view: str, given: dict[str, str | int], said: str
) -> None:
    assert said in patch.refusal(await patch.alice.slash(patch.channel, "inside", view=view, **given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "`How many r's are in strawberry?`"),
        ({"text": FRANCE}, "### What the model gets"),
        ({"words": "cat dog cow"}, "3 words after training"),
        ({"preset": "states"}, "50 words after training"),
        ({"letter": "z"}, "Centred cosine of `␣z`"),
        ({"letter": "d", "words": "bed cat dog sun"}, "to the 2 words with it"),
        ({"other": "The capital of Italy is"}, "### What if it had read something else?\n`The capital of France is`"),
        ({"view": "map", "text": "cat dog cow"}, "3 words after training"),
        ({"view": "probe", "letter": "d", "layer": 15}, "is right about a word, after layer 15:"),
    ],
)
async def test_what_is_given_chooses_the_view_and_what_is_missing_is_an_example(
    patch: World, given: dict[str, str | int], said: str
) -> None:
    shown = card(await patch.alice.slash(patch.channel, "inside", **given))
    assert said in text(shown)
    assert not shown.ephemeral


async def test_each_view_has_one_next_step(patch: World) -> None:
    shown = await opened(patch, "vector", text="strawberry")
    for label, said in (
        ("Its nearest tokens", "### The nearest tokens"),
        ("A map of words", "### A map of words"),
        ("Random start", "at a **random start**"),
    ):
        assert primary(shown) == [label]
        shown = card(await patch.alice.click(shown, label=label))
        assert said in text(shown)
    shown = await opened(patch, "related", letter="d")
    for label, said in (
        ("Probe for it", "about a word, in the embedding:"),
        ("Probe the middle layer", "about a word, after layer 15:"),
    ):
        assert primary(shown) == [label]
        shown = card(await patch.alice.click(shown, label=label))
        assert said in text(shown)
    assert primary(shown) == ["Probe the embedding"]
    shown = await opened(patch, "attention", text=FRANCE)
    for label, said in (
        ("The guess, layer by layer", "### The guess, layer by layer"),
        ("Swap a token's state", "### What if it had read something else?"),
    ):
        assert primary(shown) == [label]
        shown = card(await patch.alice.click(shown, label=label))
        assert said in text(shown)
    assert primary(shown) == ["Patch in another text"]


def primary(shown: ResponseMessage) -> list[str]:
    """The labels of a card's primary buttons."""
    buttons = (part for part in walk_components(shown.components) if part["type"] == ComponentType.button.value)
    return [str(button["label"]) for button in buttons if button["style"] == ButtonStyle.primary.value]


async def test_a_card_may_be_shown_to_its_owner_alone(patch: World) -> None:
    assert card(await patch.alice.slash(patch.channel, "inside", text=FRANCE, private=True)).ephemeral


async def test_a_long_text_is_looked_into_at_its_end_and_says_so(patch: World) -> None:
    shown = await opened(patch, "attention", text="rose " * 1_000)
    assert "256 tokens, the last of 1,00" in text(shown)
    shown = await opened(patch, "layers", text="a")
    assert "1 token\n" in f"{text(shown)}\n"
