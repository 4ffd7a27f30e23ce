"""One budget a member for whatever they ask with: commands, presses, choices, forms and messages."""

import pytest
from simcord.results import InteractionResult

from bot.config import CooldownSettings, Settings
from bot.services.workshop import LONG
from tests.talking import said_by_bot, say, shown
from tests.world import card, enter, labels, text


@pytest.fixture
def few(settings: Settings) -> Settings:
    """Two uses in 20 seconds, each back after 10."""
    return settings.model_copy(update={"cooldown": CooldownSettings(uses=2, seconds=20.0)})


def refused(result: InteractionResult, seconds: int) -> bool:
    """Whether the member alone reads that they have to wait so long."""
    said = card(result)
    return said.ephemeral and said.content == f"That was quick. You can use this again in {seconds} s."


async def test_many_commands_of_one_member_have_to_wait(few: Settings) -> None:
    async with enter(few) as world:
        for _ in range(2):
            await world.alice.slash(world.channel, "tokenize", text="a")
        for other in ({"text": "a"}, {"text": "b"}):
            assert refused(await world.alice.slash(world.channel, "vocab", **other), 10)
        assert text(card(await world.bob.slash(world.channel, "tokenize", text="a")))
        await world.env.advance_time(11)
        assert text(card(await world.alice.slash(world.channel, "tokenize", text="a")))
        assert refused(await world.alice.slash(world.channel, "help"), 9)


async def test_presses_and_choices_take_from_the_same_budget(few: Settings) -> None:
    async with enter(few) as world:
        cut = card(await world.alice.slash(world.channel, "tokenize", text="strawberry"))
        for label in ("Ids", "Table", "Picture"):
            cut = card(await world.alice.click(cut, label=label))
        cut = card(await world.alice.select(cut, ["smollm2"]))
        assert refused(await world.alice.click(cut, label="Ids"), 2)
        assert refused(await world.alice.select(cut, ["o200k_base"]), 2)
        assert refused(await world.alice.slash(world.channel, "tokenize", text="a"), 10)
        assert {"Ids", "Table"} < {*labels(cut)}
        await world.env.advance_time(3)
        assert "As SmolLM2 reads it" in text(card(await world.alice.click(cut, label="Ids")))


async def test_forms_take_from_the_same_budget(few: Settings) -> None:
    async with enter(few) as world:
        message = await world.bob.send(world.channel, "strawberry")
        form = await world.alice.context_menu(world.channel, "Count letters", message)
        await world.alice.slash(world.channel, "tokenize", text="a")
        sent = await world.alice.submit_modal(form, {"letter": "r"})
        assert "again in 2 s" in world.refusal(sent)
        assert refused(sent, 2)


async def test_messages_take_from_the_same_budget_and_get_one_warning_a_window(few: Settings) -> None:
    async with enter(few) as world:
        await world.alice.slash(world.channel, "tokenize", text="a")
        before = len(said_by_bot(world))
        for _ in range(20):
            await say(world, "say hello")
        answer, warning = said_by_bot(world)[before:]
        assert "That was quick" not in shown(answer)
        assert shown(warning) == "That was quick. You can use this again in 10 s."
        assert refused(await world.alice.slash(world.channel, "tokenize", text="a"), 10)
        await world.env.advance_time(21)
        for _ in range(4):
            await say(world, "say hello")
        assert [shown(each) for each in said_by_bot(world)].count(shown(warning)) == 2


async def test_a_long_text_takes_more_for_each_encoding_that_it_is_compared_in(few: Settings) -> None:
    async with enter(few) as world:
        cut = card(await world.alice.slash(world.channel, "tokenize", file=("a.txt", b"a " * (LONG // 2))))
        await world.env.advance_time(21)
        compared = text(card(await world.alice.click(cut, label="Compare")))
        assert "4 encodings" in compared
        assert refused(await world.alice.slash(world.channel, "tokenize", text="a"), 12)


async def test_many_ids_take_more_too(few: Settings) -> None:
    async with enter(few) as world:
        form = await world.alice.click(
            card(await world.bob.slash(world.channel, "tokenize", text="a")), label="Ids to text"
        )
        sent = await world.alice.submit_modal(form, {"file": ("ids.txt", b"16 " * LONG), "encoding": ["o200k_base"]})
        assert f"{LONG:,} tokens" in text(card(sent))
        assert refused(await world.alice.slash(world.channel, "tokenize", text="a"), 5)


@pytest.mark.parametrize(
    ("command", "content"),
    [
        ("tokenize", "🍓" * LONG),
        ("bpe-train", "she sells sea shells " * (LONG // 20)),
    ],
)
async def test_a_long_text_takes_more(few: Settings, command: str, content: str) -> None:
    async with enter(few) as world:
        assert text(card(await world.alice.slash(world.channel, command, file=("a.txt", content.encode()))))
        assert not refused(await world.bob.slash(world.channel, "tokenize", text="a"), 10)
        said = card(await world.alice.slash(world.channel, "tokenize", text="a"))
        assert "That was quick" in said.content
