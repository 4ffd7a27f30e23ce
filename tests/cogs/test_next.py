"""``/next`` as members use it, with the real model, which the tests of this file share."""

from dataclasses import replace

import pytest
import regex
from simcord.results import ResponseMessage
from sqlalchemy import select, update

from bot.config import Settings
from bot.errors import ModelUnavailable
from bot.storage.tables import TextRow, TokenizationRow
from bot.ui.buttons.next import ChooseCut, ChooseTemperature
from tests.looking import choose, id_of
from tests.world import World, alts, card, enter, labels, options, text

shared = pytest.mark.asyncio(loop_scope="session")
"""Marks the tests that share ``patch``."""

FRANCE = "The capital of France is"


async def asked(world: World, said: str = FRANCE, **given: float) -> ResponseMessage:
    return card(await world.alice.slash(world.channel, "next", text=said, **given))


async def kept(world: World) -> list[tuple[str, tuple[int, ...] | None]]:
    async with world.database() as database, database.read() as session:
        joined = select(TextRow.text, TokenizationRow.ids).join(TextRow, TextRow.digest == TokenizationRow.digest)
        return [(said, ids) for said, ids in await session.execute(joined.order_by(TokenizationRow.id))]


@shared
async def test_the_likeliest_next_tokens_are_shown_and_what_they_are_is_said(patch: World) -> None:
    shown = await asked(patch)
    assert regex.match(r"### Most likely next: `␣Paris` \(\d\d%\)\n", text(shown)), "its finding leads"
    assert f"`{FRANCE}`\n" in text(shown)
    read = "reads this as plain text, cut by its own vocabulary, without its chat template: 5 tokens"
    assert f"SmolLM2-135M-Instruct {read}" in text(shown)
    assert "Temperature 1 · no cut-off: **all 49,152 tokens** can be drawn. The 12 below have" in text(shown)
    assert "not of the next word" in text(shown)
    bars, read = alts(shown)
    assert bars.startswith(
        "Bars of the 12 likeliest next tokens: of each its id, its chance to be drawn. ␣Paris (7042): "
    )
    assert read == "5 tokens, each with its id: The (504), ␣capital (3575), ␣of (282), ␣France (4649), ␣is (314)"
    assert labels(shown)[0] == "␣Paris"
    assert labels(shown)[5:] == ["Draw one", "Look inside"]
    assert [value for value, chosen in options(shown) if chosen] == ["1", "0:1"]


@shared
async def test_a_token_is_appended_another_drawn_and_both_are_taken_back(patch: World) -> None:
    shown = await asked(patch, temperature=0)
    shown = card(await patch.alice.click(shown, label="␣Paris"))
    assert f"`{FRANCE}` **+** ` Paris`" in text(shown)
    assert "6 tokens, the last of them appended here" in text(shown)
    shown = card(await patch.alice.click(shown, label="Draw one"))
    assert "**Drawn at random:** `" in text(shown)
    assert "which had a chance of 100%" in text(shown)
    assert "7 tokens, the last 2 of them" in text(shown)
    assert [value for value, chosen in options(shown) if chosen] == ["0", "0:1"]
    assert [len(ids or ()) for _, ids in (await kept(patch))[-3:]] == [0, 1, 2]
    for left in (6, 5):
        shown = card(await patch.alice.click(shown, label="Back"))
        assert f"{left} tokens" in text(shown)
        assert "Drawn at random" not in text(shown)
    assert "Back" not in labels(shown)


@shared
async def test_temperature_and_cut_offs_change_the_bars_in_place(patch: World) -> None:
    shown = await asked(patch)
    shown = await choose(patch.alice, shown, ChooseCut, "0:0.5")
    assert "Temperature 1 · top-p 0.5: **1 of 49,152 tokens** can be drawn" in text(shown)
    assert "␣the (260): never drawn" in alts(shown)[0]
    assert labels(shown) == ["␣Paris", "Draw one", "Look inside"]
    shown = await choose(patch.alice, shown, ChooseCut, "5:1")
    shown = await choose(patch.alice, shown, ChooseTemperature, "1.5")
    assert "Temperature 1.5 · top-k 5: **5 of 49,152 tokens** can be drawn. The 12 below have 100%" in text(shown)
    shown = await choose(patch.alice, shown, ChooseTemperature, "0")
    assert "Temperature 0 (always the likeliest) · top-k 5: **1 of 49,152 tokens**" in text(shown)
    assert [value for value, chosen in options(shown) if chosen] == ["0", "5:1"]


@shared
async def test_other_settings_than_those_of_the_selects_are_kept_too(patch: World) -> None:
    shown = await asked(patch, temperature=0.801, top_k=50, top_p=0.95)
    assert "Temperature 0.8 · top-k 50, then top-p 0.95" in text(shown)
    shown = card(await patch.alice.click(shown, label="␣Paris"))
    assert [value for value, chosen in options(shown) if chosen] == ["0.8", "50:0.95"]


@shared
async def test_the_end_token_is_said_to_be_one_and_what_follows_is_read(patch: World) -> None:
    await asked(patch, "Bye.")
    shown = await with_appended(patch, "Bye.", (2,))
    assert "**`<|im_end|>` (id 2) is the model’s end token:**" in text(shown)
    assert "You can go on all the same" in text(shown)
    shown = card(await patch.alice.click(shown, label="⏎"))
    assert "end token" not in text(shown)
    assert "<|im_end|> (2), ⏎ (198)" in alts(shown)[1]


@shared
async def test_half_characters_are_shown_by_their_bytes(patch: World) -> None:
    shown = await with_appended(patch, "🍓🍓🍓🍓", (10813,))
    assert "**+** `⟨F0·9F⟩`" in text(shown)
    assert "⟨ ⟩ is part of a character" in text(shown)


async def with_appended(world: World, said: str, ids: tuple[int, ...]) -> ResponseMessage:
    """A card of a text and tokens that its own buttons might not offer."""
    shown = await asked(world, said)
    async with world.database() as database, database.write() as session:
        newest = select(TokenizationRow.id).order_by(TokenizationRow.id.desc()).limit(1).scalar_subquery()
        await session.execute(update(TokenizationRow).where(TokenizationRow.id == newest).values(ids=ids))
    return await choose(world.alice, shown, ChooseTemperature, "1")


@shared
async def test_of_a_long_text_the_end_is_drawn(patch: World) -> None:
    shown = await asked(patch, "strawberry pie, " * 60)
    assert "**What it has read**: the last 30 of 183 tokens" in text(shown)
    assert alts(shown)[1].startswith("30 tokens, each with its id: ")


@shared
@pytest.mark.parametrize(
    "odd",
    [
        "\n",
        "\u200b",
        "\ud800",
        "👩‍👩‍👧",
        "שלום عالم",
        "<|endoftext|>",
        "@everyone <@1> ``` **b** [a](https://b.c)",
        "```" * 90,
    ],
)
async def test_odd_texts_are_gone_on_from_and_ping_nobody(patch: World, odd: str) -> None:
    shown = await asked(patch, odd)
    shown = card(await patch.alice.click(shown, label="Draw one"))
    shown = await choose(patch.alice, shown, ChooseTemperature, "0.3")
    assert "Temperature 0.3" in text(shown)
    assert text(shown).count("```") % 2 == 0
    assert not shown.message.mention_everyone
    assert not shown.message.mentions


@shared
async def test_only_who_asked_can_press_the_buttons(patch: World) -> None:
    shown = await asked(patch)
    for refused in (
        await patch.bob.click(shown, label="Draw one"),
        await patch.bob.select(shown, ["0"], custom_id=id_of(shown, ChooseTemperature)),
    ):
        assert card(refused).ephemeral
        assert "Only the person who asked" in card(refused).content


@shared
async def test_what_is_too_long_or_no_token_at_all_is_refused(patch: World) -> None:
    said = patch.refusal(await patch.alice.slash(patch.channel, "next", text="a b " * 1_400))
    assert "which reads 1,024 at most. Try a shorter text" in said
    said = patch.refusal(await patch.alice.slash(patch.channel, "next", text="\x04"))
    assert "Try another text" in said


@shared
async def test_where_the_model_is_not_wanted_neither_command_nor_buttons_use_it(patch: World) -> None:
    shown = await asked(patch)
    servers = patch.bot.services.servers

    async def wanted(model: bool) -> None:
        await servers.change(patch.alice.guild.id, lambda now: replace(now, model=model))

    await wanted(False)
    try:
        refused = await patch.alice.slash(patch.channel, "next", text=FRANCE)
        assert "model" in patch.refusal(refused)
        assert isinstance(patch.env.errors[-1].__cause__, ModelUnavailable)
        assert card(await patch.alice.click(shown, label="Draw one")).ephemeral
    finally:
        await wanted(True)


@shared
async def test_ids_of_another_model_are_not_gone_on_from(patch: World) -> None:
    shown = await asked(patch)
    async with patch.database() as database, database.write() as session:
        await session.execute(update(TokenizationRow).values(encoding="another"))
    said = card(await patch.alice.click(shown, label="Draw one"))
    assert "another model, another" in said.content


async def test_buttons_work_after_a_restart(with_model: Settings) -> None:
    async with enter(with_model) as world:
        await world.model_settled()
        shown = card(await world.alice.click(await asked(world, top_k=2), label="␣Paris"))
        await world.restart(with_model)
        await world.model_settled()
        shown = card(await world.alice.click(shown, label="Back"))
        assert "top-k 2: **2 of 49,152 tokens**" in text(shown)
        assert labels(shown)[0] == "␣Paris"


async def test_without_a_model_it_is_refused(world: World) -> None:
    assert "switched off" in world.refusal(await world.alice.slash(world.channel, "next", text=FRANCE))
    assert await kept(world) == []
