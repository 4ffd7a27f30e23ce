"""``/bpe-train``, as members use it."""

import asyncio
import threading
from dataclasses import replace

import pytest
from simcord.results import ResponseMessage

from bot.config import Settings
from bot.tokens import MAX_FILE_BYTES
from bot.tokens.training import MAX_AT_ONCE, LearntVocabulary, train
from tests.tokens.texts import EMOJI, SHELLS, random_texts
from tests.world import World, alts, card, text

HOSTILE = "@everyone <@1> ``` **bold** <|endoftext|> " * 3


async def learnt(world: World, given: str, **options: object) -> ResponseMessage:
    """The card of a text that is written into the form."""
    asked = await world.alice.slash(world.channel, "bpe-train", **options)
    assert asked.modal is not None
    return card(await world.alice.submit_modal(asked, {"text": given}))


async def test_a_text_is_learnt_from_and_every_step_is_shown(here: World) -> None:
    shown = await learnt(here, SHELLS)
    assert not shown.ephemeral
    assert "A vocabulary of 256 bytes + 12 learnt tokens, from 85 characters" in text(shown)
    assert " 1 11× ␣ + s\n 2  7× h + e\n" in text(shown)
    assert "It would have gone on to 200, but then no two neighbours inside a word stood together twice." in text(shown)
    assert "inside a word that stood together most often; the space before a word counts as part of it" in text(shown)
    assert "**33 tokens** in yours and **20 tokens** in o200k_base, as GPT-5, GPT-4o and o3 read it." in text(shown)
    assert [file.filename for file in shown.attachments] == ["tokens.png", "learning.png", "merges.txt"]
    strips, curve = alts(shown)
    assert "yours: 15 tokens for the same beginning: S (83), he (257), ␣sells (267)" in strips
    assert "o200k_base: 9 tokens for the same beginning: She (13684)" in strips
    assert "33 after 12 merges" in curve


async def test_so_many_merges_are_learnt_as_were_asked_for(here: World) -> None:
    shown = await learnt(here, SHELLS, merges=5)
    assert "256 bytes + 5 learnt tokens" in text(shown)
    assert "It would have gone on" not in text(shown)
    lines = (await shown.attachments[-1].read()).decode().splitlines()
    assert len(lines) == 6
    assert lines[5].split("\t") == ["5", "5", '"ll"', '"s"', '"lls"', "52"]


async def test_the_card_leads_on_to_another_text(world: World, settings: Settings) -> None:
    shown = await learnt(world, SHELLS, merges=5)
    await world.restart(settings)
    asked = await world.bob.click(shown, label="Learn from another text")
    another = card(await world.bob.submit_modal(asked, {"text": SHELLS * 2}))
    assert not another.ephemeral
    assert "256 bytes + 5 learnt tokens" in text(another)
    alone = await learnt(world, SHELLS, private=True)
    asked = await world.alice.click(alone, label="Learn from another text")
    assert card(await world.alice.submit_modal(asked, {"text": SHELLS})).ephemeral


async def test_private_answers_are_seen_by_one_member_alone(here: World) -> None:
    assert (await learnt(here, SHELLS, private=True)).ephemeral
    shown = card(await here.alice.slash(here.channel, "bpe-train", private=True, file=("a.txt", SHELLS.encode())))
    assert shown.ephemeral


async def test_a_server_may_want_all_answers_private(here: World) -> None:
    guild = here.channel.guild
    assert guild is not None
    await here.bot.services.servers.change(guild.id, lambda settings: replace(settings, private=True))
    assert (await learnt(here, SHELLS)).ephemeral


@pytest.mark.parametrize("given", ["a", "strawberry", " ", "a b c"])
async def test_nothing_to_learn_is_said_to_who_asked_alone(here: World, given: str) -> None:
    asked = await here.alice.slash(here.channel, "bpe-train")
    answer = await here.alice.submit_modal(asked, {"text": given})
    assert "Nothing to learn" in here.refusal(answer)
    assert card(answer).ephemeral


async def test_a_long_file_is_learnt_from(here: World) -> None:
    content = "".join(random_texts(2_100, seed=5)).replace("\0", "")[:20_000]
    assert len(content) == 20_000
    file = ("a.txt", content.encode())
    shown = card(await here.alice.slash(here.channel, "bpe-train", merges=1_000, file=file))
    assert "256 bytes + 1,000 learnt tokens" in text(shown)
    assert "The first 5 of 1,000 merges; the file has all" in text(shown)
    assert "for the same beginning" in alts(shown)[0]
    assert len((await shown.attachments[-1].read()).decode().splitlines()) == 1_001


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        ("strawberry".encode("utf-16"), "Save it as UTF-8"),
        (b"a" * (MAX_FILE_BYTES + 1), "1 MiB"),
        (b"a " * 150_000, "300,000 characters"),
        (b"a" * 150_000, "150,000 bytes without a break, and 20,000 is the most I learn from. Put spaces into it"),
        (b"\n" * 150_000, "150,000 bytes of white space, and 20,000 is the most I learn from. Take some of it out"),
        (b"a1b2c3" * 30_000, "pairs count only within words, numbers and rows of signs"),
        (b"a", "Nothing to learn"),
    ],
)
async def test_a_file_that_cannot_be_learnt_from_is_refused(here: World, content: bytes, said: str) -> None:
    assert said in here.refusal(await here.alice.slash(here.channel, "bpe-train", file=("a.bin", content)))


async def test_when_others_are_training_one_is_asked_to_try_again_and_other_commands_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer, done = world.bot.services.trainer, threading.Event()

    def train_then(text: str, merges: int) -> LearntVocabulary:
        assert done.wait(60)
        return train(text, merges)

    monkeypatch.setattr("bot.tokens.training.train", train_then)
    others = [asyncio.create_task(trainer.train(SHELLS, 5)) for _ in range(MAX_AT_ONCE)]
    asked = await world.alice.slash(world.channel, "bpe-train")
    answer = await world.alice.submit_modal(asked, {"text": SHELLS})
    assert "Try again in a moment" in world.refusal(answer)
    assert "3 tokens" in text(card(await world.alice.slash(world.channel, "tokenize", text="strawberry")))
    done.set()
    assert {len((await other).merges) for other in others} == {5}


@pytest.mark.parametrize(
    "odd", ["שלום שלום", "e\u0301te\u0301 e\u0301te\u0301", "नमस्ते नमस्ते", "\n\n\n", " " * 4_000, EMOJI]
)
async def test_odd_texts_are_learnt_from(here: World, odd: str) -> None:
    assert "A vocabulary of 256 bytes + " in text(await learnt(here, odd))


async def test_lone_surrogates_are_said_to_be_replaced(here: World) -> None:
    assert "replaced by �" in text(await learnt(here, "a\ud800 a\ud800"))


async def test_nothing_that_was_typed_pings_or_breaks_out(world: World) -> None:
    shown = await learnt(world, HOSTILE)
    assert text(shown).count("```") == 2
    assert not shown.message.mention_everyone
    assert not shown.message.mentions
    assert all(body["allowed_mentions"] == {"parse": []} for body in world.sent() if "allowed_mentions" in body)


async def test_a_table_of_long_tokens_still_fits_into_the_card(here: World) -> None:
    shown = await learnt(here, "🍓" * 2_000, merges=2_000)
    assert "🍓🍓 + 🍓🍓" in text(shown)
    assert len(text(shown)) < 4_000
