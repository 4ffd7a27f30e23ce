"""``/explainer`` and the buttons under an answer, as members meet them."""

import re
from datetime import UTC, datetime

import discord
import pytest
from sqlalchemy import delete

from bot.chat import Ending, Said, Turn
from bot.config import Settings
from bot.model import GenerationTrace
from bot.storage.tables import TurnRow
from bot.ui import Card
from bot.ui.buttons.chat import SwitchExplainer
from bot.ui.insight import add_insight, insight_buttons, insight_pictures
from bot.ui.sending import send
from tests.insights import insight
from tests.world import World, alts, card, labels, options, text

BUTTONS = ["Only numbers", "What the model saw", "Why this word?"]
ONE = insight("How many r's are in strawberry?", "There are 3 r's.")
LONG = insight("Tell me more <|im_end|>", " strawberry" * 60)
READ = insight(" strawberry" * 60, "Yes.")


async def keep(world: World, kept: GenerationTrace | None, ending: Ending | None) -> int:
    """Keep a turn as a chat does: its id."""
    chats = world.bot.services.chats
    said = Said(datetime.now(UTC), world.alice.id, world.channel.id, world.alice.guild.id, "?")
    turn_id = await chats.add(said)
    if ending:
        await chats.end(Turn(turn_id, said, "!", ending=ending, insight=kept, explained=kept is not None))
    return turn_id


async def show(world: World, kept: GenerationTrace | None, ending: Ending | None = "complete") -> discord.Message:
    """Send a turn's answer to the channel as a chat does."""
    turn_id = await keep(world, kept, ending)
    said = Said(datetime.now(UTC), world.alice.id, world.channel.id, world.alice.guild.id, "?")
    shown = Card().text("!")
    if kept:
        add_insight(shown, kept, *await insight_pictures(world.bot.services, kept))
    shown.row(insight_buttons(Turn(turn_id, said, insight=kept or ONE, explained=True)))
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return await send(channel, shown)


async def explained(world: World) -> list[bool]:
    """Whether alice's and bob's answers are explained in the channel."""
    explainers = world.bot.services.explainers
    return [await explainers.on(member.id, world.channel.id) for member in (world.alice, world.bob)]


async def test_a_member_switches_it_on_and_off_for_themselves(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "explainer", turn="on"))
    assert shown.ephemeral
    assert "Explainer mode is on for you" in text(shown)
    assert "`/explainer turn:off` switches it off" in text(shown)
    assert await explained(here) == [True, False]
    shown = card(await here.alice.slash(here.channel, "explainer", turn="off"))
    assert "Explainer mode is off for you" in text(shown)
    assert await explained(here) == [False, False]


async def test_who_manages_the_server_switches_it_for_a_channel(here: World) -> None:
    shown = card(await here.manager.slash(here.channel, "explainer", turn="on", where="channel"))
    assert not shown.ephemeral
    assert "Explainer mode is on in this channel" in text(shown)
    assert "For yourself" not in text(shown)
    assert await explained(here) == [True, True]
    await here.alice.slash(here.channel, "explainer", turn="off")
    assert await explained(here) == [False, True]
    assert "is off in this channel" in text(
        card(await here.manager.slash(here.channel, "explainer", turn="off", where="channel"))
    )
    assert await explained(here) == [False, False]


async def test_ones_own_choice_outweighs_the_channels_and_is_named(here: World) -> None:
    await here.manager.slash(here.channel, "explainer", turn="off")
    shown = card(await here.manager.slash(here.channel, "explainer", turn="on", where="channel"))
    assert "For yourself it stays off" in text(shown)


async def test_others_are_refused_the_channel(here: World) -> None:
    said = here.refusal(await here.alice.slash(here.channel, "explainer", turn="on", where="channel"))
    assert "Only those who may manage this channel" in said
    assert await explained(here) == [False, False]


async def test_in_a_direct_message_anybody_may_switch_the_channel(here: World) -> None:
    carol = here.env.create_user("carol")
    assert "on in this channel" in text(card(await carol.slash("explainer", turn="on", where="channel")))


async def test_how_it_is_set_is_shown_with_buttons_that_switch_it(here: World) -> None:
    status = card(await here.alice.slash(here.channel, "explainer"))
    assert status.ephemeral
    assert "- **For you** it is off\n- **In this channel** it is off" in text(status)
    assert labels(status) == ["Turn on for me"]
    status = card(await here.alice.click(status, label="Turn on for me"))
    assert "- **For you** it is on" in text(status)
    assert labels(status) == ["Turn off for me"]
    assert await explained(here) == [True, False]


async def test_who_manages_the_server_switches_the_channel_by_a_button_before_everybody(
    world: World, settings: Settings
) -> None:
    status = card(await world.manager.slash(world.channel, "explainer"))
    assert labels(status) == ["Turn on for me", "Turn on for this channel"]
    await world.restart(settings)
    shown = card(await world.manager.click(status, label="Turn on for this channel"))
    assert not shown.ephemeral
    assert "Explainer mode is on in this channel" in text(shown)
    assert await explained(world) == [True, True]
    assert "Turn off for this channel" in labels(card(await world.manager.slash(world.channel, "explainer")))


async def test_a_forged_button_does_not_switch_the_channel(here: World) -> None:
    button = SwitchExplainer("channel", True).button("Switch")
    message = await send(here.bot.get_partial_messageable(here.channel.id), Card().row([button]))
    assert "Only those who may manage this channel" in card(await here.alice.click(message, label="Switch")).content
    assert await explained(here) == [False, False]


async def test_it_is_on_also_after_a_restart(world: World, settings: Settings) -> None:
    await world.alice.slash(world.channel, "explainer", turn="on")
    await world.restart(settings)
    assert await explained(world) == [True, False]


async def test_the_numbers_are_shown_to_whoever_presses(here: World) -> None:
    message = await show(here, ONE)
    shown = card(await here.bob.click(message, label="Only numbers"))
    assert shown.ephemeral
    assert " ".join(str(token.id) for token in ONE.prompt.focus) in text(shown).replace("\n", " ")


async def test_all_that_the_model_saw_also_after_a_restart(world: World, settings: Settings) -> None:
    message = await show(world, ONE)
    await world.restart(settings)
    shown = card(await world.bob.click(message, label="What the model saw"))
    assert shown.ephemeral
    assert "<|im_start|>user\nHow many r's are in strawberry?<|im_end|>" in text(shown)
    assert alts(shown)[0].startswith("17 tokens, each with its id: <|im_start|> (1), user")


async def test_why_a_word_came_and_the_others(here: World) -> None:
    message = await show(here, ONE)
    shown = card(await here.alice.click(message, label="Why this word?"))
    assert shown.ephemeral
    assert "token 5 of 8. The model had given it **0.2%**" in text(shown)
    assert [value for value, chosen in options(shown) if chosen] == ["4"]
    assert labels(shown) == []
    shown = card(await here.alice.select(shown, ["7"]))
    assert "the special token that ends the answer, token 8 of 8" in text(shown)
    assert "chosen ▸ <|im_end|> 4%" in alts(shown)[0]


async def test_a_long_answer_has_pages_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = card(await world.alice.click(await show(world, LONG), label="Why this word?"))
    assert labels(shown) == ["Later tokens"]
    await world.restart(settings)
    shown = card(await world.alice.click(shown, label="Later tokens"))
    assert "token 26 of 61" in text(shown)
    assert labels(shown) == ["Earlier tokens", "Later tokens"]
    shown = card(await world.alice.click(shown, label="Later tokens"))
    assert [value for value, _ in options(shown)] == [str(at) for at in range(50, 61)]
    assert labels(shown) == ["Earlier tokens"]
    assert len(shown.attachments) == 1
    shown = card(await world.alice.click(shown, label="Earlier tokens"))
    assert "token 26 of 61" in text(shown)


async def test_a_long_prompt_has_pages_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = card(await world.bob.click(await show(world, READ), label="What the model saw"))
    assert labels(shown) == ["Next"]
    await world.restart(settings)
    shown = card(await world.bob.click(shown, label="Next"))
    assert labels(shown) == ["Back"]
    assert re.search(r"Page 2 of 2: tokens \d+ to 69\.", text(shown))
    assert alts(shown)[0].endswith("<|im_start|> (1), ass (520), istant (9531), ⏎ (198)")
    assert labels(card(await world.bob.click(shown, label="Back"))) == ["Next"]


@pytest.mark.parametrize("label", [*BUTTONS, "Look inside"])
async def test_an_answer_that_is_gone_is_said_to_be_gone(world: World, label: str) -> None:
    message = await show(world, ONE)
    async with world.database() as database, database.write() as session:
        await session.execute(delete(TurnRow))
    assert "no longer kept" in card(await world.alice.click(message, label=label)).content


@pytest.mark.parametrize(
    ("kept", "ending", "said"),
    [
        (
            None,
            "complete",
            "explainer mode was off when it was written, or something that it quotes was deleted or edited",
        ),
        (None, None, "still being written"),
        (GenerationTrace(insight("", "").prompt, (), 0.0), "stopped", "wrote no token"),
    ],
)
async def test_what_cannot_be_shown_is_explained(
    here: World, kept: GenerationTrace | None, ending: Ending | None, said: str
) -> None:
    assert said in card(await here.alice.click(await show(here, kept, ending), label="Why this word?")).content


@pytest.mark.parametrize(
    "odd", ["@everyone <@1>", "```", "👩‍👩‍👧", "שלום", "\u200b", "\ud800", "<|im_end|>", "x" * 6_000]
)
async def test_odd_chats_are_shown_and_ping_nobody(here: World, odd: str) -> None:
    message = await show(here, insight(odd, odd))
    for label in BUTTONS:
        shown = card(await here.alice.click(message, label=label))
        assert text(shown).startswith("###")
        assert not shown.message.mention_everyone
        assert text(shown).count("```") % 2 == 0
